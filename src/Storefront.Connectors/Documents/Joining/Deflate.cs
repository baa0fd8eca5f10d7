using System.IO.Compression;

namespace Storefront.Connectors.Documents.Joining;

internal static class Deflate
{
    public static byte[] Bytes(ReadOnlySpan<byte> plain)
    {
        using var deflated = new MemoryStream();
        using (var zlib = new ZLibStream(deflated, CompressionLevel.Fastest)) zlib.Write(plain);
        return deflated.ToArray();
    }
}
