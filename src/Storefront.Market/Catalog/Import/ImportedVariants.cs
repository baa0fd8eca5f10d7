using System.Globalization;

namespace Storefront.Catalog;

/// <summary>A product's variants as its rows name them, one row each.</summary>
internal static class ImportedVariants
{
    /// <summary>A tonne, and ten metres: beyond that a cell holds the wrong unit.</summary>
    public const int HeaviestGrams = 1_000_000;

    public const int LongestMm = 10_000;

    private const int LongestSku = 64;
    private const int LongestBarcode = 20;

    /// <param name="skus">The lines on which article numbers stood before in this file.</param>
    public static List<VariantDraft> Read(ProductRows product, ImportedOptions options, Listing? known, Currency currency, Dictionary<string, int> skus, ImportRemarks remarks)
    {
        var drafts = new List<VariantDraft>();
        var combinations = new HashSet<string>(StringComparer.Ordinal);
        Dimensions? firstSize = null;
        foreach (var row in product.Rows)
        {
            if (row != product.First && !row.IsVariant) continue;
            if (drafts.Count == SaveListing.MostVariants)
            {
                remarks.Problem(row.Line, null, ImportRefusals.TooManyVariants);
                break;
            }

            var values = options.ValuesOf(row, remarks);
            if (!combinations.Add(string.Join('\n', values.Select(v => v.Key + "=" + v.Value)))) remarks.Problem(row.Line, ProductColumns.OptionValue(1), ImportRefusals.VariantTwice);
            var alike = known?.Variants.FirstOrDefault(v => v.IsActive && v.Values.Count == values.Count && values.All(o => v.Values.TryGetValue(o.Key, out var value) && value == o.Value));
            var (same, sku) = Identify(row, product.Handle, values, known, alike, skus, remarks);
            // A variant under a new number is still the thing that had the old one: what the row does not say is as it was.
            var before = same ?? alike;
            // A size that is given on the product's first row only is that of all its rows.
            var own = SizeOf(row, remarks);
            if (row == product.First) firstSize = own;
            var size = own ?? firstSize ?? before?.Size ?? default;
            var price = PriceOf(row, currency, remarks);
            var (hasBattery, battery) = ImportedTrade.BatteryOf(row, before, remarks);
            var facts = new VariantFacts(
                values, price, ListPriceOf(row, price, before, remarks), WeightOf(row, remarks), size, BarcodeOf(row, before, remarks),
                hasBattery, Battery: battery, PartNumber: row.Header.Has(ProductColumns.PartNumber) ? PartNumberOf(row) : before?.PartNumber);
            drafts.Add(new VariantDraft(same?.Id, sku, facts, QuantityOf(row, remarks)) { Bin = BinOf(row, remarks) });
        }

        return drafts;
    }

    /// <summary>The listing's variant with the row's article number; where the row has none, the one with the same options; and the number to use.</summary>
    private static (Variant? Same, string Sku) Identify(
        ProductRow row, string handle, Dictionary<string, string> values, Listing? known, Variant? alike, Dictionary<string, int> skus, ImportRemarks remarks)
    {
        var sku = row.Text(ProductColumns.Sku);
        Variant? same;
        if (sku.Length > 0)
        {
            same = known?.Variants.FirstOrDefault(v => string.Equals(v.Sku, sku, StringComparison.OrdinalIgnoreCase));
        }
        else
        {
            same = alike;
            sku = same?.Sku ?? string.Join('-', values.Values.Prepend(handle));
            if (same is null) remarks.Notice(row.Line, ProductColumns.Sku, ImportRefusals.SkuMade(sku));
        }

        if (sku.Length > LongestSku) remarks.Problem(row.Line, ProductColumns.Sku, ImportRefusals.TooLong(LongestSku));
        if (!skus.TryAdd(sku, row.Line)) remarks.Problem(row.Line, ProductColumns.Sku, ImportRefusals.SkuTwice(skus[sku]));
        return (same, same?.Sku ?? sku);
    }

