using System.Diagnostics;
using System.Text;

namespace Storefront.Benchmarks.Load;

/// <summary>Asks one server on several connections for a time, each connection asking again as soon as it was answered.</summary>
internal static class LoadRun
{
    /// <summary>The times of all answers in milliseconds, and the seconds that it took.</summary>
    public static (List<double> Times, double Seconds) Drive(Uri server, IReadOnlyList<Visit> visits, int connections, TimeSpan duration)
    {
        var prepared = visits.Select(v => (Visit: v, Bytes: v.Bytes(server), Expected: v.Expected is null ? [] : Encoding.UTF8.GetBytes(v.Expected))).ToArray();
        return Each(connections, duration, number =>
        {
            var wire = new HttpWire(server);
            var next = number;
            return (() =>
            {
                var (visit, bytes, expected) = prepared[next++ % prepared.Length];
                wire.Ask(bytes);
                visit.Check(wire, expected);
            }, wire);
        });
    }

    /// <summary>Runs what <paramref name="worker"/> gives for each number, over and over, on a thread of its own.</summary>
    public static (List<double> Times, double Seconds) Each(int workers, TimeSpan duration, Func<int, (Action Once, IDisposable End)> worker)
    {
        var times = new List<double>[workers];
        Exception? fault = null;
        using var start = new Barrier(workers + 1);
        var clock = new Stopwatch();
        var threads = Enumerable.Range(0, workers).Select(number => new Thread(() =>
        {
            var own = times[number] = new List<double>(100_000);
            IDisposable? end = null;
            try
            {
                Action? once = null;
                try
                {
                    (once, end) = worker(number);
                }
                finally
                {
                    start.SignalAndWait();
                }

                while (clock.Elapsed < duration && fault is null)
                {
                    var from = Stopwatch.GetTimestamp();
                    once();
                    own.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                }
            }
            catch (Exception e)
            {
                fault ??= e;
            }
            finally
            {
                end?.Dispose();
            }
        }, 512 * 1024)).ToList();
        threads.ForEach(t => t.Start());
        clock.Start();
        start.SignalAndWait();
        threads.ForEach(t => t.Join());
        var seconds = clock.Elapsed.TotalSeconds;
        if (fault is not null) throw fault is RejectedException ? fault : new RejectedException(fault.ToString());
        return ([.. times.SelectMany(t => t)], seconds);
    }
}
