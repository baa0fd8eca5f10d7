using Storefront.Catalog;
using Storefront.Testing;

namespace Storefront.Search.Tests;

/// <summary>Random questions to a catalogue that has been through random changes, each compared with the model.</summary>
public class SearchAgainstModelTests
{
    private static readonly string[] Words =
    [
        "", "", "teapot", "celadon teapot", "handmade", "Théière", "茶壶", "青瓷茶壶", "壶", "وشاح", "the gift box", "workshop", "noir", "Blue", "handmade silk scarves",
        "boîte cadeau", "木", "kiln jade", "home", "rucksack", "قلادة", "studio", "brass kettles vintage", "zzzzqqqq", "!!!",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_search_gives_what_looking_at_every_listing_gives(int seed)
    {
        var model = new ModelCatalogue(TestCatalogue.Options);
        using var catalogue = await ChangedCatalogueAsync(seed, model);
        var random = new Random(seed);

        for (var i = 0; i < 120; i++)
        {
            var request = RandomRequest(random, model);
            var result = catalogue.Copy.Search(request);
            if (result.CorrectedWords is not null) continue;

            var expected = model.Matches(request);
            if (result.WordsFound != WordsFound.All)
            {
                Assert.Empty(expected);
                continue;
            }

            Assert.Equal(expected.Count, result.Total.Value);
            AssertPages(catalogue.Copy, request, expected, model);
            if (expected.Count > 0) AssertFacets(result.Facets, request, model);
            else Assert.All(result.DropOne, d => Assert.Equal(d.Count, model.Matches(request.Without(d.Filter)).Count));
        }
    }

    private static async Task<TestCatalogue> ChangedCatalogueAsync(int seed, ModelCatalogue model)
    {
        var random = new Random(seed);
        var listings = new CatalogueGenerator(seed).Listings(700).ToList();
        var catalogue = await TestCatalogue.OpenAsync();
        var sequence = 0L;
        foreach (var part in listings.Chunk(250)) Apply([.. part.Select(l => new ListingChange(++sequence, l.Id, l))]);
        // Sets that are kept in memory must follow the changes too.
        foreach (var words in Words) catalogue.Search(words);
        for (var i = 0; i < 60; i++)
        {
            Apply([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Change(listings[random.Next(listings.Count)]))]);
            if (i == 30 && seed == 2) catalogue.Copy.Rebuild();
        }

        return catalogue;

        void Apply(IReadOnlyList<ListingChange> changes)
        {
            catalogue.Copy.Apply(changes);
            model.Apply(changes);
        }

        ListingChange Change(ListingCopy listing)
        {
            var other = listings[random.Next(listings.Count)];
            return new ListingChange(++sequence, listing.Id, random.Next(5) switch
            {
                0 => null,
                1 => listing with { Sold = random.Next(2_000), RatingHundredths = random.Next(100, 501) },
                2 => listing with { Texts = other.Texts, Language = other.Language, Brand = other.Brand },
                3 => listing with { Variants = [.. listing.Variants.Select(v => v with { Available = random.Next(2), Price = v.Price * random.Next(1, 4) })] },
                _ => listing with { Categories = other.Categories, Options = other.Options, ShipsFrom = other.ShipsFrom },
            });
        }
    }

    private static SearchRequest RandomRequest(Random random, ModelCatalogue model)
    {
        var some = model.All.ElementAt(random.Next(model.All.Count()));
        var other = model.All.ElementAt(random.Next(model.All.Count()));
        return new SearchRequest
        {
            Language = random.Next(2) == 0 ? "en" : "fr",
            Words = random.Next(4) == 0 ? some.Texts["en"].Title.ToUpperInvariant() : Words[random.Next(Words.Length)],
            Category = random.Next(3) == 0 ? some.Categories[random.Next(2)] : null,
            Merchant = random.Next(8) == 0 ? some.Merchant : null,
            Brands = random.Next(5) == 0 ? [.. new[] { some.Brand, other.Brand, "No such brand" }.OfType<string>().Distinct()] : [],
            ShipsFrom = random.Next(4) == 0 ? [some.ShipsFrom] : [],
            MinRatingHundredths = random.Next(4) == 0 ? new[] { 300, 400, 450, 417 }[random.Next(4)] : 0,
            Price = random.Next(4) == 0 ? new PriceRange(random.Next(3) == 0 ? null : new Money(random.Next(5_000), Currency.Usd), random.Next(3) == 0 ? null : new Money(random.Next(5_000, 90_000), new Currency("CNY"))) : null,
            Currency = new Currency(new[] { "EUR", "JPY", "USD" }[random.Next(3)]),
            InStockOnly = random.Next(5) == 0,
            Options = random.Next(4) == 0 ? [new OptionFilter("color", [some.Options[0].Values[0].Key, "blue"])] : [],
            Sort = (SearchSort)random.Next(6),
            PageSize = random.Next(2) == 0 ? 24 : 7,
        };
    }

