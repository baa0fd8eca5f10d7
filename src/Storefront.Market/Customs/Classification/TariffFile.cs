using System.Text;

namespace Storefront.Customs.Classification;

/// <param name="Line">1-based line of the file on which the row begins.</param>
public sealed record TariffFault(int Line, string? Code, Refusal Reason);

/// <summary>A tariff as a file gives it: the rows that are good, and what is wrong with the others.</summary>
/// <param name="Unknown">Good rows whose first six digits the common table does not have: another edition, or a slip.</param>
public sealed record TariffFile(IReadOnlyList<HsEntry> Entries, IReadOnlyList<TariffFault> Faults, int Rows, int Unknown)
{
    /// <summary>Ten times the value of the goods; more is a slip.</summary>
    public static readonly PartsPerMillion HighestDuty = new(10_000_000);

    public const int LargestBytes = 16 * 1024 * 1024;
    public const int MostRows = 60_000;
    public const int LongestDescription = 1_000;

    /// <summary>The good duty rates, in the order of the file.</summary>
    public IReadOnlyList<FileDuty> Duties { get; init; } = [];

    /// <summary>The file has the column of duty rates, be it empty.</summary>
    public bool HasDuties { get; init; }

    /// <summary>UTF-8 CSV with the columns <c>hscode</c>, <c>description</c> and <c>parent</c> in any order, and at will <c>duty_percent</c>, <c>origin</c>, <c>kind</c>, <c>valid_from</c> and <c>valid_to</c>;
    /// others are passed over, and so are lines that begin with #. A code comes again for each further duty, then without need of description and parent.</summary>
    /// <param name="isCommon">It is to be the table of all countries: six digits at most, no duties.</param>
    /// <returns>A refusal where the file as a whole cannot be read.</returns>
    public static Outcome<TariffFile> Read(ReadOnlyMemory<byte> file, HsTable common, bool isCommon = false) =>
        CustomsFile.Read(file, LargestBytes, TariffRefusals.TooLarge, reader => Read(reader, common, isCommon));

    /// <summary>The good rows, as they are kept.</summary>
    public string ToDocument()
    {
        var text = new StringBuilder("hscode,description\n");
        foreach (var entry in Entries) text.Append(Csv.Line(entry.Code, entry.Description)).Append('\n');
        return text.ToString();
    }

    internal static IReadOnlyList<HsEntry> EntriesOf(string document)
    {
        using var reader = new StringReader(document);
        return [.. Csv.Read(reader).Skip(1).Select(c => new HsEntry(c[0], c[1]))];
    }

    /// <summary>The chapters of a table of which no subheading is in the file: it cannot stand for all countries while one is missing. The last two are each country's own.</summary>
    internal IReadOnlyList<string> ChaptersMissing(HsTable common) =>
        [.. common.Under("").Where(e => e.Code.Length == 2 && e.Code is not ("98" or "99") && common.Under(e.Code).Any(c => c.IsDeclarable)).Select(e => e.Code).Except(Entries.Where(e => e.IsDeclarable).Select(e => e.Code[..2]).Distinct())];

    private static Outcome<TariffFile> Read(TextReader reader, HsTable common, bool isCommon)
    {
        var rows = new List<TariffRow>();
        TariffColumns? columns = null;
        foreach (var (line, cells) in CustomsFile.Records(reader))
        {
            if (columns is null)
            {
                columns = TariffColumns.In(cells);
                if (!columns.HasWanted) return TariffRefusals.ColumnsMissing;
                continue;
            }

            if (rows.Count == MostRows) return TariffRefusals.TooManyRows;
            rows.Add(columns.Row(line, cells));
        }

        return rows.Count == 0 ? TariffRefusals.Empty : Judge(rows, common, isCommon) with { HasDuties = columns is { Duty: >= 0 } };
    }

    private static TariffFile Judge(List<TariffRow> rows, HsTable common, bool isCommon)
    {
        var named = rows.Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        var (entries, duties, faults, unknown) = (new Dictionary<string, HsEntry>(StringComparer.Ordinal), new Dictionary<string, List<FileDuty>>(StringComparer.Ordinal), new List<TariffFault>(), 0);
        foreach (var row in rows)
        {
            var isAgain = entries.ContainsKey(row.Code);
            var fault = isAgain ? (row.Duty.IsTold ? null : TariffRefusals.CodeTwice)
                : isCommon && row.Code.Length > 6 ? TariffRefusals.CodeTooLong
                : Fault(row.Code, row.Description, row.Parent, named, common);
            if (fault is null && row.Duty.IsTold) fault = isCommon ? TariffRefusals.DutyWithoutCountry : TakeDuty(row, duties);
            if (fault is not null)
            {
                faults.Add(new TariffFault(row.Line, row.Code, fault));
                continue;
            }

            if (isAgain) continue;
            entries.Add(row.Code, new HsEntry(row.Code, row.Description));
            if (row.Code.Length >= 6 && common.Find(row.Code[..6]) is null) unknown++;
        }

        return new TariffFile([.. entries.Values.OrderBy(e => e.Code, StringComparer.Ordinal)], faults, rows.Count, unknown) { Duties = [.. duties.Values.SelectMany(d => d)] };
    }

    /// <summary>Of two ordinary duties for the same goods on the same day one is wrong, and two alike on top would be added up.</summary>
    private static Refusal? TakeDuty(TariffRow row, Dictionary<string, List<FileDuty>> duties)
    {
        var read = row.Duty.Read(row.Code);
        if (!read.Succeeded) return read.Refusal;
        if (!duties.TryGetValue(row.Code, out var known)) duties[row.Code] = known = [];
        if (known.Exists(d => d.Origin == read.Value.Origin && (d.Kind == DutyRateKind.Additional) == (read.Value.Kind == DutyRateKind.Additional) && Meet(d, read.Value))) return TariffRefusals.DutyTwice;
        known.Add(read.Value);
        return null;
    }

    private static bool Meet(FileDuty one, FileDuty two) =>
        (one.ValidFrom is not { } begins || two.ValidTo is not { } ended || begins <= ended) && (two.ValidFrom is not { } starts || one.ValidTo is not { } over || starts <= over);

    private static Refusal? Fault(string code, string description, string parent, HashSet<string> named, HsTable common) =>
        code.Length is < 2 or > 10 || code.Length % 2 != 0 || !code.All(char.IsAsciiDigit) ? TariffRefusals.CodeWrong
        : description.Length == 0 ? TariffRefusals.DescriptionMissing
        : description.Length > LongestDescription ? TariffRefusals.DescriptionTooLong
        : parent.Length == 0 || parent.Equals("TOTAL", StringComparison.OrdinalIgnoreCase) ? (code.Length == 2 ? null : TariffRefusals.ParentMissing)
        : parent.Length >= code.Length || !code.StartsWith(parent, StringComparison.Ordinal) ? TariffRefusals.ParentElsewhere(parent)
        : !named.Contains(parent) && common.Find(parent) is null ? TariffRefusals.ParentUnknown(parent)
        : null;
}
