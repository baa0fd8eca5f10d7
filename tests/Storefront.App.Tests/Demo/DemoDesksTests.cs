using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Customs;
using Storefront.Data;
using Storefront.Data.Tests;
using Storefront.Returns;

namespace Storefront.App.Tests.Demo;

[Collection(ShopServer.Collection)]
public sealed class DemoDesksTests(ShopServer shop)
{
    [Fact]
    public async Task No_desk_of_the_whole_market_is_empty_and_its_books_are_balanced()
    {
        await using var db = await shop.Services.GetRequiredService<IDbContextFactory<MarketDb>>().CreateDbContextAsync();

        Assert.Equal([ReturnStatus.Refunded, ReturnStatus.Requested], (await db.Returns.Select(r => r.Status).ToListAsync()).OrderBy(s => s.ToString()));
        Assert.Equal([LicenceStatus.Approved, LicenceStatus.Asked], (await db.MerchantLicences.Select(l => l.Status).ToListAsync()).OrderBy(s => s.ToString()));
        Assert.Equal(1, await db.SavedAddresses.CountAsync());
        Assert.Equal(1, await db.ClearanceFees.CountAsync());
        await Books.AssertAllAsync(shop.Services);
    }
}
