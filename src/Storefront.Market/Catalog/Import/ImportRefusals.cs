namespace Storefront.Catalog;

/// <summary>What can be wrong with a product file: with the file as a whole, with a cell of it, or worth a notice only.</summary>
public static class ImportRefusals
{
    public static readonly Refusal Empty = new("import.empty");
    public static readonly Refusal NotText = new("import.not-text");
    public static readonly Refusal TooLarge = new Refusal("import.too-large").With("megabytes", ImportListings.LargestBytes / (1024 * 1024));
    public static readonly Refusal TooManyRows = new Refusal("import.too-many-rows").With("most", ImportListings.MostRows);
    public static readonly Refusal WrongSeparator = new("import.wrong-separator");

    public static readonly Refusal HandleMissing = new("import.handle-missing");
    public static readonly Refusal TooManyCells = new("import.too-many-cells");
    public static readonly Refusal CellMissing = new("import.cell-missing");
    public static readonly Refusal WeightWrong = new Refusal("import.weight-wrong").With("most", ImportedVariants.HeaviestGrams);
    public static readonly Refusal SizeWrong = new Refusal("import.size-wrong").With("most", ImportedVariants.LongestMm);
    public static readonly Refusal SizeIncomplete = new("import.size-incomplete");
    public static readonly Refusal StockWrong = new Refusal("import.stock-wrong").With("most", SaveListing.MostStock);
    public static readonly Refusal NeitherYesNorNo = new("import.neither-yes-nor-no");
    public static readonly Refusal HsCodeWrong = new("import.hs-code-wrong");
    public static readonly Refusal CountryUnknown = new("import.country-unknown");
    public static readonly Refusal LanguageUnknown = new Refusal("import.language-unknown").With("languages", string.Join(", ", Languages.Language.All));
    public static readonly Refusal LanguageTwice = new("import.language-twice");
    public static readonly Refusal StatusUnknown = new("import.status-unknown");
    public static readonly Refusal BarcodeWrong = new("import.barcode-wrong");
    public static readonly Refusal NumberWrong = new("import.number-wrong");
    public static readonly Refusal PictureNotOurs = new("import.picture-not-ours");
    public static readonly Refusal VariantTwice = new("import.variant-twice");
    public static readonly Refusal SkuElsewhere = new("import.sku-elsewhere");
    public static readonly Refusal TooManyVariants = new Refusal("import.too-many-variants").With("most", SaveListing.MostVariants);
    public static readonly Refusal TooManyPictures = new Refusal("import.too-many-pictures").With("most", ImportedPictures.Most);

    public static readonly Refusal ColumnIgnored = new("import.column-ignored");
    public static readonly Refusal PictureNotFetched = new("import.picture-not-fetched");
    public static readonly Refusal ListPriceIgnored = new("import.list-price-ignored");
    public static readonly Refusal KeptAsDraft = new("import.kept-as-draft");

    public static Refusal ColumnsMissing(IEnumerable<string> columns) => new Refusal("import.columns-missing").With("columns", string.Join(", ", columns));

    public static Refusal ColumnTwice(string column) => new Refusal("import.column-twice").With("column", column);

    public static Refusal QuoteOpen(int line) => new Refusal("import.quote-open").With("line", line);

    public static Refusal TooLong(int most) => new Refusal("import.too-long").With("most", most);

    /// <param name="currency">The merchant's; the example shows its digits.</param>
    public static Refusal PriceWrong(Currency currency) => new Refusal("import.price-wrong").With("currency", currency.Code).With("example", Money.Of(1234.5m, currency, Rounding.HalfUp).ToPlain());

    public static Refusal NationalCodeWrong(string text) => new Refusal("import.national-code-wrong").With("text", text);

    public static Refusal SensitiveUnknown(string text, IEnumerable<string> names) => new Refusal("import.sensitive-unknown").With("text", text).With("names", string.Join(", ", names));

    public static Refusal Differs(int line) => new Refusal("import.differs").With("line", line);

    public static Refusal SkuTwice(int line) => new Refusal("import.sku-twice").With("line", line);

    public static Refusal SkuMade(string sku) => new Refusal("import.sku-made").With("sku", sku);
}
