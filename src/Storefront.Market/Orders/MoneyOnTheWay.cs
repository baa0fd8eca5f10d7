using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Orders;

/// <summary>What a merchant will get for orders whose money is still held, in its currency, less commission and before labels.</summary>
/// <param name="InDispute">The part that waits for the outcome of a case.</param>
public sealed record HeldForMerchant(int Orders, Money Expected, int Disputed, Money InDispute);

/// <summary>The buyers' money that is held until receipt, as its merchant looks forward to it.</summary>
public sealed class MoneyOnTheWay(MarketDb db)
{
    public async Task<Outcome<HeldForMerchant>> ForAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var currency = await db.Merchants.AsNoTracking().Where(m => m.Id == merchant).Select(m => m.Currency).SingleAsync(cancel);
        var held = await db.Consignments.AsNoTracking()
            .Where(c => c.Merchant == merchant && c.ReleasedAtUtc == null
                && (c.Status == ConsignmentStatus.ToPack || c.Status == ConsignmentStatus.LabelBought || c.Status == ConsignmentStatus.HandedOver || c.Status == ConsignmentStatus.Delivered))
            .Select(c => new { c.MerchantGoods, c.MerchantDelivery, c.Fee, Total = c.Total.Minor, c.RefundedMinor, c.InDispute }).ToListAsync(cancel);
        var parts = held.ConvertAll(c =>
        {
            var gross = c.MerchantGoods + c.MerchantDelivery;
            // As the release will reckon it: the part that is left after refunds, then the commission, both rounded half up.
            if (c.RefundedMinor > 0) gross = gross.Times((decimal)(c.Total - c.RefundedMinor) / c.Total, Rounding.HalfUp);
            return (Net: gross - gross.Share(c.Fee, Rounding.HalfUp), c.InDispute);
        });
        return new HeldForMerchant(parts.Count, parts.Sum(p => p.Net, currency), parts.Count(p => p.InDispute), parts.Where(p => p.InDispute).Sum(p => p.Net, currency));
    }
}
