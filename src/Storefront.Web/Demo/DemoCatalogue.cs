using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Storefront.Catalog;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Web.Demo;

/// <summary>The demo market as it was written: merchants, categories and listings out of the built-in files, and the same as the documents
/// that the catalogue copy takes. Ids follow from keys, so that every run and every node makes the same market.</summary>
public sealed class DemoCatalogue
{
    private const int PictureSide = 400;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Dictionary<string, DemoCategory> categories;

    private DemoCatalogue(IReadOnlyList<DemoCategory> categories, IReadOnlyList<DemoMerchant> merchants, ILookup<string, DemoProduct> products)
    {
        (Categories, Merchants, Products) = (categories, merchants, products);
        this.categories = categories.ToDictionary(c => c.Key, StringComparer.Ordinal);
    }

    /// <summary>In the order in which the shop lists them.</summary>
    public IReadOnlyList<DemoCategory> Categories { get; }

    public IReadOnlyList<DemoMerchant> Merchants { get; }

    /// <summary>By merchant key.</summary>
    public ILookup<string, DemoProduct> Products { get; }

    public static DemoCatalogue Read()
    {
        var merchants = Read<DemoMerchant>("merchants.json");
        var products = merchants
            .SelectMany(m => Exists($"products/{m.Key}.json") ? Read<DemoProduct>($"products/{m.Key}.json").Select(p => (m.Key, Product: p)) : [])
            .ToLookup(x => x.Key, x => x.Product);
        return new DemoCatalogue(Read<DemoCategory>("categories.json"), merchants, products);
    }

    public static MerchantId IdOf(DemoMerchant merchant) => new(Named($"merchant/{merchant.Key}"));

    public static ListingId IdOf(DemoProduct product) => new(Named($"listing/{product.Slug}"));

    public static VariantId IdOf(DemoMerchant merchant, DemoVariant variant) => new(Named($"variant/{merchant.Key}/{variant.Sku}"));

    public static MerchantProfile ProfileOf(DemoMerchant merchant) => new()
    {
        Name = merchant.Name,
        NativeName = merchant.NativeName,
        Registration = merchant.Registration,
        VatNumber = merchant.VatNumber,
        Eori = merchant.Eori,
        Email = merchant.Email,
        Currency = new Currency(merchant.Currency),
        HandlingDays = merchant.HandlingDays,
        About = merchant.About,
        Address = new PostalAddress
        {
            Country = new Country(merchant.Country),
            Name = merchant.Name,
            Street = merchant.Street[0],
            Street2 = merchant.Street.Count > 1 ? string.Join(", ", merchant.Street.Skip(1)) : null,
            City = merchant.City,
            Region = merchant.Region,
            Postcode = merchant.Postcode,
            Phone = merchant.Phone,
        },
    };

    /// <summary>Category keys from the top to <paramref name="key"/>.</summary>
    public IReadOnlyList<string> PathTo(string key)
    {
        var path = new List<string>();
        for (var at = key; at is not null; at = categories[at].Parent) path.Insert(0, at);
        return path;
    }

    /// <summary>Every listing as a published document.</summary>
    public IEnumerable<ListingCopy> Copies(DateTime nowUtc) =>
        from merchant in Merchants
        from product in Products[merchant.Key]
        select CopyOf(merchant, product, nowUtc);

