using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Storefront.Benchmarks.Load;

/// <summary>A whole request with a signed event of the sandbox gateway, which signs as Stripe does.</summary>
internal static class SandboxEvent
{
    /// <summary>The sandbox's default secret.</summary>
    private static readonly byte[] Secret = "sandbox-webhook-secret"u8.ToArray();

    /// <summary>A capture of a payment that is not of this market: verified, stored and looked up like any other, and nothing is settled.</summary>
    public static byte[] New(Uri server)
    {
        var id = Guid.NewGuid().ToString("N");
        var body = $$"""{"id":"evt_{{id}}","type":"payment.captured","payment":"sbx_{{id}}"}""";
        var time = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes($"{time}.{body}")));
        return Encoding.UTF8.GetBytes(
            $"POST /hooks/payments/sandbox HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nPayment-Signature: t={time},v1={signature}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }
}
