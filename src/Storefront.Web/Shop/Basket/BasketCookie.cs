using Storefront.Checkout;

namespace Storefront.Web.Shop.Basket;

/// <summary>Which basket is this browser's: a random id that nobody can guess, set when the first thing is added and not before.</summary>
public static class BasketCookie
{
    private const string PlainName = "basket";
    private const string SecureName = "__Host-basket";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public static BasketId? Read(HttpContext context) =>
        Guid.TryParseExact(context.Request.Cookies[Name(context)], "N", out var id) ? new BasketId(id) : null;

    public static void Write(HttpContext context, BasketId id) => context.Response.Cookies.Append(Name(context), id.Value.ToString("N"), new CookieOptions
    {
        Path = "/", HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = Kept, IsEssential = true,
    });

    /// <summary>When its owner signs out: the basket stays with the account, not with the browser.</summary>
    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Name(context), new CookieOptions { Path = "/", Secure = context.Request.IsHttps });

    private static string Name(HttpContext context) => context.Request.IsHttps ? SecureName : PlainName;
}
