using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Chargebacks;

/// <summary>All kinds of cases of the buyers of an order together.</summary>
public sealed class HeldCases(IEnumerable<IHoldCases> kinds)
{
    public async Task FreezeAsync(MarketDb db, OrderId order, DateTime nowUtc, CancellationToken cancel)
    {
        foreach (var kind in kinds) await kind.FreezeAsync(db, order, nowUtc, cancel);
    }

    public async Task GoOnAsync(MarketDb db, Order order, bool thaw, DateTime nowUtc, CancellationToken cancel)
    {
        foreach (var kind in kinds) await kind.GoOnAsync(db, order, thaw, nowUtc, cancel);
    }

    public async Task<IReadOnlySet<Guid>> KeptAsync(MarketDb db, Order order, CancellationToken cancel)
    {
        var kept = new HashSet<Guid>();
        foreach (var kind in kinds) kept.UnionWith(await kind.KeptAsync(db, order, cancel));
        return kept;
    }

    public async Task<IReadOnlyList<string>> PhotosAsync(MarketDb db, OrderId order, CancellationToken cancel)
    {
        var photos = new List<string>();
        foreach (var kind in kinds) photos.AddRange(await kind.PhotosAsync(db, order, cancel));
        return photos;
    }
}
