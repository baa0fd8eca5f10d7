namespace Storefront.Shipping;

/// <summary>The fixed words of a paper in one language, by key.</summary>
public sealed record PaperWords(IReadOnlyDictionary<string, string> Texts, bool IsRightToLeft = false)
{
    /// <summary>BCP 47; picks the national forms of Han characters.</summary>
    public string? Language { get; init; }

    public string this[string key] => Texts[key];
}
