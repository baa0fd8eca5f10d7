namespace Storefront.Shipping;

/// <summary>One thing that happened to a parcel on its way.</summary>
/// <param name="AtUtc">When it happened, as the carrier says.</param>
/// <param name="Place">Town or office in the carrier's words, or null.</param>
/// <param name="Code">The carrier's own code, for example <c>EMC</c>; with the time it tells two events apart.</param>
/// <param name="TextKey">Names the sentence in the languages, for example <c>tracking.departed-origin</c>.</param>
public sealed record TrackingEvent(TrackingStatus Status, DateTime AtUtc, Country? Country, string? Place, string Code, string TextKey);

/// <summary>Where a parcel stands, in the order of an ordinary journey.</summary>
public enum TrackingStatus
{
    LabelMade,
    HandedOver,
    InTransit,
    ExportCustoms,
    DepartedOrigin,
    ArrivedDestination,
    ImportCustoms,
    OutForDelivery,
    DeliveryFailed,
    Delivered,
    Returned,
    Lost,
}

public static class TrackingStatuses
{
    /// <summary>Nothing more will come.</summary>
    public static bool IsFinal(this TrackingStatus status) => status is TrackingStatus.Delivered or TrackingStatus.Returned or TrackingStatus.Lost;

    /// <summary>The sentence's name where the parcel goes to the sorting warehouse of the carrier that takes it on: it is not delivered there, and nobody waits for it.</summary>
    public static string FirstMileTextKey(this TrackingStatus status) => status switch
    {
        TrackingStatus.LabelMade => "tracking.label-made",
        TrackingStatus.HandedOver => "tracking.first-mile-handed-over",
        TrackingStatus.Delivered => "tracking.first-mile-arrived",
        TrackingStatus.DeliveryFailed or TrackingStatus.Returned or TrackingStatus.Lost => "tracking.first-mile-held-up",
        TrackingStatus.InTransit or TrackingStatus.ExportCustoms or TrackingStatus.DepartedOrigin or TrackingStatus.ArrivedDestination or TrackingStatus.ImportCustoms or TrackingStatus.OutForDelivery => "tracking.first-mile-on-the-way",
    };

    /// <summary>The sentence's name in the languages.</summary>
    public static string TextKey(this TrackingStatus status) => status switch
    {
        TrackingStatus.LabelMade => "tracking.label-made",
        TrackingStatus.HandedOver => "tracking.handed-over",
        TrackingStatus.InTransit => "tracking.in-transit",
        TrackingStatus.ExportCustoms => "tracking.export-customs",
        TrackingStatus.DepartedOrigin => "tracking.departed-origin",
        TrackingStatus.ArrivedDestination => "tracking.arrived-destination",
        TrackingStatus.ImportCustoms => "tracking.import-customs",
        TrackingStatus.OutForDelivery => "tracking.out-for-delivery",
        TrackingStatus.DeliveryFailed => "tracking.delivery-failed",
        TrackingStatus.Delivered => "tracking.delivered",
        TrackingStatus.Returned => "tracking.returned",
        TrackingStatus.Lost => "tracking.lost",
    };
}
