namespace Storefront.Languages;

/// <summary>The six cardinal plural categories of CLDR. Each language uses some of them, always <see cref="Other"/>.</summary>
public enum PluralCategory
{
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}
