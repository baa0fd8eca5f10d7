using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Orders;

namespace Storefront.Returns;

/// <param name="Goods">Goes back the way that the buyer paid.</param>
/// <param name="Postage">Is transferred to the buyer; nothing where none was asked for, or no goods are accepted.</param>
/// <param name="Cost">What both take from the merchant, in its currency: out of what is held, its reserve or its balance.</param>
public sealed record ReturnPreview(Money Goods, Money Postage, Money Cost, IReadOnlyList<PreviewPosting> Postings);

/// <summary>Shows what an inspection would pay back and post, before it is made. Nothing is written.</summary>
public sealed class PreviewReturn(MarketDb db, TimeProvider clock)
{
    public async Task<Outcome<ReturnPreview>> RunAsync(ReturnId id, Actor actor, IReadOnlyList<InspectedLine> found, PostageVerdict? postage, CancellationToken cancel)
    {
        var it = await ReturnCase.LoadAsync(db, id, cancel);
        if (it is null || !(await actor.WorksForAsync(it.Return.Merchant, db, cancel) || await actor.IsAdminAsync(db, cancel))) return ReturnRefusals.NotFound;
        var before = await ReturnCase.ReturnedBeforeAsync(db, it.Consignment.Id, cancel);
        try
        {
            if (InspectReturn.Judge(it, found, postage, before) is { } refusal) return refusal;
            var now = clock.GetUtcNow().UtcDateTime;
            var refunds = ReturnRefund.Of(it.Return, it.Consignment, before);
            var (goods, granted) = (refunds.Sum(r => r.Parts.Total, it.Order.Total.Currency), refunds.Count == 0 ? Money.Zero(it.Order.Total.Currency) : it.Return.PostageGranted);
            var provider = await db.Payments.AsNoTracking().Where(p => p.Order == it.Order.Id && p.CapturedAtUtc != null).Select(p => p.Provider).SingleAsync(cancel);
            var postings = refunds.Count == 0 ? [] : RefundPreview.Postings(it.Consignment, refunds, provider, it.Order.ShipTo.Country, now).ToList();
            if (granted.IsPositive) postings.AddRange(ReturnJournal.PostageOwed(it.Return, it.Consignment, granted, now).Postings.Select(p => new PreviewPosting(p.Account, p.Owner, p.Amount)));
            // What the merchant loses of each line is the difference of two roundings, as when it is posted.
            var cost = refunds.Sum(r => (it.Consignment.EarningLeft(r.Line) - it.Consignment.Earning(r.Line, (r.Line.Left - r.Parts).Own)).Net, it.Consignment.MerchantGoods.Currency)
                + (granted.IsPositive ? it.Consignment.InMerchantCurrency(granted) : Money.Zero(it.Consignment.MerchantGoods.Currency));
            return new ReturnPreview(goods, granted, cost, postings);
        }
        finally
        {
            // The lines were judged to reckon with them, and are not.
            db.ChangeTracker.Clear();
        }
    }
}
