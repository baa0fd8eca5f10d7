namespace Storefront.Customs.Readiness;

/// <summary>Beginnings of HS codes as a row names them: <c>02;0401-0406</c>.</summary>
public sealed class HsPrefixes
{
    private readonly string[] prefixes;

    private HsPrefixes(string[] prefixes) => this.prefixes = prefixes;

    public bool IsEmpty => prefixes.Length == 0;

    internal static HsPrefixes In(DataRow row, string column) => new([.. row.List(column).SelectMany(Spelled)]);

    public bool Fits(HsCode code)
    {
        foreach (var prefix in prefixes)
            if (code.Digits.StartsWith(prefix, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>A range of chapters or headings, both ends included.</summary>
    private static IEnumerable<string> Spelled(string text)
    {
        if (text.Split('-') is not [var first, var last]) return [text];
        var width = first.Length;
        return Enumerable.Range(int.Parse(first, System.Globalization.CultureInfo.InvariantCulture), int.Parse(last, System.Globalization.CultureInfo.InvariantCulture) - int.Parse(first, System.Globalization.CultureInfo.InvariantCulture) + 1)
            .Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(width, '0'));
    }
}
