namespace Storefront.Catalog;

/// <summary>The code under which a country wants goods declared, where it is not the listing's own: up to ten digits, of which even the first six may differ.</summary>
public sealed record NationalCode(Country Country, HsCode Code)
{
    /// <summary>What is declared in <paramref name="destination"/>, and what its duty and tax are reckoned by: the country's own code where the merchant gave one, else the six digits that all countries share. Digits
    /// beyond them belong to one country's tariff and would name other goods, or none, in another's.</summary>
    public static HsCode For(IReadOnlyList<NationalCode> own, Country destination, HsCode code)
    {
        for (var i = 0; i < own.Count; i++)
            if (own[i].Country == destination) return own[i].Code;
        return code.ToInternational();
    }
}
