namespace Storefront.Shipping;

/// <summary>One kind of goods on a customs form.</summary>
/// <param name="Description">What it is, in English or French, in words that a customs officer can classify.</param>
/// <param name="NetWeight">Of all pieces together, without packing.</param>
/// <param name="Value">Of all pieces together.</param>
/// <param name="Origin">Where the goods were made.</param>
public sealed record CustomsLine(string Description, int Quantity, Weight NetWeight, Money Value, HsCode HsCode, Country Origin)
{
    public const int LongestDescription = 120;
}
