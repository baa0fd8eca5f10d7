using System.Text.Json;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>The payment provider of development and demo: its own page, plainly marked, no real money.</summary>
public sealed class SandboxPaymentProvider(SandboxGateway gateway, SandboxPaymentSettings settings, SandboxPaymentScript script, TimeProvider clock) : IPaymentProvider
{
    public const string ProviderKey = "sandbox";

    /// <summary>The page's path on this site; it knows its payment by the reference.</summary>
    public const string PagePath = "/sandbox/pay/";

    public string Key => ProviderKey;

    public Task<OpenedPayment> OpenAsync(PaymentToOpen payment, CancellationToken cancel) => script.MeetAsync(SandboxPaymentCall.Open, ProviderKeys.At(payment.Key, payment.Generation), async _ =>
    {
        var opened = await gateway.OpenAsync(payment, cancel);
        return new OpenedPayment(opened.Reference, PagePath + opened.Reference);
    });

    public async Task<ProviderPayment?> LookUpAsync(string reference, CancellationToken cancel) => (await gateway.FindAsync(reference, cancel))?.ToProvider();

    public async Task<bool> CloseAsync(string reference, CancellationToken cancel) => (await gateway.CloseAsync(reference, cancel))?.State is SandboxState.Expired or SandboxState.Failed;

    public Task<ProviderRefund> RefundAsync(RefundToMake refund, CancellationToken cancel) => script.MeetAsync(SandboxPaymentCall.Refund, ProviderKeys.At(refund.Key, refund.Generation), async fault =>
        fault == SandboxPaymentFault.RefuseRefund ? new ProviderRefund("", false, "balance_insufficient") : await gateway.RefundAsync(refund, fault == SandboxPaymentFault.RefundLater ? clock.GetUtcNow().UtcDateTime.AddDays(2) : null, cancel));

    public Task<ProviderRefund?> LookUpRefundAsync(string paymentReference, string reference, CancellationToken cancel) => gateway.FindRefundAsync(paymentReference, reference, cancel);

    public Task<ProviderRefund?> FindRefundAsync(string paymentReference, string key, CancellationToken cancel) => gateway.FindRefundAsync(paymentReference, SandboxRefund.ReferenceOf(key), cancel);

    public ProviderEvent? Verify(ReadOnlySpan<byte> body, string? signature, DateTime nowUtc)
    {
        if (!WebhookSignature.IsGenuine(body, signature, [settings.WebhookSecret], nowUtc)) return null;
        var message = JsonSerializer.Deserialize<SandboxEvent>(body, JsonSerializerOptions.Web);
        return message?.ToProvider(null);
    }
}

/// <param name="Payment">What it tells of.</param>
/// <param name="Live">The sandbox's money is never real: an event that says so is not its own.</param>
/// <param name="Account">A payee's account.</param>
internal sealed record SandboxEvent(string Id, string Type, string Payment, bool? Live = null, string? Account = null)
{
    public static SandboxEvent From(string json) => JsonSerializer.Deserialize<SandboxEvent>(json, JsonSerializerOptions.Web)!;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public ProviderEvent ToProvider(DateTime? atUtc) => new(Id, Type, Payment)
    {
        Live = Live, Account = Account, IsOurs = Live != true, HappenedAtUtc = atUtc,
        About = Type.Split('.')[0] switch
        {
            "payment" => NewsAbout.Payment,
            "refund" => NewsAbout.Refund,
            "chargeback" => NewsAbout.Chargeback,
            "fraud-warning" => NewsAbout.FraudWarning,
            "payee" => NewsAbout.Payee,
            "payout" => NewsAbout.Payout,
            "transfer" => NewsAbout.Transfer,
            _ => NewsAbout.Other,
        },
    };
}
