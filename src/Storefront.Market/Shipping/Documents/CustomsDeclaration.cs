namespace Storefront.Shipping;

/// <summary>What is declared to customs about one parcel. Exists only complete and consistent: <see cref="Declare"/> makes it or refuses.</summary>
/// <remarks>Fields after UPU forms CN 22 and CN 23 and the electronic advance data that repeats them; checked 2026-11-22.</remarks>
public sealed record CustomsDeclaration
{
    private CustomsDeclaration(CustomsCategory category, IReadOnlyList<CustomsLine> lines, Incoterm incoterm) =>
        (Category, Lines, Incoterm) = (category, lines, incoterm);

    public CustomsCategory Category { get; }

    public IReadOnlyList<CustomsLine> Lines { get; }

    /// <summary>Who pays the import charges: the seller beforehand (DDP) or the addressee at the door (DAP).</summary>
    public Incoterm Incoterm { get; }

    /// <summary>The sender's number with the destination's customs such as an IOSS number. Sent electronically and printed
    /// only as its last digits, since whoever reads it can import at the seller's cost.</summary>
    public string? SenderReference { get; init; }

    /// <summary>What <see cref="SenderReference"/> is, for example <c>IOSS</c>.</summary>
    public string? SenderReferenceKind { get; init; }

    public string? InvoiceNumber { get; init; }

    /// <summary>Numbers of the seller's licences and registrations by which the destination admits the goods.</summary>
    public IReadOnlyList<string> Licences { get; init; } = [];

    /// <summary>The sending in which returned goods were exported; null for all others.</summary>
    public ReturnedExport? Export { get; init; }

    /// <summary>Postage that the sender paid, where the form asks for it.</summary>
    public Money? Postage { get; init; }

    public Currency Currency => Lines[0].Value.Currency;

    public Money TotalValue => Lines.Sum(l => l.Value, Currency);

    public Weight TotalNetWeight => Lines.Aggregate(default(Weight), static (sum, line) => sum + line.NetWeight);

    /// <summary>Refuses a declaration that customs would stop: no lines, several currencies, nothing counted, weighed or valued,
    /// a description that is missing, too long, in letters the forms cannot use, or too vague to classify.</summary>
    public static Outcome<CustomsDeclaration> Declare(CustomsCategory category, IReadOnlyList<CustomsLine> lines, Incoterm incoterm)
    {
        if (lines.Count == 0) return new Refusal("shipping.customs-no-lines", "lines");
        for (var i = 0; i < lines.Count; i++)
        {
            if (Fault(lines[i], lines[0].Value.Currency) is not { } fault) continue;
            return new Refusal(fault.Code, $"lines[{i}].{fault.Field}").With("line", i + 1).With("description", lines[i].Description);
        }

        return new CustomsDeclaration(category, [.. lines], incoterm);
    }

    private static (string Code, string Field)? Fault(CustomsLine line, Currency currency)
    {
        if (string.IsNullOrWhiteSpace(line.Description)) return ("shipping.customs-description-missing", "description");
        if (line.Description.Length > CustomsLine.LongestDescription) return ("shipping.customs-description-long", "description");
        if (!GoodsDescription.IsLatin(line.Description)) return ("shipping.customs-description-script", "description");
        if (GoodsDescription.IsVague(line.Description)) return ("shipping.customs-description-vague", "description");
        if (line.Quantity < 1) return ("shipping.customs-quantity-missing", "quantity");
        if (line.NetWeight.Grams < 1) return ("shipping.customs-weight-missing", "netWeight");
        if (!line.Value.IsPositive) return ("shipping.customs-value-missing", "value");
        if (line.Value.Currency != currency) return ("shipping.customs-currencies-mixed", "value");
        if (line.HsCode == default) return ("shipping.customs-hs-missing", "hsCode");
        if (line.Origin == default) return ("shipping.customs-origin-missing", "origin");
        return null;
    }
}

/// <summary>Of goods that come back: by which they are known again as those that left, so that no duty is asked for a second time.</summary>
/// <param name="TrackingNumber">Under which they were exported.</param>
/// <remarks>Relief for returned goods wants them identified with what was exported: Regulation (EU) No 952/2013, article 203, checked 2026-11-30.</remarks>
public sealed record ReturnedExport(string OrderNumber, string? TrackingNumber, DateOnly? ExportedOn)
{
    /// <summary>For customs, in English.</summary>
    public string Text => $"Goods returned to their seller; order {OrderNumber}"
        + (TrackingNumber is null ? "" : $", exported as {TrackingNumber}") + (ExportedOn is { } day ? $" on {day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}" : "");
}

/// <summary>Why the goods travel, in the words of the postal forms.</summary>
public enum CustomsCategory
{
    SaleOfGoods,
    Gift,
    CommercialSample,
    Documents,
    ReturnedGoods,
    Other,
}

/// <summary>The two Incoterms 2020 that sales to consumers use.</summary>
public enum Incoterm
{
    /// <summary>Delivered duty paid: duty and tax were settled at checkout.</summary>
    Ddp,

    /// <summary>Delivered at place: the addressee pays duty and tax.</summary>
    Dap,
}
