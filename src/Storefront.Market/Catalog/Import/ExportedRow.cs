using System.Globalization;
using Storefront.Languages;

namespace Storefront.Catalog;

/// <summary>One record of an exported product file: a variant, a picture, or both beside each other.</summary>
internal sealed class ExportedRow
{
    /// <summary>RFC 4180 ends lines so.</summary>
    private const string LineEnd = "\r\n";

    public static readonly string Header = Csv.Line(ProductColumns.All) + LineEnd;

    private readonly Dictionary<string, string> cells = new(StringComparer.Ordinal);

    private ExportedRow(string handle) => cells[ProductColumns.Handle] = handle;

    public string Line => Csv.Line(ProductColumns.All.Select(c => cells.GetValueOrDefault(c, ""))) + LineEnd;

    public static IEnumerable<ExportedRow> Of(Listing listing, IReadOnlyDictionary<VariantId, StockOnHand> stock, IReadOnlyDictionary<string, Category> categories)
    {
        var variants = listing.Variants.Where(v => v.IsActive).ToList();
        if (variants.Count == 0) yield break;
        for (var i = 0; i < Math.Max(variants.Count, listing.Pictures.Count); i++)
        {
            var row = new ExportedRow(listing.Handle ?? listing.Slug);
            if (i == 0) row.Describe(listing, categories.TryGetValue(listing.Category, out var category) ? category.Names.GetValueOrDefault(Language.English.Tag) : null);
            if (i < variants.Count) row.Offer(variants[i], listing, stock.GetValueOrDefault(variants[i].Id));
            if (i < listing.Pictures.Count) row.Show(listing.Pictures[i], i + 1, listing.Language);
            yield return row;
        }
    }

    public static IEnumerable<ExportedRow> Example(string category)
    {
        string[] shared = [ProductColumns.Category, category, ProductColumns.Language, "en", ProductColumns.Status, "draft", ProductColumns.Quantity, "12", ProductColumns.Battery, "no"];
        yield return new ExportedRow("walnut-board").With(shared).With(
            ProductColumns.Title, "Serving board of walnut", ProductColumns.Body, "<p>One piece of <b>walnut</b>, oiled.</p><ul><li>Wash by hand</li><li>Oil it twice a year</li></ul>",
            ProductColumns.Vendor, "Example Workshop", ProductColumns.HsCode, "4419.20", ProductColumns.Origin, "FR", ProductColumns.CustomsDescription, "Serving board of walnut wood",
            ProductColumns.OptionName(1), "Size", ProductColumns.OptionValue(1), "Small", ProductColumns.Sku, "BOARD-S", ProductColumns.Grams, "620", ProductColumns.Price, "35", ProductColumns.ListPrice, "39",
            ProductColumns.Length, "320", ProductColumns.Width, "220", ProductColumns.Height, "30", ProductColumns.TitleIn("fr"), "Planche de service en noyer", ProductColumns.BodyIn("fr"), "Une pièce de noyer, huilée.");
        yield return new ExportedRow("walnut-board").With(
            ProductColumns.OptionValue(1), "Large", ProductColumns.Sku, "BOARD-L", ProductColumns.Grams, "1140", ProductColumns.Price, "58", ProductColumns.Quantity, "5", ProductColumns.Battery, "no",
            ProductColumns.Length, "450", ProductColumns.Width, "300", ProductColumns.Height, "30");
        yield return new ExportedRow("bike-light").With(shared).With(
            ProductColumns.Title, "Bicycle light with USB", ProductColumns.Body, "White, 400 lumen. The cable is in the box.", ProductColumns.Vendor, "Example Workshop",
            ProductColumns.HsCode, "851210", ProductColumns.Origin, "CN", ProductColumns.CustomsDescription, "LED bicycle lamp with lithium-ion battery", ProductColumns.Battery, "yes",
            ProductColumns.Sku, "LIGHT-1", ProductColumns.Grams, "180", ProductColumns.Price, "24", ProductColumns.Length, "110", ProductColumns.Width, "60", ProductColumns.Height, "45");
    }

