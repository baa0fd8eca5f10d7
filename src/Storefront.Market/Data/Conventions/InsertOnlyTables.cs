namespace Storefront.Data.Conventions;

/// <summary>The tables of all <see cref="IInsertOnly"/> rows, to which the InsertOnly migration of each database gives a trigger that refuses
/// UPDATE and DELETE. A table that joins them later needs a migration of its own for the databases that exist by then.</summary>
/// <remarks>None of them holds what erasing a person must change: they know people by id alone, and the row behind the id is what is erased.</remarks>
public static class InsertOnlyTables
{
    public static readonly IReadOnlyList<string> All = ["AuditLog", "DisputeEntries", "JournalEntries", "OrderEvents", "ParcelScans", "Postings", "StockMovements"];
}
