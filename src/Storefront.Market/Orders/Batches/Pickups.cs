using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>The collections that a merchant asked for, newest first.</summary>
public sealed class Pickups(MarketDb db)
{
    public async Task<Outcome<Page<PickupRecord>>> ListAsync(MerchantId merchant, Actor actor, string? after, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var rows = db.Pickups.AsNoTracking().Where(p => p.Merchant == merchant);
        if (PageKey.Parse(after) is { } key) rows = rows.Where(p => p.CreatedAtUtc < key.AtUtc || (p.CreatedAtUtc == key.AtUtc && p.Reference.CompareTo(key.Name) > 0));
        var found = await rows.OrderByDescending(p => p.CreatedAtUtc).ThenBy(p => p.Reference).Take(PageKey.Size + 1).ToListAsync(cancel);
        return PageKey.Cut(found, p => new PageKey(p.CreatedAtUtc, p.Reference));
    }
}
