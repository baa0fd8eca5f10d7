using System.Globalization;
using System.Text;

namespace Storefront.Benchmarks;

/// <summary>The figures as a Markdown table.</summary>
internal static class Report
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static string Line(Measured m) => string.Create(
        Plain,
        $"| {Count(m.Size.Listings)} | {Count(m.Size.Orders)} | {m.What} | {m.PerSecond:0} | {m.P50:0.0} | {m.P95:0.0} | {m.P99:0.0} | {m.Cpu:0.000} | {m.DatabaseCpu:0.000} | {m.DriverCpu:0.000} | {m.Sql:0.0} | {m.WorkerSql:0.0} | {m.CatalogueSql:0.0} | {m.Kilobytes:0} | {m.Mebibytes:0} | {m.HeapMebibytes:0} | {m.Ratio:0.00} |");

    private static string Count(int count) => count == 0 ? "" : count.ToString(Plain);

    public static string Head =>
        """
        | listings | orders | what | per second | p50 ms | p95 ms | p99 ms | app CPU ms | database CPU ms | driver CPU ms | SQL | workers' SQL | catalogue file | KB allocated | resident MiB | of it managed | of 30 KB text |
        |---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
        """;

    public static string Whole(BenchmarkOptions options, IEnumerable<Measured> measured, IEnumerable<string> notes)
    {
        var text = new StringBuilder();
        text.AppendLine(Plain, $"{options.Connections} connections ({options.Shoppers} shoppers for orders), {options.Database}, {Environment.ProcessorCount} cores shared by app, database and driver. Per request: milliseconds of processor time, SQL statements. A server is warmed up with every page before it is measured. Without a ratio to the text: asked in the driver's process, whose time then counts as the app's.");
        text.AppendLine().AppendLine(Head);
        foreach (var one in measured) text.AppendLine(Line(one));
        text.AppendLine();
        foreach (var note in notes) text.AppendLine(Plain, $"- {note}");
        return text.ToString();
    }
}
