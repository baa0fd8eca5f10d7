namespace Storefront.Benchmarks.Market;

/// <summary>Writes many rows of one table by the database's fastest way.</summary>
internal interface IRowWriter
{
    void Write(string table, string[] columns, IEnumerable<object?[]> rows);

    /// <summary>Has the database look at what was written, as it would have done by itself in a market that grew.</summary>
    void Finish();
}
