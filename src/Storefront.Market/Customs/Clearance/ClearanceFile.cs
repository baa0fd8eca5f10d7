using System.Globalization;
using Storefront.Customs.Classification;

namespace Storefront.Customs;

/// <param name="Line">1-based line of the file on which the row begins.</param>
/// <param name="Column">The column at fault; null for the row as a whole.</param>
public sealed record ClearanceFault(int Line, string? Column, Refusal Reason);

/// <summary>Clearance fees as a file gives them: the rows that are good with their lines, and what is wrong with the others.</summary>
public sealed record ClearanceFile(IReadOnlyList<(int Line, ClearanceFee Fee)> Fees, IReadOnlyList<ClearanceFault> Faults, int Rows)
{
    public const int LargestBytes = 512 * 1024;
    public const int MostRows = 2_000;

    /// <summary>The columns without which a file cannot be read; <c>from</c>, <c>handler</c>, <c>share_percent</c>, <c>of</c>, <c>least</c>, <c>most</c>, <c>above</c>, <c>valid_to</c> and <c>confidence</c> may be there.</summary>
    public static readonly IReadOnlyList<string> Wanted = ["destination", "by", "when", "amount", "currency", "valid_from", "source", "checked_on"];

    /// <summary>UTF-8 CSV with the columns in any order; others are passed over, and so are lines that begin with #.</summary>
    /// <param name="today">No figure is of a later day.</param>
    /// <returns>A refusal where the file as a whole cannot be read.</returns>
    public static Outcome<ClearanceFile> Read(ReadOnlyMemory<byte> file, DateOnly today) =>
        CustomsFile.Read(file, LargestBytes, ClearanceRefusals.TooLarge, reader => Read(reader, today));

    private static Outcome<ClearanceFile> Read(TextReader reader, DateOnly today)
    {
        Dictionary<string, int>? columns = null;
        var (fees, faults, rows) = (new List<(int Line, ClearanceFee Fee)>(), new List<ClearanceFault>(), 0);
        foreach (var (line, cells) in CustomsFile.Records(reader))
        {
            if (columns is null)
            {
                columns = cells.Select((name, at) => (Name: name.Trim().ToLowerInvariant(), at)).DistinctBy(c => c.Name).ToDictionary(c => c.Name, c => c.at, StringComparer.Ordinal);
                if (Wanted.Any(name => !columns.ContainsKey(name))) return ClearanceRefusals.ColumnsMissing;
                continue;
            }

            if (++rows > MostRows) return ClearanceRefusals.TooManyRows;
            var read = new ClearanceCells(name => columns.TryGetValue(name, out var at) && at < cells.Length ? cells[at].Trim() : "").Read(today);
            if (!read.Succeeded) faults.Add(new ClearanceFault(line, read.Refusal.Field, read.Refusal));
            else if (fees.Exists(f => f.Fee.Place == read.Value.Place && f.Fee.ValidFrom == read.Value.ValidFrom)) faults.Add(new ClearanceFault(line, "valid_from", ClearanceRefusals.SetAlready));
            else fees.Add((line, read.Value));
        }

        return rows == 0 ? TariffRefusals.Empty : new ClearanceFile(fees, faults, rows);
    }
}

/// <summary>The cells of one row, by the names of their columns.</summary>
internal sealed class ClearanceCells(Func<string, string> cell)
{
    private string? wrong;

    public Outcome<ClearanceFee> Read(DateOnly today)
    {
        var fee = new ClearanceFee(
            Place("destination", "*"), Place("from", ""), Name<FeeBy>("by"), cell("handler") is { Length: > 0 } handler ? handler : null, When(), Number("amount") ?? 0, Share(), cell("of").Length == 0 ? FeeOf.Charges : Name<FeeOf>("of"),
            Number("least"), Number("most"), Number("above"), CurrencyOf(), Day("valid_from"), Day("valid_to"), cell("source"), Day("checked_on") ?? default, cell("confidence").Length == 0 ? Confidence.Medium : Name<Confidence>("confidence"));
        // A row that names no figure is a slip; that nothing is asked is written as 0.
        if (cell("amount").Length == 0 && cell("share_percent").Length == 0) wrong ??= "amount";
        if (wrong is not null) return ClearanceRefusals.CellWrong(wrong, cell(wrong));
        if (fee.Source.Length is 0 or > ImportTariff.LongestSource) return TariffRefusals.SourceMissing;
        if (fee.CheckedOn == default) return ClearanceRefusals.CellWrong("checked_on", "");
        if (fee.CheckedOn > today.AddDays(1)) return TariffRefusals.DayAhead.On("checked_on");
        return fee.Fault() is { } fault ? fault.On(ColumnOf(fault.Field!)) : fee;
    }

    /// <summary>The fields of the form have other names than the file's columns.</summary>
    private static string ColumnOf(string field) => field switch { "from" => "valid_from", "to" => "valid_to", "share" => "share_percent", var same => same };

    private T Wrong<T>(string column, T instead)
    {
        wrong ??= column;
        return instead;
    }

    private Country? Place(string column, string every) =>
        cell(column) == every ? null : Country.TryParse(cell(column), out var country) ? country : Wrong<Country?>(column, null);

    private T Name<T>(string column)
        where T : struct, Enum => !cell(column).Any(char.IsAsciiDigit) && Enum.TryParse<T>(cell(column), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : Wrong<T>(column, default);

    private bool When() => cell("when") switch { "door" => true, "paid" => false, _ => Wrong("when", false) };

    private decimal? Number(string column) =>
        cell(column) is not { Length: > 0 } text ? null : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : Wrong<decimal?>(column, null);

    private PartsPerMillion Share() => Number("share_percent") switch
    {
        null => PartsPerMillion.Zero,
        { } percent when percent <= 100 && percent * 10_000 == decimal.Truncate(percent * 10_000) => PartsPerMillion.FromPercent(percent),
        _ => Wrong("share_percent", PartsPerMillion.Zero),
    };

    private Currency CurrencyOf() => Currency.TryParse(cell("currency"), out var currency) ? currency : Wrong("currency", Currency.Eur);

    private DateOnly? Day(string column) =>
        cell(column) is not { Length: > 0 } text ? null : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : Wrong<DateOnly?>(column, null);
}
