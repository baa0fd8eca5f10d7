using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>The paper with which import duty and tax of goods that went back are asked for, as it is drawn. What is not known is said to be so.</summary>
public sealed record ReclaimPaper : Paper
{
    /// <summary>Of the return; in the bar code too.</summary>
    public required string Number { get; init; }

    public required DateOnly Day { get; init; }

    public required string MerchantName { get; init; }

    /// <summary>Names and values, in their order; a value may have several lines.</summary>
    public required IReadOnlyList<(string Name, string Value)> Facts { get; init; }

    public required IReadOnlyList<ReclaimPaperLine> Lines { get; init; }

    public required ReclaimPaperLine Total { get; init; }

    public required PaperWords Words { get; init; }

    /// <summary>The keys of <see cref="Words"/>.</summary>
    public static readonly IReadOnlyList<string> Keys = ["reclaim-title", "reclaim-goods", "reclaim-origin", "reclaim-units", "reclaim-value", "reclaim-duty", "reclaim-tax", "reclaim-note", "return-number", "page"];
}

/// <param name="Goods">Description and HS code.</param>
/// <param name="Duty">With its rate; empty where it was paid at the door and stands on the buyer's own receipt.</param>
public sealed record ReclaimPaperLine(string Goods, string Origin, string Units, string Value, string Duty, string Tax);
