using System.Globalization;
using System.Text;

namespace Storefront.Connectors.Documents.Output;

/// <summary>Writes bitmaps for label printers that speak ZPL II: each page one format with one graphic field, so that the printer
/// needs no fonts and cannot misread a text.</summary>
/// <remarks>Source: Zebra ZPL II Programming Guide, ^GF and the compression scheme for hexadecimal data; checked 2026-11-22.</remarks>
internal static class Zpl
{
    public static byte[] Write(IReadOnlyList<Bitmap> pages)
    {
        var text = new StringBuilder();
        foreach (var page in pages)
        {
            text.Append(CultureInfo.InvariantCulture, $"^XA^PW{page.Width}^LL{page.Height}^LH0,0^LS0^PON\n");
            text.Append(CultureInfo.InvariantCulture, $"^FO0,0^GFA,{page.Rows.Length},{page.Rows.Length},{page.BytesPerRow},");
            var last = "";
            for (var y = 0; y < page.Height; y++)
            {
                var row = Convert.ToHexString(page.Row(y));
                text.Append(row == last ? ":" : Compressed(row));
                last = row;
            }

            text.Append("^FS\n^PQ1,0,1,N^XZ\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>One row: runs of a digit get counts, zeros to the end become a comma, ones to the end an exclamation mark.</summary>
    private static string Compressed(string row)
    {
        var end = row.TrimEnd('0');
        if (end.Length < row.Length) return Runs(end) + ",";
        end = row.TrimEnd('F');
        return end.Length < row.Length ? Runs(end) + "!" : Runs(row);
    }

    private static string Runs(string digits)
    {
        var text = new StringBuilder();
        for (var at = 0; at < digits.Length;)
        {
            var run = 1;
            while (at + run < digits.Length && digits[at + run] == digits[at]) run++;
            text.Append(Count(run)).Append(digits[at]);
            at += run;
        }

        return text.ToString();
    }

    /// <summary>z is 400, g to y are 20 to 380 by twenties, G to Y are 1 to 19; a single digit needs none.</summary>
    private static string Count(int run)
    {
        if (run == 1) return "";
        var text = new string('z', run / 400);
        run %= 400;
        if (run >= 20) text += (char)('f' + (run / 20));
        run %= 20;
        if (run > 0) text += (char)('F' + run);
        return text;
    }
}
