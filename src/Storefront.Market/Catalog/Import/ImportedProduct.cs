using Storefront.Languages;

namespace Storefront.Catalog;

/// <param name="Categories">Every key and name of a category, in any language, with the key that it stands for.</param>
internal sealed record ImportTerms(Currency Currency, IReadOnlyDictionary<string, string> Categories);

/// <summary>A product of the file, ready to be saved. A column that the file does not have leaves the listing as it is; a column that
/// it has decides, so that an empty cell clears.</summary>
/// <param name="Shown">Whether the file wants it in the shop; null when it does not say.</param>
internal sealed record ImportedProduct(ListingDraft Draft, bool? Shown)
{
    public const int LongestTitle = 200;
    public const int LongestDescription = 20_000;

    private const int LongestHtml = 200_000;
    private const int LongestBrand = 120;
    private const int LongestCustomsDescription = 120;

    /// <summary>Null when the rows have a problem; the remarks say which.</summary>
    /// <param name="known">The listing that is to be updated, with its variants; null for a new one.</param>
    public static ImportedProduct? Read(ProductRows product, Listing? known, ImportTerms terms, Dictionary<string, int> skus, ImportRemarks remarks)
    {
        var before = remarks.ProblemCount;
        CheckShape(product, remarks);
        var first = product.First;
        var language = LanguageOf(first, known, remarks);
        var options = ImportedOptions.Of(product, known, language, remarks);
        var variants = ImportedVariants.Read(product, options, known, terms.Currency, skus, remarks);
        var handle = product.Handle.ToLowerInvariant();
        var facts = new ListingFacts
        {
            Handle = handle == (known?.Handle ?? known?.Slug) ? null : handle,
            Category = CategoryOf(first, known, terms, remarks),
            Brand = Short(first, ProductColumns.Vendor, known?.Brand, LongestBrand, remarks),
            HsCode = HsCodeOf(first, known, remarks),
            Origin = OriginOf(first, known, remarks),
            CustomsDescription = Short(first, ProductColumns.CustomsDescription, known?.CustomsDescription, LongestCustomsDescription, remarks),
            NationalCodes = ImportedTrade.NationalCodesOf(first, known, remarks),
            Maker = ImportedTrade.MakerOf(first, known, remarks),
            ResponsiblePerson = ImportedTrade.ResponsiblePersonOf(first, known, remarks),
            Sensitive = ImportedTrade.SensitiveOf(first, known, remarks),
            Language = language,
            Texts = TextsOf(first, known, language, remarks),
            Options = options.All,
        };
        var pictures = ImportedPictures.Read(product, known, language, remarks);
        var shown = ShownBy(first, remarks);
        return remarks.ProblemCount > before ? null : new ImportedProduct(new ListingDraft(known?.Id, known?.Version ?? 0, facts, pictures, variants), shown);
    }

    /// <summary>Cells beyond the header come from a comma that was not quoted; a second product under the same handle shows in cells that differ.</summary>
    private static void CheckShape(ProductRows product, ImportRemarks remarks)
    {
        foreach (var row in product.Rows)
        {
            if (row.Cells.Skip(row.Header.Width).Any(c => !string.IsNullOrWhiteSpace(c))) remarks.Problem(row.Line, null, ImportRefusals.TooManyCells);
            if (row == product.First) continue;
            foreach (var column in ProductColumns.OfProduct)
            {
                var text = row.Text(column);
                if (text.Length > 0 && text != product.First.Text(column)) remarks.Problem(row.Line, column, ImportRefusals.Differs(product.First.Line));
            }
        }
    }

    private static string LanguageOf(ProductRow row, Listing? known, ImportRemarks remarks)
    {
        var tag = row.Text(ProductColumns.Language);
        if (tag.Length == 0) return known?.Language ?? Language.English.Tag;
        if (Language.TryFind(tag, out var language)) return language.Tag;
        remarks.Problem(row.Line, ProductColumns.Language, ImportRefusals.LanguageUnknown);
        return known?.Language ?? Language.English.Tag;
    }

