namespace Storefront.Shipping;

/// <summary>One service's offer for one parcel.</summary>
public sealed record CarrierRate
{
    public required string CarrierKey { get; init; }

    /// <summary>The carrier's own code for the service.</summary>
    public required string ServiceKey { get; init; }

    public required string ServiceName { get; init; }

    /// <summary>All of it, surcharges included, in the carrier's currency.</summary>
    public required Money Price { get; init; }

    /// <summary>Calendar days from hand-over to delivery, at best.</summary>
    public required int DaysMin { get; init; }

    public required int DaysMax { get; init; }

    /// <summary>What the carrier bills the merchant beside <see cref="Price"/> for paying customs in the buyer's place (DDP): duty, tax and clearance fees of what lies in the parcel, as the buyer paid them, in the
    /// charge currency. Null where it bills nothing of that, and where nobody has compared the offer with an order.</summary>
    public Money? BilledAtBorder { get; init; }

    /// <summary>Why <see cref="BilledAtBorder"/> asks again for what a scheme has collected; null where nothing is asked twice.</summary>
    public BilledAgain? BilledAgain { get; init; }

    /// <summary>What was billed by: the greater of mass and volume, rounded up to the service's step.</summary>
    public required Weight ChargeableWeight { get; init; }

    /// <summary>Parts of <see cref="Price"/> that not every parcel pays.</summary>
    public IReadOnlyList<Surcharge> Surcharges { get; init; } = [];

    /// <summary>Until when the carrier keeps to it.</summary>
    public required DateTime ExpiresAtUtc { get; init; }

    /// <summary>By the merchant's own rate card and not by the carrier: the contract's price, which the carrier does not know of.</summary>
    public bool IsOfCard { get; init; }

    /// <summary>The carrier's name for this very offer, where it wants it back at the purchase.</summary>
    public string? OfferReference { get; init; }
}

/// <param name="Key">For example <c>rural</c>; named for people by the languages.</param>
public sealed record Surcharge(string Key, Money Amount);

/// <summary>A scheme has collected the tax, and customs is not told the number under which it did.</summary>
/// <param name="Scheme">For example <c>IOSS</c>.</param>
/// <param name="NumberIsMissing">The service would pass it on, and the merchant has none; else the service passes none on.</param>
public sealed record BilledAgain(string Scheme, bool NumberIsMissing);
