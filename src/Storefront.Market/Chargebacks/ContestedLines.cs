using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Chargebacks;

/// <summary>Lines of orders whose payment a bank contests or asks about.</summary>
public sealed class ContestedLines : ITellHolds
{
    public HoldReason Reason => HoldReason.Chargeback;

    public IQueryable<Guid> Lines(MarketDb db) =>
        from c in db.Consignments
        where db.Chargebacks.Any(x => x.Order == c.Order && x.ClosedAtUtc == null)
        from l in c.Lines
        select l.Id;
}
