using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Shipping;

namespace Storefront.Web.Shop.Orders;

/// <summary>Shows an order to whoever may see it. For anybody else it does not exist.</summary>
public sealed class ReadOrder(MarketDb db)
{
    public async Task<Order?> FindAsync(string number, OrderAccess access, CancellationToken cancel)
    {
        if (!OrderKeys.LooksLikeNumber(number)) return null;
        var order = await db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Number == number, cancel);
        return order is not null && access.Opens(order) ? order : null;
    }

    public async Task<OrderView?> RunAsync(string number, OrderAccess access, CancellationToken cancel)
    {
        if (await FindAsync(number, access, cancel) is not { } order) return null;
        var id = order.Id;
        var events = await db.OrderEvents.AsNoTracking().Where(e => e.Order == id).OrderBy(e => e.Id).ToListAsync(cancel);
        var parcels = order.Consignments.Any(c => c.Status >= ConsignmentStatus.LabelBought) ? await ParcelsAsync(id, cancel) : [];
        var disputes = events.Exists(e => e.Kind == OrderEventKind.DisputeOpened)
            ? await db.Disputes.AsNoTracking().Where(d => d.Order == id).OrderBy(d => d.OpenedAtUtc).Select(d => new { d.Consignment, Link = new DisputeLink(d.Id, d.Status) }).ToListAsync(cancel)
            : [];
        var lines = order.Consignments.SelectMany(c => c.Lines).Select(l => l.Id).ToList();
        var reviewed = order.Consignments.Any(c => c.Status is ConsignmentStatus.Delivered or ConsignmentStatus.Received)
            ? await db.Reviews.AsNoTracking().Where(r => lines.Contains(r.OrderLine)).Select(r => r.OrderLine).ToListAsync(cancel)
            : [];
        var open = order.Status == OrderStatus.AwaitingPayment ? await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Order == id && p.Status != PaymentStatus.Captured, cancel) : null;
        return new OrderView(
            order,
            [
                .. order.Consignments.OrderBy(c => c.Merchant.Value).Select(c => new ConsignmentView(
                    c,
                    [.. parcels.Where(p => p.Parcel.Consignment == c.Id)],
                    [.. disputes.Where(d => d.Consignment == c.Id).Select(d => d.Link)],
                    reviewed.ToHashSet())),
            ],
            events,
            open);
    }

    /// <summary>Parcels that have a label, with their scans, in one statement.</summary>
    private async Task<List<ParcelView>> ParcelsAsync(OrderId order, CancellationToken cancel)
    {
        var rows = await (from parcel in db.Parcels.AsNoTracking()
                          where parcel.Order == order && (parcel.Status == ParcelStatus.Labelled || parcel.Status == ParcelStatus.HandedOver || parcel.Status == ParcelStatus.Delivered)
                          join scan in db.ParcelScans.AsNoTracking() on parcel.Id equals scan.Parcel into scans
                          from scan in scans.DefaultIfEmpty()
                          select new { parcel, scan }).ToListAsync(cancel);
        return [.. rows.GroupBy(r => r.parcel.Id).Select(g => new ParcelView(g.First().parcel, [.. g.Select(r => r.scan).OfType<ParcelScan>().OrderBy(s => s.AtUtc)]))];
    }
}
