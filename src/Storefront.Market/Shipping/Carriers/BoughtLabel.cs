namespace Storefront.Shipping;

/// <summary>A label as the carrier sold it.</summary>
public sealed record BoughtLabel
{
    /// <summary>Our reference of the purchase.</summary>
    public required string Reference { get; init; }

    public required string CarrierKey { get; init; }

    public required string ServiceKey { get; init; }

    public required string ServiceName { get; init; }

    /// <summary>As in the bar code, without spaces.</summary>
    public required string TrackingNumber { get; init; }

    /// <summary>The carrier's own name for the order or shipment, where it has one beside the tracking number.</summary>
    public string? CarrierReference { get; init; }

    /// <summary>What the carrier bills, in its currency; null where it does not say, and the accepted price counts.</summary>
    public Money? Price { get; init; }

    public required DateTime BoughtAtUtc { get; init; }

    public DateTime? VoidedAtUtc { get; init; }

    /// <summary>What the carrier wants to be seen on a label that we draw.</summary>
    public required LabelMarks Marks { get; init; }

    /// <summary>The carrier's own finished label, which is printed as it is; null where we draw it, or where it is still to come.</summary>
    public CarrierFile? File { get; init; }

    /// <summary>The carrier makes the label in its own time: it is to be fetched (<see cref="IFetchLabels"/>) before the parcel is handed over.</summary>
    public bool FileIsToCome { get; init; }

    /// <summary>Further papers that the carrier made, such as a commercial invoice.</summary>
    public IReadOnlyList<CarrierFile> Papers { get; init; } = [];
}

/// <summary>The carrier's marks on a label.</summary>
/// <param name="ServiceMark">One or two large characters by which a sorter knows the service.</param>
/// <param name="Routing">Large sorting code, for example country and first digits of the postcode.</param>
/// <param name="Mail">Which postal stream, for the customs form.</param>
/// <param name="Notice">A line that must be seen, for example that this is no real label; or null.</param>
public sealed record LabelMarks(string CarrierName, string ServiceMark, string Routing, MailStream Mail, string? Notice = null);

/// <summary>Which of the post's streams an item travels in.</summary>
public enum MailStream
{
    /// <summary>Letter post: small packets to 2 kg.</summary>
    LetterPost,

    /// <summary>Postal parcels.</summary>
    ParcelPost,

    /// <summary>Express mail, and couriers outside the post.</summary>
    Express,
}

/// <summary>A file that a carrier made.</summary>
public sealed record CarrierFile(DocumentFormat Format, ReadOnlyMemory<byte> Bytes);
