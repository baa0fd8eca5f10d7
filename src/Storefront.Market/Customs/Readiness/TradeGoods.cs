using Storefront.Catalog;
using Storefront.Shipping.Rates;

namespace Storefront.Customs.Readiness;

/// <summary>What is known of goods when it is asked whether they can be sold somewhere.</summary>
public sealed record TradeGoods
{
    public required HsCode? HsCode { get; init; }

    public required Country? Origin { get; init; }

    public required string? Description { get; init; }

    public string? Brand { get; init; }

    public IReadOnlyList<NationalCode> NationalCodes { get; init; } = [];

    public EconomicOperator? Maker { get; init; }

    public EconomicOperator? ResponsiblePerson { get; init; }

    public IReadOnlyList<SensitiveGoods> Sensitive { get; init; } = [];

    /// <summary>The listing's texts by language tag.</summary>
    public IReadOnlyDictionary<string, ListingText> Texts { get; init; } = new Dictionary<string, ListingText>();

    /// <summary>Everything that can be bought of it.</summary>
    public required IReadOnlyList<TradeVariant> Variants { get; init; }

    public static TradeGoods Of(Listing listing) => new()
    {
        HsCode = listing.HsCode,
        Origin = listing.Origin,
        Description = listing.CustomsDescription,
        Brand = listing.Brand,
        NationalCodes = listing.NationalCodes,
        Maker = listing.Maker,
        ResponsiblePerson = listing.ResponsiblePerson,
        Sensitive = listing.Sensitive,
        Texts = listing.Texts,
        Variants = [.. listing.Variants.Where(v => v.IsActive).Select(v => new TradeVariant(v.Weight, v.Size, v.Barcode, v.PartNumber, v.HasBattery, v.Battery))],
    };

    /// <summary>Why no delivery method takes any of it there; null where one does.</summary>
    internal Refusal? WhyNotCarried(DeliveryTariffs tariffs, Country from, Country to)
    {
        Refusal? why = null;
        foreach (var variant in Variants)
        {
            why = tariffs.WhyNotCarried(from, to, variant.HasBattery, Sensitive);
            if (why is null) return null;
        }

        return why;
    }

    /// <summary>The code that is declared in a destination.</summary>
    public HsCode? CodeIn(Country destination) => HsCode is { } code ? NationalCode.For(NationalCodes, destination, code) : null;
}

/// <param name="HasBattery">True also where it is not known which.</param>
public sealed record TradeVariant(Weight Weight, Dimensions Size, string? Barcode, string? PartNumber, bool HasBattery, BatteryContent Battery);
