namespace Storefront.Shipping;

/// <summary>What is bought: one parcel, one service, the price that was accepted.</summary>
public sealed record LabelRequest
{
    public const int LongestReference = 64;

    /// <summary>Ours, unique for the purchase, written down before the call; asking again with it buys nothing twice.</summary>
    public required string Reference { get; init; }

    /// <summary>The accepted offer. The carrier refuses when it would now charge more.</summary>
    public required CarrierRate Rate { get; init; }

    public required PostalAddress Sender { get; init; }

    /// <summary>Who receives it and where it goes: with a <see cref="Point"/> the buyer's name and phone, and the point's street.</summary>
    public required PostalAddress Recipient { get; init; }

    /// <summary>The pickup point that was chosen; null for a delivery to the buyer's own address.</summary>
    public PickupPoint? Point { get; init; }

    /// <summary>The buyer's own address where the parcel goes to a pickup point, for invoices and for carriers that want both; null where it is <see cref="Recipient"/>.</summary>
    public PostalAddress? Home { get; init; }

    /// <summary>Who bought, at the own address.</summary>
    public PostalAddress Buyer => Home ?? Recipient;

    /// <summary>Gross.</summary>
    public required Weight Weight { get; init; }

    public required Dimensions Size { get; init; }

    /// <summary>Null only where no customs border is crossed.</summary>
    public CustomsDeclaration? Customs { get; init; }

    /// <summary>The batteries inside, each kind once, also where no border is crossed; those of <see cref="Customs"/> are among them.</summary>
    public IReadOnlyList<BatteryContent> Batteries { get => [.. field.Concat(Customs?.Lines.Select(l => l.Battery) ?? []).Kinds()]; init; } = [];

    /// <summary>In which form the label is wanted; a carrier that cannot make it gives the nearest that it makes.</summary>
    public DocumentFormat Format { get; init; }

    /// <summary>The seller's numbers with tax and customs authorities, sent where they belong and never printed in full.</summary>
    public IReadOnlyList<TaxRegistration> Registrations { get; init; } = [];

    public string? SenderEmail { get; init; }

    public string? RecipientEmail { get; init; }

    /// <summary>The parcel comes back: <see cref="Sender"/> is the buyer and <see cref="Recipient"/> the merchant's address for returns.</summary>
    public bool IsReturn { get; init; }

    /// <summary>Printed for whoever receives it, where the carrier has room for that; or null.</summary>
    public string? Note { get; init; }

    /// <summary>What the parties call the shipment, such as the order's number; printed on the label.</summary>
    public string? OrderNumber { get; init; }
}
