using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Shipping.Rates;

namespace Storefront.Customs.Readiness;

/// <summary>How a listing stands with every destination that its merchant's parcels reach.</summary>
public sealed record ListingReadiness(Country ShipsFrom, IReadOnlyList<DestinationReadiness> Destinations);

/// <summary>Shows a merchant where a listing is sold, and what keeps it from the other places.</summary>
public sealed class ReadReadiness(MarketDb db, DestinationRules rules, CurrentLicences licences, DeliveryTariffs tariffs, TimeProvider clock)
{
    public async Task<Outcome<ListingReadiness>> OpenAsync(ListingId id, Actor actor, CancellationToken cancel)
    {
        var listing = await db.Listings.AsNoTracking().Include(l => l.Variants).SingleOrDefaultAsync(l => l.Id == id, cancel);
        if (listing is null || !await actor.WorksForAsync(listing.Merchant, db, cancel)) return CatalogRefusals.NotYours;
        var address = await db.Merchants.AsNoTracking().Where(m => m.Id == listing.Merchant).Select(m => m.Address).SingleAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var (from, today, goods, held) = (address.Country, DateOnly.FromDateTime(now), TradeGoods.Of(listing), licences.Now.Of(listing.Merchant, now));
        return new ListingReadiness(from, [.. tariffs.DestinationsFrom(from).Select(to => rules.ReadinessOf(goods, from, to, today, held) with { NotCarried = goods.WhyNotCarried(tariffs, from, to) })]);
    }
}
