using System.Security.Cryptography;
using System.Text;

namespace Storefront.Connectors.Carriers.FourPx;

/// <summary>The mark on a call: MD5 in hexadecimal over the public parameters in their order, the body and the secret. Language and access token are not in it.</summary>
#pragma warning disable CA5351 // The platform asks for MD5.
internal static class FourPxSignature
{
    public static string Of(string appKey, string method, string timestamp, string version, string body, string secret) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"app_key{appKey}formatjsonmethod{method}timestamp{timestamp}v{version}{body}{secret}")));
}
