using System.Text;

namespace Storefront.Catalog;

/// <summary>A product file, read whole before anything is done with it, so that a fault at its end cannot leave half of it imported.</summary>
internal sealed record ProductFile(ProductHeader Header, IReadOnlyList<ProductRows> Products, int Rows)
{
    public const int LongestHandle = 120;

    /// <summary>UTF-8 with or without its mark, or UTF-16 with one. Other encodings are refused rather than stored as wrong letters.</summary>
    public static async Task<Outcome<ProductFile>> ReadAsync(Stream file, ImportRemarks remarks, CancellationToken cancel)
    {
        // A browser's upload can only be read asynchronously, and a CSV reader reads on: so the bytes are taken in first, as many as are allowed.
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await file.ReadAsync(buffer, cancel)) > 0;)
        {
            if (bytes.Length + read > ImportListings.LargestBytes) return ImportRefusals.TooLarge;
            bytes.Write(buffer, 0, read);
        }

        bytes.Position = 0;
        using var reader = new StreamReader(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        try
        {
            return Read(reader, remarks);
        }
        catch (DecoderFallbackException)
        {
            return ImportRefusals.NotText;
        }
        catch (CsvException fault)
        {
            return ImportRefusals.QuoteOpen(fault.Line);
        }
    }

    private static Outcome<ProductFile> Read(TextReader reader, ImportRemarks remarks)
    {
        ProductHeader? header = null;
        var products = new Dictionary<string, ProductRows>(StringComparer.OrdinalIgnoreCase);
        var rows = 0;
        foreach (var (line, cells) in Csv.ReadWithLines(reader))
        {
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace)) continue;
            if (header is null)
            {
                var first = ProductHeader.Of(cells);
                if (!first.Succeeded) return first.Refusal;
                header = first.Value;
                foreach (var ignored in header.Ignored) remarks.Notice(line, ignored, ImportRefusals.ColumnIgnored);
                continue;
            }

            if (++rows > ImportListings.MostRows) return ImportRefusals.TooManyRows;
            Add(new ProductRow(line, cells, header), products, remarks);
        }

        if (header is null || rows == 0) return ImportRefusals.Empty;
        return new ProductFile(header, [.. products.Values.OrderBy(p => p.First.Line)], rows);
    }

    private static void Add(ProductRow row, Dictionary<string, ProductRows> products, ImportRemarks remarks)
    {
        var handle = row.Text(ProductColumns.Handle);
        if (handle.Length is 0 or > LongestHandle)
        {
            remarks.Problem(row.Line, ProductColumns.Handle, handle.Length == 0 ? ImportRefusals.HandleMissing : ImportRefusals.TooLong(LongestHandle));
            return;
        }

        if (!products.TryGetValue(handle, out var product)) products[handle] = product = new ProductRows(handle, []);
        product.Rows.Add(row);
    }
}
