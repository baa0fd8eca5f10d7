namespace Storefront.Shipping.Areas;

/// <summary>Whether the destination's VAT and customs law holds in an area.</summary>
public enum Territory
{
    /// <summary>The law of the country.</summary>
    Same,

    /// <summary>Inside the country's customs area, outside its VAT (Canary Islands, Åland).</summary>
    OutsideVat,

    /// <summary>Outside both (Ceuta, Svalbard, Heligoland).</summary>
    OutsideCustomsAndVat,

    /// <summary>Inside the country's VAT, but imports follow another customs law (Northern Ireland).</summary>
    OtherCustomsLaw,
}

public enum Courier
{
    /// <summary>No surcharge is expected.</summary>
    Serves,

    /// <summary>Couriers charge more; the amount is the tariff's.</summary>
    Surcharges,

    /// <summary>Couriers do not deliver; the post does.</summary>
    Refuses,
}

/// <summary>A stretch of postcodes, or some towns, that are far from the carriers' hubs, or under another law than their country.</summary>
/// <param name="From">First postcode prefix, normalised; <c>?</c> stands for any one character; empty for the whole country.</param>
/// <param name="To">Last prefix of the same length, or equal to <paramref name="From"/>.</param>
/// <param name="Remote">True where delivery takes longer or costs more than in the rest of the country.</param>
public sealed record RemoteArea(Country Country, string From, string To, string Name, bool Remote, Courier Courier, Territory Territory, string Source, DateOnly CheckedOn)
{
    /// <summary>Towns, districts and regions as <see cref="TownNames.Plain"/> writes them; empty for a stretch of postcodes or a whole country.</summary>
    public IReadOnlyList<string> Towns { get; init; } = [];
}
