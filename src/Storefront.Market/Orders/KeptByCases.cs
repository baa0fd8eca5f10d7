using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Orders;

public static class KeptByCases
{
    /// <summary>What was released to a merchant's balance for lines about which a case is open now, by their orders, in its currency.</summary>
    public static async Task<IReadOnlyDictionary<OrderId, Money>> KeptByCasesAsync(this MarketDb db, MerchantId merchant, Currency currency, CancellationToken cancel)
    {
        var kept = await db.OrderLines.AsNoTracking().Where(l => l.Merchant == merchant && l.Hold == HoldState.Disputed && l.DisputedFrom == HoldState.Payable)
            .Join(db.Consignments, l => l.Consignment, c => c.Id, (l, c) => new { Line = l, Consignment = c }).ToListAsync(cancel);
        return kept.GroupBy(k => k.Consignment.Order).ToDictionary(g => g.Key, g => g.Sum(k => k.Consignment.EarningLeft(k.Line).Net, currency));
    }
}
