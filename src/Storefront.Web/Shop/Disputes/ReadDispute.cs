using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Disputes;
using Storefront.Orders;

namespace Storefront.Web.Shop.Disputes;

/// <summary>A case as its buyer sees it.</summary>
public sealed record DisputeView(Dispute Dispute, Order Order, Consignment Consignment, IReadOnlyList<DisputeEntry> Entries);

/// <summary>Shows a case to its buyer, and its photos to both sides and the admins. For anybody else it does not exist.</summary>
public sealed class ReadDispute(MarketDb db)
{
    public async Task<DisputeView?> RunAsync(DisputeId id, Func<string, OrderAccess> accessOf, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } found || !accessOf(found.Order.Number).Opens(found.Order)) return null;
        var entries = await db.DisputeEntries.AsNoTracking().Where(e => e.Dispute == id).OrderBy(e => e.AtUtc).ThenBy(e => e.Id).ToListAsync(cancel);
        return new DisputeView(found.Dispute, found.Order, found.Order.Consignments.Single(c => c.Id == found.Dispute.Consignment), entries);
    }

    /// <summary>Whether the caller may see a photo of the case, and the case has it.</summary>
    public async Task<bool> MaySeeAsync(DisputeId id, string file, UserId? user, Func<string, OrderAccess> accessOf, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } found) return false;
        var files = await db.DisputeEntries.AsNoTracking().Where(e => e.Dispute == id).Select(e => e.Files).ToListAsync(cancel);
        if (!files.Exists(f => f.Contains(file))) return false;
        if (accessOf(found.Order.Number).Opens(found.Order)) return true;
        return user is { } person && (await new Actor(person).WorksForAsync(found.Dispute.Merchant, db, cancel) || await new Actor(person).IsAdminAsync(db, cancel));
    }

    private async Task<(Dispute Dispute, Order Order)?> FindAsync(DisputeId id, CancellationToken cancel)
    {
        var dispute = await db.Disputes.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel);
        if (dispute is null) return null;
        return (dispute, await db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == dispute.Order, cancel));
    }
}
