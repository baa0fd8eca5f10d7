using Microsoft.AspNetCore.Authentication.Cookies;

namespace Storefront.Web.Account;

/// <summary>Gives a cookie the <c>__Host-</c> prefix wherever the request came over TLS: the browser then takes it from this host alone.</summary>
public sealed class HostCookies : ICookieManager
{
    private readonly ChunkingCookieManager chunks = new();

    public string? GetRequestCookie(HttpContext context, string key) => chunks.GetRequestCookie(context, Name(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) => chunks.AppendResponseCookie(context, Name(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => chunks.DeleteCookie(context, Name(context, key), options);

    private static string Name(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;
}
