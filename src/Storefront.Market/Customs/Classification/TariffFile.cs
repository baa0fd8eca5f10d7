using System.Text;

namespace Storefront.Customs.Classification;

/// <param name="Line">1-based line of the file on which the row begins.</param>
public sealed record TariffFault(int Line, string? Code, Refusal Reason);

/// <summary>A country's tariff as a file gives it: the rows that are good, and what is wrong with the others.</summary>
/// <param name="Unknown">Good rows whose first six digits the Harmonized System does not have: another edition, or a slip.</param>
public sealed record TariffFile(IReadOnlyList<HsEntry> Entries, IReadOnlyList<TariffFault> Faults, int Rows, int Unknown)
{
    public const int LargestBytes = 16 * 1024 * 1024;
    public const int MostRows = 60_000;
    public const int LongestDescription = 1_000;

    /// <summary>UTF-8 CSV with the columns <c>hscode</c>, <c>description</c> and <c>parent</c> in any order; others are passed over, and so are lines that begin with #.</summary>
    /// <returns>A refusal where the file as a whole cannot be read.</returns>
    public static Outcome<TariffFile> Read(ReadOnlyMemory<byte> file, HsTable common)
    {
        if (file.Length > LargestBytes) return TariffRefusals.TooLarge;
        try
        {
            using var reader = new StringReader(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file.Span).TrimStart('\uFEFF'));
            return Read(reader, common);
        }
        catch (DecoderFallbackException)
        {
            return TariffRefusals.NotText;
        }
        catch (CsvException fault)
        {
            return TariffRefusals.QuoteOpen(fault.Line);
        }
    }

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

    private static Outcome<TariffFile> Read(TextReader reader, HsTable common)
    {
        var rows = new List<(int Line, string Code, string Description, string Parent)>();
        (int Code, int Description, int Parent)? columns = null;
        foreach (var (line, cells) in Csv.ReadWithLines(reader))
        {
            if (cells[0].StartsWith('#') || Array.TrueForAll(cells, string.IsNullOrWhiteSpace)) continue;
            if (columns is null)
            {
                int At(string name) => Array.FindIndex(cells, c => c.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
                columns = (At("hscode"), At("description"), At("parent"));
                if (columns is { Code: < 0 } or { Description: < 0 } or { Parent: < 0 }) return TariffRefusals.ColumnsMissing;
                continue;
            }

            if (rows.Count == MostRows) return TariffRefusals.TooManyRows;
            string Cell(int at) => at < cells.Length ? cells[at].Trim() : "";
            rows.Add((line, Plain(Cell(columns.Value.Code)), Cell(columns.Value.Description), Plain(Cell(columns.Value.Parent))));
        }

        return rows.Count == 0 ? TariffRefusals.Empty : Judge(rows, common);
    }

    private static TariffFile Judge(List<(int Line, string Code, string Description, string Parent)> rows, HsTable common)
    {
        var named = rows.Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        var (entries, faults, unknown) = (new Dictionary<string, HsEntry>(StringComparer.Ordinal), new List<TariffFault>(), 0);
        foreach (var (line, code, description, parent) in rows)
        {
            if (Fault(code, description, parent, named, common) is { } reason) faults.Add(new TariffFault(line, code, reason));
            else if (!entries.TryAdd(code, new HsEntry(code, description))) faults.Add(new TariffFault(line, code, TariffRefusals.CodeTwice));
            else if (code.Length >= 6 && common.Find(code[..6]) is null) unknown++;
        }

        return new TariffFile([.. entries.Values.OrderBy(e => e.Code, StringComparer.Ordinal)], faults, rows.Count, unknown);
    }

    private static Refusal? Fault(string code, string description, string parent, HashSet<string> named, HsTable common) =>
        code.Length is < 2 or > 10 || code.Length % 2 != 0 || !code.All(char.IsAsciiDigit) ? TariffRefusals.CodeWrong
        : description.Length == 0 ? TariffRefusals.DescriptionMissing
        : description.Length > LongestDescription ? TariffRefusals.DescriptionTooLong
        : parent.Length == 0 || parent.Equals("TOTAL", StringComparison.OrdinalIgnoreCase) ? (code.Length == 2 ? null : TariffRefusals.ParentMissing)
        : parent.Length >= code.Length || !code.StartsWith(parent, StringComparison.Ordinal) ? TariffRefusals.ParentElsewhere(parent)
        : !named.Contains(parent) && common.Find(parent) is null ? TariffRefusals.ParentUnknown(parent)
        : null;

    /// <summary>Without the dots and blanks with which tariffs are printed.</summary>
    private static string Plain(string code) => string.Concat(code.Where(c => c is not ('.' or ' ')));
}
