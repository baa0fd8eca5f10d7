using Storefront.Data.Conventions;

namespace Storefront.Catalog;

public enum StockMovementKind
{
    /// <summary>The merchant counted or received goods: changes on hand.</summary>
    Adjusted,
    Reserved,

    /// <summary>A reservation ended without a sale.</summary>
    Released,

    /// <summary>Reserved units were paid.</summary>
    Committed,

    /// <summary>Paid units went back on sale.</summary>
    Uncommitted,

    /// <summary>Committed units left the house.</summary>
    Shipped,
}

/// <summary>One change of stock and its cause, never altered.</summary>
public sealed class StockMovement : IInsertOnly
{
    private StockMovement()
    {
    }

    public Guid Id { get; private set; }

    public VariantId Variant { get; private set; }

    public StockMovementKind Kind { get; private set; }

    /// <summary>Units; negative only for an adjustment downwards.</summary>
    public int Units { get; private set; }

    public OrderId? Order { get; private set; }

    public DateTime AtUtc { get; private set; }

    public static StockMovement Of(VariantId variant, StockMovementKind kind, int units, OrderId? order, DateTime nowUtc) =>
        new() { Id = Guid.CreateVersion7(), Variant = variant, Kind = kind, Units = units, Order = order, AtUtc = nowUtc };
}
