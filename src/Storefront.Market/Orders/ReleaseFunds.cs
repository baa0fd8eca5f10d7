using Microsoft.Extensions.Options;
using Storefront.Data;

namespace Storefront.Orders;

/// <summary>Lets go of money that is held, line by line, into the caller's unit of work. A line with an open case is never let go.</summary>
public sealed class ReleaseFunds(MarketDb db, IOptions<HoldOptions> options)
{
    /// <summary>The goods count as received: moves the consignment and releases every line that no case keeps. Its lines must be loaded.</summary>
    public async Task ReceivedAsync(Order order, Consignment consignment, string cause, DateTime nowUtc, CancellationToken cancel)
    {
        consignment.Received(nowUtc);
        await HeldLinesAsync(order, consignment, nowUtc, cancel);
        db.OrderEvents.Add(OrderEvent.Of(order.Id, consignment.Id, OrderEventKind.Received, cause, nowUtc));
    }

    /// <summary>What a case kept behind goes the way that the other lines went, if they did.</summary>
    public Task CaseClosedAsync(Order order, Consignment consignment, DateTime nowUtc, CancellationToken cancel) =>
        consignment.ReleasedAtUtc is null ? Task.CompletedTask : HeldLinesAsync(order, consignment, nowUtc, cancel);

    private async Task HeldLinesAsync(Order order, Consignment consignment, DateTime nowUtc, CancellationToken cancel)
    {
        var held = consignment.Lines.Where(l => l.Hold == HoldState.Held).ToList();
        if (held.Count == 0) return;
        // As it stands now, and for these lines for good.
        var days = (await db.StandingAsync(consignment.Merchant, cancel)).ReserveDays(options.Value);
        // Nothing is in reserve when the time for which it may be held is over.
        if (order.PaidAtUtc is { } paid) days = Math.Clamp((paid.AddDays(options.Value.LongestDays) - nowUtc).Days, 0, days);
        foreach (var line in held)
        {
            // The entry is made from what is held before the state says that it is released. Goods given away leave no entry.
            var entry = ConsignmentJournal.Released(consignment, line, days > 0, order.ShipTo.Country, nowUtc);
            if (entry.Postings.Count > 0) db.JournalEntries.Add(entry);
            line.Released(days, nowUtc);
        }

        consignment.MoneyMoved();
    }
}
