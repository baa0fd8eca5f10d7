using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data.Conventions;
using Storefront.Orders;
using Storefront.Reviews;

namespace Storefront.Data.Tests.Catalog;

public sealed class CopyTests
{
    [Theory, Databases]
    public async Task A_copy_tells_what_was_sent_and_what_buyers_said(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var pot = await market.ListingAsync(tea);
        foreach (var (units, stars, text) in new[] { (2, 5, "Pours without a drop."), (1, 4, "A little small.") })
        {
            var order = await market.PaidOrderAsync("EUR", (pot, units));
            await market.SendAsync(order.Consignments[0], tea.Member);
            var access = new OrderAccess(null, order.AccessKey);
            Assert.Equal(WriteReview.NotDelivered, (await ReviewAsync(market, order, access, stars, text)).Refusal);
            Assert.True((await market.DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, access, default))).Succeeded);
            Assert.True((await ReviewAsync(market, order, access, stars, text)).Succeeded);
            Assert.Equal(WriteReview.WrittenAlready, (await ReviewAsync(market, order, access, stars, text)).Refusal);
            market.Clock.Move(TimeSpan.FromHours(1));
        }

        await market.PaidOrderAsync("EUR", (pot, 3));
        await market.RunOutboxAsync();
        await market.DoAsync<MakeCopies>(async copies => await copies.RunAsync(await market.ReadAsync(db => db.Listings.Select(l => l.Id).ToListAsync()), default));

        var copy = JsonSerializer.Deserialize<ListingCopy>((await market.ReadAsync(db => db.PublishedCopies.Select(c => c.Document).SingleAsync()))!, JsonColumn.Options)!;
        Assert.Equal(3, copy.Sold);
        Assert.Equal([0, 0, 0, 1, 1], copy.StarCounts);
        Assert.Equal((2, 450), (copy.RatingCount, copy.RatingHundredths));
        Assert.Equal(["A little small.", "Pours without a drop."], copy.Reviews.Select(r => r.Text));
        Assert.All(copy.Reviews, r => Assert.Equal("FR", r.Country.Code));
        Assert.Equal(4, Assert.Single(copy.Variants).Available);
        await market.AssertBooksBalanceAsync();
    }

    private static Task<Outcome<Done>> ReviewAsync(TestMarket market, Order order, OrderAccess access, int stars, string text) =>
        market.DoAsync<WriteReview, Outcome<Done>>(w => w.RunAsync(order.Number, order.Consignments[0].Lines[0].Id, access, stars, text, "en", default));
}
