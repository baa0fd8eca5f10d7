using Storefront.Data;

namespace Storefront.Orders;

internal static class FundsRelease
{
    /// <summary>The goods count as received: moves the consignment and posts the release into the caller's unit of work.</summary>
    public static void Release(this MarketDb db, Order order, Consignment consignment, string cause, DateTime nowUtc)
    {
        // The entry is made from what is held before the state says that it is released.
        if (consignment.Refundable.IsPositive) db.JournalEntries.Add(ConsignmentJournal.Released(consignment, order.ShipTo.Country, nowUtc));
        consignment.Received(nowUtc);
        db.OrderEvents.Add(OrderEvent.Of(order.Id, consignment.Id, OrderEventKind.Received, cause, nowUtc));
    }
}
