using Storefront.Web.Hosting;

namespace Storefront.Web.Shop;

/// <summary>The end of a post: the browser gets the next page by itself, so that reloading repeats nothing.</summary>
public static class SeeOther
{
    /// <param name="path">Without language.</param>
    public static IResult Own(HttpContext context, string path) => At(context, Visitor.Of(context).Link(path));

    /// <param name="url">With language, or of another site.</param>
    public static IResult At(HttpContext context, string url)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = url;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
