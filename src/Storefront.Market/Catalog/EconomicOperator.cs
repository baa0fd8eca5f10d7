namespace Storefront.Catalog;

/// <summary>Who answers for the safety of goods: their maker, or the person in the European Union who is responsible for them.</summary>
/// <remarks>Name, postal and electronic address, as Regulation (EU) 2023/988, Articles 16 and 19, asks a seller to show them; checked 2026-11-30.</remarks>
/// <param name="Address">The postal address in one line, without the country.</param>
/// <param name="Contact">A mail address or the address of a page with a form.</param>
public sealed record EconomicOperator(string Name, string Address, Country Country, string Contact)
{
    public const int LongestName = 200;
    public const int LongestAddress = 300;
    public const int LongestContact = 200;

    /// <summary>Something of it is missing.</summary>
    public bool IsIncomplete => string.IsNullOrWhiteSpace(Name) || string.IsNullOrWhiteSpace(Address) || string.IsNullOrWhiteSpace(Contact);
}
