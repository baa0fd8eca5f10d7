using Storefront.Merchants;
using Storefront.Shipping.Lanes;

namespace Storefront.Shipping;

/// <summary>What the carriers of a merchant said about pickup points near a place.</summary>
/// <param name="Points">Nearest first, those of unknown distance last.</param>
/// <param name="Silent">Names of carriers that did not answer in time.</param>
/// <param name="Refused">Names of carriers that said no.</param>
public sealed record PointsFound(IReadOnlyList<NearbyPoint> Points, IReadOnlyList<string> Silent, IReadOnlyList<string> Refused);

/// <summary>Asks every carrier of a merchant that has pickup points, all at once and within a time budget; who is late is named, not waited for. Only who opens the page of the points comes here.</summary>
public sealed class FindPickupPoints(MerchantCarriers carriers, CarrierDirectory directory, CarrierHealth health, PickupPointCache cache, CurrentLanes lanes)
{
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);

    /// <summary>So many points of each carrier are taken.</summary>
    public const int MostOfEach = 10;

    /// <param name="from">Where the merchant sends from: a carrier that takes nothing on this lane now has no points to offer.</param>
    public async Task<PointsFound> RunAsync(MerchantId merchant, Country from, PointSearch search, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var asked = (await carriers.OfAsync(merchant, cancel)).Where(c => Able(c) is { } able && able.MayHavePointsIn(search.Country) && !lanes.Now.StandingOf(from, search.Country, c.Carrier.Key).IsSuspended).ToList();
        limit.CancelAfter(Budget);
        var answers = asked.ConvertAll(c => (c.Carrier, Answer: AskAsync(c, search, limit.Token)));
        var (points, silent, refused) = (new List<NearbyPoint>(), new List<string>(), new List<string>());
        foreach (var (carrier, answer) in answers)
        {
            var outcome = await answer;
            if (outcome.Succeeded) points.AddRange(outcome.Value);
            else if (outcome.Refusal.Code == CarrierRefusals.Silent("").Code) silent.Add(carrier.Name);
            else refused.Add(carrier.Name);
        }

        cancel.ThrowIfCancellationRequested();
        return new PointsFound([.. points.OrderBy(p => p.DistanceMetres ?? int.MaxValue).ThenBy(p => p.Point.Name, StringComparer.Ordinal).ThenBy(p => p.Point.Id, StringComparer.Ordinal)], silent, refused);
    }

    /// <summary>Why no label can be bought to a point that a buyer chose; null when one can. The carrier is asked anew.</summary>
    /// <param name="carrier">Key of the carrier whose label is wanted.</param>
    public async Task<Refusal?> WhyNotAsync(MerchantId merchant, PickupPoint point, string carrier, CancellationToken cancel)
    {
        var name = directory.NameOf(point.Carrier);
        if (carrier != point.Carrier) return PickupPointRefusals.OfAnotherCarrier(point.Name, name);
        if (await carriers.FindAsync(merchant, point.Carrier, cancel) is not { } keeper || Able(keeper) is not { } able) return PickupPointRefusals.CarrierNotConnected(point.Name, name);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Budget);
        try
        {
            var kept = await able.KeepsPointAsync(point, limit.Token);
            return !kept.Succeeded ? kept.Refusal : kept.Value ? null : PickupPointRefusals.Gone(point.Name, name);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return CarrierRefusals.Silent(name);
        }
    }

    private static IFindPickupPoints? Able(MerchantCarrier carrier) => carrier.As<IBuyLabels>(CarrierAbility.Buy) is null ? null : carrier.As<IFindPickupPoints>(CarrierAbility.PickupPoints);

    private async Task<Outcome<IReadOnlyList<NearbyPoint>>> AskAsync(MerchantCarrier carrier, PointSearch search, CancellationToken cancel)
    {
        if (cache.Find(carrier.Who, search) is { } kept) return Outcome<IReadOnlyList<NearbyPoint>>.Of(kept);
        // A carrier whose prices come may have no points to tell, and the other way round: each is watched by itself.
        var (who, silent) = ($"{carrier.Who}:points", CarrierRefusals.Silent(carrier.Carrier.Name));
        if (!health.MayAsk(who)) return silent;
        try
        {
            var answer = await Able(carrier)!.FindPointsAsync(search, cancel);
            if (answer.Refusal?.Code == silent.Code) health.WasSilent(who);
            else health.Answered(who);
            if (!answer.Succeeded) return answer;
            // What is not whole, lies abroad or is too long to be kept is no place to send a parcel to.
            IReadOnlyList<NearbyPoint> usable = [.. answer.Value.Where(p => p.Point.Country == search.Country && p.Point.Carrier == carrier.Carrier.Key && p.Point.IsWhole()).Take(MostOfEach)];
            cache.Keep(carrier.Who, search, usable);
            return Outcome<IReadOnlyList<NearbyPoint>>.Of(usable);
        }
        catch (OperationCanceledException)
        {
            health.WasSilent(who);
            return silent;
        }
    }
}