    private static void AssertPages(CatalogueCopy copy, SearchRequest request, List<ListingCopy> expected, ModelCatalogue model)
    {
        var cards = new List<ListingCard>();
        var pages = 1;
        for (var page = 1; page <= pages; page++)
        {
            var result = copy.Search(request with { Page = page, WithFacets = false });
            (pages, cards) = (result.Pages, [.. cards, .. result.Cards]);
        }

        var reachable = Math.Min(expected.Count, SearchRequest.LastPage * request.PageSize);
        Assert.Equal(reachable, cards.Count);
        Assert.Equal(reachable, cards.Select(c => c.Id).Distinct().Count());
        Assert.Empty(cards.Select(c => c.Id).Except(expected.Select(e => e.Id)));
        var keys = cards.ConvertAll(c => KeyOf(model.Of(c.Id), request, model));
        Assert.Equal(keys.Order(), keys);
    }

    private static double KeyOf(ListingCopy copy, SearchRequest request, ModelCatalogue model) => request.Sort switch
    {
        SearchSort.Relevance => request.Words.Length == 0 ? -ListingStanding.Of(copy) : model.PhaseOf(copy.Id, request.Words),
        SearchSort.Newest => -(copy.PublishedAtUtc - DateTime.UnixEpoch).TotalSeconds,
        SearchSort.PriceUp => model.CentsOf(copy),
        SearchSort.PriceDown => -model.CentsOf(copy),
        SearchSort.Rating => -Math.Floor(100 * SortKeys.DampedRating(ListingFacts.Of(copy))),
        SearchSort.BestSelling => -copy.Sold,
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };

    private static void AssertFacets(SearchFacets facets, SearchRequest request, ModelCatalogue model)
    {
        var left = model.Matches(request);
        Assert.Equal(ChildCategories(left, request.Category), facets.Categories.ToDictionary(c => c.Key, c => c.Count));

        var byBrand = model.Matches(request, FilterKind.Brand).Where(c => c.Brand is not null).GroupBy(c => c.Brand!).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(facets.Brands, b => Assert.Equal(byBrand.GetValueOrDefault(b.Key), b.Count));
        Assert.Equal(byBrand.Values.OrderDescending().Take(20), facets.Brands.Select(b => b.Count).OrderDescending().Take(20).Where(c => c > 0));

        var byCountry = model.Matches(request, FilterKind.ShipsFrom).GroupBy(c => c.ShipsFrom.Code).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(byCountry, facets.ShipsFrom.Where(c => c.Count > 0).ToDictionary(c => c.Key, c => c.Count));

        var rated = model.Matches(request, FilterKind.Rating);
        Assert.All(facets.Ratings, r => Assert.Equal(rated.Count(c => c.RatingHundredths >= r.MinHundredths), r.Count));

        var priced = model.Matches(request, FilterKind.Price);
        Assert.All(facets.Prices, p => Assert.Equal(priced.Count(c => model.InRange(model.CentsOf(c), p.Range)), p.Count));
        Assert.Equal(priced.Count, facets.Prices.Sum(p => p.Count));
        Assert.Equal(model.Matches(request, FilterKind.InStock).Count(c => c.Variants.Any(v => v.Available > 0)), facets.InStock);

        foreach (var option in facets.Options)
        {
            var open = model.Matches(request, FilterKind.Option, option.Key);
            Assert.All(option.Values, v => Assert.Equal(open.Count(c => ModelCatalogue.HasOption(c, new OptionFilter(option.Key, [v.Key]))), v.Count));
        }
    }

    private static Dictionary<string, int> ChildCategories(IEnumerable<ListingCopy> listings, string? of) => listings
        .Select(c => of is null ? c.Categories[0] : c.Categories.SkipWhile(k => k != of).Skip(1).FirstOrDefault())
        .OfType<string>()
        .GroupBy(k => k)
        .ToDictionary(g => g.Key, g => g.Count());
}
