using System.Buffers.Binary;
using System.IO.Compression;

namespace Storefront.Connectors.Tests.Documents;

/// <summary>Reads a black and white PNG without filters back to its dots.</summary>
internal static class PngReader
{
    public static PrintedLabel Read(byte[] png)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        var start = png.AsSpan().IndexOf("IDAT"u8);
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(start - 4));
        using var zlib = new ZLibStream(new MemoryStream(png, start + 4, length), CompressionMode.Decompress);
        var rows = new List<byte[]>();
        for (var y = 0; y < height; y++)
        {
            var line = new byte[1 + ((width + 7) / 8)];
            zlib.ReadExactly(line);
            Assert.Equal(0, line[0]);
            rows.Add([.. line.Skip(1).Select(b => (byte)~b)]);
        }

        return new PrintedLabel(width, height, rows);
    }
}
