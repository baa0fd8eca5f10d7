using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>An offer that does not agree with what the buyer accepted, and why.</summary>
public sealed record UnfitOffer(CarrierRate Rate, Refusal Why);

/// <summary>Tells offers that agree with what the buyer accepted from those that do not.</summary>
public sealed class MatchOffers(CarrierDirectory directory, ITellCarriedGoods goods, TimeProvider clock)
{
    internal (IReadOnlyList<CarrierRate> Fit, IReadOnlyList<UnfitOffer> Unfit) Sort(PackedConsignment packed, IEnumerable<CarrierRate> rates)
    {
        var (fit, unfit) = (new List<CarrierRate>(), new List<UnfitOffer>());
        foreach (var rate in rates)
        {
            var able = directory.IncotermsOf(rate.CarrierKey, rate.ServiceKey);
            if (WhyNot(packed, rate) is { } why) unfit.Add(new UnfitOffer(rate, why));
            else fit.Add(rate with { BilledAtBorder = packed.BilledBy(able), BilledAgain = packed.BilledAgainBy(able) });
        }

        return (fit, unfit);
    }

    /// <summary>Why this service does not agree with what was accepted; null where it does.</summary>
    internal Refusal? WhyNot(PackedConsignment packed, CarrierRate rate) =>
        NotTaken(packed.Goods, rate) ?? packed.WhyNot(directory.IncotermsOf(rate.CarrierKey, rate.ServiceKey), rate.ServiceName);

    private Refusal? NotTaken(PackedGoods packed, CarrierRate rate)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        foreach (var line in packed.Lines.Select(l => l.Line))
        {
            if (!goods.Takes(rate.CarrierKey, rate.ServiceKey, line.Battery, today)) return LabelRefusals.GoodsNotTaken(rate.ServiceName, line.Title, line.Battery.ToString());
            foreach (var kind in line.Sensitive)
                if (!goods.Takes(rate.CarrierKey, rate.ServiceKey, kind, today)) return LabelRefusals.GoodsNotTaken(rate.ServiceName, line.Title, kind.ToString());
        }

        return null;
    }
}
