using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Data.Outbox;

namespace Storefront.Customs;

/// <summary>Looks for licences whose first day has come or whose last day is over since their merchant's listings were made for the shop. Checkout and labels ask the days themselves and wait for nobody.</summary>
public sealed class TurnLicences(MarketDb db, TimeProvider clock)
{
    /// <summary>Costs one statement over the licences, which are few. Any node may run it: a licence's version lets one win.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        var turned = await db.MerchantLicences.Where(l => l.Status == LicenceStatus.Approved
            && ((l.ShownInForce && (l.ValidFrom > today || l.ValidTo < today)) || (!l.ShownInForce && l.ValidFrom <= today && (l.ValidTo == null || l.ValidTo >= today)))).OrderBy(l => l.Id).Take(100).ToListAsync(cancel);
        if (turned.Count == 0) return;
        foreach (var licence in turned) licence.Shown(now);
        foreach (var merchant in turned.Select(l => l.Merchant).Distinct()) db.Tell(new LicencesTurned(merchant), now);
        // Stale where another node was faster: then it has told of them.
        await db.SaveOrStaleAsync(cancel);
    }
}

public sealed class LicencesTurnedHandler(MarketDb db, MakeCopies copies) : IHandle<LicencesTurned>
{
    public async Task HandleAsync(LicencesTurned message, CancellationToken cancel) =>
        await copies.RunAsync(await db.Listings.Where(l => l.Merchant == message.Merchant && l.Status == ListingStatus.Published).Select(l => l.Id).ToListAsync(cancel), cancel);
}
