using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Storefront.Catalog;
using Storefront.Merchants;
using Storefront.Search;
using Storefront.Web.Hosting;
using Storefront.Web.Shop;

namespace Storefront.App.Tests.Shop;

/// <summary>The small pieces that pages are made of, without a server.</summary>
public sealed class ShopPartsTests
{
    [Theory]
    [InlineData("/p/linen-shirt?v=woad.m", "/p/linen-shirt?v=woad.m")]
    [InlineData("//elsewhere.example/x", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("/a\r\nSet-Cookie: x=1", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void A_form_goes_back_to_this_site_only(string? asked, string expected) => Assert.Equal(expected, LocalPath.Safe(asked));

    [Theory]
    [InlineData("fr.FR.EUR.69001", "69001")]
    [InlineData("en.GB.GBP.sw1a 1aa", "SW1A 1AA")]
    [InlineData("en.GB.GBP.", null)]
    [InlineData("en.GB.GBP.<script>alert(1)</script>", null)]
    public void A_preferences_cookie_is_read_with_care(string text, string? postcode) => Assert.Equal(postcode, PreferencesCookie.Parse(text)!.Postcode);

    [Theory]
    [InlineData("")]
    [InlineData("fr")]
    [InlineData("xx.FR.EUR.")]
    [InlineData("fr.FRANCE.EUR.")]
    [InlineData("fr.FR.EURO.")]
    public void A_cookie_that_we_did_not_write_is_no_choice(string text) => Assert.Null(PreferencesCookie.Parse(text));

    [Fact]
    public void A_lists_address_says_all_of_its_question_and_nothing_twice()
    {
        const string address = "/en/search?q=blue%20cup&category=teaware&brand=Kumo&brand=O%27Hara%20%26%20Co&from=CN&price=EUR_10.00_24.99&rating=4&opt=colour.moon&stock=in&sort=price&page=3";

        var query = ListQuery.Read(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address[address.IndexOf('?', StringComparison.Ordinal)..])));

        Assert.Equal(address, query.At("/en/search"));
        Assert.Equal("/en/search?q=blue%20cup", query.Cleared().At("/en/search"));
    }

    [Fact]
    public void A_lists_address_passes_over_what_makes_no_sense()
    {
        var query = ListQuery.Read(new QueryCollection(new Dictionary<string, StringValues>
        {
            ["page"] = "-1", ["rating"] = "99", ["price"] = "EUR_x_y", ["from"] = "Atlantis", ["opt"] = "colour", ["sort"] = "backwards", ["stock"] = "out", ["q"] = new string('x', 5_000),
        }));

        Assert.Equal("/c/tea", (query with { Words = "" }).At("/c/tea"));
        Assert.Equal(120, query.Words.Length);
    }

    [Fact]
    public void A_filter_that_is_chosen_twice_is_let_go()
    {
        var chosen = new ListQuery { Page = 4 }.ToggleBrand("Kumo").ToggleShipsFrom("JP").ToggleOption("colour", "indigo");

        var none = chosen.ToggleBrand("Kumo").ToggleShipsFrom("JP").ToggleOption("colour", "indigo");

        Assert.Equal("/c/x?brand=Kumo&from=JP&opt=colour.indigo", chosen.At("/c/x"));
        Assert.Equal("/c/x", none.At("/c/x"));
    }

    [Fact]
    public void A_description_keeps_its_paragraphs_and_loses_html_links_and_pictures()
    {
        var html = ListingMarkdown.ToHtml("# Big\n\nGood *tea*.\n\n- one\n\n<script>alert(1)</script>\n\n[here](javascript:alert(1)) ![x](https://elsewhere.example/x.png) <https://elsewhere.example>").Value;

        Assert.Contains("<h3>Big</h3>", html, StringComparison.Ordinal);
        Assert.Contains("<em>tea</em>", html, StringComparison.Ordinal);
        Assert.Contains("<li>one</li>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<a", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_keeps_the_other_values_where_there_is_such_a_variant()
    {
        var shirt = Shirt(("woad", "s", 3), ("woad", "l", 0), ("natural", "s", 2));
        var (colour, size) = (shirt.Options[0], shirt.Options[1]);

        var choice = new VariantChoice(shirt, "woad.s");

        Assert.Equal("natural.s", choice.KeyOf(choice.With(colour, colour.Values[1])!));
        Assert.True(choice.IsAvailable(colour, colour.Values[1]));
        Assert.False(choice.IsAvailable(size, size.Values[1]));
    }

    [Fact]
    public void Without_a_choice_the_page_shows_what_can_be_bought()
    {
        var shirt = Shirt(("woad", "s", 0), ("natural", "s", 2));

        Assert.Equal("natural.s", KeyOf(new VariantChoice(shirt, null)));
        Assert.Equal("natural.s", KeyOf(new VariantChoice(shirt, "no.such")));
        Assert.Equal("woad.s", KeyOf(new VariantChoice(shirt, "woad.s")));
    }

    private static string KeyOf(VariantChoice choice) => choice.KeyOf(choice.Chosen);

    private static ListingCopy Shirt(params (string Colour, string Size, int Available)[] variants) => new()
    {
        Id = Id.New<ListingId>(), Slug = "shirt", Merchant = Id.New<MerchantId>(), MerchantSlug = "m", MerchantName = "M", ShipsFrom = new Country("FR"), HandlingDays = 1,
        Categories = ["clothing"], HsCode = new HsCode("620520"), Origin = new Country("FR"), Language = "en",
        Texts = new Dictionary<string, ListingText> { ["en"] = new("Shirt", "", null, null, []) }, Pictures = [],
        Options = [Option("colour", "woad", "natural"), Option("size", "s", "l")],
        Variants =
        [
            .. variants.Select(v => new ListingVariant(
                Id.New<VariantId>(), $"{v.Colour}-{v.Size}", new Dictionary<string, string> { ["colour"] = v.Colour, ["size"] = v.Size }, new Money(1000, Currency.Eur), null,
                new Weight(100), new Dimensions(10, 10, 10), v.Available, HasBattery: false)),
        ],
        PublishedAtUtc = DateTime.UnixEpoch,
    };

    private static ListingOption Option(string key, params string[] values) =>
        new(key, new Dictionary<string, string> { ["en"] = key }, [.. values.Select(v => new ListingOptionValue(v, new Dictionary<string, string> { ["en"] = v }, null))]);

    [Theory]
    [InlineData("customs.go.jp answers 1001 and 1006; skadvisory.jp; rounding steps: general knowledge", "customs.go.jp, skadvisory.jp")]
    [InlineData("Regulation (EU) 2026/382 as reported by vatupdate.com 2025-12-18, kpmg.com/nz and vatupdate.com", "vatupdate.com, kpmg.com")]
    [InlineData("general knowledge: free port", "")]
    [InlineData("EO 14324; 91 FR 37789", "")]
    public void Of_a_cited_source_the_sites_are_shown(string source, string sites) => Assert.Equal(sites, CitedSource.SitesOf(source));

    [Theory]
    [InlineData("European Central Bank euro reference rate", "product.landed.rate-source.ecb")]
    [InlineData("European Central Bank euro reference rate; official parity of 3.75 SAR to the US dollar, times the European Central Bank dollar rate", "product.landed.rate-source.parity")]
    [InlineData("indicative, no quotation behind it: about 32 to the US dollar", null)]
    public void Who_states_a_rate_has_a_name_in_every_language(string source, string? key) => Assert.Equal(key, CitedSource.RateKey(source));

    [Theory]
    [InlineData("CNY→EUR 0.12715 of 2026-04-13 (European Central Bank (ECB)) +1.5 %", 15_000)]
    [InlineData("CNY→EUR 0.12528 of 2026-04-13 (European Central Bank (ECB))", 0)]
    public void A_frozen_rate_is_read_with_its_margin_and_as_orders_wrote_it_before_margins_were_told(string written, int margin)
    {
        var rate = Assert.Single(FrozenRates.Read([written]));

        Assert.Equal("European Central Bank (ECB)", rate.Source);
        Assert.Equal(margin, rate.Spread.Value);
        Assert.Equal(written, rate.ToString());
    }
}
