namespace Storefront.Shipping;

/// <summary>The sheet that comes back with the goods: which of them, why, and whither. The buyer ticks and writes what is not known when it is printed; of a return that
/// is agreed all of it is.</summary>
public sealed record ReturnSlip : Paper
{
    /// <summary>Of the return, and then in the bar code; null where none is agreed yet, and the order's number stands there.</summary>
    public string? Number { get; init; }

    public required string OrderNumber { get; init; }

    public required DateOnly OrderedOn { get; init; }

    public required string MerchantName { get; init; }

    public required PostalAddress ReturnTo { get; init; }

    public required PostalAddress Buyer { get; init; }

    public required IReadOnlyList<ReturnLine> Lines { get; init; }

    /// <summary>To choose from, in the buyer's language.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Which of <see cref="Reasons"/> was given; null where the buyer ticks.</summary>
    public int? Reason { get; init; }

    /// <summary>The buyer's words; empty where it writes them.</summary>
    public string Remarks { get; init; } = "";

    public required PaperWords Words { get; init; }

    /// <summary>The keys of <see cref="Words"/>.</summary>
    public static readonly IReadOnlyList<string> Keys = ["return-title", "order", "ordered-on", "return-to", "from", "bought", "returned", "item", "reason", "remarks", "return-hint", "return-hint-agreed", "return-number", "page"];
}

/// <param name="Bought">Units that were sent.</param>
/// <param name="Returned">Units that come back; null where the buyer fills it in.</param>
public sealed record ReturnLine(int Bought, int? Returned, string Title, string? Options, string Sku);
