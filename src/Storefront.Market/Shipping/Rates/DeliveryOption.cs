namespace Storefront.Shipping.Rates;

/// <summary>One way that a parcel can travel, and what the shopper pays for it.</summary>
/// <param name="Price">All of it, surcharge included, without tax.</param>
/// <param name="DaysMin">Calendar days from hand-over to delivery, the merchant's handling days not counted.</param>
/// <param name="ChargeableWeight">Actual or volumetric, whichever is greater.</param>
/// <param name="RemoteSurcharge">The part of <paramref name="Price"/> that the area causes; zero elsewhere.</param>
public sealed record DeliveryOption(string MethodKey, Money Price, int DaysMin, int DaysMax, Weight ChargeableWeight, bool Remote, Money RemoteSurcharge)
{
    /// <summary>The merchant's rate card that asks this price; null for the platform's own tariff.</summary>
    public BuyerCard? Card { get; init; }

    /// <summary>Days before hand-over that the card states, in place of the merchant's own; null where the merchant's hold.</summary>
    public int? HandlingDays => Card?.Terms.HandlingDays is > 0 and var stated ? stated : null;
}
