using System.Globalization;
using System.Text;

namespace Storefront;

/// <summary>Comma-separated values after RFC 4180: quoted cells may hold commas, quotes and line ends.</summary>
public static class Csv
{
    /// <summary>The cells of each record, read as a stream; blank lines are passed over.</summary>
    /// <exception cref="CsvException">A quoted cell never ends.</exception>
    public static IEnumerable<string[]> Read(TextReader reader) => ReadWithLines(reader).Select(r => r.Cells);

    /// <summary>As <see cref="Read"/>, each with the 1-based number of the line on which the record starts.</summary>
    public static IEnumerable<(int Line, string[] Cells)> ReadWithLines(TextReader reader)
    {
        var line = 0;
        while (reader.ReadLine() is { } text)
        {
            var first = ++line;
            if (text.Length == 0) continue;
            var cells = new List<string>();
            var cell = new StringBuilder();
            var quoted = false;
            for (var i = 0; ; i++)
            {
                if (i >= text.Length)
                {
                    if (!quoted) break;
                    cell.Append('\n');
                    text = reader.ReadLine() ?? throw new CsvException(first, "a quoted cell never ends");
                    line++;
                    i = -1;
                    continue;
                }

                var c = text[i];
                if (quoted)
                {
                    if (c != '"') cell.Append(c);
                    else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                    else quoted = false;
                }
                else if (c == '"' && cell.Length == 0) quoted = true;
                else if (c == ',')
                {
                    cells.Add(cell.ToString());
                    cell.Clear();
                }
                else cell.Append(c);
            }

            cells.Add(cell.ToString());
            yield return (first, cells.ToArray());
        }
    }

    /// <summary>One record. A cell that a spreadsheet would run as a formula gets a leading apostrophe.</summary>
    public static string Line(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));

    /// <summary>Whether a spreadsheet would run the cell as a formula; a plain number with a sign is none.</summary>
    public static bool LooksLikeFormula(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠' && !decimal.TryParse(text, CultureInfo.InvariantCulture, out _);

    private static string Cell(string text)
    {
        if (LooksLikeFormula(text)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}

/// <summary>A text that is not CSV.</summary>
/// <param name="line">1-based line on which the faulty record begins.</param>
public sealed class CsvException(int line, string what) : FormatException($"Line {line}: {what}.")
{
    public int Line => line;
}
