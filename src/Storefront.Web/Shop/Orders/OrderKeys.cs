using System.Text.RegularExpressions;
using Storefront.Orders;

namespace Storefront.Web.Shop.Orders;

/// <summary>The secret of a guest's link, kept in a cookie for a day once the link was used, so that it leaves the address bar.</summary>
public static partial class OrderKeys
{
    private const int MostKept = 10;

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    public static void Keep(HttpContext context, string number, string key) => context.Response.Cookies.Append(Name(context, number), key, new CookieOptions
    {
        Path = "/", HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = KeptFor, IsEssential = true,
    });

    /// <summary>What this request may show for an order: its account, or the secret that was kept.</summary>
    public static OrderAccess Of(HttpContext context, string number) =>
        new(Buyer.Of(context), LooksLikeNumber(number) ? context.Request.Cookies[Name(context, number)] : null);

    /// <summary>Orders whose secrets this browser keeps, at most a few.</summary>
    public static IReadOnlyList<string> Kept(HttpContext context)
    {
        var prefix = Name(context, "");
        return [.. context.Request.Cookies.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Select(k => k[prefix.Length..]).Where(LooksLikeNumber).Take(MostKept)];
    }

    public static bool LooksLikeNumber(string number) => Number().IsMatch(number);

    private static string Name(HttpContext context, string number) => (context.Request.IsHttps ? "__Host-order-" : "order-") + number;

    [GeneratedRegex("^[0-9A-Z]{8,20}$")]
    private static partial Regex Number();
}
