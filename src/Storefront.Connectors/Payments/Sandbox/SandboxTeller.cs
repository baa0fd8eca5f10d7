using Storefront.Data;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>Tells what happened at the sandbox: in its list of events, and by webhook.</summary>
internal sealed class SandboxTeller(IConnectorRecords records, SandboxPaymentSettings settings, SandboxWebhooks webhooks, TimeProvider clock)
{
    /// <param name="account">The payee in whose account it happened; null for our own.</param>
    public async Task TellAsync(string id, string type, string reference, string? account, CancellationToken cancel)
    {
        var told = new SandboxEvent(id, type, reference, Account: account);
        await records.AddAsync(SandboxLists.News, SandboxLists.KeyOf(clock.GetUtcNow().UtcDateTime, SandboxLists.Digest(id)), told.ToJson(), cancel);
        if (settings.SendWebhooks) webhooks.Enqueue(told);
    }
}
