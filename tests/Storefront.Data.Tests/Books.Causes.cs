using Microsoft.EntityFrameworkCore;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests;

internal static partial class Books
{
    /// <summary>Who may cause what. Nobody but the provider says that money came or went; nobody but a carrier that something arrived.</summary>
    private static string[] MayCause(OrderEventKind kind) => kind switch
    {
        OrderEventKind.Placed or OrderEventKind.ReturnRequested or OrderEventKind.DisputeOpened or OrderEventKind.AddressChanged or OrderEventKind.AddressDeclined => ["buyer"],
        OrderEventKind.PaymentProcessing or OrderEventKind.Paid or OrderEventKind.PaymentFailed or OrderEventKind.Abandoned or OrderEventKind.PaidTooLate or OrderEventKind.Refunded or OrderEventKind.RefundFailed
            or OrderEventKind.ChargebackOpened or OrderEventKind.ChargebackClosed or OrderEventKind.FraudWarned => ["provider"],
        OrderEventKind.Tracking or OrderEventKind.Delivered => ["carrier"],
        OrderEventKind.LabelBought or OrderEventKind.HandedOver or OrderEventKind.ReturnLabelBought or OrderEventKind.AddressProposed => ["merchant"],
        OrderEventKind.LabelVoided => ["merchant", "timer", "carrier", "buyer"],
        OrderEventKind.ReturnLabelVoided => ["merchant", "timer", "carrier"],
        OrderEventKind.Received => ["buyer", "timer"],
        OrderEventKind.Released or OrderEventKind.HeldTooLong => ["timer"],
        OrderEventKind.Cancelled => ["buyer", "merchant", "admin", "provider", "timer"],
        OrderEventKind.FraudWarningDismissed => ["admin"],
        OrderEventKind.DisputeAppealed => ["buyer", "merchant"],
        OrderEventKind.DisputeClosed or OrderEventKind.ReturnMoved => ["buyer", "merchant", "admin", "timer", "provider", "carrier"],
    };

    /// <summary>I6: from what was written down about an order, played again in the allowed graph, follows the state in which it is. A refund that was written is a cause, too: it ends what
    /// nothing is left of, and lets go on what waited only for what need not be sent any more.</summary>
    private static async Task AssertCausesAsync(MarketDb db)
    {
        // What a newer version wrote is for its own books to judge.
        var events = (await db.OrderEvents.AsNoTracking().ToListAsync()).Where(e => Enum.IsDefined(e.Kind)).ToLookup(e => e.Order);
        var refunds = (await db.Refunds.AsNoTracking().Select(r => new { r.Order, r.Consignment, r.CreatedAtUtc, r.Id }).ToListAsync()).ToLookup(r => r.Order);
        var captured = (await db.Payments.AsNoTracking().Where(p => p.Status == PaymentStatus.Captured).Select(p => p.Order).ToListAsync()).ToHashSet();
        foreach (var order in await db.Orders.AsNoTracking().Include(o => o.Consignments).ToListAsync())
        {
            var told = events[order.Id].OrderBy(e => e.AtUtc).ThenBy(e => e.Id).ToList();
            Assert.All(told, e => Assert.Contains(e.Cause, MayCause(e.Kind)));
            Assert.Single(told, e => e.Kind == OrderEventKind.Placed);
            Assert.True(told.Count(e => e.Kind is OrderEventKind.Paid or OrderEventKind.PaymentFailed or OrderEventKind.Abandoned) <= 1, $"Order {order.Number} ended its payment twice.");
            Assert.Equal(captured.Contains(order.Id), told.Exists(e => e.Kind is OrderEventKind.Paid or OrderEventKind.PaidTooLate));
            foreach (var consignment in order.Consignments)
            {
                var steps = told.Where(e => e.Consignment is null || e.Consignment == consignment.Id).Select(e => (e.AtUtc, e.Id, Kind: (OrderEventKind?)e.Kind))
                    .Concat(refunds[order.Id].Where(r => r.Consignment == consignment.Id).Select(r => (AtUtc: r.CreatedAtUtc, r.Id, Kind: (OrderEventKind?)null)))
                    .OrderBy(s => s.AtUtc).ThenBy(s => s.Id).Select(s => s.Kind).ToList();
                HashSet<ConsignmentStatus> may = [ConsignmentStatus.AwaitingPayment];
                foreach (var step in steps)
                {
                    HashSet<ConsignmentStatus> next = [.. may.SelectMany(from => step is { } kind ? After(from, kind) : AfterRefund(from))];
                    Assert.True(next.Count > 0, $"In order {order.Number} a consignment that was {string.Join(" or ", may)} met {step?.ToString() ?? "a refund"}: {string.Join(", ", steps)}.");
                    may = next;
                }

                Assert.True(may.Contains(consignment.Status), $"In order {order.Number} a consignment is {consignment.Status}, which does not follow from {string.Join(", ", steps)}.");
            }

            OrderStatus follows = order.Consignments.All(c => c.Status == ConsignmentStatus.Cancelled) ? OrderStatus.Cancelled
                : told.Exists(e => e.Kind == OrderEventKind.Paid) ? OrderStatus.Paid
                : told.Exists(e => e.Kind is OrderEventKind.PaymentFailed or OrderEventKind.Abandoned) ? OrderStatus.Abandoned
                : told.Exists(e => e.Kind == OrderEventKind.PaymentProcessing) ? OrderStatus.PaymentProcessing : OrderStatus.AwaitingPayment;
            Assert.Equal(follows, order.Status);
        }
    }

