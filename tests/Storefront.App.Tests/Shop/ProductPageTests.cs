using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Search;
using Storefront.Web.Hosting;
using Storefront.Web.Workers;

namespace Storefront.App.Tests.Shop;

[Collection(ShopServer.Collection)]
public sealed class ProductPageTests(ShopServer server)
{
    [Fact]
    public async Task The_price_is_the_sum_of_the_line_under_it()
    {
        var page = await PageAsync("/en/p/celadon-teapot-450", "en-FR");

        var total = Amount(page.QuerySelector(".landed-total bdi")!.TextContent);
        var parts = page.QuerySelectorAll(".sum summary > span:not(.more)").Select(s => Amount(s.TextContent)).ToList();

        Assert.InRange(parts.Count, 2, 5);
        Assert.Equal(total, parts.Sum());
        Assert.Contains("Nothing to pay at the door", page.QuerySelector(".stamp")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_carrier_may_ask_for_money_there_is_no_stamp()
    {
        var page = await PageAsync("/en/p/celadon-teapot-450", "en-US");

        Assert.Null(page.QuerySelector(".stamp"));
        Assert.NotNull(page.QuerySelector(".door-due"));
    }

    [Fact]
    public async Task A_review_in_another_language_is_marked_with_it_and_one_in_the_pages_is_not()
    {
        var page = await PageAsync("/en/p/celadon-teapot-450", "en-FR");

        var german = page.QuerySelector(".review > p[lang=de]")!;
        var english = page.QuerySelector(".review > p[lang=en]")!;

        Assert.Equal("Shown in Deutsch", german.NextElementSibling!.TextContent);
        Assert.Null(english.NextElementSibling);
    }

    [Fact]
    public async Task A_choice_is_an_address_and_the_form_holds_its_variant()
    {
        var first = await PageAsync("/en/p/linen-shirt?v=woad.m", "en-FR");
        var other = first.QuerySelector(".choices a:not([aria-current])")!.GetAttribute("href")!;

        var second = await PageAsync(other, "en-FR");

        Assert.NotEqual(VariantOf(first), VariantOf(second));
        Assert.EndsWith("/en/basket/lines", first.QuerySelector("form#buy")!.GetAttribute("action"), StringComparison.Ordinal);
        Assert.Equal("post", first.QuerySelector("form#buy")!.GetAttribute("method"));
    }

    [Fact]
    public async Task A_sold_out_choice_says_so_and_cannot_be_sent()
    {
        var copy = server.Services.GetRequiredService<CatalogueCopy>();
        var (slug, choice) = SoldOut(copy);

        var page = await PageAsync($"/en/p/{slug}?v={choice}", "en-FR");

        Assert.All(page.QuerySelectorAll("button[form=buy], #buy button"), b => Assert.True(b.HasAttribute("disabled")));
        Assert.Contains("Sold out", page.QuerySelector(".stock")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_listing_is_shown_as_soon_as_its_page_is_forgotten()
    {
        var (copy, pages) = (server.Services.GetRequiredService<CatalogueCopy>(), server.Services.GetRequiredService<BrowseCache>());
        var listing = copy.FindBySlug("flying-disc-175") ?? copy.FindBySlug(copy.Home("en").Newest[0].Slug)!;
        var path = $"/en/p/{listing.Slug}";
        await PageAsync(path, "en-IS");
        var (_, text) = listing.TextIn("en");
        var changed = listing with { Texts = new Dictionary<string, ListingText>(listing.Texts) { ["en"] = text with { Title = "A new name </script><b>" } } };
        copy.Apply([new ListingChange(copy.LastSequence + 1, listing.Id, changed)]);

        var stored = await PageAsync(path, "en-IS");
        await pages.ForgetAsync([listing.Id], default);
        var fresh = await PageAsync(path, "en-IS");

        Assert.Equal(text.Title, stored.QuerySelector("h1")!.TextContent);
        Assert.Equal("A new name </script><b>", fresh.QuerySelector("h1")!.TextContent);
        Assert.Contains("A new name", fresh.QuerySelector("script[type='application/ld+json']")!.TextContent, StringComparison.Ordinal);
        copy.Apply([new ListingChange(copy.LastSequence + 1, listing.Id, listing)]);
        await pages.ForgetAsync([listing.Id], default);
    }

    [Theory]
    [InlineData("zh-Hans", "欧洲中央银行")]
    [InlineData("fr", "Banque centrale européenne")]
    [InlineData("ar", "البنك المركزي الأوروبي")]
    public async Task What_a_price_rests_on_is_said_in_the_readers_language_and_only_names_of_sites_are_not(string language, string bank)
    {
        var page = await PageAsync($"/{language}/p/celadon-teapot-450", "en-FR");

        var notes = page.QuerySelectorAll(".landed .sum-note");
        Assert.Contains(notes, n => n.TextContent.Contains(bank, StringComparison.Ordinal));
        var sites = page.QuerySelector(".landed .sum-note bdi[lang=en]")!;
        Assert.Equal("ltr", sites.GetAttribute("dir"));
        Assert.Matches(@"^[a-z0-9.-]+(, [a-z0-9.-]+)*$", sites.TextContent);
        Assert.DoesNotContain(notes, n => n.TextContent.Contains("European", StringComparison.Ordinal) || n.TextContent.Contains("reported", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_it_is_not_sold_the_page_says_so_plainly_and_offers_nothing()
    {
        var slug = await ClosedToTheUnionAsync();

        var (german, american) = (await PageAsync($"/en/p/{slug}", "en-DE"), await PageAsync($"/en/p/{slug}", "en-US"));

        Assert.Contains("not sold to Germany yet", german.QuerySelector(".facts .notice")!.TextContent, StringComparison.Ordinal);
        Assert.Null(german.QuerySelector(".landed-total"));
        Assert.All(german.QuerySelectorAll("button[form=buy], #buy button"), b => Assert.True(b.HasAttribute("disabled")));
        Assert.DoesNotContain("offers", german.QuerySelector("script[type='application/ld+json']")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(american.QuerySelector(".landed-total"));
    }

    [Fact]
    public async Task Where_it_is_not_sold_the_page_leads_to_what_is_sent_there_and_to_sellers_of_the_country()
    {
        var slug = await ClosedToTheUnionAsync();
        var copy = server.Services.GetRequiredService<CatalogueCopy>();

        var (french, german, american) = (await PageAsync($"/en/p/{slug}", "en-FR"), await PageAsync($"/en/p/{slug}", "en-DE"), await PageAsync($"/en/p/{slug}", "en-US"));

        Assert.Equal("Sent to France", french.QuerySelector("#alike")!.TextContent);
        Assert.Equal("Alike", american.QuerySelector("#alike")!.TextContent);
        var offered = Offered(french);
        Assert.NotEmpty(offered);
        Assert.All(offered, other => Assert.DoesNotContain(copy.FindBySlug(other)!.ClosedTo, closed => closed.Country == new Country("FR")));
        // A French workshop has bags; no German one sells here.
        Assert.Equal("/en/c/bags?from=FR", french.QuerySelector(".facts .notice a")!.GetAttribute("href"));
        Assert.Null(german.QuerySelector(".facts .notice a"));

        // What no delivery takes is open to France and still not sent there.
        var (pages, heavy) = (server.Services.GetRequiredService<BrowseCache>(), copy.FindBySlug(offered[0])!);
        copy.Apply([new ListingChange(copy.LastSequence + 1, heavy.Id, heavy with { Variants = [.. heavy.Variants.Select(v => v with { Weight = new Weight(900_000) })] })]);
        await pages.ForgetAsync([copy.FindBySlug(slug)!.Id], default);
        var lighter = await PageAsync($"/en/p/{slug}", "en-FR");
        copy.Apply([new ListingChange(copy.LastSequence + 1, heavy.Id, heavy)]);
        await pages.ForgetAsync([heavy.Id], default);
        Assert.DoesNotContain(offered[0], Offered(lighter));

        static List<string> Offered(IHtmlDocument page) => [.. page.QuerySelectorAll(".shelf .cards-one-row a[href*='/p/']").Select(a => a.GetAttribute("href")!.Split("/p/")[1]).Distinct()];
    }

    /// <summary>The address of a listing that names nobody who is responsible for it in the Union.</summary>
    private async Task<string> ClosedToTheUnionAsync()
    {
        ListingId id;
        string slug;
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<MarketDb>();
            (id, slug) = await db.Listings.Where(l => l.CustomsDescription == "Cotton wrapping cloth, 90 x 90 cm").Select(l => new ValueTuple<ListingId, string>(l.Id, l.Slug)).SingleAsync();
            await db.Listings.Where(l => l.Id == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.ResponsiblePerson, (EconomicOperator?)null));
        }

        await server.Services.GetRequiredService<MakeCopies>().RunAsync([id], default);
        await server.Services.GetRequiredService<CatalogueFeed>().CatchUpAsync(default);
        return slug;
    }

    private async Task<IHtmlDocument> PageAsync(string path, string acceptLanguage)
    {
        using var visitor = server.Visitor(acceptLanguage);
        return await new HtmlParser().ParseDocumentAsync(await visitor.GetStringAsync(path));
    }

    private static string VariantOf(IHtmlDocument page) => page.QuerySelector("input[name=variant]")!.GetAttribute("value")!;

    private static decimal Amount(string text) => decimal.Parse(string.Concat(text.Where(c => char.IsAsciiDigit(c) || c == '.')), System.Globalization.CultureInfo.InvariantCulture);

    private static (string Slug, string Choice) SoldOut(CatalogueCopy copy)
    {
        foreach (var card in copy.Search(new SearchRequest { Language = "en", PageSize = 100, WithFacets = false }).Cards)
        {
            var listing = copy.FindBySlug(card.Slug)!;
            if (listing.Variants.FirstOrDefault(v => v.Available == 0) is { } variant)
                return (listing.Slug, string.Join('.', listing.Options.Select(o => variant.Values[o.Key])));
        }

        throw new InvalidOperationException("The demo market has something that is sold out.");
    }
}
