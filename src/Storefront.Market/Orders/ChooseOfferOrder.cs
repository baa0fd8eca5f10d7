using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Reads, and a member says, how the carriers' offers are put in order from now on, for everybody who works for the merchant.</summary>
public sealed class ChooseOfferOrder(MarketDb db)
{
    public async Task<Outcome<OfferOrder>> ReadAsync(MerchantId merchant, Actor actor, CancellationToken cancel) =>
        await actor.WorksForAsync(merchant, db, cancel) ? await db.Merchants.Where(m => m.Id == merchant).Select(m => m.OffersBy).SingleAsync(cancel) : OrderRefusals.NotFound;

    public async Task<Outcome<Done>> RunAsync(MerchantId merchant, OfferOrder order, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        await db.Merchants.Where(m => m.Id == merchant).ExecuteUpdateAsync(set => set.SetProperty(m => m.OffersBy, order), cancel);
        return default(Done);
    }
}
