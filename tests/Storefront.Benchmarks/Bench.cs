using System.Diagnostics;
using Storefront.Benchmarks.Load;
using Storefront.Benchmarks.Market;
using Storefront.Catalog;
using Storefront.Testing;

namespace Storefront.Benchmarks;

/// <summary>Measures the published app on a market of one size: pages as they are made, baskets, orders and webhooks, then pages as they are stored.</summary>
internal sealed class Bench(BenchmarkOptions options, Notebook notebook, int listings)
{
    private const string CommonWord = "handmade";

    private readonly MarketSize size = new(listings);
    private List<ListingCopy> goods = [];

    public async Task RunAsync()
    {
        var clock = Stopwatch.StartNew();
        var database = BenchmarkDatabase.Create(options.Database);
        try
        {
            var market = new BigMarket(database.Rows, listings);
            market.Fill();
            goods = market.Goods();
            Notebook.Say($"{listings:n0} listings written in {clock.Elapsed.TotalSeconds:n1} s");

            clock.Restart();
            await using (await database.StartAsync(options.App, storesPages: false)) notebook.Note($"A new node with {listings:n0} listings to copy from the feed opened after {clock.Elapsed.TotalSeconds:n1} s.");
            clock.Restart();
            await using (var app = await database.StartAsync(options.App, storesPages: false)) Telling(app, () => Fresh(app, database, clock));
            await using (var app = await database.StartAsync(options.App, storesPages: true)) Telling(app, () => Stored(app, database));
        }
        finally
        {
            Directory.Delete(database.DataFolder, recursive: true);
        }
    }

    /// <summary>A run that breaks off says what the app said last: the page alone does not tell why.</summary>
    private static void Telling(RunningApp app, Action measure)
    {
        try
        {
            measure();
        }
        catch (RejectedException e)
        {
            // What it says of a fault is written behind the answer.
            Thread.Sleep(TimeSpan.FromSeconds(1));
            throw new RejectedException($"{e.Message}\nThe app said last: {app.Output[Math.Max(0, app.Output.Length - 4000)..]}");
        }
    }

    private void Fresh(RunningApp app, BenchmarkDatabase database, Stopwatch sinceStart)
    {
        var server = new Uri(app.Url);
        using (var first = new HttpWire(server))
        {
            var home = Home();
            first.Ask(home.Bytes(server));
            home.Check(first, "</html>"u8);
        }

        notebook.Note($"Start to first page with {listings:n0} listings: {sinceStart.Elapsed.TotalSeconds:n2} s.");
        Warm(server);
        var selling = new Selling(options, notebook, size, goods, server, new ServerMeter(app, database.Process), database.Rows);
        selling.MeasureText();
        foreach (var (name, visits) in Pages()) selling.Measure(name + ", made", visits);
        selling.Measure("category, made, Brotli", [.. Pages()[1].Visits.Select(v => v with { Expected = null, AcceptEncoding = "br" })]);
        selling.AddToBasket();
        selling.SellingPages();
        selling.CheckOut();
        selling.Webhooks();
    }

    private void Stored(RunningApp app, BenchmarkDatabase database)
    {
        var server = new Uri(app.Url);
        Warm(server);
        var selling = new Selling(options, notebook, size, goods, server, new ServerMeter(app, database.Process), database.Rows);
        selling.MeasureText(Selling.Text + " (again)");
        foreach (var (name, visits) in Pages()) selling.Measure(name + ", stored", [visits[0]]);
        selling.Measure("category, stored, Brotli", [Pages()[1].Visits[0] with { Expected = null, AcceptEncoding = "br" }]);
        // Nobody has a cookie above; here somebody has, who chose where parcels go.
        selling.Measure("first visit, no cookie", [Pages()[4].Visits[1]]);
        selling.Measure("later visit, place chosen", [Pages()[4].Visits[1] with { Cookie = "prefs=en.FR.EUR.69002" }]);
    }

    /// <summary>Every kind of page for a while before any is measured: the runtime translates what is hot in the background, and on two busy cores
    /// the first page measured would pay for all of them.</summary>
    private void Warm(Uri server)
    {
        foreach (var (_, visits) in Pages()) LoadRun.Drive(server, visits, options.Connections, options.WarmUp * 2);
    }

    private static Visit Home() => new("/en", "class=\"cards");

    /// <summary>The pages, several of each kind so that no single one is favoured.</summary>
    private List<(string Name, List<Visit> Visits)> Pages() =>
    [
        ("home", [Home()]),
        ("category", [.. goods.Select(g => g.Categories[0]).Distinct().Order().Select(c => new Visit($"/en/c/{c}", "class=\"facet"))]),
        ("search, common word", [new Visit($"/en/search?q={CommonWord}", "class=\"facet"), new Visit($"/en/search?q={CommonWord}&page=2", "class=\"facet")]),
        ("search, rare word", [.. goods.Select(g => new Visit($"/en/search?q={g.Texts["en"].Traits[0].Value}", g.Slug))]),
        ("product", [.. goods.Select(g => new Visit($"/en/p/{g.Slug}", g.Slug))]),
    ];
}
