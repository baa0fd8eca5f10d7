using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>Brings a payment and its order to the state that the provider now tells. Webhook, return page and sweeper all come here;
/// whoever is first completes the order, the others find it done. Payments move forward only.</summary>
public sealed class SettlePayment(IDbContextFactory<MarketDb> contexts, PaymentProviders providers, TimeProvider clock)
{
    /// <summary>The order's number and state after looking; null when there is no such payment.</summary>
    public async Task<SettledPayment?> RunAsync(PaymentId id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await ToSettle.For(db)(db, id, cancel) is not { } read) return null;
        var (payment, order) = read;
        var status = payment.Status;
        if (status is PaymentStatus.Pending or PaymentStatus.AtProvider or PaymentStatus.Processing && payment.Reference is { } reference
            && await providers.For(payment.Provider).LookUpAsync(reference, cancel) is { State: not ProviderPaymentState.Open } told)
            status = await ApplyAsync(db, id, read, told, cancel);
        return new SettledPayment(order.Number, order.AccessKey, order.Language, status);
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
        if (!payment.IsOpen) return payment.Status;
        if (told.Amount != payment.Amount) throw new InvalidOperationException($"Payment {payment.Id} is {payment.Amount} here and {told.Amount} at {payment.Provider}.");
        var now = clock.GetUtcNow().UtcDateTime;
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
                if (payment.Captured(now)) await CompleteAsync(db, payment, order, now, cancel);
                break;
            case ProviderPaymentState.Failed or ProviderPaymentState.Expired:
                var status = told.State == ProviderPaymentState.Failed ? PaymentStatus.Failed : PaymentStatus.Expired;
                if (payment.Ended(status, told.FailureCode)) await AbandonAsync(db, payment, order, now, cancel);
                break;
        }

        return payment.Status;
    }

    private static async Task CompleteAsync(MarketDb db, Payment payment, Order order, DateTime now, CancellationToken cancel)
    {
        if (!order.Paid(now)) throw new InvalidOperationException($"Order {order.Number} was paid while {order.Status}.");
        foreach (var line in InStockOrder(order)) await db.CommitAsync(line.Variant, line.Quantity, order.Id, now, cancel).OrStale();
        db.JournalEntries.Add(ConsignmentJournal.Captured(order, payment, now));
        db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.Paid, "provider", now));
        db.TellBuyer(order, "order-paid", order.Number, now);
    }

    private static async Task AbandonAsync(MarketDb db, Payment payment, Order order, DateTime now, CancellationToken cancel)
    {
        if (!order.Abandon()) return;
        foreach (var line in InStockOrder(order)) await db.ReleaseAsync(line.Variant, line.Quantity, order.Id, now, cancel).OrStale();
        db.OrderEvents.Add(OrderEvent.Of(order.Id, null, payment.Status == PaymentStatus.Failed ? OrderEventKind.PaymentFailed : OrderEventKind.Abandoned, "provider", now, payment.FailureCode));
        db.TellBuyer(order, "order-abandoned", order.Number, now);
    }

    /// <summary>Always in the same order, so that two orders never wait for each other's rows.</summary>
    private static IEnumerable<OrderLine> InStockOrder(Order order) => order.Consignments.SelectMany(c => c.Lines).OrderBy(l => l.Variant.Value);
}

public sealed record SettledPayment(string OrderNumber, string AccessKey, string Language, PaymentStatus Status);
