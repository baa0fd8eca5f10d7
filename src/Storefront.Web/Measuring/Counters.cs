using System.Diagnostics.Metrics;
using Storefront.Search;

namespace Storefront.Web.Measuring;

/// <summary>What the app counts of itself while it is measured: statements to the order database and to the node's catalogue copy, those that a
/// request waits for and those of the workers apart.</summary>
public sealed class Counters : IDisposable
{
    private readonly IHttpContextAccessor requests;
    private readonly MeterListener listener = new();
    private long forRequests, forWorkers, catalogue;

    public Counters(IHttpContextAccessor requests)
    {
        this.requests = requests;
        listener.InstrumentPublished = static (instrument, own) =>
        {
            if (instrument.Name == CatalogueMeter.StatementsName) own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, statements, _, _) => Interlocked.Add(ref catalogue, statements));
        listener.Start();
    }

    public CountersNow Now => new(
        Interlocked.Read(ref forRequests), Interlocked.Read(ref forWorkers), Interlocked.Read(ref catalogue),
        GC.GetTotalAllocatedBytes(), GC.GetTotalMemory(forceFullCollection: false), GC.CollectionCount(0), GC.CollectionCount(2), (long)GC.GetTotalPauseDuration().TotalMilliseconds);

    public void Dispose() => listener.Dispose();

    internal void CountSql(int statements)
    {
        if (requests.HttpContext is not null) Interlocked.Add(ref forRequests, statements);
        else Interlocked.Add(ref forWorkers, statements);
    }
}

/// <param name="Sql">Statements to the order database that requests waited for, transactions' ends included.</param>
/// <param name="WorkerSql">The same of the workers.</param>
/// <param name="Catalogue">Statements to the catalogue copy in the node's own file.</param>
public sealed record CountersNow(long Sql, long WorkerSql, long Catalogue, long AllocatedBytes, long HeapBytes, int Collections, int FullCollections, long PauseMilliseconds);