    private void Describe(Listing listing, string? category)
    {
        var text = listing.Texts[listing.Language];
        With(
            ProductColumns.Title, text.Title, ProductColumns.Body, text.Description, ProductColumns.Vendor, listing.Brand ?? "", ProductColumns.Type, category ?? "",
            ProductColumns.Published, listing.Status == ListingStatus.Published ? "TRUE" : "FALSE", ProductColumns.Status, StatusOf(listing.Status), ProductColumns.Category, listing.Category,
            ProductColumns.Language, listing.Language, ProductColumns.HsCode, listing.HsCode?.Digits ?? "", ProductColumns.Origin, listing.Origin?.Code ?? "",
            ProductColumns.CustomsDescription, listing.CustomsDescription ?? "", ProductColumns.NationalCodes, ImportedTrade.Written(listing.NationalCodes), ProductColumns.Sensitive, ImportedTrade.Written(listing.Sensitive),
            ProductColumns.MakerName, listing.Maker?.Name ?? "", ProductColumns.MakerAddress, listing.Maker?.Address ?? "", ProductColumns.MakerCountry, listing.Maker?.Country.Code ?? "", ProductColumns.MakerContact, listing.Maker?.Contact ?? "",
            ProductColumns.ResponsibleName, listing.ResponsiblePerson?.Name ?? "", ProductColumns.ResponsibleAddress, listing.ResponsiblePerson?.Address ?? "", ProductColumns.ResponsibleCountry, listing.ResponsiblePerson?.Country.Code ?? "", ProductColumns.ResponsibleContact, listing.ResponsiblePerson?.Contact ?? "");
        for (var n = 1; n <= Math.Min(ProductColumns.MostOptions, listing.Options.Count); n++) With(ProductColumns.OptionName(n), NameIn(listing.Options[n - 1].Name, listing.Language));
        foreach (var (language, translated) in listing.Texts.Where(t => t.Key != listing.Language))
            With(ProductColumns.TitleIn(language), translated.Title, ProductColumns.BodyIn(language), translated.Description);
    }

    private void Offer(Variant variant, Listing listing, StockOnHand? stock)
    {
        for (var n = 1; n <= Math.Min(ProductColumns.MostOptions, listing.Options.Count); n++)
        {
            var option = listing.Options[n - 1];
            if (variant.Values.TryGetValue(option.Key, out var key) && option.Values.FirstOrDefault(v => v.Key == key) is { } value) With(ProductColumns.OptionValue(n), NameIn(value.Name, listing.Language));
        }

        With(
            ProductColumns.Sku, variant.Sku, ProductColumns.Grams, Plain(variant.Weight.Grams), ProductColumns.Quantity, Plain(stock?.OnHand ?? 0), ProductColumns.Price, variant.Price.ToPlain(),
            ProductColumns.ListPrice, variant.ListPrice?.ToPlain() ?? "", ProductColumns.Barcode, variant.Barcode ?? "", ProductColumns.PartNumber, variant.PartNumber ?? "", ProductColumns.Battery, ImportedTrade.Written(variant), ProductColumns.Bin, stock?.Bin ?? "");
        if (variant.Size.LengthMm > 0) With(ProductColumns.Length, Plain(variant.Size.LengthMm), ProductColumns.Width, Plain(variant.Size.WidthMm), ProductColumns.Height, Plain(variant.Size.HeightMm));
    }

    private void Show(ListingPicture picture, int position, string language) => With(
        ProductColumns.Picture, picture.Url, ProductColumns.PicturePosition, Plain(position), ProductColumns.PictureAlt, picture.Alt.GetValueOrDefault(language, ""),
        ProductColumns.PictureWidth, Plain(picture.Width), ProductColumns.PictureHeight, Plain(picture.Height));

    /// <param name="namesAndCells">A column's name and its cell, by turns.</param>
    private ExportedRow With(params ReadOnlySpan<string> namesAndCells)
    {
        for (var i = 0; i < namesAndCells.Length; i += 2) cells[namesAndCells[i]] = namesAndCells[i + 1];
        return this;
    }

    private static string StatusOf(ListingStatus status) => status switch
    {
        ListingStatus.Published => "active",
        ListingStatus.Draft => "draft",
        ListingStatus.Withdrawn or ListingStatus.Blocked => "archived",
    };

    private static string NameIn(IReadOnlyDictionary<string, string> names, string language) => names.TryGetValue(language, out var name) ? name : names.Values.FirstOrDefault("");

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
