using Storefront.Languages;

namespace Storefront.Web.Hosting;

/// <summary>Language, destination, postcode and currency as the shopper chose them, in one cookie: <c>fr.FR.EUR.69001</c>.
/// It holds no secret, and the shop's script reads it to show the postcode on stored pages.</summary>
public sealed record PreferencesCookie(Language Language, Country Country, Currency Currency, string? Postcode)
{
    public const int LongestPostcode = 12;

    private const string PlainName = "prefs";
    private const string SecureName = "__Host-prefs";

    public static PreferencesCookie? Read(HttpRequest request) =>
        request.Headers.Cookie.Count > 0 && request.Cookies[Name(request)] is { } text ? Parse(text) : null;

    public static PreferencesCookie? Parse(string text)
    {
        var parts = text.Split('.', 4);
        return parts.Length == 4
            && Language.TryFind(parts[0], out var language)
            && Country.TryParse(parts[1], out var country)
            && Currency.TryParse(parts[2], out var currency)
                ? new PreferencesCookie(language, country, currency, CleanPostcode(parts[3]))
                : null;
    }

    /// <summary>Letters, digits, spaces and hyphens, upper case; null when nothing is left.</summary>
    public static string? CleanPostcode(string? text)
    {
        if (text is null) return null;
        var clean = string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-')).Trim().ToUpperInvariant();
        return clean.Length is 0 or > LongestPostcode ? null : clean;
    }

    public void Write(HttpContext context)
    {
        var secure = context.Request.IsHttps;
        context.Response.Cookies.Append(Name(context.Request), $"{Language.Tag}.{Country}.{Currency}.{Postcode}", new CookieOptions
        {
            Path = "/",
            Secure = secure,
            SameSite = SameSiteMode.Lax,
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
        });
    }

    private static string Name(HttpRequest request) => request.IsHttps ? SecureName : PlainName;
}
