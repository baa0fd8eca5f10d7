using System.Security.Cryptography;
using System.Text;

namespace Storefront.Connectors.Carriers.CainiaoGlobal;

/// <summary>The marks of Alibaba's open platforms: all fields by their names, name and value one after another, digested with the secret and written in upper-case hexadecimal. Neither the mark itself nor
/// an empty field is in it.</summary>
#pragma warning disable CA5351 // The platform asks for MD5.
internal static class TopSignature
{
    /// <summary>Taobao's gateway, <c>sign_method=md5</c>: the secret before and after.</summary>
    public static string Md5(IEnumerable<(string Name, string Value)> fields, string secret) => Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(secret + Joined(fields) + secret)));

    /// <summary>Taobao's gateway, <c>sign_method=hmac</c>.</summary>
    public static string Hmac(IEnumerable<(string Name, string Value)> fields, string secret) => Convert.ToHexString(HMACMD5.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Joined(fields))));

    /// <summary>AliExpress's gateway, <c>sign_method=sha256</c>.</summary>
    /// <param name="path">Of an interface that has an address of its own, which is signed with it; empty for those called by their method.</param>
    public static string Sha256(IEnumerable<(string Name, string Value)> fields, string secret, string path = "") =>
        Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(path + Joined(fields))));

    private static string Joined(IEnumerable<(string Name, string Value)> fields) =>
        string.Concat(fields.Where(f => f.Value.Length > 0).OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => f.Name + f.Value));
}
