using System.Text.Json;
using Storefront.Catalog;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Web.Demo;

/// <summary>The demo market as it was written: merchants, categories and listings out of the built-in files.</summary>
public sealed class DemoCatalogue
{
    private const int PictureSide = 400;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private DemoCatalogue(IReadOnlyList<DemoCategory> categories, IReadOnlyList<DemoMerchant> merchants, ILookup<string, DemoProduct> products) =>
        (Categories, Merchants, Products) = (categories, merchants, products);

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
        ListingPicture Of(string file, string? shows) => new($"{DemoPictures.Path}/{file}", PictureSide, PictureSide, product.PictureAlt, shows);
        return [Of(product.Picture, shownByMore is null ? null : option?.Values[0].Key), .. product.MorePictures.Select(file => Of(file, ValueShown(file)))];
    }

    /// <summary>The shops of the demo make what they sell.</summary>
    public static EconomicOperator MakerOf(Merchant merchant) => new(merchant.Name, $"{merchant.Address.Street}, {merchant.Address.Postcode} {merchant.Address.City}".Replace(",  ", ", ", StringComparison.Ordinal), merchant.Address.Country, merchant.Email);

    /// <summary>Invented, for all shops of the demo.</summary>
    public static EconomicOperator ResponsiblePerson { get; } = new("Kade Compliance (demo)", "Voorbeeldkade 12, 1011 AB Amsterdam", new Country("NL"), "safety@kade-compliance.example");

    public static BatteryContent BatteryOf(DemoBatteries? batteries) => batteries switch
    {
        null => BatteryContent.None,
        { Chemistry: "ion", Packing: "in" } => BatteryContent.IonInEquipment,
        { Chemistry: "ion", Packing: "with" } => BatteryContent.IonWithEquipment,
        { Chemistry: "ion", Packing: "alone" } => BatteryContent.IonAlone,
        { Chemistry: "metal", Packing: "in" } => BatteryContent.MetalInEquipment,
        { Chemistry: "metal", Packing: "with" } => BatteryContent.MetalWithEquipment,
        { Chemistry: "metal", Packing: "alone" } => BatteryContent.MetalAlone,
        _ => throw new FormatException($"Batteries of {batteries.Chemistry}, {batteries.Packing} are not known."),
    };

    public static Money PriceOf(string price, Currency currency) =>
        Money.TryParse(price, currency, out var money) ? money : throw new FormatException($"'{price}' is no price in {currency}.");

    private static bool Exists(string file) => typeof(DemoCatalogue).Assembly.GetManifestResourceInfo($"Demo/{file}") is not null;

    private static List<T> Read<T>(string file)
    {
        using var stream = EmbeddedFile.Open($"Demo/{file}", typeof(DemoCatalogue).Assembly);
        return JsonSerializer.Deserialize<List<T>>(stream, Json) ?? throw new InvalidOperationException($"Demo/{file} is empty.");
    }
}
