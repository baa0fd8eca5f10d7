using System.Security.Cryptography;
using System.Text;

namespace Storefront.Connectors.Carriers.YunExpress;

/// <summary>The mark on a call: HMAC-SHA256 in Base64 over body, time, method and path. A query is not in it, and a call without a body has no word of one.</summary>
internal static class YunExpressSignature
{
    public static string Of(HttpMethod method, string path, string date, string? body, string secret)
    {
        var content = $"date={date}&method={method.Method}&uri={path}";
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body is null ? content : $"body={body}&{content}")));
    }
}
