using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Data.Outbox;

namespace Storefront.Orders;

/// <summary>A buyer's orders. They lose their buyer once nothing is left to deliver, release or settle; figures, goods and country stay for the books.</summary>
public sealed class OrderPersonalData(MarketDb db) : IHoldPersonalData
{
    /// <summary>Stands where name, street and address stood.</summary>
    public const string StandIn = "(erased)";

    public string Section => "orders";

    public async Task<object> ExportAsync(DataSubject person, CancellationToken cancel)
    {
        var orders = await Of(person).AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).OrderBy(o => o.PlacedAtUtc).ThenBy(o => o.Id).ToListAsync(cancel);
        var ids = orders.Select(o => o.Id).ToList();
        var events = (await db.OrderEvents.AsNoTracking().Where(e => ids.Contains(e.Order)).OrderBy(e => e.AtUtc).ToListAsync(cancel)).ToLookup(e => e.Order);
        var parcels = await db.ParcelsOf(ids).AsNoTracking().OrderBy(p => p.CreatedAtUtc).ToListAsync(cancel);
        var addresses = (await db.AddressChanges.AsNoTracking().Where(c => ids.Contains(c.Order)).OrderBy(c => c.AtUtc).ToListAsync(cancel)).ToLookup(c => c.Order);
        var contents = await db.ContentsOfAsync(parcels, cancel);
        return orders.Select(o => new
        {
            o.Number, o.PlacedAtUtc, o.PaidAtUtc, o.Status, o.Email, o.Language, o.ShipTo, o.Gift, Total = o.Total.ToString(),
            Consignments = o.Consignments.Select(c => new
            {
                Seller = c.MerchantName, c.Status, c.DeliveryMethod, RateCard = c.Card?.Name, PickupPoint = c.Point, Goods = c.Goods.ToString(), c.DiscountCode, Discount = c.DiscountCode is null ? null : c.Discount.ToString(), Delivery = c.Delivery.ToString(), Duty = c.Duty.ToString(), Tax = c.Tax.ToString(), Total = c.Total.ToString(),
                c.FirstSentAtUtc, c.HandedOverAtUtc, c.FirstArrivedAtUtc, c.DeliveredAtUtc,
                Lines = c.Lines.Select(l => new { l.Title, l.Options, l.Quantity, Paid = l.Paid.Total.ToString(), Refunded = l.Refunded.Total.ToString() }),
            }),
            Parcels = parcels.Where(p => p.Order == o.Id || contents.Any(c => c.Parcel == p.Id && c.OrderNumber == o.Number)).Select(p => new
            {
                p.Carrier, p.TrackingNumber, p.Status, p.HandedOverAtUtc, Contents = contents.Where(c => c.Parcel == p.Id && c.OrderNumber == o.Number).Select(c => new { c.Title, c.Options, c.Quantity }),
            }),
            AddressChanges = addresses[o.Id].Select(c => new { c.From, c.To, By = c.By is null ? "buyer" : "seller", c.Status, c.AtUtc, c.AnsweredAtUtc }),
            Events = events[o.Id].Select(e => new { e.Kind, e.Cause, e.Detail, e.AtUtc }),
        }).ToList();
    }

    /// <summary>What is over loses its buyer at once. What is under way is only parted from the account: it still has to arrive, be paid or be refunded (Article 17(3)(b) and (e)), and is forgotten when it is over.</summary>
    public async Task EraseAsync(DataSubject person, DateTime nowUtc, CancellationToken cancel)
    {
        var orders = await Of(person).Include(o => o.Consignments).ToListAsync(cancel);
        foreach (var order in orders.Where(o => o.IsUnderWay))
        {
            order.Leave();
            db.Tell(new BuyerLeft(order.Id), nowUtc, nowUtc + ForgetBuyer.Pause);
        }

        await db.ForgetAsync([.. orders.Where(o => !o.IsUnderWay)], cancel);
    }

    private IQueryable<Order> Of(DataSubject person) => db.Orders.Where(o => o.User == person.User || person.Emails.Contains(o.Email));
}
