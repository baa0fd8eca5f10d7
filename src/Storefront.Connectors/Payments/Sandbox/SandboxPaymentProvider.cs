using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>The payment provider of development and demo: its own page, plainly marked, no real money.</summary>
public sealed class SandboxPaymentProvider(SandboxGateway gateway, SandboxPaymentSettings settings, SandboxPaymentScript script) : IPaymentProvider
{
    public const string ProviderKey = "sandbox";

    /// <summary>The page's path on this site; it knows its payment by the reference.</summary>
    public const string PagePath = "/sandbox/pay/";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public string Key => ProviderKey;

    public Task<OpenedPayment> OpenAsync(PaymentToOpen payment, CancellationToken cancel) => CallAsync(SandboxPaymentCall.Open, async _ =>
    {
        var opened = await gateway.OpenAsync(payment, cancel);
        return new OpenedPayment(opened.Reference, PagePath + opened.Reference);
    });

    public async Task<ProviderPayment?> LookUpAsync(string reference, CancellationToken cancel) => (await gateway.FindAsync(reference, cancel))?.ToProvider();

    public async Task<bool> CloseAsync(string reference, CancellationToken cancel) => (await gateway.CloseAsync(reference, cancel))?.State is SandboxState.Expired or SandboxState.Failed;

    public Task<ProviderRefund> RefundAsync(RefundToMake refund, CancellationToken cancel) => CallAsync(SandboxPaymentCall.Refund, async fault =>
        fault == SandboxPaymentFault.RefuseRefund ? new ProviderRefund("", false, "balance_insufficient") : await gateway.RefundAsync(refund, cancel));

    public ProviderEvent? Verify(ReadOnlySpan<byte> body, string? signature, DateTime nowUtc)
    {
        var parts = (signature ?? "").Split(',');
        if (parts is not [['t', '=', .. var time], ['v', '1', '=', .. var mac]] || !long.TryParse(time, out var seconds)) return null;
        if ((nowUtc - DateTime.UnixEpoch.AddSeconds(Math.Clamp(seconds, 0, 4_000_000_000))).Duration() > Tolerance) return null;
        var expected = Sign(body, time, settings.WebhookSecret);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(mac))) return null;
        var message = JsonSerializer.Deserialize<SandboxEvent>(body, JsonSerializerOptions.Web);
        return message is null ? null : new ProviderEvent(message.Id, message.Type, message.Payment);
    }

    /// <summary>Every call with an effect goes through here and meets the script's fault.</summary>
    private async Task<T> CallAsync<T>(SandboxPaymentCall call, Func<SandboxPaymentFault?, Task<T>> work)
    {
        var fault = script.Take(call);
        if (fault == SandboxPaymentFault.TimeOutBefore) throw new ProviderOutcomeUnknownException($"No answer to {call}.");
        var answer = await work(fault);
        return fault == SandboxPaymentFault.TimeOutAfter ? throw new ProviderOutcomeUnknownException($"No answer to {call}.") : answer;
    }

    internal static string Sign(ReadOnlySpan<byte> body, string time, string secret)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes(time + "."));
        mac.AppendData(body);
        return Convert.ToHexStringLower(mac.GetHashAndReset());
    }
}

internal sealed record SandboxEvent(string Id, string Type, string Payment);
