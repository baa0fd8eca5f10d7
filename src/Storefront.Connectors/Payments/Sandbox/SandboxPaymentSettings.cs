namespace Storefront.Connectors.Payments.Sandbox;

public sealed class SandboxPaymentSettings
{
    /// <summary>Signs the sandbox's webhooks. It guards no money, so a fixed default is fine.</summary>
    public string WebhookSecret { get; set; } = "sandbox-webhook-secret";

    /// <summary>Whether the sandbox sends webhooks, as a real gateway would, besides the shopper's return.</summary>
    public bool SendWebhooks { get; set; } = true;

    /// <summary>How long a delayed method takes to decide.</summary>
    public TimeSpan DelayedDecision { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Whether refunds may be made at the sandbox's own desk, past the market, and sent back as by the buyer's bank: for the demo market and for tests.</summary>
    public bool HasDashboard { get; set; }

    /// <summary>How long a chargeback may be answered.</summary>
    public TimeSpan ChargebackAnswer { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long the bank then takes to decide.</summary>
    public TimeSpan ChargebackDecision { get; set; } = TimeSpan.FromDays(60);

    /// <summary>What a chargeback costs, in whole units of the charge currency.</summary>
    public int ChargebackFee { get; set; } = 15;

    /// <summary>What is kept of a payment, in millionths of it; nothing unless set. 29000 is 2.9 %.</summary>
    public int PaymentFeePartsPerMillion { get; set; }

    /// <summary>How long a bank takes to confirm a payout.</summary>
    public TimeSpan PayoutArrival { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long after its confirmation a payout comes back, when it does.</summary>
    public TimeSpan PayoutReturn { get; set; } = TimeSpan.FromDays(3);
}
