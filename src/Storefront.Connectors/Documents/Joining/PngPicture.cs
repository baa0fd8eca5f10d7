using System.Buffers.Binary;
using System.IO.Compression;

namespace Storefront.Connectors.Documents.Joining;

/// <summary>Reads a PNG as far as a PDF needs: PDF knows PNG's own compression and filters, so the rows go over as they are. Only transparency is worked out, onto white.</summary>
/// <remarks>Not read: interlaced pictures, and 16 bits with transparency; no carrier's label is known to be one. Source: PNG specification, third edition, sections 5, 9 and 11; ISO 32000-1, 7.4.4. Checked 2026-11-30.</remarks>
internal static class PngPicture
{
    private const int Grey = 0;
    private const int Colour = 2;
    private const int Palette = 3;
    private const int GreyAndAlpha = 4;
    private const int ColourAndAlpha = 6;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Null for what is cut off, damaged or of a kind that is not read.</summary>
    public static Picture? Read(ReadOnlySpan<byte> file)
    {
        using var data = new MemoryStream();
        var (header, palette, transparent) = (Array.Empty<byte>(), Array.Empty<byte>(), Array.Empty<byte>());
        int? dotsPerMetre = null;
        for (var at = Signature.Length; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12) return null;
            var type = file.Slice(at + 4, 4);
            var content = file.Slice(at + 8, (int)length);
            at += 12 + (int)length;
            if (type.SequenceEqual("IHDR"u8)) header = content.ToArray();
            else if (type.SequenceEqual("PLTE"u8)) palette = content.ToArray();
            else if (type.SequenceEqual("tRNS"u8)) transparent = content.ToArray();
            else if (type.SequenceEqual("pHYs"u8) && content.Length == 9 && content[8] == 1) dotsPerMetre = (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(content));
            else if (type.SequenceEqual("IDAT"u8)) data.Write(content);
            else if (type.SequenceEqual("IEND"u8)) return header.Length == 13 ? Whole(header, palette, transparent, data.ToArray(), dotsPerMetre) : null;
        }

        return null;
    }

    private static Picture? Whole(ReadOnlySpan<byte> header, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparent, byte[] data, int? dotsPerMetre)
    {
        var (width, height, bits, kind) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]), header[8], header[9]);
        var samples = kind switch { Grey or Palette => 1, GreyAndAlpha => 2, Colour => 3, ColourAndAlpha => 4, _ => 0 };
        if (width is 0 or > Picture.MostDots || height is 0 or > Picture.MostDots || samples == 0 || bits is not (1 or 2 or 4 or 8 or 16) || header[12] != 0) return null;
        var hasAlpha = kind is GreyAndAlpha or ColourAndAlpha;
        if (hasAlpha && bits != 8) return null;
        var row = 1 + (((int)width * samples * bits) + 7) / 8;
        if (Rows(data, row * (int)height) is not { } rows) return null;
        if (hasAlpha) return OnWhite(rows, (int)width, (int)height, samples, dotsPerMetre);
        var space = kind switch
        {
            Grey => "/DeviceGray",
            Colour => "/DeviceRGB",
            _ => $"[/Indexed /DeviceRGB {(palette.Length / 3) - 1} <{Convert.ToHexString(Faded(palette, transparent))}>]",
        };
        return kind == Palette && palette.Length < 3 ? null : new Picture((int)width, (int)height, bits, samples, space, true, data, dotsPerMetre);
    }

    /// <summary>All rows with their filters, or null where they are not as many bytes as they must be.</summary>
    private static byte[]? Rows(byte[] data, int expected)
    {
        try
        {
            var rows = new byte[expected];
            using var inflated = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
            return inflated.ReadAtLeast(rows, expected, throwOnEndOfStream: false) == expected ? rows : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Faded(ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparent)
    {
        var colours = palette[..(palette.Length / 3 * 3)].ToArray();
        for (var i = 0; i < colours.Length && i / 3 < transparent.Length; i++) colours[i] = On(colours[i], transparent[i / 3]);
        return colours;
    }

    private static Picture? OnWhite(byte[] rows, int width, int height, int samples, int? dotsPerMetre)
    {
        var (stride, colours) = (width * samples, samples - 1);
        var flat = new byte[width * colours * height];
        var above = new byte[stride];
        for (var y = 0; y < height; y++)
        {
            var row = rows.AsSpan((y * (stride + 1)) + 1, stride);
            if (!Unfilter(rows[y * (stride + 1)], row, above, samples)) return null;
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < colours; c++) flat[(((y * width) + x) * colours) + c] = On(row[(x * samples) + c], row[(x * samples) + colours]);
            }

            row.CopyTo(above);
        }

        return new Picture(width, height, 8, colours, colours == 1 ? "/DeviceGray" : "/DeviceRGB", false, Deflate.Bytes(flat), dotsPerMetre);
    }

    private static byte On(byte colour, byte alpha) => (byte)(255 - ((255 - colour) * alpha / 255));

    private static bool Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int samples)
    {
        if (filter > 4) return false;
        for (var i = 0; i < row.Length; i++)
        {
            int left = i < samples ? 0 : row[i - samples];
            int up = above[i];
            row[i] += filter switch
            {
                1 => (byte)left,
                2 => (byte)up,
                3 => (byte)((left + up) / 2),
                4 => (byte)Paeth(left, up, i < samples ? 0 : above[i - samples]),
                _ => 0,
            };
        }

        return true;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
