using System.Buffers.Binary;
using System.IO.Compression;

namespace Storefront.Connectors.Documents.Output;

/// <summary>Writes a bitmap as PNG of one bit to the dot, with its true size in the pHYs chunk.</summary>
/// <remarks>Source: PNG specification, third edition, sections 10 and 11.</remarks>
internal static class Png
{
    /// <summary>Eight dots to the millimetre: 203.2 to the inch.</summary>
    private const int DotsPerMetre = 8000;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        return c;
    })];

    public static byte[] Write(Bitmap bitmap)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, bitmap.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], bitmap.Height);
        // Bit depth 1, greyscale, deflate, adaptive filters, not interlaced.
        header[8..].Clear();
        header[8] = 1;
        Chunk(file, "IHDR"u8, header);

        Span<byte> size = stackalloc byte[9];
        BinaryPrimitives.WriteInt32BigEndian(size, DotsPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(size[4..], DotsPerMetre);
        size[8] = 1;
        Chunk(file, "pHYs"u8, size);
        Chunk(file, "IDAT"u8, Compressed(bitmap));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compressed(Bitmap bitmap)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize))
        {
            var line = new byte[bitmap.BytesPerRow];
            for (var y = 0; y < bitmap.Height; y++)
            {
                // In PNG a set bit is white.
                var row = bitmap.Row(y);
                for (var i = 0; i < line.Length; i++) line[i] = (byte)~row[i];
                zlib.WriteByte(0);
                zlib.Write(line);
            }
        }

        return compressed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data) crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return crc;
    }
}
