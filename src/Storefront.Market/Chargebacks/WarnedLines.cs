using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Chargebacks;

/// <summary>Lines of orders about whose payment the card's network has warned, until an admin has looked.</summary>
public sealed class WarnedLines : ITellHolds
{
    public HoldReason Reason => HoldReason.FraudWarning;

    public IQueryable<Guid> Lines(MarketDb db) =>
        from c in db.Consignments
        where db.FraudWarnings.Any(w => w.Order == c.Order && w.Verdict == FraudVerdict.Open)
        from l in c.Lines
        select l.Id;
}
