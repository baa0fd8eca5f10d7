using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Storefront.Catalog;
using Storefront.Shipping;
using Storefront.Testing;

namespace Storefront.Benchmarks.Market;

/// <summary>Fills an empty, migrated database with a generated market: shops, shelves, listings, variants, stock and the change feed. The rows are what
/// the office would have written; only the way is shorter.</summary>
internal sealed class BigMarket(IRowWriter rows, int listings)
{
    /// <summary>Enough that no shopper of a run meets an empty shelf, except where the generator means it.</summary>
    private const int Plenty = 100_000;

    private const int BatchSize = 5_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly DateTime Then = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly CatalogueGenerator generator = new(seed: 1, scale: listings);

    public IEnumerable<ListingCopy> Listings(int count, int from = 0) => generator.Listings(count, from).Select(WithStock);

    /// <summary>Some that can be bought.</summary>
    public List<ListingCopy> Goods() => [.. Listings(Math.Min(listings, 400)).Where(c => c.Variants.All(v => v.Available > 0)).Take(64)];

    /// <summary>All of it as goods of past orders, those of the merchant with the most listings first.</summary>
    public List<SoldGoods> SoldGoods() =>
    [
        .. Listings(listings).GroupBy(c => c.Merchant).OrderByDescending(g => g.Count()).SelectMany(g => g).Select(c => (Copy: c, Variant: c.Variants[0])).Select(s => new SoldGoods(
            s.Copy.Id.Value, s.Variant.Id.Value, s.Copy.Merchant.Value, s.Copy.MerchantName, s.Copy.ShipsFrom.Code, s.Copy.Slug, s.Variant.Sku, s.Copy.Texts["en"].Title, s.Copy.HsCode.Digits, s.Copy.Origin.Code, s.Variant.Price,
            s.Variant.Weight.Grams, s.Variant.Size.ToString())),
    ];

    public void Fill()
    {
        var shops = new Dictionary<Guid, ListingCopy>();
        var shelves = new Dictionary<string, string?>();
        for (var from = 0; from < listings; from += BatchSize)
        {
            var batch = Listings(Math.Min(BatchSize, listings - from), from).ToList();
            foreach (var copy in batch)
            {
                shops.TryAdd(copy.Merchant.Value, copy);
                shelves.TryAdd(copy.Categories[0], null);
                shelves.TryAdd(copy.Categories[1], copy.Categories[0]);
            }

            rows.Write("Listings", ["Id", "Merchant", "Slug", "Category", "Brand", "HsCode", "Origin", "CustomsDescription", "Maker", "ResponsiblePerson", "Language", "Texts", "Pictures", "Options", "Status", "CreatedAtUtc", "ChangedAtUtc", "PublishedAtUtc", "Version"],
                batch.Select(c => new object?[]
                {
                    c.Id.Value, c.Merchant.Value, c.Slug, c.Categories[^1], c.Brand, c.HsCode.Digits, c.Origin.Code, "Ceramic bowl, glazed", Text(Operator), Text(Operator), c.Language,
                    Text(c.Texts), Text(c.Pictures), Text(c.Options), "Published", c.PublishedAtUtc, c.PublishedAtUtc, c.PublishedAtUtc, 1,
                }));
            rows.Write("Variants", ["Id", "Listing", "Merchant", "Sku", "Values", "ListPriceMinor", "Weight", "Size", "HasBattery", "Battery", "IsActive", "Position", "Version", "Price_Currency", "Price_Minor"],
                batch.SelectMany(c => c.Variants.Select((v, i) => new object?[]
                {
                    v.Id.Value, c.Id.Value, c.Merchant.Value, v.Sku, Text(v.Values), v.ListPrice?.Minor ?? 0L, v.Weight.Grams, v.Size.ToString(), v.HasBattery, v.HasBattery ? "IonInEquipment" : "None", true, i, 1, v.Price.Currency.Code, v.Price.Minor,
                })));
            rows.Write("Stock", ["Variant", "OnHand", "Reserved", "Committed"], batch.SelectMany(c => c.Variants.Select(v => new object?[] { v.Id.Value, v.Available, 0, 0 })));
            rows.Write("PublishedCopies", ["Listing", "Sequence", "Document", "RulesAsOf", "MadeFrom", "ChangedAtUtc"], batch.Select((c, i) => new object?[] { c.Id.Value, from + i + 1L, Text(c), MadeByNewestRules, MadeByNewestRules, Then }));
        }

        rows.Write("Merchants", ["Id", "Slug", "Name", "Registration", "Email", "Address", "Currency", "HandlingDays", "About", "Status", "AppliedAtUtc", "ApprovedAtUtc", "Version"],
            shops.Select(s => new object?[]
            {
                s.Key, s.Value.MerchantSlug, s.Value.MerchantName, "REG-1", "shop@example.test", Text(AddressOf(s.Value)), s.Value.Variants[0].Price.Currency.Code, 2,
                Text(new Dictionary<string, string> { ["en"] = "A generated shop." }), "Approved", Then, Then, 1,
            }));
        rows.Write("Categories", ["Key", "ParentKey", "Names", "Position"], shelves.Select((s, i) => new object?[] { s.Key, s.Value, Text(new Dictionary<string, string> { ["en"] = s.Key }), i }));
        rows.Write("Counters", ["Name", "Value"], [[Counter.CatalogueFeed, (long)listings]]);
        rows.Finish();
    }

    /// <summary>So that no copy is made anew while it is measured.</summary>
    private const int MadeByNewestRules = 99_991_231;

    private static readonly EconomicOperator Operator = new("Example Works", "1 Example Street, Utrecht", new Country("NL"), "works@example.test");

    private static ListingCopy WithStock(ListingCopy copy) =>
        copy with { Variants = [.. copy.Variants.Select(v => v with { Available = v.Available == 0 ? 0 : Plenty })] };

    private static PostalAddress AddressOf(ListingCopy copy) =>
        new() { Country = copy.ShipsFrom, Name = copy.MerchantName, Street = "1 Harbour Street", City = "Harbour", Postcode = "100000" };

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json);
}