    public ListingCopy CopyOf(DemoMerchant merchant, DemoProduct product, DateTime nowUtc)
    {
        var currency = new Currency(merchant.Currency);
        return new ListingCopy
        {
            Id = IdOf(product),
            Slug = product.Slug,
            Merchant = IdOf(merchant),
            MerchantSlug = merchant.Key,
            MerchantName = merchant.Name,
            ShipsFrom = new Country(merchant.Country),
            HandlingDays = merchant.HandlingDays,
            Categories = PathTo(product.Category),
            Brand = product.Brand,
            HsCode = new HsCode(product.HsCode),
            Origin = new Country(product.Origin),
            Language = "en",
            Texts = product.Title.Keys.ToDictionary(tag => tag, tag => TextOf(product, tag)),
            Pictures = PicturesOf(product),
            Options = OptionsOf(product),
            Variants =
            [
                .. product.Variants.Select(v => new ListingVariant(
                    IdOf(merchant, v), v.Sku, v.Values, PriceOf(v.Price, currency), v.ListPrice is null ? null : PriceOf(v.ListPrice, currency),
                    new Weight(v.WeightGrams), new Dimensions(v.LengthMm, v.WidthMm, v.HeightMm), v.Stock, v.Batteries is not null)),
            ],
            Reviews = [.. product.Reviews.OrderBy(r => r.DaysAgo).Select(r => new ListingReview(r.Stars, r.Language, r.Text, new Country(r.Country), nowUtc.AddDays(-r.DaysAgo), null))],
            StarCounts = [.. Enumerable.Range(1, 5).Select(stars => product.Reviews.Count(r => r.Stars == stars))],
            RatingCount = product.Reviews.Count,
            RatingHundredths = product.Reviews.Count == 0 ? 0 : (int)Math.Round(100m * product.Reviews.Sum(r => r.Stars) / product.Reviews.Count, MidpointRounding.AwayFromZero),
            Sold = product.Reviews.Count * 3,
            PublishedAtUtc = nowUtc.Date.AddDays(-30 - (IdOf(product).Value.ToByteArray()[0] % 200)),
        };
    }

    public static ListingText TextOf(DemoProduct product, string tag) => new(
        product.Title[tag],
        product.Description.GetValueOrDefault(tag, product.Description["en"]),
        product.Material?.GetValueOrDefault(tag),
        product.CareAndSafety?.GetValueOrDefault(tag),
        [.. product.Traits.Select(t => new ListingTrait(t.Name.GetValueOrDefault(tag, t.Name["en"]), t.Value.GetValueOrDefault(tag, t.Value["en"])))]);

    public static IReadOnlyList<ListingOption> OptionsOf(DemoProduct product) =>
        [.. product.Options.Select(o => new ListingOption(o.Key, o.Name, [.. o.Values.Select(v => new ListingOptionValue(v.Key, v.Name, v.Swatch))]))];

    /// <summary>The first picture shows the first value of the option whose values the others show.</summary>
    public static IReadOnlyList<ListingPicture> PicturesOf(DemoProduct product)
    {
        string? ValueShown(string file) => product.Options.SelectMany(o => o.Values).FirstOrDefault(v => file.EndsWith($"-{v.Key}.svg", StringComparison.Ordinal))?.Key;
        var shownByMore = product.MorePictures.Select(ValueShown).FirstOrDefault(v => v is not null);
        var option = product.Options.FirstOrDefault(o => o.Values.Any(v => v.Key == shownByMore));
        ListingPicture Of(string file, string? shows) => new($"/img/demo/{file}", PictureSide, PictureSide, product.PictureAlt, shows);
        return [Of(product.Picture, shownByMore is null ? null : option?.Values[0].Key), .. product.MorePictures.Select(file => Of(file, ValueShown(file)))];
    }

    public static Money PriceOf(string price, Currency currency) =>
        Money.TryParse(price, currency, out var money) ? money : throw new FormatException($"'{price}' is no price in {currency}.");

    /// <summary>A version 8 GUID out of a name.</summary>
    private static Guid Named(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("storefront demo/" + name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static bool Exists(string file) => typeof(DemoCatalogue).Assembly.GetManifestResourceInfo($"Demo/{file}") is not null;

    private static List<T> Read<T>(string file)
    {
        using var stream = EmbeddedFile.Open($"Demo/{file}", typeof(DemoCatalogue).Assembly);
        return JsonSerializer.Deserialize<List<T>>(stream, Json) ?? throw new InvalidOperationException($"Demo/{file} is empty.");
    }
}
