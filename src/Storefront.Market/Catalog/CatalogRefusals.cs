namespace Storefront.Catalog;

public static class CatalogRefusals
{
    public static readonly Refusal Blocked = new("catalog.listing-blocked");
    public static readonly Refusal NotYours = new("catalog.not-found");
    public static readonly Refusal SkuTaken = new("catalog.sku-taken", "sku");
    public static readonly Refusal UnknownCategory = new("catalog.unknown-category", "category");
    public static readonly Refusal BelowPromised = new("catalog.stock-below-promised", "stock");
    public static readonly Refusal Stale = new("catalog.changed-meanwhile");

    /// <summary>Units came in or left after the form with the number on hand was opened.</summary>
    public static Refusal StockMoved(int seen, int now) => new Refusal(StockMovedCode, "stock").With("seen", seen).With("now", now);

    public const string StockMovedCode = "catalog.stock-moved";

    public static Refusal TooLong(string field, int most) => new Refusal("catalog.too-long", field).With("most", most);

    /// <summary>Two national codes are for the same country.</summary>
    public static readonly Refusal CountryTwice = new("catalog.country-twice", "nationalCodes");

    public static Refusal TooMany(string field, int most) => new Refusal("catalog.too-many", field).With("most", most);

    public static Refusal WrongCurrency(Currency expected) => new Refusal("catalog.wrong-currency", "price").With("currency", expected.Code);

    public static Refusal Missing(string field) => new("catalog.missing", field);
}
