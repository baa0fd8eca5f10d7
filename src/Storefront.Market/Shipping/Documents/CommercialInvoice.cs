namespace Storefront.Shipping;

/// <summary>The invoice that accompanies goods over a customs border. Its lines are those of the customs declaration, so that no figure can differ from what
/// is declared; its total is goods, freight and insurance less discount.</summary>
/// <remarks>Fields after the UN layout key for trade documents and the carriers' own forms; Incoterms 2020. Checked 2026-11-30. Duty and tax that the buyer
/// has paid at checkout are no part of the customs value: they stand below the total as a remark.</remarks>
public sealed record CommercialInvoice : Paper
{
    public required string Number { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public required InvoiceParty Seller { get; init; }

    public required InvoiceParty Buyer { get; init; }

    /// <summary>As in the carrier's bar code; null while the label is not bought.</summary>
    public string? WaybillNumber { get; init; }

    public string? CarrierName { get; init; }

    public required string OrderNumber { get; init; }

    public required DateOnly OrderedOn { get; init; }

    public required CustomsDeclaration Declaration { get; init; }

    /// <summary>Of each line of the declaration, in its currency.</summary>
    public required IReadOnlyList<Money> UnitPrices { get; init; }

    /// <summary>Where delivery ends under the Incoterm.</summary>
    public required string NamedPlace { get; init; }

    public required Money Freight { get; init; }

    public Money? Insurance { get; init; }

    public Money? Discount { get; init; }

    public int Packages { get; init; } = 1;

    public required Weight GrossWeight { get; init; }

    /// <summary>The exporter's statement on preferential origin, in the wording of the trade agreement; or null.</summary>
    public string? OriginDeclaration { get; init; }

    /// <summary>Remarks below the total, in the first language and the second.</summary>
    public IReadOnlyList<InvoiceNote> Notes { get; init; } = [];

    /// <summary>The fixed words in English, which every customs office takes.</summary>
    public required PaperWords Words { get; init; }

    /// <summary>The fixed words in the language that the destination reads; null where it is English or we have no words of it.</summary>
    public PaperWords? OtherWords { get; init; }

    public Currency Currency => Declaration.Currency;

    public Money Goods => Declaration.TotalValue;

    public Money Total => Goods + Freight + (Insurance ?? Money.Zero(Currency)) - (Discount ?? Money.Zero(Currency));

    /// <summary>The keys of <see cref="Words"/>.</summary>
    public static readonly IReadOnlyList<string> Keys =
    [
        "title", "number", "date", "seller", "buyer", "order", "ordered-on", "waybill", "carrier", "terms", "reason", "currency", "exported-from", "destination",
        "description", "hs-code", "origin", "quantity", "net-weight", "unit-price", "amount", "goods", "freight", "insurance", "discount", "total",
        "packages", "gross-weight", "tax-id", "origin-declaration", "certified", "signature", "page",
    ];
}

/// <param name="Numbers">Names and numbers with tax and customs authorities, in the order in which they are printed.</param>
public sealed record InvoiceParty(PostalAddress Address, IReadOnlyList<(string Name, string Number)> Numbers)
{
    public string? Email { get; init; }
}

/// <param name="Other">The same in the second language, or null.</param>
public sealed record InvoiceNote(string Text, string? Other);
