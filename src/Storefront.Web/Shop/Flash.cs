using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Storefront.Web.Shop;

/// <summary>A sentence that a post leaves for the page after it, in a protected cookie that is read once.</summary>
/// <param name="IsRefusal">Something was not done.</param>
/// <param name="Variant">What was taken out and can be put back, or null.</param>
/// <param name="Units">How many of it.</param>
/// <param name="AsksAttention">It was done, or made ready, otherwise than the person saw it before.</param>
public sealed record Flash(string Text, bool IsRefusal = false, Guid? Variant = null, int Units = 0, bool AsksAttention = false)
{
    private const string PlainName = "said";
    private const string SecureName = "__Host-said";
    private const int LongestText = 600;

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(2);

    public void Leave(HttpContext context)
    {
        var note = Text.Length <= LongestText ? this : this with { Text = Text[..LongestText] + "…" };
        var hidden = Protector(context).Protect(JsonSerializer.SerializeToUtf8Bytes(note));
        context.Response.Cookies.Append(Name(context), WebEncoders.Base64UrlEncode(hidden), Options(context));
    }

    /// <summary>What was left, or null. It is gone afterwards.</summary>
    public static Flash? Take(HttpContext context)
    {
        if (context.Request.Cookies[Name(context)] is not { Length: > 0 and < 4096 } text) return null;
        context.Response.Cookies.Delete(Name(context), Options(context));
        try
        {
            return JsonSerializer.Deserialize<Flash>(Protector(context).Unprotect(WebEncoders.Base64UrlDecode(text)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            // Written with keys that are gone, or not by us: nothing was said.
            return null;
        }
    }

    private static IDataProtector Protector(HttpContext context) => context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("storefront.flash");

    private static string Name(HttpContext context) => context.Request.IsHttps ? SecureName : PlainName;

    private static CookieOptions Options(HttpContext context) => new()
    {
        Path = "/", HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = Lasts, IsEssential = true,
    };
}
