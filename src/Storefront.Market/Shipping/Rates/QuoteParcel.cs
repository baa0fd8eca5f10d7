using Storefront.Merchants;
using Storefront.Shipping.Lanes;

namespace Storefront.Shipping;

/// <param name="Silent">Names of carriers that did not answer in time, or are left alone for a while because they did not.</param>
/// <param name="Refused">What carriers said no to, by their names.</param>
public sealed record ParcelQuotes(IReadOnlyList<CarrierRate> Rates, IReadOnlyList<string> Silent, IReadOnlyList<(string Carrier, Refusal Refusal)> Refused);

/// <summary>Asks every carrier of a merchant what a parcel would cost, all at once and within a time budget; who is late is named, not waited for.</summary>
public sealed class QuoteParcel(MerchantCarriers carriers, RateCards cards, CarrierHealth health, QuoteCache cache, CurrentLanes lanes)
{
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);

    /// <param name="only">Key of the one carrier that is asked, anew and without the cache, as before a purchase; null for all.</param>
    public async Task<ParcelQuotes> RunAsync(MerchantId merchant, RateRequest request, string? only, CancellationToken cancel)
    {
        IReadOnlyList<MerchantCarrier> all = only is null ? await carriers.OfAsync(merchant, cancel) : await carriers.FindAsync(merchant, only, cancel) is { } one ? [one] : [];
        return await AskAllAsync(all, await cards.InUseAsync(merchant, only, cancel), request, only is null, cancel);
    }

    /// <summary>As for one parcel, for many: carriers and rate cards are read once, and so many parcels are asked about at a time, each within the budget.</summary>
    /// <param name="answered">Is called after each parcel, from several threads.</param>
    /// <returns>The answers in the order of the requests.</returns>
    public async Task<IReadOnlyList<ParcelQuotes>> RunAsync(MerchantId merchant, IReadOnlyList<RateRequest> requests, int atOnce, Action? answered, CancellationToken cancel)
    {
        var (all, priced) = (await carriers.OfAsync(merchant, cancel), await cards.InUseAsync(merchant, only: null, cancel));
        var answers = new ParcelQuotes[requests.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, requests.Count), new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancel }, async (i, stop) =>
        {
            answers[i] = await AskAllAsync(all, priced, requests[i], mayBeKept: true, stop);
            answered?.Invoke();
        });
        return answers;
    }

    private async Task<ParcelQuotes> AskAllAsync(IReadOnlyList<MerchantCarrier> all, IReadOnlyList<RateCard> priced, RateRequest request, bool mayBeKept, CancellationToken cancel)
    {
        // Only the carrier that keeps a pickup point delivers there.
        if (request.Point is { } point) all = [.. all.Where(c => c.Carrier.Key == point.Carrier && c.As<IFindPickupPoints>(CarrierAbility.PickupPoints) is not null)];
        if (request.IsReturn) all = [.. all.Where(c => c.As<IBuyReturnLabels>(CarrierAbility.Return)?.TakesBack(request.From.Country, request.To.Country) == true)];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Budget);
        var (now, from, to) = (lanes.Now, request.From.Country, request.To.Country);
        var asked = all.Select(c => (One: c, Lane: now.StandingOf(from, to, c.Carrier.Key)))
            .Select(c => (c.One.Carrier, c.Lane, Answer: c.Lane.IsSuspended ? Suspended(c.One.Carrier, c.Lane) : AskAsync(c.One, request, mayBeKept, limit.Token, cancel))).ToList();
        // A card is of use only where the carrier's labels can be bought and it takes parcels on this lane.
        var own = priced.Where(c => asked.Any(a => a.Carrier.Key == c.Carrier && !a.Lane.IsSuspended)).Select(c => c.Quote(request)).OfType<CarrierRate>()
            .Select(r => Later(r, now.StandingOf(from, to, r.CarrierKey).MoreDays)).ToList();
        var (rates, silent, refused) = (new List<CarrierRate>(), new List<string>(), new List<(string, Refusal)>());
        foreach (var (carrier, lane, answer) in asked)
        {
            if (await answer is not { } outcome) continue;
            if (outcome.Succeeded) rates.AddRange(lane.MoreDays == 0 ? outcome.Value : outcome.Value.Select(r => Later(r, lane.MoreDays)));
            else if (outcome.Refusal.Code == CarrierRefusals.Silent("").Code) silent.Add(carrier.Name);
            else refused.Add((carrier.Name, outcome.Refusal));
        }

        cancel.ThrowIfCancellationRequested();
        // Where the merchant has a price of its own for a service, that one counts.
        rates.RemoveAll(r => own.Any(o => o.CarrierKey == r.CarrierKey && o.ServiceKey == r.ServiceKey));
        rates.AddRange(own);
        if (request.Point is not null) rates.RemoveAll(r => !all.Any(c => c.Carrier.Key == r.CarrierKey && ((IFindPickupPoints)c.Carrier).DeliversToPoint(r.ServiceKey)));
        return new ParcelQuotes(rates, silent, refused);
    }

    private static Task<Outcome<IReadOnlyList<CarrierRate>>?> Suspended(ICarrier carrier, LaneStanding lane) =>
        Task.FromResult<Outcome<IReadOnlyList<CarrierRate>>?>(LaneRefusals.CarrierSuspended(carrier.Name, lane.Reason ?? ""));

    private static CarrierRate Later(CarrierRate rate, int days) => rate with { DaysMin = rate.DaysMin + days, DaysMax = rate.DaysMax + days };

    /// <summary>Null where the carrier has no rates to ask for.</summary>
    /// <param name="limit">Ends with the budget, and with <paramref name="cancel"/>.</param>
    private async Task<Outcome<IReadOnlyList<CarrierRate>>?> AskAsync(MerchantCarrier carrier, RateRequest request, bool mayBeKept, CancellationToken limit, CancellationToken cancel)
    {
        if (carrier.As<IQuoteRates>(CarrierAbility.Quote) is not { } quotes) return null;
        if (mayBeKept && cache.Find(carrier.Who, request) is { } kept) return Outcome<IReadOnlyList<CarrierRate>>.Of(kept);
        var silent = CarrierRefusals.Silent(carrier.Carrier.Name);
        if (!health.MayAsk(carrier.Who)) return silent;
        try
        {
            var answer = await quotes.QuoteRatesAsync(request, limit);
            if (answer.Refusal?.Code == silent.Code) health.WasSilent(carrier.Who);
            else health.Answered(carrier.Who);
            if (answer.Succeeded) cache.Keep(carrier.Who, request, answer.Value);
            return answer;
        }
        catch (OperationCanceledException)
        {
            // Who does not wait for the answer says nothing of the carrier: the budget alone does.
            if (!cancel.IsCancellationRequested) health.WasSilent(carrier.Who);
            return silent;
        }
    }
}
