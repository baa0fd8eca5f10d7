using Storefront.Data.Conventions;

namespace Storefront.Shipping;

/// <summary>Units of one order line that lie in a parcel, written with the parcel and never altered: what is packed differently is another parcel.
/// A parcel without such rows, as before 2026-12, carries all of its consignment.</summary>
public sealed class ParcelContent : IInsertOnly
{
    private ParcelContent()
    {
    }

    public ParcelId Parcel { get; private set; }

    public Guid Line { get; private set; }

    /// <summary>The line's, so that a parcel of several orders is found by each of them.</summary>
    public ConsignmentId Consignment { get; private set; }

    public OrderId Order { get; private set; }

    /// <summary>Units, at least one.</summary>
    public int Quantity { get; private set; }

    public DateTime AtUtc { get; private set; }

    public static ParcelContent Of(ParcelId parcel, OrderId order, ConsignmentId consignment, Guid line, int quantity, DateTime atUtc)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quantity, 1);
        return new ParcelContent { Parcel = parcel, Order = order, Consignment = consignment, Line = line, Quantity = quantity, AtUtc = atUtc };
    }
}

/// <summary>How a parcel's contents stand to consignments.</summary>
public enum ParcelLoad
{
    /// <summary>All of one consignment: nothing else of it needs to be looked at.</summary>
    Whole,

    /// <summary>Some of one consignment.</summary>
    Part,

    /// <summary>Goods of several consignments, each of an order of its own.</summary>
    Joint,
}
