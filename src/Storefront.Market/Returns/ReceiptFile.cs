using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Returns;

/// <summary>The picture of the receipt for the way back, for its buyer, its merchant and admins.</summary>
public sealed class ReceiptFile(MarketDb db, IStoreFiles files)
{
    public async Task<Outcome<Stream>> ForBuyerAsync(ReturnId id, OrderAccess access, CancellationToken cancel)
    {
        var it = await ReturnCase.LoadAsync(db, id, cancel);
        return it is not null && access.Opens(it.Order) ? await OpenAsync(it.Return, cancel) : ReturnRefusals.NotFound;
    }

    public async Task<Outcome<Stream>> ForDeskAsync(ReturnId id, Actor actor, CancellationToken cancel)
    {
        var it = await db.Returns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);
        return it is not null && (await actor.WorksForAsync(it.Merchant, db, cancel) || await actor.IsAdminAsync(db, cancel)) ? await OpenAsync(it, cancel) : ReturnRefusals.NotFound;
    }

    private async Task<Outcome<Stream>> OpenAsync(Return it, CancellationToken cancel) =>
        StoredFile.TryParse(it.PostageReceipt, out var kept) && await files.OpenAsync(kept, cancel) is { } stream ? stream : ReturnRefusals.NotFound;
}
