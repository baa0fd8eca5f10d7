using System.Collections.Frozen;
using Storefront.Catalog;
using Storefront.Languages;
using Storefront.Merchants;
using Storefront.Shipping.Rates;

namespace Storefront.Web.Shop;

/// <summary>The small things that every page needs and that seldom change: categories, shops, destinations. An immutable picture that is
/// exchanged whole, so that browsing asks no database for them.</summary>
public sealed class MarketDirectory(DeliveryTariffs tariffs)
{
    private readonly FrozenDictionary<Language, IReadOnlyList<Place>> destinations = Language.All.ToFrozenDictionary(
        language => language,
        language => (IReadOnlyList<Place>)
        [
            .. from facts in Countries.SortedFor(language)
               where tariffs.Destinations.Contains(facts.Country)
               select new Place(facts.Country.Code, facts.Name(language)),
        ]);

    private volatile Contents now = Contents.None;

    /// <summary>Another number for each filling.</summary>
    public int Edition => now.Edition;

    public bool IsFilled => now != Contents.None;

    /// <summary>Puts new contents in the place of the old.</summary>
    /// <param name="categories">In the order in which the shop lists them.</param>
    public void Fill(IReadOnlyList<Category> categories, IEnumerable<ShopMerchant> merchants) => now = new Contents(categories, merchants) { Edition = now.Edition + 1 };

    public IReadOnlyList<Place> Destinations(Language language) => destinations[language];

    public IReadOnlyList<CategoryLabel> TopCategories(Language language) => now.Top[language];

    /// <summary>The key of the top category above <paramref name="key"/>, itself for a top one, null for an unknown one.</summary>
    public string? TopOf(string? key) => PathTo(key) is [var top, ..] ? top : null;

    /// <summary>Keys from the top down to <paramref name="key"/>; empty for an unknown one.</summary>
    public IReadOnlyList<string> PathTo(string? key)
    {
        var path = new List<string>();
        while (key is not null && now.ByKey.TryGetValue(key, out var category))
        {
            path.Insert(0, key);
            key = category.ParentKey;
        }

        return path;
    }

    public bool HasCategory(string key) => now.ByKey.ContainsKey(key);

    /// <summary>A category's name, or null for an unknown one.</summary>
    public string? CategoryName(string key, string languageTag) =>
        now.ByKey.TryGetValue(key, out var category) ? category.Names.GetValueOrDefault(languageTag) ?? category.Names.Values.FirstOrDefault() : null;

    public ShopMerchant? Merchant(string slug) => now.Merchants.GetValueOrDefault(slug);

    private sealed class Contents
    {
        public static readonly Contents None = new([], []);

        public Contents(IReadOnlyList<Category> categories, IEnumerable<ShopMerchant> merchants)
        {
            ByKey = categories.ToFrozenDictionary(c => c.Key, StringComparer.Ordinal);
            Merchants = merchants.ToFrozenDictionary(m => m.Slug, StringComparer.Ordinal);
            Top = Language.All.ToFrozenDictionary(
                l => l,
                l => (IReadOnlyList<CategoryLabel>)[.. categories.Where(c => c.ParentKey is null).Select(c => new CategoryLabel(c.Key, c.Names.GetValueOrDefault(l.Tag, c.Key)))]);
        }

        public int Edition { get; init; }

        public FrozenDictionary<string, Category> ByKey { get; }

        public FrozenDictionary<string, ShopMerchant> Merchants { get; }

        public FrozenDictionary<Language, IReadOnlyList<CategoryLabel>> Top { get; }
    }
}

public sealed record CategoryLabel(string Key, string Label);

public sealed record Place(string Code, string Name);

/// <summary>A merchant as its shop page shows it.</summary>
public sealed record ShopMerchant(MerchantId Id, string Slug, MerchantProfile Profile, DateTime? SellingSinceUtc);
