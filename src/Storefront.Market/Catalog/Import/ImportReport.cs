namespace Storefront.Catalog;

/// <summary>What an import did, or what it would do.</summary>
public sealed record ImportReport
{
    /// <summary>Remarks of each kind that a report carries; the counts know of all.</summary>
    public const int MostRemarks = 2_000;

    public required bool IsDryRun { get; init; }

    /// <summary>Records below the header.</summary>
    public required int Rows { get; init; }

    /// <summary>Products in the file: created, updated, unchanged and refused together.</summary>
    public required int Products { get; init; }

    public required int Created { get; init; }

    public required int Updated { get; init; }

    public required int Unchanged { get; init; }

    /// <summary>Products left out because of a problem in one of their rows.</summary>
    public required int Refused { get; init; }

    /// <summary>Faults by line.</summary>
    public required IReadOnlyList<ImportRemark> Problems { get; init; }

    public required int ProblemCount { get; init; }

    /// <summary>What was passed over although the product is good, by line.</summary>
    public required IReadOnlyList<ImportRemark> Notices { get; init; }

    public required int NoticeCount { get; init; }
}

/// <param name="Line">1-based line of the file on which the row begins.</param>
/// <param name="Column">The column's name as in the layout; null for the whole row.</param>
/// <param name="Reason">Said in the languages as any refusal.</param>
public sealed record ImportRemark(int Line, string? Column, Refusal Reason);

/// <param name="Done">Products dealt with so far.</param>
public readonly record struct ImportProgress(int Done, int Products);
