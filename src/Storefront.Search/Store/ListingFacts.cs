using Storefront.Catalog;
using Storefront.Merchants;

namespace Storefront.Search;

/// <summary>What the index in memory holds of a listing, in the form in which it is stored beside it.</summary>
internal sealed record ListingFacts
{
    public required Guid Id { get; init; }

    public required Guid Merchant { get; init; }

    public required Country ShipsFrom { get; init; }

    public required string[] Categories { get; init; }

    public required string? Brand { get; init; }

    /// <summary>Option key and value key of everything that can be bought or seen.</summary>
    public required (string Option, string Value)[] Options { get; init; }

    public required int RatingHundredths { get; init; }

    public required int RatingCount { get; init; }

    public required int Sold { get; init; }

    public required DateTime PublishedAtUtc { get; init; }

    public required Money Price { get; init; }

    public required bool InStock { get; init; }

    public required float Standing { get; init; }

    public static ListingFacts Of(ListingCopy copy)
    {
        var cheapest = CheapestVariant.Of(copy);
        return new ListingFacts
        {
            Id = copy.Id.Value,
            Merchant = copy.Merchant.Value,
            ShipsFrom = copy.ShipsFrom,
            Categories = [.. copy.Categories.Distinct(StringComparer.Ordinal)],
            Brand = string.IsNullOrWhiteSpace(copy.Brand) ? null : copy.Brand.Trim(),
            Options = [.. copy.Options.SelectMany(o => o.Values.Select(v => (o.Key, v.Key))).Distinct()],
            RatingHundredths = copy.RatingHundredths,
            RatingCount = copy.RatingCount,
            Sold = copy.Sold,
            PublishedAtUtc = copy.PublishedAtUtc,
            Price = cheapest.Price,
            InStock = copy.Variants.Any(v => v.Available > 0),
            Standing = ListingStanding.Of(copy),
        };
    }

    public byte[] ToBytes(BlobWriter to)
    {
        to.Clear();
        to.Id(Id);
        to.Id(Merchant);
        to.Text(ShipsFrom.Code);
        to.Number(Categories.Length);
        foreach (var category in Categories) to.Text(category);
        to.Text(Brand);
        to.Number(Options.Length);
        foreach (var (option, value) in Options)
        {
            to.Text(option);
            to.Text(value);
        }

        to.Number(RatingHundredths);
        to.Number(RatingCount);
        to.Number(Sold);
        to.Number(PublishedAtUtc.Ticks);
        to.Amount(Price);
        to.Bool(InStock);
        to.Float(Standing);
        return to.ToArray();
    }

    public static ListingFacts Read(ReadOnlySpan<byte> bytes)
    {
        var from = new BlobReader(bytes);
        return new ListingFacts
        {
            Id = from.Id(),
            Merchant = from.Id(),
            ShipsFrom = from.CountryCode(),
            Categories = ReadCategories(ref from),
            Brand = from.TextOrNull(),
            Options = ReadOptions(ref from),
            RatingHundredths = from.Int(),
            RatingCount = from.Int(),
            Sold = from.Int(),
            PublishedAtUtc = new DateTime(from.Number(), DateTimeKind.Utc),
            Price = from.Amount(),
            InStock = from.Bool(),
            Standing = from.Float(),
        };
    }

    private static string[] ReadCategories(ref BlobReader from)
    {
        var categories = new string[from.Int()];
        for (var i = 0; i < categories.Length; i++) categories[i] = from.Text();
        return categories;
    }

    private static (string, string)[] ReadOptions(ref BlobReader from)
    {
        var options = new (string, string)[from.Int()];
        for (var i = 0; i < options.Length; i++) options[i] = (from.Text(), from.Text());
        return options;
    }
}
