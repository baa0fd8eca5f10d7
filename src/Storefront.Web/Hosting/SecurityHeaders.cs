using Storefront.Payments;

namespace Storefront.Web.Hosting;

/// <summary>What the browser may do with a page of ours. An endpoint that needs more says so with <see cref="ContentPolicy"/>.</summary>
public sealed class SecurityHeaders(RequestDelegate next, IEnumerable<IPaymentProvider> providers)
{
    private readonly string shop = ContentPolicy.With([.. providers.Select(p => p.PageOrigin).OfType<string>()]);

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = shop;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        return next(context);
    }
}

/// <summary>The content security policies of the app.</summary>
public static class ContentPolicy
{
    /// <summary>Own files only: no inline script or style, no frames, forms to this site.</summary>
    public const string Shop =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>As <see cref="Shop"/>, and forms may end at the payment pages of these origins, because Chromium follows the rule through redirects.</summary>
    public static string With(IReadOnlyCollection<string> paymentPages) =>
        paymentPages.Count == 0 ? Shop : Shop.Replace("form-action 'self'", "form-action 'self' " + string.Join(' ', paymentPages), StringComparison.Ordinal);
}
