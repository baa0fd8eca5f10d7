namespace Storefront.Catalog;

/// <summary>The code under which a country wants goods declared, where it is not the listing's own: up to ten digits, of which even the first six may differ.</summary>
public sealed record NationalCode(Country Country, HsCode Code)
{
    /// <summary>What is declared in <paramref name="destination"/>: the country's own code where the merchant gave one.</summary>
    public static HsCode For(IReadOnlyList<NationalCode> own, Country destination, HsCode code)
    {
        for (var i = 0; i < own.Count; i++)
            if (own[i].Country == destination) return own[i].Code;
        return code;
    }
}
