using Microsoft.AspNetCore.Antiforgery;

namespace Storefront.Web.Shop;

/// <summary>Reads the forms that hold a few short fields, and nothing larger.</summary>
public static class SmallForm
{
    private const int Largest = 16_384;

    /// <summary>Null for anything but such a form.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext context, CancellationToken cancel) =>
        context.Request.HasFormContentType && context.Request.ContentLength is <= Largest ? await context.Request.ReadFormAsync(cancel) : null;

    /// <summary>Answers 400 to a post without its page's token.</summary>
    public static RouteHandlerBuilder RequireToken(this RouteHandlerBuilder builder) => builder.DisableAntiforgery().AddEndpointFilter(static async (context, next) =>
    {
        var http = context.HttpContext;
        return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http) ? await next(context) : Results.StatusCode(StatusCodes.Status400BadRequest);
    });
}
