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
        NotTaken(packed.Goods.Lines.Select(l => l.Line), rate.CarrierKey, rate.ServiceKey, rate.ServiceName) ?? packed.WhyNot(directory.IncotermsOf(rate.CarrierKey, rate.ServiceKey), rate.ServiceName);

    /// <summary>The first of the goods whose hazard the service does not take; null where it takes all.</summary>
    internal Refusal? NotTaken(IEnumerable<OrderLine> lines, string carrier, string service, string serviceName)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        foreach (var line in lines)
        {
            if (!goods.Takes(carrier, service, line.Battery, today)) return LabelRefusals.GoodsNotTaken(serviceName, line.Title, line.Battery.ToString());
            foreach (var kind in line.Sensitive)
                if (!goods.Takes(carrier, service, kind, today)) return LabelRefusals.GoodsNotTaken(serviceName, line.Title, kind.ToString());
        }

        return null;
    }
}
