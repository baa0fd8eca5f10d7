namespace Storefront.Shipping;

/// <summary>All that stands on a shipping label of 100 x 150 mm and, where it needs one, on the customs form that goes with it.</summary>
public sealed record LabelContent : LabelPaper
{
    /// <summary>As in the bar code, without spaces.</summary>
    public required string TrackingNumber { get; init; }

    public required string ServiceName { get; init; }

    public required LabelMarks Marks { get; init; }

    public required PostalAddress Sender { get; init; }

    public required PostalAddress Recipient { get; init; }

    /// <summary>Gross.</summary>
    public required Weight Weight { get; init; }

    public Dimensions? Size { get; init; }

    /// <summary>What the parties call the shipment, such as the order's number.</summary>
    public required string Reference { get; init; }

    /// <summary>Null where no customs border is crossed.</summary>
    public CustomsDeclaration? Customs { get; init; }

    /// <summary>The batteries inside, each kind once, also where no border is crossed; those of <see cref="Customs"/> are among them.</summary>
    public IReadOnlyList<BatteryContent> Batteries { get => [.. field.Concat(Customs?.Lines.Select(l => l.Battery) ?? []).Kinds()]; init; } = [];

    /// <summary>Which form the declaration is printed as; see <see cref="CustomsForms"/>.</summary>
    public CustomsForm Form { get; init; }
}
