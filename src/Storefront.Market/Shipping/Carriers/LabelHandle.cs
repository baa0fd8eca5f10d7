namespace Storefront.Shipping;

/// <summary>By what a bought label is known: our reference, and what the carrier called it.</summary>
/// <param name="Reference">Ours, of the purchase.</param>
/// <param name="TrackingNumber">As in the bar code; null while the carrier has not given one.</param>
/// <param name="CarrierReference">The carrier's own name for the order or shipment, where it has one beside the tracking number.</param>
/// <param name="ServiceKey">The carrier's code of the service that was bought.</param>
public sealed record LabelHandle(string Reference, string? TrackingNumber, string? CarrierReference, string ServiceKey)
{
    /// <summary>The country where the parcel goes; null where it is not known.</summary>
    public Country? Destination { get; init; }
}
