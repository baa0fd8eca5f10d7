namespace Storefront.Benchmarks;

/// <summary>What is to be measured.</summary>
internal sealed record BenchmarkOptions
{
    public const string Help =
        """
          --app FILE             the published Storefront.Web.dll
          --database BRAND       postgres (a throw-away cluster) or sqlite
          --listings N,N,...     sizes of the catalogue (1000,10000,100000); 0 for none
          --orders N,N,...       orders that lie behind the market when its growth is measured (10000,100000,1000000); 0 for none
          --seconds N            how long each thing is measured (6)
          --only TEXT            only measurements whose name has the text: journal, quotes, labels, tracking, made, basket, paid orders, webhooks, stored, balance, statement, holds, payouts, order list
          --quick                one second each, at the first size of either
          --out FILE             where the table goes (artifacts/benchmarks.md)
        """;

    public string App { get; init; } = "";

    public string Database { get; init; } = "postgres";

    public IReadOnlyList<int> Listings { get; init; } = [1_000, 10_000, 100_000];

    public IReadOnlyList<int> Orders { get; init; } = [10_000, 100_000, 1_000_000];

    public double Seconds { get; init; } = 6;

    /// <summary>Time in which the app's code is compiled for speed; not measured.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(Math.Max(1, Seconds / 2));

    /// <summary>The same for what writes. An order runs through ten times the code of a page, and on two busy cores the runtime needs long to translate it: a shop that has been open for a minute is measured.</summary>
    public TimeSpan WarmUpWriting => TimeSpan.FromSeconds(Seconds <= 1 ? 2 : Math.Max(15, Seconds));

    public string? Only { get; init; }

    public string Out { get; init; } = "artifacts/benchmarks.md";

    public int Connections { get; init; } = 16;

    public int Shoppers { get; init; } = 8;

    public static BenchmarkOptions Read(string[] args)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < args.Length; i++)
        {
            string Value() => i + 1 < args.Length ? args[++i] : throw new ArgumentException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--app" => options with { App = Path.GetFullPath(Value()) },
                "--database" => options with { Database = Value() },
                "--listings" => options with { Listings = Sizes(Value()) },
                "--orders" => options with { Orders = Sizes(Value()) },
                "--seconds" => options with { Seconds = double.Parse(Value()) },
                "--only" => options with { Only = Value() },
                "--out" => options with { Out = Value() },
                "--quick" => options with { Seconds = 1, Listings = [.. options.Listings.Take(1)], Orders = [.. options.Orders.Take(1)] },
                var other => throw new ArgumentException($"The option {other} is not known.\n{Help}"),
            };
        }

        if (options.Database is not ("postgres" or "sqlite")) throw new ArgumentException("--database is postgres or sqlite.");
        if (!File.Exists(options.App)) throw new ArgumentException("--app names the published Storefront.Web.dll.");
        return options;
    }

    private static IReadOnlyList<int> Sizes(string text) => [.. text.Split(',').Select(int.Parse).Where(n => n > 0)];
}
