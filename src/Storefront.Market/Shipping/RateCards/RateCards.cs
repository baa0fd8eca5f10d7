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

    /// <summary>What the merchant's cards ask for a parcel; those that do not go there are left out.</summary>
    /// <param name="only">One carrier's cards; null for all.</param>
    internal async Task<IReadOnlyList<CarrierRate>> QuoteAsync(MerchantId merchant, RateRequest request, string? only, CancellationToken cancel)
    {
        var cards = await db.RateCards.AsNoTracking().Where(c => c.Merchant == merchant && c.IsOn && (only == null || c.Carrier == only)).ToListAsync(cancel);
        return [.. cards.Select(c => c.Quote(request)).OfType<CarrierRate>()];
    }
}
