using System.Globalization;
using System.Net.Http.Json;
using Storefront.Testing;

namespace Storefront.Benchmarks;

/// <summary>What the app and its database use, read from the kernel and from the app's own counters.</summary>
/// <param name="database">Process of the database server, or null for the embedded one.</param>
internal sealed class ServerMeter(RunningApp app, int? database)
{
    private const double TicksPerSecond = 100;

    private readonly HttpClient client = new() { BaseAddress = new Uri(app.Url) };

    public Reading Read()
    {
        var counters = client.GetFromJsonAsync<AppCounters>("/measuring/counters").GetAwaiter().GetResult()!;
        return new Reading(CpuSeconds(app.ProcessId), database is { } server ? DatabaseSeconds(server) : 0, Environment.CpuUsage.TotalTime.TotalSeconds, Resident(app.ProcessId), counters);
    }

    /// <summary>Of the server's first process and its children, those included that have ended by now.</summary>
    public static double DatabaseSeconds(int server) => Family(server).Sum(CpuSeconds) + EndedSeconds(server);

    public static double Resident(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private static IEnumerable<int> Family(int parent) =>
        File.ReadAllText($"/proc/{parent}/task/{parent}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Prepend(parent);

    private static double CpuSeconds(int process)
    {
        try
        {
            return Seconds(process, user: 11);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return 0; // a backend that ended since it was listed
        }
    }

    /// <summary>Of children that the process has waited for.</summary>
    private static double EndedSeconds(int process) => Seconds(process, user: 13);

    /// <param name="user">Place of the time in user mode among the numbers behind the name, as proc(5) counts; the time in the kernel stands behind it.</param>
    private static double Seconds(int process, int user)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[user], CultureInfo.InvariantCulture) + long.Parse(fields[user + 1], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}

/// <param name="MebibytesResident">Of the app's process.</param>
internal sealed record Reading(double AppSeconds, double DatabaseSeconds, double OwnSeconds, double MebibytesResident, AppCounters Counters);

internal sealed record AppCounters(long Sql, long WorkerSql, long Catalogue, long AllocatedBytes, long HeapBytes, int Collections, int FullCollections, long PauseMilliseconds);
