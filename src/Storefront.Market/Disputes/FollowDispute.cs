using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Disputes;

/// <summary>What a buyer does after the merchant's answer: take the offer, ask again, ask an admin to decide, or withdraw.</summary>
public sealed class FollowDispute(MarketDb db, ReleaseFunds release, TimeProvider clock)
{
    public Task<Outcome<Done>> TakeOfferAsync(DisputeId id, OrderAccess access, CancellationToken cancel) =>
        AsBuyerAsync(id, access, async (it, now) =>
        {
            if (it.Dispute.Status != DisputeStatus.AwaitingBuyer || it.Dispute.OfferMinor == 0) return DisputeRefusals.NotNow;
            db.DisputeEntries.Add(DisputeEntry.Of(id, DisputeEntryKind.OfferAccepted, "buyer", now, amount: it.Dispute.Offer));
            await it.RefundAsync(db, release, it.Dispute.Offer, null, "buyer", now, cancel);
            return null;
        }, cancel);

    public Task<Outcome<Done>> AskAgainAsync(DisputeId id, OrderAccess access, Money ask, string text, IReadOnlyList<string> files, CancellationToken cancel) =>
        AsBuyerAsync(id, access, (it, now) =>
        {
            if (it.Dispute.Status != DisputeStatus.AwaitingBuyer) return Task.FromResult<Refusal?>(DisputeRefusals.NotNow);
            if (string.IsNullOrWhiteSpace(text)) return Task.FromResult<Refusal?>(DisputeRefusals.TextMissing);
            if (text.Length > OpenDispute.LongestText) return Task.FromResult<Refusal?>(DisputeRefusals.TextTooLong);
            if (ask.Currency != it.Dispute.Ask.Currency || !ask.IsPositive || ask > it.Refundable) return Task.FromResult<Refusal?>(DisputeRefusals.AmountOutOfRange);
            it.Dispute.AskedAgain(ask, now);
            db.DisputeEntries.Add(DisputeEntry.Of(id, DisputeEntryKind.AskedAgain, "buyer", now, text.Trim(), ask, files));
            return Task.FromResult<Refusal?>(null);
        }, cancel);

    public Task<Outcome<Done>> EscalateAsync(DisputeId id, OrderAccess access, CancellationToken cancel) =>
        AsBuyerAsync(id, access, (it, now) =>
        {
            // Before the merchant has answered, only what endangers others goes to an admin at once.
            var urgent = it.Dispute.Reason is DisputeReason.Counterfeit or DisputeReason.Unsafe;
            if (it.Dispute.Status != DisputeStatus.AwaitingBuyer && !(urgent && it.Dispute.Status == DisputeStatus.AwaitingMerchant)) return Task.FromResult<Refusal?>(DisputeRefusals.NotNow);
            it.Dispute.Escalated(now);
            db.DisputeEntries.Add(DisputeEntry.Of(id, DisputeEntryKind.Escalated, "buyer", now));
            return Task.FromResult<Refusal?>(null);
        }, cancel);

    public Task<Outcome<Done>> WithdrawAsync(DisputeId id, OrderAccess access, CancellationToken cancel) =>
        AsBuyerAsync(id, access, async (it, now) =>
        {
            if (it.Dispute.IsAppeal)
            {
                if (it.Dispute.AppealedBy != DisputeSide.Buyer) return DisputeRefusals.NotNow;
                db.DisputeEntries.Add(DisputeEntry.Of(id, DisputeEntryKind.AppealWithdrawn, "buyer", now));
                await it.EndAppealAsync(db, release, AppealOutcome.Withdrawn, Money.Zero(it.Dispute.Ask.Currency), Money.Zero(it.Dispute.Ask.Currency), null, "buyer", now, cancel);
                return null;
            }

            if (!it.Dispute.Status.MayBecome(DisputeStatus.Closed) || it.Dispute.Status == DisputeStatus.RefundPending) return DisputeRefusals.NotNow;
            db.DisputeEntries.Add(DisputeEntry.Of(id, DisputeEntryKind.Withdrawn, "buyer", now));
            await it.CloseAsync(db, release, DisputeOutcome.Withdrawn, null, "buyer", now, cancel);
            return null;
        }, cancel);

    private Task<Outcome<Done>> AsBuyerAsync(DisputeId id, OrderAccess access, Func<DisputeCase, DateTime, Task<Refusal?>> act, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        var it = await DisputeCase.LoadAsync(db, id, cancel);
        if (it is null || !access.Opens(it.Order)) return DisputeRefusals.NotFound;
        if (it.Dispute.FrozenAtUtc is not null) return DisputeRefusals.Frozen;
        return await act(it, clock.GetUtcNow().UtcDateTime) is { } refusal ? refusal : default(Done);
    }, cancel);
}
