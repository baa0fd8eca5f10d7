using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Offers of several carriers side by side, compared in the merchant's currency at the middle rate.</summary>
public static class RankedOffers
{
    /// <summary>The price in another currency at the middle rate, rounded half up; null where a rate is missing.</summary>
    public static Money? About(this ExchangeRates rates, Money price, Currency own) =>
        price.Currency == own ? price : rates.Knows(price.Currency) && rates.Knows(own) ? rates.Convert(price, own, Rounding.HalfUp) : null;

    /// <summary>All that an offer costs the merchant, in another currency at the middle rate: the label, and what the carrier bills for customs. Null where a rate is missing.</summary>
    public static Money? InAll(this ExchangeRates rates, CarrierRate offer, Currency own) =>
        rates.About(offer.Price, own) is not { } label ? null : offer.BilledAtBorder is not { } billed ? label : rates.About(billed, own) is { } border ? label + border : null;

    /// <summary>Cheapest first by all that it costs, the label and what is billed for customs; what costs the same is told apart by speed, and what cannot be compared comes last.</summary>
    public static IReadOnlyList<CarrierRate> ByPrice(this IEnumerable<CarrierRate> offers, ExchangeRates rates, Currency own) =>
        [.. offers.OrderBy(r => rates.InAll(r, own)?.Minor ?? long.MaxValue).ThenBy(r => r.DaysMax).ThenBy(r => r.CarrierKey, StringComparer.Ordinal).ThenBy(r => r.ServiceKey, StringComparer.Ordinal)];

    /// <summary>In the order that the merchant wants; what is equal in it is told apart by price, and a service of which too little is known comes after all others.</summary>
    public static IReadOnlyList<CarrierRate> By(this IEnumerable<CarrierRate> offers, OfferOrder order, Reliabilities known, ExchangeRates rates, Currency own) => order switch
    {
        OfferOrder.Price => offers.ByPrice(rates, own),
        OfferOrder.Speed => [.. offers.ByPrice(rates, own).OrderBy(r => r.DaysMax).ThenBy(r => r.DaysMin)],
        OfferOrder.Reliability => [.. offers.ByPrice(rates, own).OrderByDescending(r => known.Of(r)?.Share.Value ?? -1)],
    };

    /// <summary>The first that arrives in time by its latest day, else the fastest; null where there is none.</summary>
    /// <param name="byUtc">When the parcel was promised.</param>
    public static CarrierRate? Best(this IReadOnlyList<CarrierRate> ranked, DateTime nowUtc, DateTime byUtc) =>
        ranked.FirstOrDefault(r => nowUtc.AddDays(r.DaysMax) <= byUtc) ?? ranked.MinBy(r => (r.DaysMax, r.DaysMin));
}
