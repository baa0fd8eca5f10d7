using Storefront.Merchants;

namespace Storefront.Catalog;

/// <summary>What a merchant offers: texts, pictures, customs data and its variants.</summary>
public sealed class Listing
{
    private readonly List<Variant> variants = [];

    private Listing()
    {
    }

    public ListingId Id { get; private set; }

    public MerchantId Merchant { get; private set; }

    public string Slug { get; private set; } = "";

    /// <summary>The merchant's own key of the product in its files, lower case, unique in its shop; null where no file named it.</summary>
    public string? Handle { get; private set; }

    public string Category { get; private set; } = "";

    public string? Brand { get; private set; }

    public HsCode? HsCode { get; private set; }

    /// <summary>Country where the goods were made, for customs.</summary>
    public Country? Origin { get; private set; }

    /// <summary>What it is and of what, in English, as a customs form wants it.</summary>
    public string? CustomsDescription { get; private set; }

    /// <summary>Codes of single destinations, where they are not <see cref="HsCode"/>.</summary>
    public IReadOnlyList<NationalCode> NationalCodes { get => field ?? []; private set; }

    public EconomicOperator? Maker { get; private set; }

    /// <summary>Who is responsible for the goods in the European Union, where the maker is outside it.</summary>
    public EconomicOperator? ResponsiblePerson { get; private set; }

    /// <summary>What the merchant declares of the goods beyond code and batteries.</summary>
    public IReadOnlyList<SensitiveGoods> Sensitive { get => field ?? []; private set; }

    /// <summary>The language that the merchant wrote in.</summary>
    public string Language { get; private set; } = "en";

    public IReadOnlyDictionary<string, ListingText> Texts { get; private set; } = new Dictionary<string, ListingText>();

    public IReadOnlyList<ListingPicture> Pictures { get; private set; } = [];

    public IReadOnlyList<ListingOption> Options { get; private set; } = [];

    public ListingStatus Status { get; private set; }

    public string? StatusReason { get; private set; }

    public DateTime CreatedAtUtc { get; private set; }

    public DateTime ChangedAtUtc { get; private set; }

    public DateTime? PublishedAtUtc { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<Variant> Variants => variants;

    public string Title => Texts.TryGetValue(Language, out var text) ? text.Title : Slug;

    public static Listing Draft(MerchantId merchant, string slug, DateTime nowUtc) =>
        new() { Id = Storefront.Id.New<ListingId>(), Merchant = merchant, Slug = slug, Status = ListingStatus.Draft, CreatedAtUtc = nowUtc, ChangedAtUtc = nowUtc };

    public void Describe(ListingFacts facts, DateTime nowUtc)
    {
        (Category, Brand, HsCode, Origin, CustomsDescription) = (facts.Category, facts.Brand, facts.HsCode, facts.Origin, facts.CustomsDescription);
        (NationalCodes, Maker, ResponsiblePerson, Sensitive) = (facts.NationalCodes, facts.Maker, facts.ResponsiblePerson, facts.Sensitive);
        (Language, Texts, Options) = (facts.Language, facts.Texts, facts.Options);
        Handle = facts.Handle ?? Handle;
        Changed(nowUtc);
    }

    public void Show(IReadOnlyList<ListingPicture> pictures, DateTime nowUtc)
    {
        Pictures = pictures;
        Changed(nowUtc);
    }

    public Variant AddVariant(string sku, VariantFacts facts, DateTime nowUtc)
    {
        var variant = Variant.Of(Id, Merchant, sku, facts, variants.Count);
        variants.Add(variant);
        Changed(nowUtc);
        return variant;
    }

    /// <summary>The first thing that keeps it from being published; null when nothing does.</summary>
    public Refusal? WhyNotPublishable() => WhatIsMissing().FirstOrDefault();

    /// <summary>Everything that keeps it from being published: customs and parcel data are asked before, not when the first order comes.</summary>
    public IEnumerable<Refusal> WhatIsMissing()
    {
        if (Status == ListingStatus.Blocked) yield return CatalogRefusals.Blocked;
        if (HsCode is null) yield return CatalogRefusals.Missing("hsCode");
        if (Origin is null) yield return CatalogRefusals.Missing("origin");
        if (string.IsNullOrWhiteSpace(CustomsDescription)) yield return CatalogRefusals.Missing("customsDescription");
        if (Pictures.Count == 0) yield return CatalogRefusals.Missing("pictures");
        if (!variants.Exists(v => v.IsActive)) yield return CatalogRefusals.Missing("variants");
        if (variants.Exists(v => v.IsActive && (v.Weight.Grams == 0 || v.Size.LengthMm == 0))) yield return CatalogRefusals.Missing("weight");
    }

    public void Publish(DateTime nowUtc)
    {
        if (WhyNotPublishable() is { } refusal) throw new InvalidOperationException($"Not publishable: {refusal.Code}");
        (Status, StatusReason) = (ListingStatus.Published, null);
        PublishedAtUtc ??= nowUtc;
        Changed(nowUtc);
    }

    public void TakeDown(ListingStatus status, string? reason, DateTime nowUtc)
    {
        (Status, StatusReason) = (status, reason);
        Changed(nowUtc);
    }

    public void Changed(DateTime nowUtc)
    {
        ChangedAtUtc = nowUtc;
        Version++;
    }
}

/// <summary>What a merchant writes of a listing; checked by the operation before it comes here.</summary>
public sealed record ListingFacts
{
    /// <summary>Null leaves the listing's as it is.</summary>
    public string? Handle { get; init; }

    public required string Category { get; init; }

    public string? Brand { get; init; }

    public HsCode? HsCode { get; init; }

    public Country? Origin { get; init; }

    public string? CustomsDescription { get; init; }

    public IReadOnlyList<NationalCode> NationalCodes { get; init; } = [];

    public EconomicOperator? Maker { get; init; }

    public EconomicOperator? ResponsiblePerson { get; init; }

    public IReadOnlyList<SensitiveGoods> Sensitive { get; init; } = [];

    public required string Language { get; init; }

    public required IReadOnlyDictionary<string, ListingText> Texts { get; init; }

    public IReadOnlyList<ListingOption> Options { get; init; } = [];
}
