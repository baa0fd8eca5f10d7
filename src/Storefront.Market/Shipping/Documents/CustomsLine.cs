namespace Storefront.Shipping;

/// <summary>One kind of goods on a customs form.</summary>
/// <param name="Description">What it is, in English or French, in words that a customs officer can classify.</param>
/// <param name="NetWeight">Of all pieces together, without packing.</param>
/// <param name="Value">Of all pieces together.</param>
/// <param name="Origin">Where the goods were made.</param>
public sealed record CustomsLine(string Description, int Quantity, Weight NetWeight, Money Value, HsCode HsCode, Country Origin)
{
    public const int LongestDescription = 120;

    /// <summary>The merchant's number of the goods, or null.</summary>
    public string? Sku { get; init; }

    /// <summary>What it is in the language of the country that it leaves, for carriers that ask for it, such as Chinese; or null.</summary>
    public string? LocalDescription { get; init; }

    /// <summary>The lithium or sodium batteries that are inside or beside; carriers price or refuse by it.</summary>
    public BatteryContent Battery { get; init; }
}
