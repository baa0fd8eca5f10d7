namespace Storefront.Data;

/// <summary>What another company remembers of one thing, as the sandbox that stands for it wrote it down.</summary>
/// <param name="Connector">Which connector wrote it, for example <c>sandbox-carrier</c>.</param>
/// <param name="Key">Unique within the connector.</param>
/// <param name="Version">Grows with each replacement; a replacement that names an older one does nothing.</param>
public sealed record ConnectorRecord(string Connector, string Key, string Json, int Version)
{
    public const int LongestConnector = 40;

    public const int LongestKey = 100;
}
