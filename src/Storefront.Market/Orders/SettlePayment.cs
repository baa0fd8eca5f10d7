using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Discounts;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>Brings a payment and its order to the state that the provider now tells. Webhook, return page and sweeper all come here;
/// whoever is first completes the order, the others find it done. Payments move forward only.</summary>
public sealed class SettlePayment(IDbContextFactory<MarketDb> contexts, PaymentProviders providers, TimeProvider clock, ILogger<SettlePayment> log)
{
    /// <summary>The order's number and state after looking; null when there is no such payment.</summary>
    public Task<SettledPayment?> RunAsync(PaymentId id, CancellationToken cancel) => RunAsync(id, null, cancel);

    /// <summary>As <see cref="RunAsync(PaymentId, CancellationToken)"/>, for somebody at the shop: null, and nothing asked or changed, for an order that is not theirs.</summary>
    /// <param name="accessTo">What is shown for an order by its number.</param>
    public Task<SettledPayment?> ForBuyerAsync(PaymentId id, Func<string, OrderAccess> accessTo, CancellationToken cancel) => RunAsync(id, accessTo, cancel);

    private async Task<SettledPayment?> RunAsync(PaymentId id, Func<string, OrderAccess>? accessTo, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await ToSettle.For(db)(db, id, cancel) is not { } read) return null;
        if (accessTo is not null && !accessTo(read.Order.Number).Opens(read.Order)) return null;
        var (payment, order) = read;
        var status = payment.Status;
        if (status != PaymentStatus.Captured && payment.Reference is { } reference
            && await providers.For(payment.Provider).LookUpAsync(reference, cancel) is { State: not ProviderPaymentState.Open } told)
            status = await ApplyAsync(db, id, read, told, cancel);
        return new SettledPayment(order.Number, status);
    }

    private static readonly CompiledQuery<Func<MarketDb, PaymentId, CancellationToken, Task<PaidOrder?>>> ToSettle = new(() => EF.CompileAsyncQuery(
        (MarketDb db, PaymentId id, CancellationToken cancel) =>
            (from p in db.Payments
             join o in db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines) on p.Order equals o.Id
             where p.Id == id
             select new PaidOrder(p, o)).SingleOrDefault()));

    private sealed record PaidOrder(Payment Payment, Order Order);

    /// <summary>The provider will not open a payment that was never at it: the order is given up and its stock released.</summary>
    public async Task EndRefusedAsync(PaymentId id, string code, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var read = (await ToSettle.For(db)(db, id, cancel))!;
        await ApplyAsync(db, id, read, new ProviderPayment("", ProviderPaymentState.Failed, read.Payment.Amount, code, null), cancel);
    }

    /// <param name="read">As it was read before the provider was asked. When somebody has changed it since, the versions tell, and it is read again.</param>
    private async Task<PaymentStatus> ApplyAsync(MarketDb db, PaymentId id, PaidOrder? read, ProviderPayment told, CancellationToken cancel)
    {
        var applied = await db.AtomicallyAsync(
            async () =>
            {
                var (payment, order) = read ?? (await ToSettle.For(db)(db, id, cancel))!;
                read = null;
                return await ApplyAsync(db, payment, order, told, cancel);
            },
            cancel);
        return applied.Succeeded ? applied.Value : throw new DbUpdateConcurrencyException($"Payment {id} could not be settled: {applied.Refusal.Code}.");
    }

    private async Task<Outcome<PaymentStatus>> ApplyAsync(MarketDb db, Payment payment, Order order, ProviderPayment told, CancellationToken cancel)
    {
        if (!payment.IsOpen && (payment.Status == PaymentStatus.Captured || told.State != ProviderPaymentState.Captured)) return payment.Status;
        var now = clock.GetUtcNow().UtcDateTime;
        if (MismatchOf(payment, order, told) is { } mismatch)
        {
            await DisagreeAsync(db, payment, order, told, mismatch, now, cancel);
            return payment.Status;
        }

        switch (told.State)
        {
            case ProviderPaymentState.Processing:
                if (payment.Delayed(told.DecidesByUtc ?? now.AddDays(7)) && order.PaymentProcessing())
                {
                    db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.PaymentProcessing, "provider", now));
                    db.TellBuyer(order, "payment-processing", order.Number, now);
                }

                break;
            case ProviderPaymentState.Captured:
                var isLate = !payment.IsOpen;
                if (!payment.Captured(now)) break;
                if (isLate) GiveBackLate(db, payment, order, now);
                else await CompleteAsync(db, payment, order, now, cancel);
                break;
            case ProviderPaymentState.Failed or ProviderPaymentState.Expired:
                var status = told.State == ProviderPaymentState.Failed ? PaymentStatus.Failed : PaymentStatus.Expired;
                if (payment.Ended(status, told.FailureCode)) await AbandonAsync(db, payment, order, now, cancel);
                break;
        }

        return payment.Status;
    }

    private static DifferenceKind? MismatchOf(Payment payment, Order order, ProviderPayment told) =>
        !told.IsOurs ? DifferenceKind.WorldDiffers
        // Where no money came there is nothing that could not fit.
        : told.State is ProviderPaymentState.Failed or ProviderPaymentState.Expired ? null
        : told.OrderNumber is { } number && number != order.Number ? DifferenceKind.OrderDiffers
        : told.Amount != payment.Amount ? DifferenceKind.AmountDiffers
        : null;

    /// <summary>What the provider tells is not what we asked for: nothing changes but that the order is marked, a person is called, and money that came is
    /// in the books as nobody's yet.</summary>
    private async Task DisagreeAsync(MarketDb db, Payment payment, Order order, ProviderPayment told, DifferenceKind mismatch, DateTime now, CancellationToken cancel)
    {
        if (await db.DifferAsync(null, payment.Provider, mismatch, ProviderObjectKind.Payment, told.Reference, order.Id, $"{payment.Amount} {order.Number}", $"{told.Amount} {told.OrderNumber} {told.State}", now, cancel))
            MismatchLog.Found(log, order.Number, mismatch);
        if (told.State == ProviderPaymentState.Captured && told.IsOurs && told.Amount.IsPositive)
        {
            var entry = UnallocatedJournal.Came(payment, told.Amount, now);
            if (!await db.JournalEntries.AnyAsync(e => e.Key == entry.Key, cancel)) db.JournalEntries.Add(entry);
        }

        payment.LookAgain(now.AddDays(1));
    }

    private static async Task CompleteAsync(MarketDb db, Payment payment, Order order, DateTime now, CancellationToken cancel)
    {
        if (!order.Paid(now)) throw new InvalidOperationException($"Order {order.Number} was paid while {order.Status}.");
        foreach (var line in InStockOrder(order)) await db.CommitAsync(line.Variant, line.Quantity, order.Id, now, cancel).OrStale();
        db.JournalEntries.Add(ConsignmentJournal.Captured(order, payment, now));
        db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.Paid, "provider", now));
        db.TellBuyer(order, "order-paid", order.Number, now, [.. OrderNotices.Discounts(order), .. OrderNotices.Points(order.Consignments)]);
    }

    /// <summary>Money came for an order that had been given up, and whose goods may be another's by now: it is in the books as captured, and all of it goes back.</summary>
    private void GiveBackLate(MarketDb db, Payment payment, Order order, DateTime now)
    {
        db.JournalEntries.Add(ConsignmentJournal.Captured(order, payment, now));
        db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.PaidTooLate, "provider", now, payment.Amount.ToString()));
        foreach (var consignment in order.Consignments)
        {
            var lines = consignment.Lines.Where(l => l.Refundable.IsPositive).Select(l => new LineRefund(l, l.Left)).ToList();
            if (lines.Count > 0) db.WriteRefund(order, payment, consignment, lines, $"late:{consignment.Id.Value:N}", now);
        }

        db.TellBuyer(order, "paid-too-late", order.Number, now, ("amount", payment.Amount.ToString()));
        MismatchLog.Late(log, order.Number);
    }

    private static async Task AbandonAsync(MarketDb db, Payment payment, Order order, DateTime now, CancellationToken cancel)
    {
        if (!order.Abandon()) return;
        foreach (var line in InStockOrder(order)) await db.ReleaseAsync(line.Variant, line.Quantity, order.Id, now, cancel).OrStale();
        if (order.Consignments.Any(c => c.DiscountCode is not null)) await db.ReturnUsesAsync(order.Id, cancel);
        db.OrderEvents.Add(OrderEvent.Of(order.Id, null, payment.Status == PaymentStatus.Failed ? OrderEventKind.PaymentFailed : OrderEventKind.Abandoned, "provider", now, payment.FailureCode));
        db.TellBuyer(order, "order-abandoned", order.Number, now);
    }

    /// <summary>Always in the same order, so that two orders never wait for each other's rows.</summary>
    private static IEnumerable<OrderLine> InStockOrder(Order order) => order.Consignments.SelectMany(c => c.Lines).OrderBy(l => l.Variant.Value);
}

internal static partial class MismatchLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The provider's record of the payment of order {Order} does not fit ({Kind}); nothing was changed and a person must look")]
    public static partial void Found(ILogger log, string order, DifferenceKind kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Order {Order} was paid after it had been given up; its money goes back")]
    public static partial void Late(ILogger log, string order);
}

public sealed record SettledPayment(string OrderNumber, PaymentStatus Status);
