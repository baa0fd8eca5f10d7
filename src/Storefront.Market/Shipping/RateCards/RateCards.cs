using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Shipping;

/// <summary>A merchant's rate cards, for the desk and for quotes.</summary>
public sealed class RateCards(MarketDb db)
{
    public async Task<IReadOnlyList<RateCard>> OfAsync(MerchantId merchant, Actor actor, CancellationToken cancel) =>
        await actor.WorksForAsync(merchant, db, cancel) ? await db.RateCards.AsNoTracking().Where(c => c.Merchant == merchant).OrderBy(c => c.Carrier).ThenBy(c => c.Name).ToListAsync(cancel) : [];

    public async Task<Outcome<RateCard>> FindAsync(MerchantId merchant, RateCardId id, Actor actor, CancellationToken cancel) =>
        await actor.WorksForAsync(merchant, db, cancel) && await db.RateCards.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Merchant == merchant, cancel) is { } card ? card : RateCardRefusals.NotFound;

    /// <summary>The cards that price parcels now.</summary>
    /// <param name="only">One carrier's cards; null for all.</param>
    internal async Task<IReadOnlyList<RateCard>> InUseAsync(MerchantId merchant, string? only, CancellationToken cancel) =>
        await db.RateCards.AsNoTracking().Where(c => c.Merchant == merchant && c.IsOn && (only == null || c.Carrier == only)).ToListAsync(cancel);
}
