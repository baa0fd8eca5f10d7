namespace Storefront.Search;

public sealed class CatalogueSearchOptions
{
    /// <summary>Euro cents that an amount is worth at the rates of the day, half up, or null where no rate is known. Prices are compared and
    /// filtered by it, never charged by it. Call <see cref="CatalogueCopy.Reprice"/> when rates have changed.</summary>
    public Func<Money, long?> ToEuroCents { get; set; } = static amount => amount.Currency == Currency.Eur ? amount.Minor : null;

    /// <summary>A category's name by its key and a language tag, or null where it has none; its words are suggested and can be searched.</summary>
    public Func<string, string, string?> CategoryName { get; set; } = static (_, _) => null;

    /// <summary>The languages in which category names are indexed.</summary>
    public IReadOnlyList<string> Languages { get; set; } = ["en", "zh-Hans", "fr", "ar"];

    /// <summary>Memory for the slot sets of words that were asked for, in bytes.</summary>
    public int WordCacheBytes { get; set; } = 12 * 1024 * 1024;
}
