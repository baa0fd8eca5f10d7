namespace Storefront.Benchmarks;

/// <summary>One line of the report.</summary>
internal sealed record Measured
{
    public required string What { get; init; }

    public required Market.MarketSize Size { get; init; }

    public required double PerSecond { get; init; }

    public required double P50 { get; init; }

    public required double P95 { get; init; }

    public required double P99 { get; init; }

    /// <summary>Processor time of the app for one request, milliseconds.</summary>
    public required double Cpu { get; init; }

    public required double DatabaseCpu { get; init; }

    public required double DriverCpu { get; init; }

    public required double Sql { get; init; }

    public required double WorkerSql { get; init; }

    public required double CatalogueSql { get; init; }

    public required double Kilobytes { get; init; }

    public required double Mebibytes { get; init; }

    public required double HeapMebibytes { get; init; }

    /// <summary>To the plain text of the same run; null where no HTTP is involved.</summary>
    public double? Ratio { get; init; }

    public static Measured Of(string what, Market.MarketSize size, List<double> times, double seconds, Reading before, Reading after)
    {
        times.Sort();
        double n = times.Count;
        double At(double part) => times[(int)Math.Min(n - 1, part * n)];
        return new Measured
        {
            What = what, Size = size, PerSecond = n / seconds, P50 = At(0.5), P95 = At(0.95), P99 = At(0.99),
            Cpu = 1000 * (after.AppSeconds - before.AppSeconds) / n,
            DatabaseCpu = 1000 * (after.DatabaseSeconds - before.DatabaseSeconds) / n,
            DriverCpu = 1000 * (after.OwnSeconds - before.OwnSeconds) / n,
            Sql = (after.Counters.Sql - before.Counters.Sql) / n,
            WorkerSql = (after.Counters.WorkerSql - before.Counters.WorkerSql) / n,
            CatalogueSql = (after.Counters.Catalogue - before.Counters.Catalogue) / n,
            Kilobytes = (after.Counters.AllocatedBytes - before.Counters.AllocatedBytes) / 1024.0 / n,
            Mebibytes = after.MebibytesResident,
            HeapMebibytes = after.Counters.HeapBytes / 1048576.0,
        };
    }
}
