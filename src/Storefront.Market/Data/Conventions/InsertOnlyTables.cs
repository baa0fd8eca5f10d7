namespace Storefront.Data.Conventions;

/// <summary>The tables of all <see cref="IInsertOnly"/> rows, each with a trigger that refuses UPDATE and DELETE. The InsertOnly migration of each
/// database guards <see cref="AtStart"/>; a table that joined later is guarded by the migration that made it.</summary>
/// <remarks>None of them holds what erasing a person must change: they know people by id alone, and the row behind the id is what is erased.</remarks>
public static class InsertOnlyTables
{
    public static readonly IReadOnlyList<string> AtStart = ["AuditLog", "DisputeEntries", "JournalEntries", "OrderEvents", "ParcelScans", "Postings", "StockMovements"];

    public static readonly IReadOnlyList<string> All = [.. AtStart.Concat(["ChargebackEntries", "ClosingBalances", "Closings", "ParcelContents", "PublishedRates", "RateDays", "RefundLines"]).Order(StringComparer.Ordinal)];
}