    /// <summary>In the merchant's currency, exact to its minor unit, more than nothing.</summary>
    private static Money PriceOf(ProductRow row, Currency currency, ImportRemarks remarks)
    {
        if (Money.TryParse(row.Text(ProductColumns.Price), currency, out var price) && price.IsPositive) return price;
        remarks.Problem(row.Line, ProductColumns.Price, ImportRefusals.PriceWrong(currency));
        return Money.Zero(currency);
    }

    /// <summary>An earlier, higher price. Many exports repeat the price itself here: that is none.</summary>
    private static Money? ListPriceOf(ProductRow row, Money price, Variant? before, ImportRemarks remarks)
    {
        if (!row.Header.Has(ProductColumns.ListPrice)) return before?.ListPrice > price ? before!.ListPrice : null;
        var text = row.Text(ProductColumns.ListPrice);
        if (text.Length == 0) return null;
        if (!Money.TryParse(text, price.Currency, out var listPrice))
        {
            remarks.Problem(row.Line, ProductColumns.ListPrice, ImportRefusals.PriceWrong(price.Currency));
            return null;
        }

        if (listPrice > price) return listPrice;
        if (!listPrice.IsZero) remarks.Notice(row.Line, ProductColumns.ListPrice, ImportRefusals.ListPriceIgnored);
        return null;
    }

    private static string? PartNumberOf(ProductRow row) => row.Text(ProductColumns.PartNumber) is { Length: > 0 } text ? text : null;

    /// <summary>More than nothing; a fraction, as exports from other units have it, is rounded up to the gram.</summary>
    private static Weight WeightOf(ProductRow row, ImportRemarks remarks)
    {
        if (decimal.TryParse(row.Text(ProductColumns.Grams), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var grams) && grams is > 0 and <= HeaviestGrams)
            return new Weight((int)Math.Ceiling(grams));
        remarks.Problem(row.Line, ProductColumns.Grams, ImportRefusals.WeightWrong);
        return default;
    }

    /// <summary>Null when the row gives none; all three sides or none.</summary>
    private static Dimensions? SizeOf(ProductRow row, ImportRemarks remarks)
    {
        string[] columns = [ProductColumns.Length, ProductColumns.Width, ProductColumns.Height];
        var sides = new int[3];
        var given = 0;
        for (var i = 0; i < 3; i++)
        {
            var text = row.Text(columns[i]);
            if (text.Length == 0) continue;
            given++;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out sides[i]) || sides[i] is 0 or > LongestMm)
                remarks.Problem(row.Line, columns[i], ImportRefusals.SizeWrong);
        }

        if (given == 0) return null;
        if (given < 3) remarks.Problem(row.Line, columns[Array.IndexOf(sides, 0)], ImportRefusals.SizeIncomplete);
        return new Dimensions(sides[0], sides[1], sides[2]);
    }

    private static string? BarcodeOf(ProductRow row, Variant? before, ImportRemarks remarks)
    {
        if (!row.Header.Has(ProductColumns.Barcode)) return before?.Barcode;
        var text = row.Text(ProductColumns.Barcode);
        if (text.Length > LongestBarcode || !text.All(char.IsAsciiLetterOrDigit)) remarks.Problem(row.Line, ProductColumns.Barcode, ImportRefusals.BarcodeWrong);
        return text.Length == 0 ? null : text;
    }

    /// <summary>Where the units lie; null leaves it as it is, where the file has no such column.</summary>
    private static string? BinOf(ProductRow row, ImportRemarks remarks)
    {
        if (!row.Header.Has(ProductColumns.Bin)) return null;
        var text = row.Text(ProductColumns.Bin);
        if (text.Length > Stock.LongestBin) remarks.Problem(row.Line, ProductColumns.Bin, ImportRefusals.TooLong(Stock.LongestBin));
        return text;
    }

    /// <summary>Units that the merchant has; null leaves the stock as it is.</summary>
    private static int? QuantityOf(ProductRow row, ImportRemarks remarks)
    {
        var text = row.Text(ProductColumns.Quantity);
        if (text.Length == 0) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units <= SaveListing.MostStock) return units;
        remarks.Problem(row.Line, ProductColumns.Quantity, ImportRefusals.StockWrong);
        return null;
    }
}
