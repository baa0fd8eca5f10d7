using Storefront.Disputes;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Web.Shop.Orders;

/// <summary>An order with everything that its page tells.</summary>
/// <param name="Unpaid">What was to be paid for an order that waits for it, or was closed without.</param>
public sealed record OrderView(Order Order, IReadOnlyList<ConsignmentView> Consignments, IReadOnlyList<OrderEvent> Events, Payment? Unpaid);

/// <param name="ReturnDays">The merchant's own period for a change of mind, after delivery.</param>
public sealed record ConsignmentView(
    Consignment Consignment, IReadOnlyList<ParcelView> Parcels, IReadOnlyList<DisputeLink> Disputes, IReadOnlyList<ReturnLink> Returns, int? ReturnDays, IReadOnlySet<Guid> ReviewedLines)
{
    /// <summary>Its parcels are told apart: none of them carries all of it.</summary>
    public bool IsSplit => Parcels.Any(p => p.Parcel.Load != ParcelLoad.Whole);

    public IEnumerable<ParcelScan> Scans => Parcels.SelectMany(p => p.Scans);

    /// <summary>On the way to the sorting warehouse of the carrier that takes it on; several parcels may go together.</summary>
    public IEnumerable<ParcelScan> FirstMile => Parcels.SelectMany(p => p.FirstMile).DistinctBy(s => s.Id);
}

/// <param name="Contents">Empty where it carries all of its consignment.</param>
public sealed record ParcelView(Parcel Parcel, IReadOnlyList<ParcelScan> Scans, IReadOnlyList<ContentSheet> Contents)
{
    /// <summary>Scans on the way to the carrier's sorting warehouse, by another carrier.</summary>
    public IReadOnlyList<ParcelScan> FirstMile { get; init; } = [];

    public bool Carries(ConsignmentId consignment) => Parcel.Consignment == consignment || Contents.Any(c => c.Consignment == consignment);
}

public sealed record DisputeLink(DisputeId Id, DisputeStatus Status);

public sealed record ReturnLink(ReturnId Id, ReturnStatus Status);
