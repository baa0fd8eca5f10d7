using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>An offer that does not agree with what the buyer accepted, and why.</summary>
public sealed record UnfitOffer(CarrierRate Rate, Refusal Why);

/// <summary>Tells offers that agree with what the buyer accepted from those that do not.</summary>
public sealed class MatchOffers(CarrierDirectory directory)
{
    internal (IReadOnlyList<CarrierRate> Fit, IReadOnlyList<UnfitOffer> Unfit) Sort(PackedConsignment packed, IEnumerable<CarrierRate> rates)
    {
        var (fit, unfit) = (new List<CarrierRate>(), new List<UnfitOffer>());
        foreach (var rate in rates)
        {
            if (WhyNot(packed, rate) is { } why) unfit.Add(new UnfitOffer(rate, why));
            else fit.Add(rate);
        }

        return (fit, unfit);
    }

    /// <summary>Why this service does not agree with what was accepted; null where it does.</summary>
    internal Refusal? WhyNot(PackedConsignment packed, CarrierRate rate) => packed.WhyNot(directory.IncotermsOf(rate.CarrierKey, rate.ServiceKey), rate.ServiceName);
}
