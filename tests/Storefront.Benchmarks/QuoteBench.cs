using System.Globalization;
using Storefront.Benchmarks.Load;
using Storefront.Customs;

namespace Storefront.Benchmarks;

/// <summary>Measures how fast whole prices are worked out: three parcels to every destination of the import rules, of one to three lines, by the delivery
/// that is cheapest there, in two shoppers' threads.</summary>
internal sealed class QuoteBench(BenchmarkOptions options, Notebook notebook)
{
    private const int Shoppers = 2;
    private const string Name = "landed-cost quotes, three to every destination";

    private static readonly DateTime NowUtc = new(2026, 11, 30, 12, 0, 0, DateTimeKind.Utc);

    private static readonly LandedItem[] Goods =
    [
        new(new HsCode("691110"), new Country("CN"), 1, new Money(268_00, new Currency("CNY")), new Weight(620), new Dimensions(220, 180, 150), false),
        new(new HsCode("621410"), new Country("CN"), 2, new Money(358_00, new Currency("CNY")), new Weight(90), new Dimensions(240, 180, 20), false),
        new(new HsCode("441919"), new Country("CN"), 1, new Money(149_00, new Currency("CNY")), new Weight(740), new Dimensions(320, 200, 30), false),
    ];

    public void Run()
    {
        if (!notebook.Wanted(Name)) return;
        var cost = LandedCost.BuiltIn;
        var asked = ImportRules.BuiltIn.Destinations.OrderBy(d => d.Code, StringComparer.Ordinal).SelectMany(to => Enumerable.Range(1, Goods.Length).Select(lines => Request(to, lines))).ToList();
        var requests = asked.Where(r => cost.Quote(r).Succeeded).ToArray();
        var meter = new OwnMeter(null);
        (Action, IDisposable) Worker(int number) => (() =>
        {
            foreach (var request in requests)
            {
                if (!cost.Quote(request).Succeeded) throw new RejectedException($"{request.Destination} was quoted once and not again.");
            }
        }, Nothing.ToEnd);

        LoadRun.Each(Shoppers, options.WarmUp, Worker);
        var before = meter.Read();
        var (times, seconds) = LoadRun.Each(Shoppers, TimeSpan.FromSeconds(options.Seconds), Worker);
        var rounds = notebook.Add(Name, default, null, times, seconds, before, meter.Read());
        notebook.Note(string.Create(
            CultureInfo.InvariantCulture, $"{Name}: {rounds * requests.Length:0} quotes a second in {Shoppers} threads; {asked.Count - requests.Length} of {asked.Count} parcels are not sent there at all."));
    }

    private static LandedRequest Request(Country destination, int lines) => new()
    {
        ShipsFrom = new Country("CN"), Destination = destination, ChargeCurrency = Currency.Eur, AtUtc = NowUtc, Items = [.. Goods.Take(lines)],
    };
}
