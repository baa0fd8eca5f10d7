using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Merchants;

namespace Storefront.Catalog;

public sealed class ListingTouchedHandler(MakeCopies copies) : IHandle<ListingTouched>
{
    public Task HandleAsync(ListingTouched message, CancellationToken cancel) => copies.RunAsync([message.Listing], cancel);
}

public sealed class MerchantJudgedHandler(MarketDb db, MakeCopies copies) : IHandle<MerchantJudged>
{
    public async Task HandleAsync(MerchantJudged message, CancellationToken cancel) =>
        await copies.RunAsync(await db.Listings.Where(l => l.Merchant == message.Merchant).Select(l => l.Id).ToListAsync(cancel), cancel);
}
