namespace Storefront.Connectors.Payments.Sandbox;

public sealed class SandboxPaymentSettings
{
    /// <summary>Signs the sandbox's webhooks. It guards no money, so a fixed default is fine.</summary>
    public string WebhookSecret { get; set; } = "sandbox-webhook-secret";

    /// <summary>Whether the sandbox sends webhooks, as a real gateway would, besides the shopper's return.</summary>
    public bool SendWebhooks { get; set; } = true;

    /// <summary>How long a delayed method takes to decide.</summary>
    public TimeSpan DelayedDecision { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long a bank takes to confirm a payout.</summary>
    public TimeSpan PayoutArrival { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long after its confirmation a payout comes back, when it does.</summary>
    public TimeSpan PayoutReturn { get; set; } = TimeSpan.FromDays(3);
}
