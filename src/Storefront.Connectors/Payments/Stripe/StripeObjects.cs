using Storefront.Payments;
using Stripe;
using Stripe.Checkout;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Pages through what Stripe holds, to be compared with our books.</summary>
internal sealed class StripeObjects(StripeCalls calls) : IListProviderObjects
{
    public string Key => StripeCalls.ProviderKey;

    public Task<ProviderObjectPage> ListAsync(ProviderObjectKind kind, DateTime sinceUtc, string? within, string? after, CancellationToken cancel)
    {
        var (api, since) = (calls.Api, StripeCalls.Since(sinceUtc));
        return kind switch
        {
            ProviderObjectKind.Payment => PageAsync(
                kind, () => api.Checkout.Sessions.ListAsync(StripeCalls.Page(new SessionListOptions { Created = since }, after), null, cancel),
                s => Of(s, s is { Status: "expired", PaymentStatus: "unpaid" } ? s.Status : s.PaymentStatus, s.AmountTotal ?? 0, s.Currency, s.Metadata?.GetValueOrDefault("order"), s.Created)),
            ProviderObjectKind.Refund => PageAsync(
                kind, () => api.Refunds.ListAsync(StripeCalls.Page(new RefundListOptions { Created = since }, after), null, cancel),
                r => Of(r, r.Status, r.Amount, r.Currency, r.PaymentIntentId, r.Created)),
            ProviderObjectKind.Transfer => PageAsync(
                kind, () => api.Transfers.ListAsync(StripeCalls.Page(new TransferListOptions { Created = since }, after), null, cancel),
                t => Of(t, t.Reversed ? "reversed" : "made", t.Amount, t.Currency, StripeSession.OrderOf(t.TransferGroup), t.Created) with { Reversed = StripeMoney.TryFrom(t.AmountReversed, t.Currency) }),
            // Reversals are listed by their transfer alone, and there are few: older ones are dropped here.
            ProviderObjectKind.Reversal => PageAsync(
                kind, () => api.Transfers.Reversals.ListAsync(within ?? throw new ArgumentNullException(nameof(within), "Reversals are listed per transfer."), StripeCalls.Page(new TransferReversalListOptions(), after), null, cancel),
                r => r.Created < sinceUtc ? null : Of(r, "made", r.Amount, r.Currency, r.TransferId, r.Created)),
            ProviderObjectKind.Payout => PageAsync(
                kind, () => api.Payouts.ListAsync(StripeCalls.Page(new PayoutListOptions { Created = since }, after), StripeCalls.With(null, within), cancel),
                p => Of(p, p.Status, p.Amount, p.Currency, within, p.Created)),
            ProviderObjectKind.Chargeback => PageAsync(
                kind, () => api.Disputes.ListAsync(StripeCalls.Page(new DisputeListOptions { Created = since }, after), null, cancel),
                d => Of(d, d.Status, d.Amount, d.Currency, d.PaymentIntentId, d.Created)),
            // Of everything that moves our balance; fees of disputes stand in the disputes themselves.
            ProviderObjectKind.Fee => PageAsync(
                kind, () => api.BalanceTransactions.ListAsync(StripeCalls.Page(new BalanceTransactionListOptions { Created = since }, after), null, cancel),
                b => FeeOf(b) is not 0 and var fee ? new ProviderObject(kind, b.Id, b.Type, StripeMoney.TryFrom(fee, b.Currency), null, b.SourceId, b.Created) { State = ProviderObjectState.Done } : null),
        };

        ProviderObject Of<T>(T made, string told, long amount, string? currency, string? belongs, DateTime createdAtUtc)
            where T : IHasId, IHasMetadata => StripeObjects.Of(kind, made, told, amount, currency, belongs, createdAtUtc);
    }

    public async Task<ProviderObject?> ReadRefundAsync(string reference, CancellationToken cancel) =>
        await calls.FindAsync($"reading {reference}", () => calls.Api.Refunds.GetAsync(reference, null, null, cancel)) is { } r ? Of(ProviderObjectKind.Refund, r, r.Status, r.Amount, r.Currency, r.PaymentIntentId, r.Created) : null;

    private static ProviderObject Of<T>(ProviderObjectKind kind, T made, string told, long amount, string? currency, string? belongs, DateTime createdAtUtc)
        where T : IHasId, IHasMetadata =>
        new(kind, made.Id, told ?? "", StripeMoney.TryFrom(amount, currency), made.Metadata?.GetValueOrDefault(StripeCalls.KeyTag), belongs, createdAtUtc) { State = StateOf(kind, told) };

    /// <summary>In minor units of the transaction's currency, which is that of our balance; negative where a part came back (docs.stripe.com/reports/balance-transaction-types, checked 2026-11-30).</summary>
    private static long FeeOf(BalanceTransaction of) => of.Type switch
    {
        "charge" or "payment" or "refund" or "payment_refund" or "payment_failure_refund" => of.Fee,
        "stripe_fee" => -of.Amount,
        _ => 0,
    };

    private static ProviderObjectState StateOf(ProviderObjectKind kind, string? told) => (kind, told) switch
    {
        (ProviderObjectKind.Payment, "paid" or "no_payment_required") => ProviderObjectState.Done,
        (ProviderObjectKind.Payment, "unpaid") => ProviderObjectState.Open,
        (ProviderObjectKind.Payment, "expired") => ProviderObjectState.Ended,
        (ProviderObjectKind.Refund, "succeeded") => ProviderObjectState.Done,
        (ProviderObjectKind.Refund, "pending" or "requires_action") => ProviderObjectState.Open,
        (ProviderObjectKind.Refund, "failed" or "canceled") => ProviderObjectState.Ended,
        (ProviderObjectKind.Transfer or ProviderObjectKind.Reversal, "made") => ProviderObjectState.Done,
        (ProviderObjectKind.Transfer, "reversed") => ProviderObjectState.Ended,
        (ProviderObjectKind.Payout, "paid") => ProviderObjectState.Done,
        (ProviderObjectKind.Payout, "pending" or "in_transit") => ProviderObjectState.Open,
        (ProviderObjectKind.Payout, "failed" or "canceled") => ProviderObjectState.Ended,
        (ProviderObjectKind.Chargeback, "won" or "lost" or "warning_closed" or "prevented") => ProviderObjectState.Done,
        (ProviderObjectKind.Chargeback, not null) => ProviderObjectState.Open,
        _ => ProviderObjectState.Unknown,
    };

    private async Task<ProviderObjectPage> PageAsync<T>(ProviderObjectKind kind, Func<Task<StripeList<T>>> list, Func<T, ProviderObject?> read)
        where T : StripeEntity, IHasId
    {
        var told = await calls.AskAsync($"a list of {kind}", list);
        return new ProviderObjectPage([.. told.Data.Select(read).OfType<ProviderObject>()], told.HasMore && told.Data.Count > 0 ? told.Data[^1].Id : null);
    }
}
