using Storefront.Payments;
using Stripe;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Pages through the events of the last 30 days, which is as long as Stripe keeps them (docs.stripe.com/api/events, checked 2026-11-29).</summary>
internal sealed class StripeNews(StripeCalls calls, StripeWebhooks webhooks) : IListProviderNews
{
    public string Key => StripeCalls.ProviderKey;

    /// <summary>At most 20 may be named (docs.stripe.com/api/events/list, checked 2026-11-29).</summary>
    public IReadOnlyList<string> Kinds { get; } =
    [
        "checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed", "checkout.session.expired", "refund.created", "refund.updated", "refund.failed",
        "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed", "charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated", "radar.early_fraud_warning.created", "transfer.reversed",
    ];

    public IReadOnlyList<string> PayeeKinds { get; } =
        ["account.updated", "capability.updated", "account.external_account.created", "account.external_account.updated", "account.external_account.deleted", "account.application.deauthorized", "payout.paid", "payout.failed", "payout.canceled"];

    public async Task<NewsPage> ListNewsAsync(string? payee, DateTime sinceUtc, IReadOnlyList<string> kinds, string? after, CancellationToken cancel)
    {
        var options = StripeCalls.Page(new EventListOptions { Created = StripeCalls.Since(sinceUtc) }, after);
        if (kinds.Count > 0) options.Types = [.. kinds];
        var told = await calls.AskAsync(payee is null ? "events" : $"events of {payee}", () => ListAsync(options, payee, cancel));
        return new NewsPage([.. told.Data.Select(Told)], told.HasMore && told.Data.Count > 0 ? told.Data[^1].Id : null);
    }

    /// <summary>An account whose owner cut the connection to ours tells us nothing any more; that it is so is found when the account is looked at.</summary>
    private async Task<StripeList<Event>> ListAsync(EventListOptions options, string? payee, CancellationToken cancel)
    {
        try
        {
            return await calls.Api.Events.ListAsync(options, payee is null ? null : StripeCalls.With((string?)null, payee), cancel);
        }
        catch (StripeException e) when (payee is not null && StripePayees.IsCutOff(e))
        {
            return new StripeList<Event> { Data = [] };
        }
    }

    private ProviderEvent Told(Event e) =>
        webhooks.Of(e.Id, e.Type, (e.Data?.Object as IHasId)?.Id ?? e.Data?.Object?.Object ?? "", e.Livemode, e.Account, e.Created);
}
