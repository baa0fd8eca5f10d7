using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Returns;

namespace Storefront.Web.Shop.Returns;

/// <summary>A return as its buyer sees it.</summary>
public sealed record ReturnView(Return Return, Order Order, Consignment Consignment);

/// <summary>What can be sent back of a consignment.</summary>
/// <param name="OwnDays">The merchant's own period after delivery.</param>
/// <param name="Before">Units of each order line that came back before.</param>
public sealed record Returnable(int? OwnDays, IReadOnlyDictionary<Guid, int> Before);

/// <summary>Shows a return to its buyer. For anybody else it does not exist.</summary>
public sealed class ReadReturn(MarketDb db)
{
    public async Task<ReturnView?> RunAsync(ReturnId id, Func<string, OrderAccess> accessOf, CancellationToken cancel)
    {
        var found = await db.Returns.AsNoTracking().Include(r => r.Lines).SingleOrDefaultAsync(r => r.Id == id, cancel);
        if (found is null) return null;
        var order = await db.Orders.AsNoTracking().Include(o => o.Consignments.Where(c => c.Id == found.Consignment)).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == found.Order, cancel);
        return accessOf(order.Number).Opens(order) ? new ReturnView(found, order, order.Consignments[0]) : null;
    }

    /// <summary>For a consignment that the caller may see.</summary>
    public async Task<Returnable> OfAsync(Consignment consignment, CancellationToken cancel)
    {
        var (id, merchant) = (consignment.Id, consignment.Merchant);
        var own = await db.Merchants.AsNoTracking().Where(m => m.Id == merchant).Select(m => m.ReturnDays).SingleAsync(cancel);
        var before = await db.Returns.AsNoTracking().Where(r => r.Consignment == id && r.Status == ReturnStatus.Refunded)
            .SelectMany(r => r.Lines).GroupBy(l => l.OrderLine).Select(g => new { g.Key, Units = g.Sum(l => l.AcceptedUnits ?? 0) }).ToDictionaryAsync(x => x.Key, x => x.Units, cancel);
        return new Returnable(own, before);
    }
}
