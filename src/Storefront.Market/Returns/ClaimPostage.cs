using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>A buyer who paid for the way back of goods that were not what was bought asks for it, with a picture of the receipt. Until it is judged it may be said again.</summary>
/// <remarks>Such goods go back at the seller's expense: Directive (EU) 2019/771, article 16(3)(a), checked 2026-11-30.</remarks>
public sealed class ClaimPostage(MarketDb db, TimeProvider clock)
{
    /// <param name="amount">In the charge currency, more than nothing, at most what the goods that go back cost.</param>
    /// <param name="receipt">File key of its picture.</param>
    public Task<Outcome<Done>> RunAsync(ReturnId id, OrderAccess access, Money amount, string? receipt, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        var it = await ReturnCase.LoadAsync(db, id, cancel);
        if (it is null || !access.Opens(it.Order)) return ReturnRefusals.NotFound;
        if (it.Return.FrozenAtUtc is not null) return ReturnRefusals.Frozen;
        if (!await MayAsync(db, it.Return, cancel)) return ReturnRefusals.NoPostage;
        var most = Most(it.Return, it.Consignment, await ReturnCase.ReturnedBeforeAsync(db, it.Consignment.Id, cancel));
        if (amount.Currency != most.Currency || !amount.IsPositive || amount > most) return ReturnRefusals.PostageOutOfRange(most);
        if (receipt is null) return ReturnRefusals.ReceiptMissing;
        it.Return.PostageAsked(amount, receipt);
        await db.TellMerchantOnceAsync(it.Return, it.Order.Number, "return-postage-asked", clock.GetUtcNow().UtcDateTime, cancel);
        return Done.Ok;
    }, cancel);

    /// <summary>Only who bore it: not where the buyer pays by rule, and not where a label of the merchant's brought the parcel.</summary>
    public static async Task<bool> MayAsync(MarketDb db, Return it, CancellationToken cancel) =>
        it is { Carriage: ReturnCarriage.Merchant, Status: ReturnStatus.OnTheWay or ReturnStatus.Received, LabelFile: null, PostageGrantedMinor: null, FrozenAtUtc: null }
        && !await db.EveryParcel.AnyAsync(p => p.Return == it.Id && (p.Status == ParcelStatus.HandedOver || p.Status == ParcelStatus.Delivered), cancel);

    /// <summary>What the goods that go back cost, in the charge currency: a way back that costs more than they do is not worth going.</summary>
    public static Money Most(Return it, Consignment consignment, IReadOnlyDictionary<Guid, int> before) =>
        it.Lines.Select(l => (Back: l, Bought: consignment.Lines.Single(b => b.Id == l.OrderLine))).Sum(x => ReturnRefund.Goods(x.Bought, before.GetValueOrDefault(x.Bought.Id), x.Back.Units), consignment.Total.Currency);
}
