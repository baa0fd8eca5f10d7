namespace Storefront.Connectors.Rates.Ecb;

/// <summary>The section <c>Rates:Ecb</c>.</summary>
public sealed class EcbSettings
{
    /// <summary>Where the European Central Bank's reference rates are read: an <c>https</c> address, or a file. XML (daily, 90 days or all) and CSV are
    /// read, each also inside a zip. Empty: nowhere. The bank's own daily file is <c>https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml</c>.</summary>
    public string? Source { get; set; }

    /// <summary>Seconds for one try, from the first byte asked to the last byte read.</summary>
    public int TimeoutSeconds { get; set; } = 20;

    /// <summary>Tries at one fetch; only silence and the server's own faults are tried again.</summary>
    public int Tries { get; set; } = 3;

    /// <summary>Seconds before the second try; each further wait is twice as long.</summary>
    public int RetryAfterSeconds { get; set; } = 2;
}
