using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Storefront.Accounts;
using Storefront.Benchmarks.Load;
using Storefront.Benchmarks.Market;
using Storefront.Chargebacks;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payouts;
using Storefront.Returns;

namespace Storefront.Benchmarks;

/// <summary>Measures what grows with history where anything does: orders sold, events taken in, entries of the journal, and what the desks read, in a market with so many orders behind it. The
/// desks are circuits, so their questions are asked in this process, one after the other.</summary>
internal sealed class GrowthBench(BenchmarkOptions options, Notebook notebook, int orders)
{
    private const int Listings = 1_000;

    private static readonly string[] Names =
    [
        Selling.Basket, Selling.Orders, Selling.News, JournalBench.Name, "merchant's balance", "trial balance", "merchant's statement page", "merchant's statement page, half a year back", "merchant's holds page", "all holds page", "merchant's payouts page",
        "admin's order list", "admin's order list, half a year back",
    ];

    private readonly MarketSize size = new(Listings, orders);

    public async Task RunAsync()
    {
        if (!Names.Any(notebook.Wanted)) return;
        var clock = Stopwatch.StartNew();
        var database = BenchmarkDatabase.Create(options.Database);
        try
        {
            var market = new BigMarket(database.Rows, Listings);
            market.Fill();
            var sold = market.SoldGoods();
            var now = DateTime.UtcNow;
            new OrderHistory(database.Rows, sold, orders, now).Fill();
            notebook.Note($"{orders:n0} orders of {OrderHistory.Days} days with payments, postings and closings written in {clock.Elapsed.TotalSeconds:n0} s.");
            await DesksAsync(database, new MerchantId(sold[0].Merchant), now);
            if (!notebook.Wanted(Selling.Basket) && !notebook.Wanted(Selling.Orders) && !notebook.Wanted(Selling.News) && !notebook.Wanted(JournalBench.Name)) return;
            // What is posted here besides stays in the market; the app comes after it.
            new JournalBench(options, notebook).Measure(database, size);
            await using var app = await database.StartAsync(options.App, storesPages: false);
            var selling = new Selling(options, notebook, size, market.Goods(), new Uri(app.Url), new ServerMeter(app, database.Process), database.Rows);
            selling.MeasureText();
            selling.AddToBasket();
            selling.CheckOut();
            selling.Webhooks();
        }
        finally
        {
            Directory.Delete(database.DataFolder, recursive: true);
        }
    }

    private async Task DesksAsync(BenchmarkDatabase database, MerchantId merchant, DateTime now)
    {
        var meter = new OwnMeter(database.Process);
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IInterceptor>(meter).AddMarketData(database.Use).BuildServiceProvider();
        var contexts = services.GetRequiredService<IDbContextFactory<MarketDb>>();
        var actor = await EmployAsync(contexts, merchant);
        var past = new PageKey(now.AddDays(-180), Guid.Empty.ToString()).ToString();
        var holds = Options.Create(new HoldOptions());
        ITellHolds[] kept = [new ContestedLines(), new WarnedLines(), new LinesGoingBack()];
        Ask("merchant's balance", db => Told(new MerchantStatement(db, TimeProvider.System).BalanceAsync(merchant, actor, default)));
        Ask("trial balance", db => Told(new Journal(db).TrialBalanceAsync(actor, null, default)));
        Ask("merchant's statement page", db => Told(new MerchantStatement(db, TimeProvider.System).ListAsync(merchant, actor, null, default)));
        Ask("merchant's statement page, half a year back", db => Told(new MerchantStatement(db, TimeProvider.System).ListAsync(merchant, actor, past, default)));
        Ask("merchant's holds page", db => Told(new Holds(db, kept, holds).OfMerchantAsync(merchant, actor, new HoldQuery(), default)));
        Ask("all holds page", db => Told(new Holds(db, kept, holds).AllAsync(actor, new HoldQuery(), default)));
        Ask("merchant's payouts page", db => Told(new MerchantPayouts(db, new PayoutProviders([], [], []), Options.Create(new PayoutOptions()), TimeProvider.System).ListAsync(merchant, actor, null, default)));
        Ask("admin's order list", db => Told(new OrderRegister(db).ListAsync(actor, new OrderQuery(), default)));
        Ask("admin's order list, half a year back", db => Told(new OrderRegister(db).ListAsync(actor, new OrderQuery(After: past), default)));

        void Ask(string name, Func<MarketDb, Task> question)
        {
            if (!notebook.Wanted(name)) return;
            (Action, IDisposable) Worker(int number) => (() =>
            {
                using var db = contexts.CreateDbContext();
                question(db).GetAwaiter().GetResult();
            }, Nothing.ToEnd);
            LoadRun.Each(1, options.WarmUp, Worker);
            var before = meter.Read();
            var (times, seconds) = LoadRun.Each(1, TimeSpan.FromSeconds(options.Seconds), Worker);
            notebook.Add(name, size, null, times, seconds, before, meter.Read());
        }
    }

    private static async Task Told<T>(Task<Outcome<T>> asked)
    {
        if (await asked is { Succeeded: false } refused) throw new RejectedException($"The desk answered {refused.Refusal.Code}.");
    }

    /// <summary>Somebody who works for the merchant and is an admin.</summary>
    private static async Task<Actor> EmployAsync(IDbContextFactory<MarketDb> contexts, MerchantId merchant)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var user = new User { UserName = "desk@example.test", CreatedAtUtc = DateTime.UtcNow };
        var role = new IdentityRole<Guid> { Id = Guid.CreateVersion7(), Name = Roles.Admin, NormalizedName = Roles.Admin.ToUpperInvariant() };
        db.AddRange(user, role, new IdentityUserRole<Guid> { RoleId = role.Id, UserId = user.Id }, MerchantMember.Of(merchant, user.UserId, isOwner: true));
        await db.SaveChangesAsync();
        return new Actor(user.UserId);
    }
}
