namespace Storefront.Shipping;

/// <summary>A parcel about which a carrier is asked.</summary>
public sealed record RateRequest
{
    public required PostalAddress From { get; init; }

    public required PostalAddress To { get; init; }

    /// <summary>The pickup point that <see cref="To"/> is the address of; null for a delivery to the buyer's own. Only its carrier is asked.</summary>
    public PickupPoint? Point { get; init; }

    /// <summary>Gross: goods and packing.</summary>
    public required Weight Weight { get; init; }

    public required Dimensions Size { get; init; }

    /// <summary>What the goods are worth, as it will be declared.</summary>
    public required Money DeclaredValue { get; init; }

    /// <summary>Needed across a customs border; some carriers price or refuse by what is inside.</summary>
    public IReadOnlyList<CustomsLine> Lines { get; init; } = [];

    /// <summary>The batteries inside, each kind once, also where no border is crossed; those of <see cref="Lines"/> are among them.</summary>
    public IReadOnlyList<BatteryContent> Batteries { get => [.. field.Concat(Lines.Select(l => l.Battery)).Kinds()]; init; } = [];

    /// <summary>Who pays the import charges; null where no customs border is crossed.</summary>
    public Incoterm? Incoterm { get; init; }

    /// <summary>What the parties call the shipment, for carriers that price by it; null where nothing was ordered yet.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>The parcel comes back: only carriers that take it back are asked.</summary>
    public bool IsReturn { get; init; }

    /// <summary>When it would be handed over; rates are those of that day.</summary>
    public required DateTime AtUtc { get; init; }
}
