namespace Storefront.Shipping.Rates;

/// <summary>What a delivery method carries, whatever the distance.</summary>
/// <param name="Key">Stable key that orders keep: <c>post</c>, <c>parcel</c>, <c>express</c>.</param>
/// <param name="ByCourier">True where a courier delivers, so that areas which couriers refuse cannot be reached by it.</param>
/// <param name="VolumetricDivisor">Cubic centimetres per kilogram, or null where only the scales count.</param>
/// <param name="MaxSideSumMm">Limit of length + width + height.</param>
/// <param name="MaxLengthPlusGirthMm">Limit of the longest side plus the girth around the others.</param>
public sealed record DeliveryMethod(
    string Key,
    bool ByCourier,
    int? VolumetricDivisor,
    Weight MaxWeight,
    int MaxLengthMm,
    int? MaxSideSumMm,
    int? MaxLengthPlusGirthMm,
    bool CarriesBatteries)
{
    /// <summary>Goods with a hazard that it does not carry.</summary>
    public IReadOnlyList<SensitiveGoods> Refuses { get; init; } = [];

    public bool Carries(bool hasBattery, IReadOnlyCollection<SensitiveGoods> sensitive) => (CarriesBatteries || !hasBattery) && !Refuses.Any(sensitive.Contains);
}

/// <summary>Days and surcharge of one method over one zone of one tariff.</summary>
/// <param name="Zone">0 inside a country, growing with distance.</param>
/// <param name="DaysMin">Calendar days from hand-over to delivery.</param>
/// <param name="RemoteMinimum">Least surcharge for a remote area.</param>
/// <param name="RemotePerKg">Surcharge for each begun kilogram, if that is more.</param>
public sealed record DeliveryLane(string Tariff, string Method, int Zone, int DaysMin, int DaysMax, Money RemoteMinimum, Money RemotePerKg);

/// <summary>The price of one weight step.</summary>
/// <param name="UpTo">Chargeable weight that this price still covers.</param>
/// <param name="Price">In the tariff's currency, without remote surcharge, without tax.</param>
public sealed record DeliveryStep(string Tariff, string Method, int Zone, Weight UpTo, Money Price);

/// <summary>Which tariff a country sends by, and the region that it lies in.</summary>
/// <param name="Tariff">Null where merchants cannot send from yet.</param>
public sealed record DeliveryCountry(Country Country, string Region, string? Tariff);

/// <summary>How far two regions are apart; the same both ways only if both rows say so.</summary>
public sealed record DeliveryDistance(string FromRegion, string ToRegion, int Zone);
