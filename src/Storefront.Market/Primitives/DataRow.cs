using System.Globalization;

namespace Storefront;

/// <summary>One row of a built-in data file, read cell by cell. A bad cell is our bug and names its column and text.</summary>
internal readonly struct DataRow(IReadOnlyDictionary<string, string> cells)
{
    public static IEnumerable<DataRow> In(string file) => EmbeddedFile.Rows(file).Select(cells => new DataRow(cells));

    /// <exception cref="FormatException">The cell is empty.</exception>
    public string Text(string column) => TextOrNull(column) ?? throw Bad(column, "is empty");

    public string? TextOrNull(string column) => cells[column] is { Length: > 0 } text ? text : null;

    public decimal Decimal(string column) => DecimalOrNull(column) ?? throw Bad(column, "is empty");

    public decimal? DecimalOrNull(string column) => TextOrNull(column) switch
    {
        null => null,
        var text when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Bad(column, "is not a number"),
    };

    public int Whole(string column) => WholeOrNull(column) ?? throw Bad(column, "is empty");

    public int? WholeOrNull(string column) => TextOrNull(column) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Bad(column, "is not a whole number"),
    };

    public DateOnly Date(string column) => DateOrNull(column) ?? throw Bad(column, "is empty");

    public DateOnly? DateOrNull(string column) => TextOrNull(column) switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
        _ => throw Bad(column, "is not a date"),
    };

    public Country Country(string column) => Storefront.Country.TryParse(Text(column), out var country) ? country : throw Bad(column, "is not a country");

    public Currency Currency(string column) => Storefront.Currency.TryParse(Text(column), out var currency) ? currency : throw Bad(column, "is not a currency");

    /// <summary>Members of a cell, separated by semicolons.</summary>
    public string[] List(string column) =>
        cells[column].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool Yes(string column) => Text(column) switch
    {
        "yes" => true,
        "no" => false,
        _ => throw Bad(column, "is neither yes nor no"),
    };

    /// <summary>An enum member written in lower case with hyphens: <c>per-heading</c> for <c>PerHeading</c>.</summary>
    public T Name<T>(string column)
        where T : struct, Enum => NameOf<T>(column, Text(column));

    public T NameOf<T>(string column, string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) && !char.IsAsciiDigit(text[0])
            ? value
            : throw Bad(column, $"holds '{text}', which is not a {typeof(T).Name}");

    private FormatException Bad(string column, string what) => new($"Column '{column}' {what}: {string.Join(", ", cells.Values)}");
}
