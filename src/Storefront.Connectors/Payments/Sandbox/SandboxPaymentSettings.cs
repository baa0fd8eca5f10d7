namespace Storefront.Connectors.Payments.Sandbox;

public sealed class SandboxPaymentSettings
{
    /// <summary>Signs the sandbox's webhooks. It guards no money, so a fixed default is fine.</summary>
    public string WebhookSecret { get; set; } = "sandbox-webhook-secret";

    /// <summary>Whether the sandbox sends webhooks, as a real gateway would, besides the shopper's return.</summary>
    public bool SendWebhooks { get; set; } = true;

    /// <summary>How long a delayed method takes to decide.</summary>
    public TimeSpan DelayedDecision { get; set; } = TimeSpan.FromDays(3);
}
