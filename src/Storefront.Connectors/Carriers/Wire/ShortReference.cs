using System.Security.Cryptography;
using System.Text;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>References of ours for carriers that allow fewer characters: always the same for the same, and different for different ones.</summary>
internal static class ShortReference
{
    private const string Prefix = "label-";

    /// <summary>RFC 4648.</summary>
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The reference itself where it fits; of a label's its 32 hexadecimal digits, or the same 128 bits in 26 letters; of any other the letters of its SHA-256.</summary>
    /// <param name="longest">At least 26.</param>
    public static string Of(string reference, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 26);
        if (reference.Length <= longest) return reference;
        if (!reference.StartsWith(Prefix, StringComparison.Ordinal) || !Guid.TryParseExact(reference[Prefix.Length..], "N", out _)) return Letters(SHA256.HashData(Encoding.UTF8.GetBytes(reference)))[..26];
        var digits = reference[Prefix.Length..];
        return digits.Length <= longest ? digits : Letters(Convert.FromHexString(digits));
    }

    private static string Letters(ReadOnlySpan<byte> bytes)
    {
        var letters = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var b in bytes)
        {
            (bits, count) = ((bits << 8) | b, count + 8);
            for (; count >= 5; count -= 5) letters.Append(Base32[(bits >> (count - 5)) & 31]);
            bits &= (1 << count) - 1;
        }

        if (count > 0) letters.Append(Base32[(bits << (5 - count)) & 31]);
        return letters.ToString();
    }
}
