using System.Buffers.Binary;

namespace Storefront.Connectors.Documents.Joining;

/// <summary>Reads the first picture of a GIF.</summary>
/// <remarks>Source: CompuServe, Graphics Interchange Format, version 89a. Checked 2026-11-30.</remarks>
internal static class GifPicture
{
    private const int MostCodes = 4096;
    private const byte Extension = 0x21;
    private const byte GraphicControl = 0xF9;
    private const byte Image = 0x2C;

    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8);

    /// <summary>Null for what is cut off or damaged.</summary>
    public static Picture? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 13) return null;
        var (width, height) = (Word(file, 6), Word(file, 8));
        if (width is 0 or > Picture.MostDots || height is 0 or > Picture.MostDots) return null;
        var at = 13;
        var palette = Colours(file, file[10], ref at);
        int? transparent = null;
        while (at < file.Length)
        {
            var kind = file[at++];
            if (kind == Extension)
            {
                if (at + 6 < file.Length && file[at] == GraphicControl && (file[at + 2] & 1) != 0) transparent = file[at + 5];
                at++;
                if (Blocks(file, ref at) is null) return null;
            }
            else if (kind == Image)
            {
                if (at + 9 > file.Length) return null;
                var (left, top, across, down, flags) = (Word(file, at), Word(file, at + 2), Word(file, at + 4), Word(file, at + 6), file[at + 8]);
                at += 9;
                var own = Colours(file, flags, ref at);
                palette = own.Length > 0 ? own : palette;
                if (palette.Length == 0 || across == 0 || down == 0 || left + across > width || top + down > height || at >= file.Length) return null;
                var bits = file[at++];
                if (bits is < 2 or > 8 || Blocks(file, ref at) is not { } codes || Dots(codes, bits, across * down) is not { } dots) return null;
                return Whole(width, height, palette, transparent, dots, left, top, across, down, (flags & 0x40) != 0);
            }
            else return null;
        }

        return null;
    }

    /// <summary>On a white sheet of the whole size; what is transparent is white.</summary>
    private static Picture Whole(int width, int height, ReadOnlySpan<byte> palette, int? transparent, byte[] dots, int left, int top, int across, int down, bool interlaced)
    {
        var sheet = new byte[width * height * 3];
        sheet.AsSpan().Fill(255);
        var from = 0;
        foreach (var y in interlaced ? Interlaced(down) : Enumerable.Range(0, down))
        {
            for (var x = 0; x < across; x++, from++)
            {
                var colour = dots[from] * 3;
                if (dots[from] != transparent && colour + 3 <= palette.Length) palette.Slice(colour, 3).CopyTo(sheet.AsSpan((((top + y) * width) + left + x) * 3));
            }
        }

        return new Picture(width, height, 8, 3, "/DeviceRGB", false, Deflate.Bytes(sheet), null);
    }

    private static IEnumerable<int> Interlaced(int down)
    {
        foreach (var (first, step) in new[] { (0, 8), (4, 8), (2, 4), (1, 2) })
        {
            for (var y = first; y < down; y += step) yield return y;
        }
    }

    /// <summary>Undoes the compression: codes of growing width, each a text seen before and one dot more.</summary>
    private static byte[]? Dots(ReadOnlySpan<byte> codes, int bits, int count)
    {
        var dots = new byte[count];
        var (before, last, lengths) = (new short[MostCodes], new byte[MostCodes], new short[MostCodes]);
        var (clear, end) = (1 << bits, (1 << bits) + 1);
        for (var i = 0; i < clear; i++) (last[i], lengths[i]) = ((byte)i, 1);
        var (next, width, previous, filled, buffer, held) = (end + 1, bits + 1, -1, 0, 0, 0);
        foreach (var one in codes)
        {
            buffer |= one << held;
            held += 8;
            while (held >= width)
            {
                var code = buffer & ((1 << width) - 1);
                buffer >>= width;
                held -= width;
                if (code == end) return filled == count ? dots : null;
                if (code == clear)
                {
                    (next, width, previous) = (end + 1, bits + 1, -1);
                    continue;
                }

                if (code > next || (code == next && previous < 0) || (previous < 0 && code >= clear)) return null;
                if (previous >= 0 && next < MostCodes)
                {
                    (before[next], lengths[next]) = ((short)previous, (short)(lengths[previous] + 1));
                    last[next] = First(code == next ? previous : code);
                    next++;
                    if (next == 1 << width && width < 12) width++;
                }

                var length = lengths[code];
                if (filled + length > count) return null;
                for (int at = filled + length - 1, walk = code; at >= filled; at--, walk = before[walk]) dots[at] = last[walk];
                filled += length;
                previous = code;
            }
        }

        // Some writers leave the end code out.
        return filled == count ? dots : null;

        byte First(int code)
        {
            while (lengths[code] > 1) code = before[code];
            return last[code];
        }
    }

    private static ReadOnlySpan<byte> Colours(ReadOnlySpan<byte> file, byte flags, ref int at)
    {
        if ((flags & 0x80) == 0) return [];
        var size = 3 << ((flags & 7) + 1);
        if (at + size > file.Length) return [];
        at += size;
        return file.Slice(at - size, size);
    }

    /// <summary>The content of a row of blocks, up to the empty one; null where it is cut off.</summary>
    private static byte[]? Blocks(ReadOnlySpan<byte> file, ref int at)
    {
        using var content = new MemoryStream();
        while (at < file.Length)
        {
            int length = file[at++];
            if (length == 0) return content.ToArray();
            if (at + length > file.Length) return null;
            content.Write(file.Slice(at, length));
            at += length;
        }

        return null;
    }

    private static int Word(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);
}
