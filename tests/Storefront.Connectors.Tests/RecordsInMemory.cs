using System.Collections.Concurrent;
using Storefront.Data;

namespace Storefront.Connectors.Tests;

/// <summary>A sandbox's memory for one test.</summary>
public sealed class RecordsInMemory : IConnectorRecords
{
    private readonly ConcurrentDictionary<(string, string), ConnectorRecord> records = new();

    public Task<ConnectorRecord?> FindAsync(string connector, string key, CancellationToken cancel = default) =>
        Task.FromResult(records.GetValueOrDefault((connector, key)));

    public Task<bool> AddAsync(string connector, string key, string json, CancellationToken cancel = default) =>
        Task.FromResult(records.TryAdd((connector, key), new ConnectorRecord(connector, key, json, 1)));

    public Task<bool> ReplaceAsync(ConnectorRecord read, string json, CancellationToken cancel = default) =>
        Task.FromResult(records.TryUpdate((read.Connector, read.Key), read with { Json = json, Version = read.Version + 1 }, read));
}
