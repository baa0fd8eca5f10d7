using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Merchants;

/// <summary>What a shop says of itself, for the people who work there.</summary>
public sealed class OwnShop(MarketDb db)
{
    public async Task<Outcome<MerchantProfile>> OpenAsync(MerchantId id, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(id, db, cancel)) return MerchantRefusals.NotFound;
        var merchant = await db.Merchants.AsNoTracking().SingleAsync(m => m.Id == id, cancel);
        return MerchantProfile.Of(merchant);
    }
}
