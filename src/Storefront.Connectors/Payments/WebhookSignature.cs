using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Storefront.Connectors.Payments;

/// <summary>The signature of a webhook: <c>t=(unix seconds),v1=(hex)</c>, where <c>v1</c> is the HMAC-SHA256 of the time, a point and the raw
/// body. The scheme is that of docs.stripe.com/webhooks (checked 2026-11-29); the sandbox signs in the same way.</summary>
internal static class WebhookSignature
{
    /// <summary>Older and more future signatures are refused, in both directions.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    /// <summary>Whether any <c>v1</c> of the header is the body's under any of the secrets; there are two of either while a secret is rolled.
    /// Other schemes do not count, comparison takes the same time whatever the text.</summary>
    public static bool IsGenuine(ReadOnlySpan<byte> body, string? header, IReadOnlyCollection<string> secrets, DateTime nowUtc)
    {
        string? time = null;
        var signatures = new List<byte[]>();
        foreach (var part in (header ?? "").Split(','))
        {
            switch (part.Split('=', 2))
            {
                case ["t", var told]:
                    if (time is not null) return false;
                    time = told;
                    break;
                case ["v1", var hex]:
                    signatures.Add(Encoding.UTF8.GetBytes(hex));
                    break;
            }
        }

        if (time is null || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if ((nowUtc - DateTime.UnixEpoch.AddSeconds(Math.Min(seconds, 4_000_000_000))).Duration() > Tolerance) return false;
        var genuine = false;
        foreach (var secret in secrets)
        {
            var expected = Encoding.ASCII.GetBytes(Sign(body, time, secret));
            foreach (var signature in signatures) genuine |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return genuine;
    }

    /// <summary>Lower-case hex.</summary>
    public static string Sign(ReadOnlySpan<byte> body, string time, string secret)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes(time + "."));
        mac.AppendData(body);
        return Convert.ToHexStringLower(mac.GetHashAndReset());
    }
}
