using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping.Lanes;

namespace Storefront.Shipping;

/// <summary>Whether a buyer can be offered pickup points at all, without asking a carrier. The accounts of merchants are remembered for some minutes, so that a checkout costs no question to the database for it.</summary>
public sealed class PointCarriers(MarketDb db, CarrierDirectory directory, CurrentLanes lanes, PointCarriersKept kept)
{
    /// <param name="merchants">With the countries from which they send.</param>
    /// <returns>Those of them that have a carrier with pickup points which takes parcels to the destination now.</returns>
    public async Task<IReadOnlySet<MerchantId>> OfferedAsync(IReadOnlyCollection<(MerchantId Merchant, Country From)> merchants, Country to, CancellationToken cancel)
    {
        var own = directory.All.Where(c => c is IBuyLabels and IFindPickupPoints points && points.MayHavePointsIn(to)).Select(c => c.Key).ToList();
        var keys = directory.Connectors.Where(c => c.Abilities.Contains(CarrierAbility.PickupPoints)).ToDictionary(c => c.Key);
        var offered = merchants.Where(m => own.Exists(c => Goes(m.From, to, c))).Select(m => m.Merchant).ToHashSet();
        var asked = merchants.Where(m => !offered.Contains(m.Merchant)).ToList();
        if (asked.Count == 0 || keys.Count == 0) return offered;
        var unknown = asked.Where(m => kept.Find(m.Merchant) is null).Select(m => m.Merchant).ToList();
        if (unknown.Count > 0)
        {
            var accounts = (await db.CarrierAccounts.AsNoTracking().Where(a => unknown.Contains(a.Merchant) && a.IsOn).Select(a => new { a.Merchant, a.Carrier, a.Given }).ToListAsync(cancel)).ToLookup(a => a.Merchant);
            foreach (var merchant in unknown) kept.Keep(merchant, [.. accounts[merchant].Where(a => keys.TryGetValue(a.Carrier, out var c) && Works(c, a.Given)).Select(a => a.Carrier)]);
        }

        offered.UnionWith(asked.Where(m => (kept.Find(m.Merchant) ?? []).Any(c => Goes(m.From, to, c))).Select(m => m.Merchant));
        return offered;
    }

    private bool Goes(Country from, Country to, string carrier) => !lanes.Now.StandingOf(from, to, carrier).IsSuspended;

    private static bool Works(ICarrierConnector connector, IReadOnlyList<GivenCredential> given) =>
        new[] { CarrierAbility.Buy, CarrierAbility.PickupPoints }.SelectMany(connector.Needs).All(f => given.Any(g => g.Key == f.Key));
}

/// <summary>The carriers with pickup points of each merchant, in the memory of each node.</summary>
public sealed class PointCarriersKept(TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private const int Most = 5_000;

    private readonly ConcurrentDictionary<MerchantId, (DateTime UntilUtc, IReadOnlyList<string> Carriers)> kept = new();

    public IReadOnlyList<string>? Find(MerchantId merchant) => kept.TryGetValue(merchant, out var found) && found.UntilUtc > clock.GetUtcNow().UtcDateTime ? found.Carriers : null;

    public void Keep(MerchantId merchant, IReadOnlyList<string> carriers)
    {
        if (kept.Count >= Most) kept.Clear();
        kept[merchant] = (clock.GetUtcNow().UtcDateTime + Life, carriers);
    }
}