    private static Dictionary<string, ListingText> TextsOf(ProductRow row, Listing? known, string language, ImportRemarks remarks)
    {
        var texts = known is null ? [] : new Dictionary<string, ListingText>(known.Texts, StringComparer.Ordinal);
        var title = row.Text(ProductColumns.Title);
        if (title.Length == 0) remarks.Problem(row.Line, ProductColumns.Title, ImportRefusals.CellMissing);
        texts[language] = Text(row, texts.GetValueOrDefault(language), title, ProductColumns.Title, ProductColumns.Body, remarks);
        foreach (var other in Language.All.Select(l => l.Tag))
        {
            var (titleColumn, bodyColumn) = (ProductColumns.TitleIn(other), ProductColumns.BodyIn(other));
            var translated = row.Text(titleColumn);
            if (other == language)
            {
                if (translated.Length > 0 && translated != title) remarks.Problem(row.Line, titleColumn, ImportRefusals.LanguageTwice);
                continue;
            }

            var before = texts.GetValueOrDefault(other);
            if (!row.Header.Has(titleColumn)) translated = before?.Title ?? "";
            if (translated.Length > 0) texts[other] = Text(row, before, translated, titleColumn, bodyColumn, remarks);
            else if (row.Text(bodyColumn).Length > 0) remarks.Problem(row.Line, titleColumn, ImportRefusals.CellMissing);
            else texts.Remove(other);
        }

        return texts;
    }

    private static ListingText Text(ProductRow row, ListingText? before, string title, string titleColumn, string bodyColumn, ImportRemarks remarks)
    {
        if (title.Length > LongestTitle) remarks.Problem(row.Line, titleColumn, ImportRefusals.TooLong(LongestTitle));
        var description = before?.Description ?? "";
        if (row.Header.Has(bodyColumn))
        {
            var body = row.Lines(bodyColumn);
            description = body.Length > LongestHtml ? body : BodyMarkdown.From(body);
            if (description.Length > LongestDescription) remarks.Problem(row.Line, bodyColumn, ImportRefusals.TooLong(LongestDescription));
        }

        return before is null ? new ListingText(title, description, null, null, []) : before with { Title = title, Description = description };
    }

    private static string CategoryOf(ProductRow row, Listing? known, ImportTerms terms, ImportRemarks remarks)
    {
        var (category, type) = (row.Text(ProductColumns.Category), row.Text(ProductColumns.Type));
        if (category.Length > 0 ? terms.Categories.TryGetValue(category, out var key) : terms.Categories.TryGetValue(type, out key)) return key;
        if (category.Length == 0 && known is not null) return known.Category;
        remarks.Problem(row.Line, ProductColumns.Category, category.Length == 0 && type.Length == 0 ? ImportRefusals.CellMissing : CatalogRefusals.UnknownCategory);
        return "";
    }

    private static HsCode? HsCodeOf(ProductRow row, Listing? known, ImportRemarks remarks)
    {
        if (!row.Header.Has(ProductColumns.HsCode)) return known?.HsCode;
        var text = row.Text(ProductColumns.HsCode);
        if (text.Length == 0) return null;
        if (HsCode.TryParse(text, out var code)) return code;
        remarks.Problem(row.Line, ProductColumns.HsCode, ImportRefusals.HsCodeWrong);
        return null;
    }

    private static Country? OriginOf(ProductRow row, Listing? known, ImportRemarks remarks)
    {
        if (!row.Header.Has(ProductColumns.Origin)) return known?.Origin;
        var text = row.Text(ProductColumns.Origin);
        if (text.Length == 0) return null;
        if (Country.TryParse(text, out var country) && Countries.TryFind(country, out _)) return country;
        remarks.Problem(row.Line, ProductColumns.Origin, ImportRefusals.CountryUnknown);
        return null;
    }

    private static string? Short(ProductRow row, string column, string? before, int longest, ImportRemarks remarks)
    {
        if (!row.Header.Has(column)) return before;
        var text = row.Text(column);
        if (text.Length > longest) remarks.Problem(row.Line, column, ImportRefusals.TooLong(longest));
        return text.Length == 0 ? null : text;
    }

    private static bool? ShownBy(ProductRow row, ImportRemarks remarks)
    {
        var published = row.YesOrNo(ProductColumns.Published, remarks);
        switch (row.Text(ProductColumns.Status).ToLowerInvariant())
        {
            case "":
                return published;
            case "active":
                return published ?? true;
            case "draft" or "archived":
                return false;
            default:
                remarks.Problem(row.Line, ProductColumns.Status, ImportRefusals.StatusUnknown);
                return null;
        }
    }
}
