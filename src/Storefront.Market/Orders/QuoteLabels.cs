using Storefront.Accounts;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <param name="Silent">Names of carriers that did not answer in time.</param>
public sealed record LabelOffers(Weight Weight, Dimensions Size, IReadOnlyList<CarrierRate> Rates, IReadOnlyList<string> Silent);

/// <summary>Asks every carrier what the parcel would cost, all at once and within a time budget; who is late is named, not waited for.</summary>
public sealed class QuoteLabels(MarketDb db, CarrierDirectory carriers, TimeProvider clock)
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);

    /// <param name="weight">Gross weight of the packed parcel; null for the goods' own weight and usual packing.</param>
    public async Task<Outcome<LabelOffers>> RunAsync(ConsignmentId id, Actor actor, Weight? weight, Dimensions? size, CancellationToken cancel)
    {
        if (await PackedConsignment.LoadAsync(db, id, actor, cancel) is not { } packed) return OrderRefusals.NotFound;
        if (packed.Consignment.Status != ConsignmentStatus.ToPack) return OrderRefusals.NotToPack;
        var (gross, outer) = (weight ?? packed.Consignment.PackedWeight(), size ?? packed.Consignment.PackedSize());
        var request = packed.RateRequest(gross, outer, clock.GetUtcNow().UtcDateTime);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Budget);
        var asked = carriers.All.OfType<IQuoteRates>().Select(c => (Carrier: (ICarrier)c, Answer: AskAsync(c, request, limit.Token))).ToList();
        var rates = new List<CarrierRate>();
        var silent = new List<string>();
        Refusal? refusal = null;
        foreach (var (carrier, answer) in asked)
        {
            var outcome = await answer;
            if (outcome is null) silent.Add(carrier.Name);
            else if (outcome.Value.Succeeded) rates.AddRange(outcome.Value.Value);
            else refusal = outcome.Value.Refusal;
        }

        cancel.ThrowIfCancellationRequested();
        if (rates.Count == 0 && refusal is not null) return refusal;
        return new LabelOffers(gross, outer, [.. rates.OrderBy(r => r.Price.Currency.Code, StringComparer.Ordinal).ThenBy(r => r.Price.Minor)], silent);
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
