using Storefront.Data;

namespace Storefront.Orders;

/// <summary>Tells of which lines something keeps the money that is no case of the buyer, for the lists of held money.</summary>
public interface ITellHolds
{
    HoldReason Reason { get; }

    /// <summary>The lines that it keeps now.</summary>
    IQueryable<Guid> Lines(MarketDb db);
}
