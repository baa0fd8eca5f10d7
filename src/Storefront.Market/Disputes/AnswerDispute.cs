using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Disputes;

/// <summary>What a merchant does with a claim: accept it, offer less, or reject it with reasons.</summary>
public sealed class AnswerDispute(MarketDb db, ReleaseFunds release, TimeProvider clock)
{
    public Task<Outcome<Done>> AcceptAsync(DisputeId id, Actor actor, CancellationToken cancel) =>
        AsMerchantAsync(id, actor, async (it, now) =>
        {
            db.DisputeEntries.Add(DisputeEntry.Of(id, DisputeEntryKind.Accepted, "merchant", now, amount: it.Dispute.Ask));
            await it.RefundAsync(db, release, it.Dispute.Ask, null, "merchant", now, cancel);
            return null;
        }, cancel);

    public Task<Outcome<Done>> OfferAsync(DisputeId id, Actor actor, Money offer, string text, IReadOnlyList<string> files, CancellationToken cancel) =>
        AsMerchantAsync(id, actor, (it, now) =>
        {
            if (string.IsNullOrWhiteSpace(text)) return Refused(DisputeRefusals.TextMissing);
            if (text.Length > OpenDispute.LongestText) return Refused(DisputeRefusals.TextTooLong);
            if (offer.Currency != it.Dispute.Ask.Currency || offer.IsNegative || offer >= it.Dispute.Ask) return Refused(DisputeRefusals.AmountOutOfRange);
            it.Dispute.Answered(offer, now);
            db.DisputeEntries.Add(DisputeEntry.Of(id, offer.IsZero ? DisputeEntryKind.Rejected : DisputeEntryKind.Offered, "merchant", now, text.Trim(), offer, files));
            db.TellBuyer(it.Order, "dispute-answered", $"{id.Value:N}:{it.Dispute.Version}", now, ("offer", offer.ToString()));
            return Refused(null);
        }, cancel);

    private static Task<Refusal?> Refused(Refusal? refusal) => Task.FromResult(refusal);

    private Task<Outcome<Done>> AsMerchantAsync(DisputeId id, Actor actor, Func<DisputeCase, DateTime, Task<Refusal?>> act, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        var it = await DisputeCase.LoadAsync(db, id, cancel);
        if (it is null || !await actor.WorksForAsync(it.Dispute.Merchant, db, cancel)) return DisputeRefusals.NotFound;
        if (it.Dispute.FrozenAtUtc is not null) return DisputeRefusals.Frozen;
        if (it.Dispute.Status != DisputeStatus.AwaitingMerchant) return DisputeRefusals.NotNow;
        return await act(it, clock.GetUtcNow().UtcDateTime) is { } refusal ? refusal : default(Done);
    }, cancel);
}
