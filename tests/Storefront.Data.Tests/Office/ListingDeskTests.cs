using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Merchants;

namespace Storefront.Data.Tests.Office;

public sealed class ListingDeskTests
{
    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Listings_are_found_by_shelf_word_and_sku_with_price_and_stock(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        await market.ListingAsync(tea, "268.00", 4);
        await market.ListingAsync(tea, "42.00", 0, "CUP-1");

        var all = await ListAsync(market, tea, new MerchantListingQuery(ListingShelf.All));
        var soldOut = await ListAsync(market, tea, new MerchantListingQuery(ListingShelf.SoldOut));
        var byWord = await ListAsync(market, tea, new MerchantListingQuery(ListingShelf.All, "CELADON teapot cup"));
        var bySku = await ListAsync(market, tea, new MerchantListingQuery(ListingShelf.All, "CUP"));
        var counts = await market.DoAsync<MerchantListings, Outcome<IReadOnlyDictionary<ListingShelf, int>>>(q => q.CountAsync(tea.Id, tea.Member, default));

        Assert.Equal(2, all.Count);
        var sold = Assert.Single(soldOut);
        Assert.Equal(("42.00 CNY", 0), (sold.From!.Value.ToString(), sold.Available));
        Assert.Equal(sold.Id, Assert.Single(byWord).Id);
        Assert.Equal(sold.Id, Assert.Single(bySku).Id);
        Assert.Equal((2, 2, 1, 0, 0), (counts.Value[ListingShelf.All], counts.Value[ListingShelf.InShop], counts.Value[ListingShelf.SoldOut], counts.Value[ListingShelf.Drafts], counts.Value[ListingShelf.Away]));
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task A_listing_that_is_opened_and_saved_unchanged_stays_as_it_was(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        await market.ListingAsync(tea, stock: 4);
        var id = await market.ReadAsync(db => db.Listings.Select(l => l.Id).SingleAsync());

        var before = (await OpenAsync(market, id, tea.Member)).Value;
        Assert.True((await market.DoAsync<SaveListing, Outcome<ListingId>>(s => s.RunAsync(tea.Id, tea.Member, before.Draft, default))).Succeeded);
        var after = (await OpenAsync(market, id, tea.Member)).Value;

        Assert.Empty(after.WhyNot);
        Assert.Equal(ListingStatus.Published, after.Status);
        Assert.True(after.Draft.Version > before.Draft.Version);
        Assert.Equal(before.Draft.Variants.Single().Facts.Price, after.Draft.Variants.Single().Facts.Price);
        Assert.Equal(new StockOnHand(4, 0), after.Stock.Values.Single());
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Codes_that_a_category_uses_are_offered_most_used_first(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        await market.ListingAsync(tea, sku: "A");
        await market.ListingAsync(tea, sku: "B");
        await market.ListingAsync(tea, sku: "C", hs: "691190");

        var codes = await market.DoAsync<HsCodesInUse, IReadOnlyList<HsCodeInUse>>(q => q.InAsync("teaware", default));

        Assert.Equal([("691110", 2), ("691190", 1)], codes.Select(c => (c.Code.Digits, c.Listings)));
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Nobody_else_opens_a_merchants_listings(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, linen) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));
        await market.ListingAsync(tea);
        var id = await market.ReadAsync(db => db.Listings.Select(l => l.Id).SingleAsync());

        foreach (var other in new[] { new Actor(Id.New<UserId>()), linen.Member, await market.AdminAsync() })
        {
            Assert.Equal(CatalogRefusals.NotYours, (await OpenAsync(market, id, other)).Refusal);
            Assert.Equal(CatalogRefusals.NotYours, (await market.DoAsync<MerchantListings, Outcome<Page<MerchantListingRow>>>(q => q.ListAsync(tea.Id, other, new MerchantListingQuery(ListingShelf.All), default))).Refusal);
            Assert.Equal(CatalogRefusals.NotYours, (await market.DoAsync<MerchantListings, Outcome<IReadOnlyDictionary<ListingShelf, int>>>(q => q.CountAsync(tea.Id, other, default))).Refusal);
        }
    }

    private static async Task<IReadOnlyList<MerchantListingRow>> ListAsync(TestMarket market, (MerchantId Id, Actor Member) merchant, MerchantListingQuery query) =>
        (await market.DoAsync<MerchantListings, Outcome<Page<MerchantListingRow>>>(q => q.ListAsync(merchant.Id, merchant.Member, query, default))).Value.Items;

    private static Task<Outcome<ListingSheet>> OpenAsync(TestMarket market, ListingId id, Actor actor) =>
        market.DoAsync<ListingOnDesk, Outcome<ListingSheet>>(q => q.OpenAsync(id, actor, default));
}
