using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Storefront.Web.Account;

/// <summary>Remembers who has signed in with a browser, so that somebody else's wrong passwords never keep them out. It opens nothing by itself.</summary>
public sealed class KnownBrowser(IDataProtectionProvider protection)
{
    private const string Cookie = "browser";
    private const int MostPeople = 4;
    private const int IdBytes = 16;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    private readonly IDataProtector protector = protection.CreateProtector("storefront.known-browser");
    private readonly HostCookies cookies = new();

    public IReadOnlyList<UserId> People(HttpContext context)
    {
        if (cookies.GetRequestCookie(context, Cookie) is not { Length: > 0 and < 1000 } text) return [];
        try
        {
            return [.. protector.Unprotect(WebEncoders.Base64UrlDecode(text)).Chunk(IdBytes).Select(id => new UserId(new Guid(id)))];
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            // Not ours, or of keys that are gone: a browser like any other.
            return [];
        }
    }

    public void Remember(HttpContext context, UserId user)
    {
        byte[] ids = [.. People(context).Where(u => u != user).Prepend(user).Take(MostPeople).SelectMany(u => u.Value.ToByteArray())];
        cookies.AppendResponseCookie(context, Cookie, WebEncoders.Base64UrlEncode(protector.Protect(ids)), new CookieOptions
        {
            Path = "/", HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = Kept, IsEssential = true,
        });
    }
}
