using System.Collections.Concurrent;
using Storefront.Benchmarks.Load;
using Storefront.Benchmarks.Market;
using Storefront.Catalog;

namespace Storefront.Benchmarks;

/// <summary>What shoppers ask of a running app, from pages to paid orders.</summary>
internal sealed class Selling(BenchmarkOptions options, Notebook notebook, MarketSize size, IReadOnlyList<ListingCopy> goods, Uri server, ServerMeter meter, IRowWriter rows)
{
    public const string Text = "30 KB of text";
    public const string Basket = "add to basket (a new visitor's first)";
    public const string News = "webhooks, each event new";
    public const string Orders = "paid orders (address to order page)";

    private readonly ConcurrentQueue<string> baskets = new();

    /// <summary>Texts per second, with which what follows is compared.</summary>
    public double Texts { get; private set; }

    public void MeasureText(string name = Text) => Texts = Measure(name, [new Visit("/measuring/text", "xxxx")]);

    public double Measure(string name, IReadOnlyList<Visit> visits)
    {
        if (!notebook.Wanted(name) && Texts > 0) return 0;
        LoadRun.Drive(server, visits, options.Connections, options.WarmUp);
        var before = meter.Read();
        var (times, seconds) = LoadRun.Drive(server, visits, options.Connections, TimeSpan.FromSeconds(options.Seconds));
        return notebook.Add(name, size, Texts, times, seconds, before, meter.Read());
    }

    public void AddToBasket()
    {
        if (!notebook.Wanted(Basket) && !notebook.Wanted(Orders) && !notebook.Wanted("selling page")) return;
        var posts = goods.SelectMany(g => g.Variants).Select(v => new Visit("/en/basket/lines", null) { Method = "POST", Form = $"variant={v.Id.Value}&quantity=1", Status = 303 }.Bytes(server)).ToArray();
        Take(Basket, options.Connections, options.Seconds, number =>
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
    public void SellingPages()
    {
        if (!notebook.Wanted("selling page")) return;
        using var shopper = new Shopper(server);
        if (!baskets.TryDequeue(out var basket)) throw new RejectedException("There is no filled basket.");
        var review = shopper.Review(basket);
        foreach (var (name, path, expected) in new[] { ("basket", "/en/basket", "/checkout"), ("address", "/en/checkout", "name=\"email\""), ("last page", shopper.At, "/pay\"") })
            Measure("selling page: " + name, [new Visit(path, expected) { Cookie = shopper.Cookies }]);
        shopper.Pay(review);
        Measure("selling page: order", [new Visit(shopper.At, Shopper.PaidMark) { Cookie = shopper.Cookies }]);
    }

    public void CheckOut()
    {
        if (!notebook.Wanted(Orders)) return;
        Take(Orders, options.Shoppers, options.Seconds * 2, _ =>
        {
            var shopper = new Shopper(server);
            return (() =>
            {
                if (!baskets.TryDequeue(out var basket)) throw new RejectedException("There are no filled baskets left: more time is given to orders than to baskets.");
                shopper.Buy(basket);
            }, shopper);
        });
    }

    /// <summary>Events of a payment provider: each an event of its own, and a few that come again and again. What follows from them is worked off meanwhile.</summary>
    public void Webhooks()
    {
        const string Known = "webhooks, known events again";
        if (notebook.Wanted(News))
        {
            Take(News, options.Connections, options.Seconds, _ =>
            {
                var wire = new HttpWire(server);
                return (() => Told(wire, SandboxEvent.New(server)), wire);
            });
        }

        if (!notebook.Wanted(Known)) return;
        var again = Enumerable.Range(0, 64).Select(_ => SandboxEvent.New(server)).ToArray();
        Take(Known, options.Connections, options.Seconds, number =>
        {
            var wire = new HttpWire(server);
            var next = number * 7;
            return (() => Told(wire, again[next++ % again.Length]), wire);
        });
    }

    private static void Told(HttpWire wire, byte[] request)
    {
        wire.Ask(request);
        if (wire.Status != 200) throw new RejectedException($"A genuine event was answered {wire.Status}: {wire.Text}");
    }

    private void Take(string name, int workers, double length, Func<int, (Action, IDisposable)> worker)
    {
        LoadRun.Each(workers, options.WarmUpWriting, worker);
        // A running market's tables are looked at every minute; here they were empty a moment ago.
        rows.Finish();
        var before = meter.Read();
        var (times, seconds) = LoadRun.Each(workers, TimeSpan.FromSeconds(length), worker);
        notebook.Add(name, size, Texts, times, seconds, before, meter.Read());
    }
}
