using Storefront.Accounts;
using Storefront.Customs.Readiness;
using Storefront.Data;
using Storefront.Shipping;
using Storefront.Shipping.Lanes;

namespace Storefront.Orders;

/// <param name="Silent">Names of carriers that did not answer in time.</param>
/// <param name="Suspended">Names of carriers that take nothing on this lane for now, each with the reason.</param>
public sealed record LabelOffers(Weight Weight, Dimensions Size, IReadOnlyList<CarrierRate> Rates, IReadOnlyList<string> Silent, IReadOnlyList<(string Name, string Reason)> Suspended);

/// <summary>Asks every carrier what the parcel would cost, all at once and within a time budget; who is late is named, not waited for.</summary>
public sealed class QuoteLabels(MarketDb db, CarrierDirectory carriers, DestinationRules destinations, CurrentLanes lanes, TimeProvider clock)
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);

    /// <param name="weight">Gross weight of the packed parcel; null for the goods' own weight and usual packing.</param>
    public async Task<Outcome<LabelOffers>> RunAsync(ConsignmentId id, Actor actor, Weight? weight, Dimensions? size, CancellationToken cancel)
    {
        if (await PackedConsignment.LoadAsync(db, id, actor, cancel) is not { } packed) return OrderRefusals.NotFound;
        if (packed.Consignment.Status != ConsignmentStatus.ToPack) return OrderRefusals.NotToPack;
        if (packed.WhyNotSent(destinations, clock.GetUtcNow().UtcDateTime) is { } notSent) return notSent;
        var (gross, outer) = (weight ?? packed.Consignment.PackedWeight(), size ?? packed.Consignment.PackedSize());
        var request = packed.RateRequest(gross, outer, clock.GetUtcNow().UtcDateTime);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Budget);
        var lane = lanes.Now;
        LaneStanding StandingOf(string carrier) => lane.StandingOf(packed.Consignment.ShipsFrom, packed.Order.ShipTo.Country, carrier);
        var suspended = carriers.All.Where(c => c is IQuoteRates && StandingOf(c.Key).IsSuspended).Select(c => (c.Name, StandingOf(c.Key).Reason ?? "")).ToList();
        var asked = carriers.All.OfType<IQuoteRates>().Where(c => !StandingOf(((ICarrier)c).Key).IsSuspended).Select(c => (Carrier: (ICarrier)c, Answer: AskAsync(c, request, limit.Token))).ToList();
        var rates = new List<CarrierRate>();
        var silent = new List<string>();
        Refusal? refusal = null;
        foreach (var (carrier, answer) in asked)
        {
            var outcome = await answer;
            if (outcome is null) silent.Add(carrier.Name);
            else if (outcome.Value.Succeeded) rates.AddRange(outcome.Value.Value.Select(r => StandingOf(carrier.Key).MoreDays is > 0 and var more ? r with { DaysMin = r.DaysMin + more, DaysMax = r.DaysMax + more } : r));
            else refusal = outcome.Value.Refusal;
        }

        cancel.ThrowIfCancellationRequested();
        if (rates.Count == 0 && refusal is not null) return refusal;
        return new LabelOffers(gross, outer, [.. rates.OrderBy(r => r.Price.Currency.Code, StringComparer.Ordinal).ThenBy(r => r.Price.Minor)], silent, suspended);
    }

    private static async Task<Outcome<IReadOnlyList<CarrierRate>>?> AskAsync(IQuoteRates carrier, RateRequest request, CancellationToken cancel)
    {
        try
        {
            return await carrier.QuoteRatesAsync(request, cancel);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
