using Storefront.Merchants;

namespace Storefront.Catalog;

/// <summary>A published listing as the shop shows it: everything that a card, a product page and a landed-cost quote need, in one document.
/// The change feed carries these; the nodes' catalogue copies hold nothing else.</summary>
public sealed record ListingCopy
{
    public required ListingId Id { get; init; }

    /// <summary>Unique in the market, lower case, used in addresses: <c>/en/p/celadon-teapot-450</c>.</summary>
    public required string Slug { get; init; }

    public required MerchantId Merchant { get; init; }

    public required string MerchantSlug { get; init; }

    public required string MerchantName { get; init; }

    public required Country ShipsFrom { get; init; }

    /// <summary>Days from payment to hand-over that the merchant promises.</summary>
    public required int HandlingDays { get; init; }

    /// <summary>Category keys from the top to the listing's own, for example <c>kitchen, teaware</c>.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    public string? Brand { get; init; }

    public required HsCode HsCode { get; init; }

    public required Country Origin { get; init; }

    /// <summary>Codes of single destinations, where they are not <see cref="HsCode"/>.</summary>
    public IReadOnlyList<NationalCode> NationalCodes { get; init; } = [];

    /// <summary>Hazards of which carriers ask; none in a copy that is older than the field.</summary>
    public IReadOnlyList<SensitiveGoods> Sensitive { get => field ?? []; init; } = [];

    public EconomicOperator? Maker { get; init; }

    public EconomicOperator? ResponsiblePerson { get; init; }

    /// <summary>Where it is not sold although parcels go there.</summary>
    public IReadOnlyList<ClosedDestination> ClosedTo { get; init; } = [];

    /// <summary>Texts by language tag (<c>en</c>, <c>zh-Hans</c>, <c>fr</c>, <c>ar</c>); the original's language is <see cref="Language"/>.</summary>
    public required IReadOnlyDictionary<string, ListingText> Texts { get; init; }

    /// <summary>The language in which the merchant wrote, used where a translation is missing.</summary>
    public required string Language { get; init; }

    public required IReadOnlyList<ListingPicture> Pictures { get; init; }

    public required IReadOnlyList<ListingOption> Options { get; init; }

    public required IReadOnlyList<ListingVariant> Variants { get; init; }

    /// <summary>Average stars times 100 over counted reviews, 0 when there are none.</summary>
    public int RatingHundredths { get; init; }

    public int RatingCount { get; init; }

    /// <summary>The newest counted reviews, at most twenty.</summary>
    public IReadOnlyList<ListingReview> Reviews { get; init; } = [];

    /// <summary>How many counted reviews gave 1, 2, 3, 4 and 5 stars.</summary>
    public IReadOnlyList<int> StarCounts { get; init; } = [0, 0, 0, 0, 0];

    /// <summary>Units that were sold and left the house.</summary>
    public int Sold { get; init; }

    public required DateTime PublishedAtUtc { get; init; }

    public HsCode CodeIn(Country destination) => NationalCode.For(NationalCodes, destination, HsCode);

    /// <summary>Why it is not sold to a country, or null.</summary>
    public Refusal? WhyNotTo(Country destination)
    {
        for (var i = 0; i < ClosedTo.Count; i++)
            if (ClosedTo[i].Country == destination) return new Refusal(ClosedTo[i].Reason).With("country", destination.Code);
        return null;
    }

    /// <summary>The text in <paramref name="language"/>, else in the original's language, with the language that it really is in.</summary>
    public (string Language, ListingText Text) TextIn(string language) =>
        Texts.TryGetValue(language, out var text) ? (language, text) : (Language, Texts[Language]);
}

/// <param name="Description">Markdown, raw HTML not allowed.</param>
public sealed record ListingText(string Title, string Description, string? Material, string? Care, IReadOnlyList<ListingTrait> Traits);

public sealed record ListingTrait(string Name, string Value);

/// <param name="Language">The tag of the language that it was written in.</param>
/// <param name="Country">Where the reviewer's parcel went.</param>
/// <param name="Variant">The options bought, in the listing's language, or null.</param>
public sealed record ListingReview(int Stars, string Language, string Text, Country Country, DateTime WrittenAtUtc, string? Variant);

/// <param name="Url">Path on this site, without the language segment.</param>
/// <param name="Alt">By language tag.</param>
/// <param name="Shows">The key of the option value that this picture shows (<c>moon</c>), or null when it shows them all.</param>
public sealed record ListingPicture(string Url, int Width, int Height, IReadOnlyDictionary<string, string> Alt, string? Shows = null);

/// <param name="Name">By language tag.</param>
public sealed record ListingOption(string Key, IReadOnlyDictionary<string, string> Name, IReadOnlyList<ListingOptionValue> Values);

/// <param name="Swatch">A CSS hex colour, or null.</param>
public sealed record ListingOptionValue(string Key, IReadOnlyDictionary<string, string> Name, string? Swatch);

/// <param name="Values">Option key to value key.</param>
/// <param name="Price">In the merchant's currency, without destination taxes.</param>
/// <param name="ListPrice">An earlier, higher price, or null.</param>
/// <param name="Available">Units that can be sold now, as last told to the copy; the order decides by the stock itself.</param>
public sealed record ListingVariant(
    VariantId Id,
    string Sku,
    IReadOnlyDictionary<string, string> Values,
    Money Price,
    Money? ListPrice,
    Weight Weight,
    Dimensions Size,
    int Available,
    bool HasBattery,
    string? Barcode = null,
    string? PartNumber = null);
