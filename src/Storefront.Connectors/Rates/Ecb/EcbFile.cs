using System.IO.Compression;
using System.Text;
using Storefront.Pricing;

namespace Storefront.Connectors.Rates.Ecb;

/// <summary>Tells the bank's layouts apart and reads them: XML, CSV, and a zip with one of the two.</summary>
internal static class EcbFile
{
    public const string Bank = "European Central Bank euro reference rate";

    /// <summary>Most that a zip may unfold to.</summary>
    public const int MostUnzippedBytes = 32 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Outcome<ReferenceRates> Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("PK\x03\x04"u8))
        {
            var unzipped = Unzip(bytes);
            if (!unzipped.Succeeded) return unzipped.Refusal;
            bytes = unzipped.Value;
        }

        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var start = bytes.Span.TrimStart(" \t\r\n"u8);
        if (start.StartsWith("<"u8)) return EcbXml.Read(bytes);
        if (!start.StartsWith("Date"u8)) return PricingRefusals.NotRates;
        try
        {
            return EcbCsv.Read(Utf8.GetString(bytes.Span));
        }
        catch (DecoderFallbackException)
        {
            return PricingRefusals.NotRates;
        }
    }

    /// <summary>The one file in the bank's zip. What it says of its own length is not believed.</summary>
    private static Outcome<ReadOnlyMemory<byte>> Unzip(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            if (zip.Entries is not [var entry]) return PricingRefusals.NotRates;
            using var from = entry.Open();
            using var to = new MemoryStream();
            var buffer = new byte[81_920];
            while (from.Read(buffer) is > 0 and var read)
            {
                if (to.Length + read > MostUnzippedBytes) return PricingRefusals.FileTooLarge(MostUnzippedBytes);
                to.Write(buffer, 0, read);
            }

            return (ReadOnlyMemory<byte>)to.ToArray();
        }
        catch (InvalidDataException)
        {
            return PricingRefusals.FileBroken(1);
        }
    }
}
