using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Notices;

namespace Storefront.Orders;

/// <summary>The account of an order's buyer was deleted while the order was under way.</summary>
public sealed record BuyerLeft(OrderId Order);

/// <summary>Nothing of an order tells any more who its buyer was.</summary>
public sealed record BuyerForgotten(OrderId Order);

/// <summary>Takes out of an order what is about its buyer, who has left, once the order is over.</summary>
public sealed class ForgetBuyer(MarketDb db, TimeProvider clock) : IHandle<BuyerLeft>
{
    /// <summary>An order that is still under way is looked at again after so long.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    public async Task HandleAsync(BuyerLeft message, CancellationToken cancel)
    {
        var done = await db.AtomicallyAsync<Done>(async () =>
        {
            var order = await db.Orders.Include(o => o.Consignments).SingleAsync(o => o.Id == message.Order, cancel);
            var now = clock.GetUtcNow().UtcDateTime;
            if (order.IsUnderWay)
            {
                db.Tell(message, now, now + Pause);
                return default(Done);
            }

            await db.ForgetAsync([order], cancel);
            db.Tell(new BuyerForgotten(order.Id), now);
            return default(Done);
        }, cancel);
        if (!done.Succeeded) throw new DbUpdateConcurrencyException($"The buyer of order {message.Order} could not be forgotten: {done.Refusal.Code}.");
    }
}

internal static class Forgetting
{
    /// <summary>Figures, goods and country stay for the books; the mails about the orders go, and those about others to the same address stay. Consignments must be loaded.</summary>
    public static async Task ForgetAsync(this MarketDb db, IReadOnlyList<Order> orders, CancellationToken cancel)
    {
        var ids = orders.Select(o => o.Id).ToList();
        foreach (var change in await db.AddressChanges.Where(c => ids.Contains(c.Order)).ToListAsync(cancel)) change.Erase(OrderPersonalData.StandIn);
        var (emails, numbers) = (orders.Select(o => o.Email).Distinct().ToList(), orders.Select(o => o.Number).ToHashSet(StringComparer.Ordinal));
        var mails = await db.Notices.Where(n => emails.Contains(n.To)).ToListAsync(cancel);
        db.Notices.RemoveRange(mails.Where(m => m.Values.TryGetValue(Notice.Number, out var number) && numbers.Contains(number)));
        foreach (var order in orders) order.Erase(OrderPersonalData.StandIn);
    }
}
