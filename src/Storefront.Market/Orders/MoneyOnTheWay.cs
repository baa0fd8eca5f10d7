using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Merchants;

namespace Storefront.Orders;

/// <summary>What a merchant will get for orders whose money is still held, in its currency, less commission and before labels.</summary>
/// <param name="InDispute">The part that waits for the outcome of a case.</param>
/// <param name="InReserve">Received already, and not yet in its balance; not part of <paramref name="Expected"/>.</param>
public sealed record HeldForMerchant(int Orders, Money Expected, int Disputed, Money InDispute, Money InReserve);

/// <summary>The buyers' money that is held until receipt, as its merchant looks forward to it.</summary>
public sealed class MoneyOnTheWay(MarketDb db)
{
    public async Task<Outcome<HeldForMerchant>> ForAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var currency = await db.Merchants.AsNoTracking().Where(m => m.Id == merchant).Select(m => m.Currency).SingleAsync(cancel);
        var held = await db.Consignments.AsNoTracking().Include(c => c.Lines.Where(l => l.Hold == HoldState.Held || (l.Hold == HoldState.Disputed && l.DisputedFrom == HoldState.Held)))
            .Where(c => c.Merchant == merchant
                && (c.Status == ConsignmentStatus.ToPack || c.Status == ConsignmentStatus.LabelBought || c.Status == ConsignmentStatus.HandedOver || c.Status == ConsignmentStatus.Delivered
                    // Received, but for what a case keeps.
                    || (c.Status == ConsignmentStatus.Received && c.InDispute)))
            .ToListAsync(cancel);
        // As the release will reckon it.
        var parts = held.SelectMany(c => c.Lines.Select(l => (Order: c.Id, c.EarningLeft(l).Net, l.InDispute))).ToList();
        var disputed = parts.Where(p => p.InDispute).ToList();
        return new HeldForMerchant(
            parts.Select(p => p.Order).Distinct().Count(), parts.Sum(p => p.Net, currency), disputed.Select(p => p.Order).Distinct().Count(), disputed.Sum(p => p.Net, currency),
            -await db.BalanceAsync(AccountKind.MerchantReserve, merchant.Value.ToString("N"), currency, null, cancel));
    }
}
