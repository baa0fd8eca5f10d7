using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Storefront.Accounts;

/// <summary>Time-based codes of authenticator apps: six digits, a new one each thirty seconds, HMAC-SHA-1. Source: RFC 6238 and RFC 4226, checked 2026-11-22.</summary>
public static class Totp
{
    public const int StepSeconds = 30;

    /// <summary>160 bits, as RFC 4226 advises.</summary>
    public const int KeyBytes = 20;

    /// <summary>Clocks of phones may be off by one step either way.</summary>
    private const int Drift = 1;

    private const string Base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string NewKey() => Base32(RandomNumberGenerator.GetBytes(KeyBytes));

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    public static string CodeAt(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        // SHA-1 is what the apps know; the code does not rest on collisions.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(FromBase32(key), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0F;
        var number = (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset, 4)) & 0x7FFF_FFFF) % 1_000_000;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step that a code belongs to, newer than <paramref name="after"/>; null when there is none. A code is good once.</summary>
    public static long? StepOf(string key, string code, DateTimeOffset now, long after)
    {
        var present = StepAt(now);
        var typed = Encoding.UTF8.GetBytes(code);
        for (var step = present - Drift; step <= present + Drift; step++)
        {
            if (step > after && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(key, step)), typed)) return step;
        }

        return null;
    }

    /// <summary>The address that an app reads from the square code.</summary>
    public static string Link(string shop, string email, string key) =>
        $"otpauth://totp/{Uri.EscapeDataString(shop)}:{Uri.EscapeDataString(email)}?secret={key}&issuer={Uri.EscapeDataString(shop)}";

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 8 / 5);
        var (held, bits) = (0, 0);
        foreach (var b in bytes)
        {
            (held, bits) = ((held << 8) | b, bits + 8);
            for (; bits >= 5; bits -= 5) text.Append(Base32Letters[(held >> (bits - 5)) & 31]);
            held &= (1 << bits) - 1;
        }

        return text.ToString();
    }

    private static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (held, bits) = (0, 0);
        foreach (var letter in text)
        {
            (held, bits) = ((held << 5) | Base32Letters.IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits < 8) continue;
            bytes.Add((byte)(held >> (bits - 8)));
            (held, bits) = (held & ((1 << (bits - 8)) - 1), bits - 8);
        }

        return [.. bytes];
    }
}
