using System.Buffers.Binary;

namespace Storefront.Connectors.Pictures;

/// <summary>What a picture file says of itself before anything of it is decoded.</summary>
/// <param name="Extension">The ending that belongs to the content, whatever the file was called.</param>
/// <param name="Width">As stored; a camera may have turned it.</param>
internal readonly record struct PictureHeader(string Extension, int Width, int Height)
{
    public long Pixels => (long)Width * Height;

    /// <summary>Reads JPEG, PNG and WebP by their content. False for anything else, and where the sizes cannot be found.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PictureHeader header)
    {
        header = default;
        return (TryPng(bytes, out header) || TryJpeg(bytes, out header) || TryWebP(bytes, out header)) && header is { Width: > 0, Height: > 0 };
    }

    /// <remarks>Source: PNG specification: signature, then the IHDR chunk.</remarks>
    private static bool TryPng(ReadOnlySpan<byte> bytes, out PictureHeader header)
    {
        header = default;
        if (bytes.Length < 33 || !bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) || !bytes[12..].StartsWith("IHDR"u8)) return false;
        header = new PictureHeader("png", BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        return true;
    }

    /// <remarks>Source: ITU-T T.81: segments up to the first start of frame, which holds the sizes.</remarks>
    private static bool TryJpeg(ReadOnlySpan<byte> bytes, out PictureHeader header)
    {
        header = default;
        if (!bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return false;
        for (var at = 2; at + 9 < bytes.Length;)
        {
            if (bytes[at] != 0xFF) return false;
            var marker = bytes[at + 1];
            if (marker is 0xFF)
            {
                at++;
                continue;
            }

            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += 2;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                header = new PictureHeader("jpg", BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
                return true;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2) return false;
            at += 2 + length;
        }

        return false;
    }

    /// <remarks>Source: WebP container specification and RFC 9649: VP8X holds the canvas, VP8L and VP8 the frame.</remarks>
    private static bool TryWebP(ReadOnlySpan<byte> bytes, out PictureHeader header)
    {
        header = default;
        if (bytes.Length < 30 || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WEBP"u8)) return false;
        var kind = bytes.Slice(12, 4);
        var data = bytes[20..];
        if (kind.SequenceEqual("VP8X"u8)) header = new PictureHeader("webp", 1 + Low24(data[4..]), 1 + Low24(data[7..]));
        else if (kind.SequenceEqual("VP8L"u8) && data[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            header = new PictureHeader("webp", 1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        }
        else if (kind.SequenceEqual("VP8 "u8) && data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
        {
            header = new PictureHeader("webp", BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
        }

        return header.Width > 0;
    }

    private static int Low24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