    /// <summary>What a consignment may be after something happened; nothing where it cannot happen. With several parcels it stays what it was until the last has moved.</summary>
    private static ConsignmentStatus[] After(ConsignmentStatus from, OrderEventKind kind) => (kind, from) switch
    {
        (OrderEventKind.Placed or OrderEventKind.PaymentProcessing, ConsignmentStatus.AwaitingPayment) => [from],
        (OrderEventKind.Placed or OrderEventKind.PaymentProcessing, _) => [],
        (OrderEventKind.Paid, ConsignmentStatus.AwaitingPayment) => [ConsignmentStatus.ToPack],
        (OrderEventKind.PaymentFailed or OrderEventKind.Abandoned, ConsignmentStatus.AwaitingPayment) => [ConsignmentStatus.Abandoned],
        (OrderEventKind.Paid or OrderEventKind.PaymentFailed or OrderEventKind.Abandoned, _) => [],
        // The one late reopening: money comes, is in the books, and goes back. The order stays given up.
        (OrderEventKind.PaidTooLate or OrderEventKind.Refunded or OrderEventKind.RefundFailed or OrderEventKind.ChargebackOpened or OrderEventKind.ChargebackClosed or OrderEventKind.FraudWarned or OrderEventKind.FraudWarningDismissed, ConsignmentStatus.Abandoned) => [from],
        (OrderEventKind.PaidTooLate, _) or (_, ConsignmentStatus.Abandoned or ConsignmentStatus.AwaitingPayment) => [],
        // A case may have given the money back before a carrier answered or a parcel came: then the label waits to be voided, and the scan changes nothing.
        (OrderEventKind.LabelBought, ConsignmentStatus.ToPack) => [from, ConsignmentStatus.LabelBought],
        (OrderEventKind.LabelVoided, ConsignmentStatus.LabelBought) => [from, ConsignmentStatus.ToPack],
        (OrderEventKind.HandedOver, ConsignmentStatus.ToPack or ConsignmentStatus.LabelBought) => [from, ConsignmentStatus.HandedOver],
        (OrderEventKind.HandedOver, _) => [],
        (OrderEventKind.Delivered, ConsignmentStatus.HandedOver) => [from, ConsignmentStatus.Delivered],
        (OrderEventKind.Delivered, ConsignmentStatus.ToPack or ConsignmentStatus.LabelBought) => [from],
        (OrderEventKind.Delivered, _) => [],
        (OrderEventKind.Received, ConsignmentStatus.HandedOver or ConsignmentStatus.Delivered) => [ConsignmentStatus.Received],
        (OrderEventKind.Received, _) => [],
        (OrderEventKind.Cancelled, ConsignmentStatus.ToPack) => [ConsignmentStatus.Cancelled],
        (OrderEventKind.Cancelled, _) => [],
        _ => [from],
    };

    private static ConsignmentStatus[] AfterRefund(ConsignmentStatus from) => from switch
    {
        ConsignmentStatus.ToPack => [from, ConsignmentStatus.LabelBought, ConsignmentStatus.HandedOver, ConsignmentStatus.Delivered, ConsignmentStatus.Refunded],
        ConsignmentStatus.LabelBought => [from, ConsignmentStatus.ToPack, ConsignmentStatus.HandedOver, ConsignmentStatus.Delivered, ConsignmentStatus.Refunded],
        ConsignmentStatus.HandedOver => [from, ConsignmentStatus.Delivered, ConsignmentStatus.Refunded],
        ConsignmentStatus.Delivered or ConsignmentStatus.Received => [from, ConsignmentStatus.Refunded],
        // What nobody paid is not refunded; late money for what was given up, and the money of a cancellation, change no state.
        ConsignmentStatus.AwaitingPayment => [],
        ConsignmentStatus.Cancelled or ConsignmentStatus.Refunded or ConsignmentStatus.Abandoned => [from],
    };
}
