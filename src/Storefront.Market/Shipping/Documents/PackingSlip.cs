namespace Storefront.Shipping;

/// <summary>The sheet that lies in the parcel: what was ordered, from whom, and what was paid for it all.</summary>
public sealed record PackingSlip : Paper
{
    public required string OrderNumber { get; init; }

    public required DateOnly OrderedOn { get; init; }

    public required string MerchantName { get; init; }

    public required PostalAddress Sender { get; init; }

    public required PostalAddress Recipient { get; init; }

    public required IReadOnlyList<PackingSlipLine> Lines { get; init; }

    /// <summary>Goods, shipping, duty, tax as they add up to <see cref="Total"/>, named in the shopper's language; empty leaves prices out.</summary>
    public IReadOnlyList<PackingSlipAmount> Amounts { get; init; } = [];

    /// <summary>The landed total that the shopper paid, formatted in the shopper's language.</summary>
    public string? Total { get; init; }

    public string? TrackingNumber { get; init; }

    /// <summary>The word that goes with a gift.</summary>
    public string? Note { get; init; }

    /// <summary>The fixed words in the shopper's language.</summary>
    public PackingSlipWords Words { get; init; } = PackingSlipWords.English;
}

/// <param name="Title">As the shopper bought it, in the shopper's language.</param>
/// <param name="Options">Colour, size and the like in one line, or null.</param>
/// <param name="Amount">Formatted, or null.</param>
public sealed record PackingSlipLine(int Quantity, string Title, string? Options, string Sku, string? Amount);

public sealed record PackingSlipAmount(string Name, string Amount);

/// <param name="IsRightToLeft">Mirrors the sheet.</param>
public sealed record PackingSlipWords(
    string Title, string Order, string OrderedOn, string From, string To, string Quantity, string Item, string Amount, string Total, string Tracking, bool IsRightToLeft)
{
    public static readonly PackingSlipWords English =
        new("Packing slip", "Order", "Ordered on", "From", "Deliver to", "Qty", "Item", "Amount", "Total paid", "Tracking number", false);
}
