using Storefront.Catalog;
using Storefront.Testing;

namespace Storefront.Search.Tests;

public class CatalogueCopyTests
{
    private static readonly IReadOnlyList<ListingChange> Changes = [.. new CatalogueGenerator(seed: 5).Changes(300)];

    [Fact]
    public async Task A_published_listing_is_found_by_its_address_its_id_and_its_variants()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);
        var listing = Changes[17].Copy!;

        Assert.Equivalent(listing, catalogue.Copy.FindBySlug(listing.Slug), strict: true);
        Assert.Equal(listing.Slug, catalogue.Copy.FindById(listing.Id)?.Slug);
        Assert.All(listing.Variants, v => Assert.Equal(listing.Slug, catalogue.Copy.FindVariant(v.Id)?.Slug));
        Assert.Equal(300, catalogue.Copy.LastSequence);
    }

    [Fact]
    public async Task Page_and_card_know_the_hazards_by_which_delivery_is_chosen()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);
        var listing = Changes[17].Copy! with { Sensitive = [SensitiveGoods.Liquid, SensitiveGoods.Magnet] };
        catalogue.Copy.Apply([new ListingChange(900, listing.Id, listing)]);

        Assert.Equal(listing.Sensitive, catalogue.Copy.FindById(listing.Id)!.Sensitive);
        Assert.Equal(listing.Sensitive, Assert.Single(catalogue.Copy.Cards([listing.Id], "en")).Sensitive);
        Assert.Empty(Assert.Single(catalogue.Copy.Cards([Changes[18].Copy!.Id], "en")).Sensitive);
    }

    [Fact]
    public async Task What_was_never_published_is_not_found()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);

        Assert.Null(catalogue.Copy.FindBySlug("no-such-thing"));
        Assert.Null(catalogue.Copy.FindBySlug(""));
        Assert.Null(catalogue.Copy.FindBySlug(new string('x', 10_000)));
        Assert.Null(catalogue.Copy.FindById(Id.New<ListingId>()));
        Assert.Null(catalogue.Copy.FindVariant(Id.New<VariantId>()));
    }

    [Fact]
    public async Task A_withdrawn_listing_is_gone_from_everywhere()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);
        var listing = Changes[3].Copy!;

        catalogue.Copy.Apply([new ListingChange(1_000, listing.Id, null)]);

        Assert.Null(catalogue.Copy.FindBySlug(listing.Slug));
        Assert.Null(catalogue.Copy.FindVariant(listing.Variants[0].Id));
        Assert.Empty(catalogue.Copy.Cards([listing.Id], "en"));
        Assert.Equal(299, catalogue.Search("").Total.Value);
        Assert.DoesNotContain(catalogue.Search(listing.Texts["en"].Title).Cards, c => c.Id == listing.Id);
    }

    [Fact]
    public async Task The_same_change_told_twice_and_an_older_one_told_late_change_nothing()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);
        var listing = Changes[3].Copy!;
        var newer = listing with { Sold = listing.Sold + 1_000 };
        catalogue.Copy.Apply([new ListingChange(900, listing.Id, newer)]);
        var version = catalogue.Copy.Version;

        catalogue.Copy.Apply([new ListingChange(900, listing.Id, listing), new ListingChange(4, listing.Id, listing), .. Changes.Take(20)]);

        Assert.Equal(version, catalogue.Copy.Version);
        Assert.Equal(900, catalogue.Copy.LastSequence);
        Assert.Equal(newer.Sold, catalogue.Copy.FindById(listing.Id)?.Sold);
    }

    [Fact]
    public async Task An_older_state_does_not_bring_a_withdrawn_listing_back_but_a_newer_one_does()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);
        var listing = Changes[3].Copy!;
        catalogue.Copy.Apply([new ListingChange(900, listing.Id, null)]);

        catalogue.Copy.Apply([new ListingChange(800, listing.Id, listing)]);
        var late = catalogue.Copy.FindById(listing.Id);
        catalogue.Copy.Apply([new ListingChange(901, listing.Id, listing)]);

        Assert.Null(late);
        Assert.NotNull(catalogue.Copy.FindById(listing.Id));
        Assert.Equal(300, catalogue.Copy.Count);
    }

    [Fact]
    public async Task A_batch_with_a_broken_listing_changes_nothing_at_all()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);
        var good = Changes[3].Copy!;
        var broken = Changes[4].Copy! with { Variants = [] };

        Assert.ThrowsAny<Exception>(() => catalogue.Copy.Apply([new(900, good.Id, null), new(901, broken.Id, broken)]));

        Assert.NotNull(catalogue.Copy.FindById(good.Id));
        Assert.Equal(300, catalogue.Copy.LastSequence);
        Assert.Equal(300, catalogue.Search("").Total.Value);
    }

    [Fact]
    public async Task A_card_says_what_the_listing_says_in_the_language_asked_for()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);
        var listing = Changes.Select(c => c.Copy!).First(c => c.Texts.ContainsKey("fr") && !c.Texts.ContainsKey("ar"));

        var french = Assert.Single(catalogue.Copy.Cards([listing.Id], "fr"));
        var arabic = Assert.Single(catalogue.Copy.Cards([listing.Id], "ar"));

        Assert.Equal(listing.Texts["fr"].Title, french.Title);
        Assert.Equal("fr", french.TitleLanguage);
        Assert.Equal(listing.Texts[listing.Language].Title, arabic.Title);
        Assert.Equal(listing.Language, arabic.TitleLanguage);
        var buyable = listing.Variants.Where(v => v.Available > 0).DefaultIfEmpty().ToList();
        var cheapest = (buyable[0] is null ? listing.Variants : buyable!).MinBy(v => v!.Price.Minor)!;
        Assert.Equal(
            (cheapest.Price, cheapest.ListPrice, cheapest.Weight, cheapest.Size, listing.HsCode, listing.Origin, listing.ShipsFrom, listing.HandlingDays),
            (french.PriceFrom, french.ListPrice, french.Weight, french.Size, french.HsCode, french.Origin, french.ShipsFrom, french.HandlingDays));
        Assert.Equal(listing.Pictures[0].Url, french.Picture?.Url);
        Assert.Equal((listing.MerchantName, listing.MerchantSlug, listing.Slug, listing.Sold), (french.MerchantName, french.MerchantSlug, french.Slug, french.Sold));
    }

    [Fact]
    public async Task The_home_page_shows_the_newest_the_best_selling_and_every_top_category()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);
        var buyable = Changes.Select(c => c.Copy!).Where(c => c.Variants.Any(v => v.Available > 0)).ToList();

        var home = catalogue.Copy.Home("en");

        Assert.Equal(buyable.OrderByDescending(c => c.PublishedAtUtc).Take(12).Select(c => c.Slug), home.Newest.Select(c => c.Slug));
        Assert.Equal(buyable.OrderByDescending(c => c.Sold).Take(12).Select(c => c.Sold), home.BestSelling.Select(c => c.Sold));
        Assert.Equal(buyable.Select(c => c.Categories[0]).Distinct().Order(), home.Categories.Select(c => c.Key).Order());
        Assert.All(home.Categories, rail => Assert.NotEmpty(rail.Cards));
    }

    [Fact]
    public async Task A_change_shows_on_the_home_page_at_once()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);
        catalogue.Copy.Home("en");
        var listing = Changes[9].Copy! with { Sold = 1_000_000, Variants = [Changes[9].Copy!.Variants[0] with { Available = 5 }] };

        catalogue.Copy.Apply([new ListingChange(1_000, listing.Id, listing)]);

        Assert.Equal(listing.Id, catalogue.Copy.Home("en").BestSelling[0].Id);
    }

    [Fact]
    public async Task The_file_is_kept_over_a_restart()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);
        var before = catalogue.Search("teapot");
        catalogue.Copy.Dispose();

        using var again = new CatalogueCopy(TestCatalogue.Options);
        await again.OpenAsync(catalogue.FilePath);
        var after = again.Search(new SearchRequest { Language = "en", Words = "teapot" });

        Assert.Equal(300, again.LastSequence);
        Assert.Equivalent(before, after, strict: true);
    }
}
