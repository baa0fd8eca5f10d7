using System.Buffers.Binary;

namespace Storefront.Connectors.Pictures;

/// <summary>Takes everything but the picture out of a WebP file: Exif with its places and cameras, XMP, colour profiles.
/// Done here because libvips 8.14 leaves Exif in when told to strip.</summary>
/// <remarks>Source: WebP container specification (RFC 9649), chunks and the flags of VP8X.</remarks>
internal static class WebPFile
{
    private const int Head = 12;
    private const byte AlphaFlag = 0x10;

    /// <exception cref="InvalidDataException">The chunks do not add up to the file.</exception>
    public static byte[] WithoutMetadata(ReadOnlySpan<byte> file)
    {
        using var kept = new MemoryStream(file.Length);
        kept.Write(file[..Head]);
        for (var at = Head; at + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            var padded = 8L + length + (length & 1);
            if (padded > file.Length - at) throw new InvalidDataException("A chunk of the WebP file is longer than the file.");
            var chunk = file.Slice(at, (int)padded);
            at += (int)padded;
            if (chunk.StartsWith("VP8X"u8))
            {
                kept.Write(chunk[..8]);
                kept.WriteByte((byte)(chunk[8] & AlphaFlag));
                kept.Write(chunk[9..]);
            }
            else if (chunk.StartsWith("VP8 "u8) || chunk.StartsWith("VP8L"u8) || chunk.StartsWith("ALPH"u8)) kept.Write(chunk);
        }

        var bytes = kept.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)(bytes.Length - 8));
        return bytes;
    }
}
