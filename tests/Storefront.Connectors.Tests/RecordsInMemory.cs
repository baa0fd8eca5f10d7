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

    public Task<IReadOnlyList<ConnectorRecord>> ListAsync(string connector, string from, string? after, int most, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<ConnectorRecord>>(
        [.. records.Values.Where(r => r.Connector == connector && string.CompareOrdinal(r.Key, from) >= 0 && (after is null || string.CompareOrdinal(r.Key, after) > 0)).OrderBy(r => r.Key, StringComparer.Ordinal).Take(most)]);

    public Task<bool> ReplaceAsync(ConnectorRecord read, string json, CancellationToken cancel = default) =>
        Task.FromResult(records.TryUpdate((read.Connector, read.Key), read with { Json = json, Version = read.Version + 1 }, read));
}
