using Storefront.Payments;
using Stripe;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Pages through the events of the last 30 days, which is as long as Stripe keeps them (docs.stripe.com/api/events, checked 2026-11-29).</summary>
internal sealed class StripeNews(StripeCalls calls, StripeWebhooks webhooks) : IListProviderNews
{
    public string Key => StripeCalls.ProviderKey;

    public async Task<NewsPage> ListNewsAsync(DateTime sinceUtc, IReadOnlyList<string> kinds, string? after, CancellationToken cancel)
    {
        var options = StripeCalls.Page(new EventListOptions { Created = StripeCalls.Since(sinceUtc) }, after);
        if (kinds.Count > 0) options.Types = [.. kinds];
        var told = await calls.AskAsync("events", () => calls.Api.Events.ListAsync(options, null, cancel));
        return new NewsPage([.. told.Data.Select(Told)], told.HasMore && told.Data.Count > 0 ? told.Data[^1].Id : null);
    }

    private ProviderEvent Told(Event e) =>
        webhooks.Of(e.Id, e.Type, (e.Data?.Object as IHasId)?.Id ?? e.Data?.Object?.Object ?? "", e.Livemode, e.Account, e.Created);
}
