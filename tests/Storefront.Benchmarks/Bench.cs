using System.Collections.Concurrent;
using System.Diagnostics;
using Storefront.Benchmarks.Load;
using Storefront.Benchmarks.Market;
using Storefront.Catalog;
using Storefront.Testing;

namespace Storefront.Benchmarks;

/// <summary>Measures the published app on a market of one size: pages as they are made, baskets and orders, then pages as they are stored.</summary>
internal sealed class Bench(BenchmarkOptions options, int listings)
{
    private const string CommonWord = "handmade";

    private readonly List<Measured> measured = [];
    private readonly List<string> notes = [];
    private readonly ConcurrentQueue<string> baskets = new();
    private List<ListingCopy> goods = [];

    public IReadOnlyList<Measured> Measured => measured;

    /// <summary>What was seen besides the table.</summary>
    public IReadOnlyList<string> Notes => notes;

    public async Task RunAsync()
    {
        var clock = Stopwatch.StartNew();
        var database = BenchmarkDatabase.Create(options.Database);
        try
        {
            var market = new BigMarket(database.Rows, listings);
            market.Fill();
            goods = [.. market.Listings(Math.Min(listings, 400)).Where(c => c.Variants.All(v => v.Available > 0)).Take(64)];
            Say($"{listings:n0} listings written in {clock.Elapsed.TotalSeconds:n1} s");

            clock.Restart();
            await using (await StartAsync(database, storesPages: false)) notes.Add($"A new node with {listings:n0} listings to copy from the feed opened after {clock.Elapsed.TotalSeconds:n1} s.");
            Say(notes[^1]);
            clock.Restart();
            await using (var app = await StartAsync(database, storesPages: false)) Fresh(app, database, clock);
            await using (var app = await StartAsync(database, storesPages: true)) Stored(app, database);
        }
        finally
        {
            Directory.Delete(database.DataFolder, recursive: true);
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

        notes.Add($"Start to first page with {listings:n0} listings: {sinceStart.Elapsed.TotalSeconds:n2} s.");
        Say(notes[^1]);
        Warm(server);
        var meter = new ServerMeter(app, database.Process);
        var text = Measure("30 KB of text", meter, server, [new Visit("/measuring/text", "xxxx")], 0);
        foreach (var (name, visits) in Pages()) Measure(name + ", made", meter, server, visits, text);
        Measure("category, made, Brotli", meter, server, [.. Pages()[1].Visits.Select(v => v with { Expected = null, AcceptEncoding = "br" })], text);
        AddToBasket(meter, server, text);
        SellingPages(meter, server, text);
        CheckOut(meter, server, text);
    }

    private void Stored(RunningApp app, BenchmarkDatabase database)
    {
        var server = new Uri(app.Url);
        Warm(server);
        var meter = new ServerMeter(app, database.Process);
        var text = Measure("30 KB of text (again)", meter, server, [new Visit("/measuring/text", "xxxx")], 0);
        foreach (var (name, visits) in Pages()) Measure(name + ", stored", meter, server, [visits[0]], text);
        Measure("category, stored, Brotli", meter, server, [Pages()[1].Visits[0] with { Expected = null, AcceptEncoding = "br" }], text);
        // Nobody has a cookie above; here somebody has, who chose where parcels go.
        Measure("first visit, no cookie", meter, server, [Pages()[4].Visits[1]], text);
        Measure("later visit, place chosen", meter, server, [Pages()[4].Visits[1] with { Cookie = "prefs=en.FR.EUR.69002" }], text);
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

    private void AddToBasket(ServerMeter meter, Uri server, double text)
    {
        if (!Wanted("add to basket") && !Wanted("paid orders") && !Wanted("selling page")) return;
        var posts = goods.SelectMany(g => g.Variants).Select(v => new Visit("/en/basket/lines", null) { Method = "POST", Form = $"variant={v.Id.Value}&quantity=1", Status = 303 }.Bytes(server)).ToArray();
        Take("add to basket (a new visitor's first)", meter, text, options.Connections, options.Seconds, number =>
        {
            var wire = new HttpWire(server);
            var next = number * 7;
            return (() =>
            {
                wire.Ask(posts[next++ % posts.Length]);
                if (wire.Status != 303) throw new RejectedException($"Adding to the basket answered {wire.Status}: {wire.Text}");
                var cookie = wire.Headers("Set-Cookie").First(c => c.StartsWith("basket=", StringComparison.Ordinal));
                baskets.Enqueue(cookie[7..cookie.IndexOf(';')]);
            }, wire);
        });
    }

    /// <summary>The pages on the way to an order, each shown again and again to one shopper who stands there.</summary>
    private void SellingPages(ServerMeter meter, Uri server, double text)
    {
        if (!Wanted("selling page")) return;
        using var shopper = new Shopper(server);
        if (!baskets.TryDequeue(out var basket)) throw new RejectedException("There is no filled basket.");
        var review = shopper.Review(basket);
        foreach (var (name, path, expected) in new[] { ("basket", "/en/basket", "/checkout"), ("address", "/en/checkout", "name=\"email\""), ("last page", shopper.At, "/pay\"") })
            Measure("selling page: " + name, meter, server, [new Visit(path, expected) { Cookie = shopper.Cookies }], text);
        shopper.Pay(review);
        Measure("selling page: order", meter, server, [new Visit(shopper.At, Shopper.PaidMark) { Cookie = shopper.Cookies }], text);
    }

    private void CheckOut(ServerMeter meter, Uri server, double text)
    {
        if (!Wanted("paid orders")) return;
        Take("paid orders (address to order page)", meter, text, options.Shoppers, options.Seconds * 2, _ =>
        {
            var shopper = new Shopper(server);
            return (() =>
            {
                if (!baskets.TryDequeue(out var basket)) throw new RejectedException("There are no filled baskets left: more time is given to orders than to baskets.");
                shopper.Buy(basket);
            }, shopper);
        });
    }

    private double Measure(string name, ServerMeter meter, Uri server, IReadOnlyList<Visit> visits, double text)
    {
        if (!Wanted(name) && text > 0) return 0;
        LoadRun.Drive(server, visits, options.Connections, options.WarmUp);
        var before = meter.Read();
        var (times, seconds) = LoadRun.Drive(server, visits, options.Connections, TimeSpan.FromSeconds(options.Seconds));
        return Note(name, text, times, seconds, before, meter.Read());
    }

    private void Take(string name, ServerMeter meter, double text, int workers, double length, Func<int, (Action, IDisposable)> worker)
    {
        LoadRun.Each(workers, options.WarmUp * 2, worker);
        var before = meter.Read();
        var (times, seconds) = LoadRun.Each(workers, TimeSpan.FromSeconds(length), worker);
        Note(name, text, times, seconds, before, meter.Read());
    }

    private double Note(string name, double text, List<double> times, double seconds, Reading before, Reading after)
    {
        var one = Benchmarks.Measured.Of(name, listings, times, seconds, before, after);
        one = one with { Ratio = text > 0 ? one.PerSecond / text : 1 };
        measured.Add(one);
        Say(Report.Line(one));
        return one.PerSecond;
    }

    private bool Wanted(string name) => options.Only is null || name.Contains(options.Only, StringComparison.OrdinalIgnoreCase);

    private async Task<RunningApp> StartAsync(BenchmarkDatabase database, bool storesPages) =>
        await RunningApp.StartAsync(database.DataFolder, options.App, [.. database.AppArguments, "--Measuring:Enabled=true", $"--Measuring:StorePages={storesPages}", "--Logging:LogLevel:Default=Warning"]);

    private static void Say(string text) => Console.WriteLine(text);
}
