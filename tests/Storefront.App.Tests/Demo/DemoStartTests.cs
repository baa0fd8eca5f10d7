using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Testing;
using Storefront.Web.Demo;
using Storefront.Web.Hosting;

namespace Storefront.App.Tests.Demo;

/// <summary>A first start that is killed leaves half a market, which no later start may take for a whole one.</summary>
public sealed class DemoStartTests
{
    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Half_a_demo_market_is_refused_in_one_sentence(string database)
    {
        var folder = Directory.CreateTempSubdirectory("storefront-half-").FullName;
        var options = new StartOptions { DataFolder = folder, Database = database, Connection = database == "postgres" ? await MigratedDatabase.OnPostgresAsync() : null };
        if (database == "sqlite") await MigratedDatabase.WriteAsync(Path.Combine(folder, "market.db"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddShop(options);
        builder.AddMarket(options);
        await using (var app = builder.Build())
        {
            Assert.Null(await DatabaseStart.PrepareAsync(app.Services, options, default));
            await HalfMakeAsync(app.Services);

            var said = await DatabaseStart.PrepareAsync(app.Services, options, default);

            var place = database == "sqlite" ? $"the data folder {folder}" : "the database";
            Assert.Equal($"The demo market in {place} is unfinished: another start is making it now, or was interrupted. Wait if one is running; otherwise empty {place} and start again.", said);
            Assert.Equal(said, await DatabaseStart.PrepareAsync(app.Services, options with { DemoMarket = false }, default));

            // A market from before there was a mark has none, and starts.
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<MarketDb>>().CreateDbContextAsync();
            await db.Counters.Where(c => c.Name == Counter.DemoMarket).ExecuteDeleteAsync();
            Assert.Null(await DatabaseStart.PrepareAsync(app.Services, options, default));
            Assert.False(await app.Services.GetRequiredService<DemoMarket>().MakeAsync(default));
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Stopped once its shops are there, in the middle of its history.</summary>
    private static async Task HalfMakeAsync(IServiceProvider services)
    {
        using var stop = new CancellationTokenSource();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var making = Task.Run(() => services.GetRequiredService<DemoMarket>().MakeAsync(stop.Token));
        await using var db = await services.GetRequiredService<IDbContextFactory<MarketDb>>().CreateDbContextAsync();
        while (!await db.Orders.AnyAsync() && !making.IsCompleted) await look.WaitForNextTickAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);
    }
}

/// <summary>The demo market of the shop server, which was made to its end.</summary>
[Collection(ShopServer.Collection)]
public sealed class WholeDemoTests(ShopServer shop)
{
    [Fact]
    public async Task A_whole_demo_market_starts_again()
    {
        var options = shop.Services.GetRequiredService<StartOptions>();

        Assert.Null(await DatabaseStart.PrepareAsync(shop.Services, options, default));
        Assert.False(await shop.Services.GetRequiredService<DemoMarket>().MakeAsync(default));
    }
}
