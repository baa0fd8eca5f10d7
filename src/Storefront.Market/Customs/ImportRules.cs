using System.Collections.Frozen;

namespace Storefront.Customs;

/// <summary>The import rules of all destinations: an immutable snapshot. Among rules of one destination the earlier row goes first.</summary>
public sealed class ImportRules
{
    private static readonly Lazy<ImportRules> FromFile = new(() => new ImportRules(ImportRuleRows.BuiltIn()));

    private readonly FrozenDictionary<Country, ImportRule[]> byDestination;

    public ImportRules(IEnumerable<ImportRule> rows) =>
        byDestination = rows.GroupBy(r => r.Destination).ToFrozenDictionary(g => g.Key, g => g.ToArray());

    /// <summary>62 destinations, checked on the day that each row names.</summary>
    public static ImportRules BuiltIn => FromFile.Value;

    public IEnumerable<Country> Destinations => byDestination.Keys;

    public IEnumerable<ImportRule> Rows => byDestination.Values.SelectMany(rows => rows);

    /// <summary>All rules of a destination in their order, of any date; empty where none is held.</summary>
    public ReadOnlySpan<ImportRule> For(Country destination) => byDestination.TryGetValue(destination, out var rows) ? rows : [];
}
