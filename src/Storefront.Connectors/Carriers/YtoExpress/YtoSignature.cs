using System.Security.Cryptography;
using System.Text;

namespace Storefront.Connectors.Carriers.YtoExpress;

/// <summary>The platform's marks: the sixteen bytes of MD5 in Base64.</summary>
#pragma warning disable CA5351 // The platform asks for MD5.
internal static class YtoSignature
{
    /// <summary>On our calls: over the business JSON as it is sent, the interface, its version and its secret. The time is not in it.</summary>
    public static string Of(string param, string adapter, string version, string secret) => Digest(param + adapter + version, secret);

    /// <summary>On calls of the generation before: the secret in front of names and values in the order of the names, as hexadecimal digits in capitals.</summary>
    public static string Older(string secret, params IEnumerable<(string Name, string Value)> fields) =>
        Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(secret + string.Concat(fields.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => f.Name + f.Value)))));

    /// <summary>On what is pushed to us.</summary>
    public static string Digest(string payload, string secret) => Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(payload + secret)));

    /// <summary>In a time that does not tell how much of it is right.</summary>
    public static bool IsDigest(string digest, string payload, string secret) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(digest), Encoding.UTF8.GetBytes(Digest(payload, secret)));
}
