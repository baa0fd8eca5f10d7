namespace Storefront.Data;

/// <summary>The memory of a sandbox that plays another company: durable, shared by all nodes, and each call its own transaction,
/// never part of ours. What is written here stays when the caller's work is rolled back, just as a real company would keep it.</summary>
public interface IConnectorRecords
{
    Task<ConnectorRecord?> FindAsync(string connector, string key, CancellationToken cancel = default);

    /// <summary>False when the key is there already; nothing is changed then.</summary>
    Task<bool> AddAsync(string connector, string key, string json, CancellationToken cancel = default);

    /// <summary>Records in the order of their keys, from a key on or after one.</summary>
    /// <param name="after">The last key of the page before; null to begin with <paramref name="from"/>.</param>
    Task<IReadOnlyList<ConnectorRecord>> ListAsync(string connector, string from, string? after, int most, CancellationToken cancel = default);

    /// <summary>False when the record has changed since <paramref name="read"/> was read; nothing is changed then.</summary>
    Task<bool> ReplaceAsync(ConnectorRecord read, string json, CancellationToken cancel = default);
}
