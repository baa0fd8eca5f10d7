using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Disputes;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Web.Shop.Orders;

/// <summary>Shows an order to whoever may see it. For anybody else it does not exist.</summary>
public sealed class ReadOrder(MarketDb db)
{
    public async Task<Order?> FindAsync(string number, OrderAccess access, CancellationToken cancel)
    {
        if (!OrderKeys.LooksLikeNumber(number)) return null;
        var order = await Whole.For(db)(db, number, cancel);
        return order is not null && access.Opens(order) ? order : null;
    }

    public async Task<OrderView?> RunAsync(string number, OrderAccess access, CancellationToken cancel)
    {
        if (await FindAsync(number, access, cancel) is not { } order) return null;
        var id = order.Id;
        var happened = await Happened.For(db)(db, id).ToListAsync(cancel);
        var events = happened.Select(h => h.Event).DistinctBy(e => e.Id).ToList();
        var cases = happened.Select(h => h.Dispute).OfType<Dispute>().DistinctBy(d => d.Id).OrderBy(d => d.OpenedAtUtc).ToList();
        var returns = happened.Select(h => h.Return).OfType<Return>().DistinctBy(r => r.Id).OrderBy(r => r.RequestedAtUtc).ToList();
        var (parcels, reviewed, days) = order.Consignments.Any(c => c.Status >= ConsignmentStatus.LabelBought || c.FirstSentAtUtc is not null) ? await ParcelsAsync(order, cancel) : ([], [], []);
        var unpaid = order.Status is OrderStatus.AwaitingPayment or OrderStatus.Abandoned ? await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Order == id && p.Status != PaymentStatus.Captured, cancel) : null;
        return new OrderView(
            order,
            [
                .. order.Consignments.OrderBy(c => c.Merchant.Value).Select(c => new ConsignmentView(
                    c,
                    [.. parcels.Where(p => p.Carries(c.Id))],
                    [.. cases.Where(d => d.Consignment == c.Id).Select(d => new DisputeLink(d.Id, d.Status))],
                    [.. returns.Where(r => r.Consignment == c.Id).Select(r => new ReturnLink(r.Id, r.Status))],
                    days.GetValueOrDefault(c.Merchant),
                    reviewed)),
            ],
            events,
            unpaid);
    }

    /// <summary>The order that was placed last, waits for its payment and may be seen with what the visitor shows; null for none.</summary>
    /// <param name="numbers">Orders for which the visitor may show more than an account.</param>
    public async Task<(Order Order, Payment Payment)?> UnpaidAsync(UserId? buyer, IReadOnlyList<string> numbers, Func<string, OrderAccess> access, DateTime nowUtc, CancellationToken cancel)
    {
        if (buyer is null && numbers.Count == 0) return null;
        var waiting = from order in db.Orders.AsNoTracking()
                      where order.Status == OrderStatus.AwaitingPayment && ((buyer != null && order.User == buyer) || numbers.Contains(order.Number))
                      join payment in db.Payments.AsNoTracking() on order.Id equals payment.Order
                      where payment.ExpiresAtUtc > nowUtc
                      orderby order.PlacedAtUtc descending, order.Number
                      select new { order, payment };
        foreach (var found in await waiting.Take(numbers.Count + 1).ToListAsync(cancel))
        {
            if (access(found.order.Number).Opens(found.order)) return (found.order, found.payment);
        }

        return null;
    }

    private static readonly CompiledQuery<Func<MarketDb, string, CancellationToken, Task<Order?>>> Whole = new(() => EF.CompileAsyncQuery(
        (MarketDb db, string number, CancellationToken cancel) => db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefault(o => o.Number == number)));

    private static readonly CompiledQuery<Func<MarketDb, OrderId, IAsyncEnumerable<Happening>>> Happened = new(() => EF.CompileAsyncQuery((MarketDb db, OrderId id) =>
        from e in db.OrderEvents.AsNoTracking()
        where e.Order == id
        join dispute in db.Disputes on new { e.Consignment, e.Kind } equals new { Consignment = (ConsignmentId?)dispute.Consignment, Kind = OrderEventKind.DisputeOpened } into disputes
        from dispute in disputes.DefaultIfEmpty()
        join back in db.Returns on new { e.Consignment, e.Kind } equals new { Consignment = (ConsignmentId?)back.Consignment, Kind = OrderEventKind.ReturnRequested } into backs
        from back in backs.DefaultIfEmpty()
        orderby e.Id
        select new Happening(e, dispute, back)));

    private sealed record Happening(OrderEvent Event, Dispute? Dispute, Return? Return);

    /// <summary>Parcels that have a label, with their scans and those of their first miles, what lies in them where one does not carry all of its consignment, which lines have been reviewed, and how long their merchants take
    /// goods back, in one statement: a row for each of what there are few of together.</summary>
    private async Task<(List<ParcelView> Parcels, HashSet<Guid> Reviewed, Dictionary<MerchantId, int?> ReturnDays)> ParcelsAsync(Order order, CancellationToken cancel)
    {
        var (id, lines) = (order.Id, order.Consignments.SelectMany(c => c.Lines).Select(l => l.Id).ToList());
        var labelled = db.ParcelsOf([id]).Where(p => p.Status == ParcelStatus.Labelled || p.Status == ParcelStatus.HandedOver || p.Status == ParcelStatus.Delivered);
        // The scans of both ways add up; two joins would multiply them.
        var ways = labelled.Select(p => new { p.Id, Scanned = (ParcelId?)p.Id }).Concat(labelled.Where(p => p.FirstMile != null).Select(p => new { p.Id, Scanned = p.FirstMile }));
        var rows = await (from way in ways
                          join parcel in db.Parcels.AsNoTracking() on way.Id equals parcel.Id
                          join merchant in db.Merchants on parcel.Merchant equals merchant.Id
                          join scan in db.ParcelScans on way.Scanned equals (ParcelId?)scan.Parcel into scans
                          from scan in scans.DefaultIfEmpty()
                          join part in db.ParcelContents on new { parcel.Id, IsPart = parcel.Load != ParcelLoad.Whole } equals new { Id = part.Parcel, IsPart = true } into parts
                          from part in parts.DefaultIfEmpty()
                          join line in db.OrderLines on part.Line equals line.Id into partLines
                          from line in partLines.DefaultIfEmpty()
                          join of in db.Orders on part.Order equals of.Id into partOrders
                          from of in partOrders.DefaultIfEmpty()
                          from review in db.Reviews.Where(r => lines.Contains(r.OrderLine)).Select(r => new { Line = (Guid?)r.OrderLine }).DefaultIfEmpty()
                          select new { parcel, scan, part, of!.Number, line!.Title, line.Options, line.Sku, review!.Line, merchant.ReturnDays }).ToListAsync(cancel);
        var views = from row in rows
                    group row by row.parcel.Id into own
                    let parcel = own.First().parcel
                    let contents = own.Where(r => r.part is not null).DistinctBy(r => r.part!.Line).OrderBy(r => r.Number, StringComparer.Ordinal).ThenBy(r => r.part.Line)
                        .Select(r => new ContentSheet(parcel.Id, r.Number, r.part.Consignment, r.part.Line, r.Title, r.Options, r.Sku, r.part.Quantity))
                    orderby parcel.CreatedAtUtc
                    select new ParcelView(parcel, Told(own.Select(r => r.scan), parcel.Id), [.. contents]) { FirstMile = Told(own.Select(r => r.scan), parcel.FirstMile) };
        return ([.. views], [.. rows.Select(r => r.Line).OfType<Guid>()], rows.GroupBy(r => r.parcel.Merchant).ToDictionary(g => g.Key, g => g.First().ReturnDays));
    }

    private static IReadOnlyList<ParcelScan> Told(IEnumerable<ParcelScan?> scans, ParcelId? of) => [.. scans.OfType<ParcelScan>().Where(s => s.Parcel == of).DistinctBy(s => s.Id).OrderBy(s => s.AtUtc)];
}
