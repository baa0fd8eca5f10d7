namespace Storefront.Web.Hosting;

/// <summary>Stands in for an antiforgery token on forms that sit on cacheable pages: the browser itself says where the post came from.</summary>
/// <remarks>Every current browser sends <c>Sec-Fetch-Site</c>; older ones send <c>Origin</c> with a post. A caller that sends neither is no browser
/// and carries no one's cookies.</remarks>
public static class SameOrigin
{
    public static bool Allows(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Answers 400 to a post that another site made.</summary>
    public static TBuilder RequireSameOrigin<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(static (context, next) =>
            Allows(context.HttpContext.Request) ? next(context) : ValueTask.FromResult<object?>(Results.StatusCode(StatusCodes.Status400BadRequest)));
}
