using System.Security.Cryptography;
using System.Text;

namespace Storefront.Connectors.Carriers.Cainiao;

/// <summary>The gateway's mark, on our calls and on what it pushes: the sixteen bytes of MD5 over content and secret, in Base64.</summary>
#pragma warning disable CA5351 // The gateway asks for MD5.
internal static class CainiaoSignature
{
    public static string Of(string content, string secret) => Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(content + secret)));

    /// <summary>In a time that does not tell how much of it is right.</summary>
    public static bool IsOf(string digest, string content, string secret) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(digest), Encoding.UTF8.GetBytes(Of(content, secret)));
}
