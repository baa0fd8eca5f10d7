using System.Collections.Frozen;

namespace Storefront.Customs;

/// <summary>Clearance and handling fees by destination: an immutable snapshot. A destination's own rows go before those for every one, a carrier's own row before one for all carriers, and among these one for the country of dispatch before one for all.</summary>
public sealed class ClearanceFees
{
    private static readonly Lazy<ClearanceFees> FromFile = new(() => new ClearanceFees(BuiltInRows()));

    private readonly FrozenDictionary<Country, ClearanceFee[]> byDestination;
    private readonly ClearanceFee[] everywhere;

    public ClearanceFees(IEnumerable<ClearanceFee> rows)
    {
        Rows = [.. rows];
        everywhere = [.. Rows.Where(r => r.Destination is null)];
        byDestination = Rows.Where(r => r.Destination is not null).GroupBy(r => r.Destination!.Value).ToFrozenDictionary(g => g.Key, g => g.Concat(everywhere).ToArray());
    }

    public static ClearanceFees BuiltIn => FromFile.Value;

    public IReadOnlyList<ClearanceFee> Rows { get; }

    /// <summary>The same with versions that were set later: each takes the place of all that held for the same, from its first day on, until the next one. After a last day nothing is asked.</summary>
    /// <param name="versions">Each with a first day; of the same place no two begin on one day.</param>
    public ClearanceFees With(IEnumerable<ClearanceFee> versions)
    {
        var set = versions.OrderBy(f => f.ValidFrom).GroupBy(f => f.Place).ToDictionary(g => g.Key, g => g.ToList());
        var rows = new List<ClearanceFee>();
        foreach (var row in Rows) rows.AddRange(UpTo(row, set.TryGetValue(row.Place, out var later) ? later[0].ValidFrom : null));
        foreach (var line in set.Values)
            for (var i = 0; i < line.Count; i++) rows.AddRange(UpTo(line[i], i + 1 < line.Count ? line[i + 1].ValidFrom : null));
        return new ClearanceFees(rows);
    }

    /// <summary>The row as it holds before the day; nothing where it does not hold before.</summary>
    private static IEnumerable<ClearanceFee> UpTo(ClearanceFee row, DateOnly? next)
    {
        var cut = next is { } day && !(row.ValidTo < day) ? row with { ValidTo = day.AddDays(-1) } : row;
        if (!(cut.ValidTo < cut.ValidFrom)) yield return cut;
    }

    /// <summary>The rows that may concern a destination, its own first.</summary>
    public ReadOnlySpan<ClearanceFee> For(Country destination) => byDestination.TryGetValue(destination, out var rows) ? rows : everywhere;

    private static IEnumerable<ClearanceFee> BuiltInRows() => DataRow.In("Customs.Data.clearance-fees.csv").Select(row => new ClearanceFee(
        row.Text("destination") == "*" ? null : row.Country("destination"), row.TextOrNull("from") is null ? null : row.Country("from"),
        row.Name<FeeBy>("by"), row.TextOrNull("handler"),
        row.Text("when") switch { "door" => true, "paid" => false, var other => throw new FormatException($"'{other}' is neither door nor paid.") },
        row.DecimalOrNull("amount") ?? 0, new PartsPerMillion(row.WholeOrNull("share_ppm") ?? 0), row.TextOrNull("of") is null ? FeeOf.Charges : row.Name<FeeOf>("of"),
        row.DecimalOrNull("least"), row.DecimalOrNull("most"), row.DecimalOrNull("above"), row.Currency("currency"),
        row.DateOrNull("valid_from"), row.DateOrNull("valid_to"), row.Text("source"), row.Date("checked_on"), row.Name<Confidence>("confidence")));
}
