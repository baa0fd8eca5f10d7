using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Returns;

/// <summary>Lines of which goods go back to their merchant.</summary>
public sealed class LinesGoingBack : ITellHolds
{
    public HoldReason Reason => HoldReason.Return;

    public IQueryable<Guid> Lines(MarketDb db) => db.Returns.Where(r => r.ClosedAtUtc == null).SelectMany(r => r.Lines).Select(l => l.OrderLine);
}
