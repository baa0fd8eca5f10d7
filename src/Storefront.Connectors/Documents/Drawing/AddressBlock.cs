using Storefront.Addresses;
using Storefront.Languages;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>An address as it stands on a label: the addressee's name first in weight, the country last and in capitals.</summary>
internal static class AddressBlock
{
    private const double Leading = 1.24;

    /// <summary>Down to this size every line stays a single one; below it long lines may break.</summary>
    private const double UnbrokenPt = 9.5;

    /// <summary>Sets the address into the box at the largest size at which all of it fits.</summary>
    /// <param name="largestPt">Size of the street; name and country are a little larger.</param>
    /// <param name="smallestPt">Where it does not fit even so, long lines are cut with an ellipsis; none is left out.</param>
    /// <returns>The height used, in millimetres.</returns>
    public static double Draw(Canvas canvas, PostalAddress address, double x, double y, double width, double height, double largestPt, double smallestPt)
    {
        var lines = LinesOf(address);
        for (var size = largestPt; size >= smallestPt; size -= 0.5)
        {
            if (size > UnbrokenPt && lines.Any(l => canvas.Width(l.Text, StyleOf(l, size, 1)) > width)) continue;
            if (Put(canvas, lines, x, y, width, size, 2, draw: false) <= height) return Put(canvas, lines, x, y, width, size, 2, draw: true);
        }

        return Put(canvas, lines, x, y, width, smallestPt, 1, draw: true);
    }

    /// <summary>The country's name in English capitals, which every post can read.</summary>
    public static string CountryLine(Country country) => Countries.Name(country, Language.English).ToUpperInvariant();

    private static IReadOnlyList<Line> LinesOf(PostalAddress address)
    {
        var language = LanguageOf(address.Country);
        var name = address.Name.Trim();
        return
        [
            .. AddressLines.Of(address).Select(text => new Line(text, text == name ? 1.12 : 1, IsBold: text == name, language)),
            new Line(CountryLine(address.Country), 1.15, IsBold: true, null),
        ];
    }

    private static double Put(Canvas canvas, IReadOnlyList<Line> lines, double x, double y, double width, double size, int mostLines, bool draw)
    {
        var at = y;
        foreach (var line in lines)
        {
            if (line == lines[^1]) at += size * 0.06;
            var style = StyleOf(line, size, mostLines);
            at += draw ? canvas.Text(line.Text, x, at, width, style) : canvas.Height(line.Text, width, style);
        }

        return at - y;
    }

    private static TextStyle StyleOf(Line line, double size, int mostLines) =>
        new(size * line.Scale, line.IsBold) { MaxLines = mostLines, Language = line.Language, Leading = Leading };

    /// <summary>Which national forms Han characters take there.</summary>
    private static string? LanguageOf(Country country) => country.Code switch
    {
        "CN" or "SG" => "zh-cn",
        "TW" => "zh-tw",
        "HK" or "MO" => "zh-hk",
        "JP" => "ja",
        "KR" => "ko",
        _ => null,
    };

    private sealed record Line(string Text, double Scale, bool IsBold, string? Language);
}
