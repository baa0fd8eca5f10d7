namespace Storefront.Shipping;

/// <summary>The fixed words of a paper in one language, by key.</summary>
public sealed record PaperWords(IReadOnlyDictionary<string, string> Texts, bool IsRightToLeft = false)
{
    public string this[string key] => Texts[key];
}
