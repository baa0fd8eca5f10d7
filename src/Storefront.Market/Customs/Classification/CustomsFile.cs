using System.Text;

namespace Storefront.Customs.Classification;

/// <summary>A table of customs as an admin sends it: UTF-8 CSV, with or without the mark of its encoding.</summary>
internal static class CustomsFile
{
    /// <param name="largest">In bytes.</param>
    /// <returns>What the reading of the text gave, or why there is no text to read.</returns>
    public static Outcome<T> Read<T>(ReadOnlyMemory<byte> file, int largest, Refusal tooLarge, Func<TextReader, Outcome<T>> read)
    {
        if (file.Length > largest) return tooLarge;
        try
        {
            using var reader = new StringReader(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file.Span).TrimStart('\uFEFF'));
            return read(reader);
        }
        catch (DecoderFallbackException)
        {
            return TariffRefusals.NotText;
        }
        catch (CsvException fault)
        {
            return TariffRefusals.QuoteOpen(fault.Line);
        }
    }

    /// <summary>The records that are neither empty nor remarks, which begin with #.</summary>
    public static IEnumerable<(int Line, string[] Cells)> Records(TextReader reader) =>
        Csv.ReadWithLines(reader).Where(r => !r.Cells[0].StartsWith('#') && !Array.TrueForAll(r.Cells, string.IsNullOrWhiteSpace));
}
