using System.Text;
using System.Text.RegularExpressions;

namespace Storefront.Connectors.Tests.Documents;

/// <summary>Reads label formats back as a printer would, written after the ZPL guide and not after our writer.</summary>
internal static partial class ZplReader
{
    public static IReadOnlyList<PrintedLabel> Read(byte[] zpl)
    {
        var labels = new List<PrintedLabel>();
        foreach (Match match in Format().Matches(Encoding.ASCII.GetString(zpl)))
        {
            var width = int.Parse(match.Groups["width"].Value);
            var height = int.Parse(match.Groups["height"].Value);
            var bytes = int.Parse(match.Groups["bytes"].Value);
            var perRow = int.Parse(match.Groups["row"].Value);
            var rows = Unpack(match.Groups["data"].Value, perRow * 2);
            Assert.Equal(bytes, rows.Count * perRow);
            Assert.Equal((height, (width + 7) / 8), (rows.Count, perRow));
            labels.Add(new PrintedLabel(width, height, [.. rows.Select(Convert.FromHexString)]));
        }

        return labels;
    }

    private static List<string> Unpack(string data, int digitsPerRow)
    {
        var rows = new List<string>();
        var row = new StringBuilder();
        var count = 0;
        foreach (var c in data)
        {
            switch (c)
            {
                case >= 'G' and <= 'Y': count += c - 'G' + 1; break;
                case >= 'g' and <= 'z': count += (c - 'g' + 1) * 20; break;
                case ':': rows.Add(rows[^1]); break;
                case ',': Close('0'); break;
                case '!': Close('F'); break;
                default:
                    row.Append(c, Math.Max(count, 1));
                    count = 0;
                    if (row.Length == digitsPerRow) Close('0');
                    break;
            }
        }

        Assert.Equal(0, row.Length);
        return rows;

        void Close(char fill)
        {
            Assert.True(row.Length <= digitsPerRow);
            rows.Add(row.ToString().PadRight(digitsPerRow, fill));
            row.Clear();
        }
    }

    [GeneratedRegex(@"\^XA\^PW(?<width>\d+)\^LL(?<height>\d+)\^LH0,0\^LS0\^PON\s*\^FO0,0\^GFA,(?<bytes>\d+),\k<bytes>,(?<row>\d+),(?<data>[^^]*)\^FS\s*\^PQ1,0,1,N\^XZ")]
    private static partial Regex Format();
}

/// <param name="Rows">Packed, high bit first; a set bit is a burnt dot.</param>
internal sealed record PrintedLabel(int Width, int Height, IReadOnlyList<byte[]> Rows)
{
    public bool IsBlack(int x, int y) => (Rows[y][x >> 3] & (0x80 >> (x & 7))) != 0;

    /// <summary>As a portable bitmap, which picture tools read.</summary>
    public byte[] AsPbm() => [.. Encoding.ASCII.GetBytes($"P4\n{Width} {Height}\n"), .. Rows.SelectMany(r => r)];

    /// <summary>Lengths of alternating runs along a row, the first one white.</summary>
    public IReadOnlyList<int> Runs(int y)
    {
        var runs = new List<int>();
        var black = false;
        for (var x = 0; x < Width;)
        {
            var start = x;
            while (x < Width && IsBlack(x, y) == black) x++;
            runs.Add(x - start);
            black = !black;
        }

        return runs;
    }
}
