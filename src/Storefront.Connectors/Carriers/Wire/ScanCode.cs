using System.Security.Cryptography;
using System.Text;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>What a carrier calls an event, short and plain enough to be kept with the event's time as its identity.</summary>
internal static class ScanCode
{
    public const int Longest = 44;

    private const int Kept = Longest - 9;

    /// <summary>A code as it is; of a sentence, or of one in other letters, the beginning and a digest of all of it.</summary>
    public static string Of(string? told)
    {
        var code = told?.Trim() ?? "";
        if (code.Length <= Longest && Ascii.IsValid(code)) return code;
        var beginning = string.Concat(code.Where(char.IsAscii).Take(Kept));
        return $"{beginning}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)))[..8]}";
    }
}
