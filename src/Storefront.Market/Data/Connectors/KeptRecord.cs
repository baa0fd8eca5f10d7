namespace Storefront.Data.Connectors;

/// <summary>A row of <see cref="IConnectorRecords"/>.</summary>
public sealed class KeptRecord
{
    private KeptRecord()
    {
    }

    public string Connector { get; private set; } = "";

    public string Key { get; private set; } = "";

    public int Version { get; private set; }

    public string Json { get; private set; } = "";

    internal static KeptRecord Of(string connector, string key, string json) => new() { Connector = connector, Key = key, Version = 1, Json = json };
}
