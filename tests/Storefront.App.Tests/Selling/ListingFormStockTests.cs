using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Office.Selling.ListingForms;
using Storefront.Testing;

namespace Storefront.App.Tests.Selling;

/// <summary>Stock moves while a merchant has a listing open: the form does not put it back.</summary>
[Collection(Stall.Collection)]
public sealed class ListingFormStockTests(Stall stall)
{
    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public Task Units_that_left_while_a_listing_was_open_stay_gone_when_another_title_is_saved(string database) => OnAsync(database, async market =>
    {
        var (cup, form) = await OpenAndSellAsync(market);
        form.Texts["en"].Title = "Celadon cup, glazed";

        var saved = await SaveAsync(market, form);

        Assert.True(saved.Succeeded);
        Assert.Equal(("Celadon cup, glazed", 8, 0), await ReadAsync(market, cup));
    });

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public Task A_number_typed_over_one_that_is_not_true_any_more_is_refused_once_and_then_meant(string database) => OnAsync(database, async market =>
    {
        var (cup, form) = await OpenAndSellAsync(market);
        (form.Texts["en"].Title, form.Variants[0].OnHand) = ("Celadon cup, glazed", "15");

        var refused = await SaveAsync(market, form);

        Assert.Equal(CatalogRefusals.StockMovedCode, refused.Refusal!.Code);
        Assert.Equal("10 were on hand when you opened this page; now it is 8. Please check your number and save again.", market.Words("en").Text(refused.Refusal));
        Assert.Equal(("Celadon cup", 8, 0), await ReadAsync(market, cup));

        form.Recount((await OpenAsync(market, cup)).Stock);

        Assert.Equal("15", form.Variants[0].OnHand);
        Assert.True((await SaveAsync(market, form)).Succeeded);
        Assert.Equal(("Celadon cup, glazed", 15, 0), await ReadAsync(market, cup));
    });

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public Task A_number_that_nobody_typed_follows_the_stock(string database) => OnAsync(database, async market =>
    {
        var (cup, form) = await OpenAndSellAsync(market);

        form.Recount((await OpenAsync(market, cup)).Stock);

        Assert.Equal("8", form.Variants[0].OnHand);
        Assert.True((await SaveAsync(market, form)).Succeeded);
        Assert.Equal(8, (await ReadAsync(market, cup)).OnHand);
    });

    /// <summary>A listing of ten is opened; then two are sold and handed over.</summary>
    private static async Task<(VariantId Cup, ListingForm Form)> OpenAndSellAsync(Stall market)
    {
        var cup = await market.ListAsync(market.Tea, "Celadon cup", "40.00", 10);
        var form = ListingForm.Of(await OpenAsync(market, cup));
        using var buyer = market.Person();
        await market.SendAsync((await market.OrderAsync(await buyer.BuyAsync((cup, 2)))).Consignments[0]);
        return (cup, form);
    }

    private static async Task<ListingSheet> OpenAsync(Stall market, VariantId variant)
    {
        var listing = await market.ReadAsync(db => db.Variants.Where(v => v.Id == variant).Select(v => v.Listing).SingleAsync());
        return (await market.DoAsync<ListingOnDesk, Outcome<ListingSheet>>(q => q.OpenAsync(listing, market.Owner, default))).Value;
    }

    private static async Task<Outcome<ListingId>> SaveAsync(Stall market, ListingForm form)
    {
        var draft = form.ToDraft(new Currency("CNY"));
        Assert.NotNull(draft);
        return await market.DoAsync<SaveListing, Outcome<ListingId>>(s => s.RunAsync(market.Tea, market.Owner, draft, default));
    }

    private static Task<(string Title, int OnHand, int Promised)> ReadAsync(Stall market, VariantId variant) => market.ReadAsync(async db =>
    {
        var stock = await db.Stock.AsNoTracking().SingleAsync(s => s.Variant == variant);
        var listing = await db.Variants.Where(v => v.Id == variant).Select(v => v.Listing).SingleAsync();
        return ((await db.Listings.AsNoTracking().SingleAsync(l => l.Id == listing)).Texts["en"].Title, stock.OnHand, stock.Reserved + stock.Committed);
    });

    private async Task OnAsync(string database, Func<Stall, Task> act)
    {
        var market = database == "sqlite" ? stall : new Stall { Postgres = PostgresServer.Shared.NewDatabase() };
        if (market != stall) await market.InitializeAsync();
        try
        {
            await act(market);
        }
        finally
        {
            if (market != stall) await market.DisposeAsync();
        }
    }
}
