using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>Brings a payment and its order to the state that the provider now tells. Webhook, return page and sweeper all come here;
/// whoever is first completes the order, the others find it done. Payments move forward only.</summary>
public sealed class SettlePayment(IDbContextFactory<MarketDb> contexts, PaymentProviders providers, TimeProvider clock)
{
    private const int Tries = 5;

    /// <summary>The order's number and state after looking; null when there is no such payment.</summary>
    public async Task<SettledPayment?> RunAsync(PaymentId id, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            try
            {
                return await OnceAsync(db, id, cancel);
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Another node or request settled it at the same moment: look again at what it wrote.
            }
        }
    }

    private async Task<SettledPayment?> OnceAsync(MarketDb db, PaymentId id, CancellationToken cancel)
    {
        var payment = await db.Payments.SingleOrDefaultAsync(p => p.Id == id, cancel);
        if (payment is null) return null;
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == payment.Order, cancel);
        if (payment.Reference is not { } reference || !payment.IsOpen) return new SettledPayment(order.Number, order.AccessKey, order.Language, payment.Status);

        var told = await providers.For(payment.Provider).LookUpAsync(reference, cancel);
        if (told is not null) await ApplyAsync(db, payment, order, told, cancel);
        return new SettledPayment(order.Number, order.AccessKey, order.Language, payment.Status);
    }

    private async Task ApplyAsync(MarketDb db, Payment payment, Order order, ProviderPayment told, CancellationToken cancel)
    {
        if (told.Amount != payment.Amount) throw new InvalidOperationException($"Payment {payment.Id} is {payment.Amount} here and {told.Amount} at {payment.Provider}.");
        var now = clock.GetUtcNow().UtcDateTime;
        switch (told.State)
        {
            case ProviderPaymentState.Open:
                return;
            case ProviderPaymentState.Processing:
                if (payment.Delayed(told.DecidesByUtc ?? now.AddDays(7)) && order.PaymentProcessing())
                {
                    db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.PaymentProcessing, "provider", now));
                    db.TellBuyer(order, "payment-processing", order.Number, now);
                }

                await db.SaveChangesAsync(cancel);
                return;
            case ProviderPaymentState.Captured:
                if (payment.Captured(now)) await CompleteAsync(db, payment, order, now, cancel);
                return;
            case ProviderPaymentState.Failed or ProviderPaymentState.Expired:
                var status = told.State == ProviderPaymentState.Failed ? PaymentStatus.Failed : PaymentStatus.Expired;
                if (payment.Ended(status, told.FailureCode)) await AbandonAsync(db, payment, order, now, cancel);
                return;
        }
    }

    private static async Task CompleteAsync(MarketDb db, Payment payment, Order order, DateTime now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!order.Paid(now)) throw new InvalidOperationException($"Order {order.Number} was paid while {order.Status}.");
        foreach (var line in InStockOrder(order))
        {
            if (!await db.CommitAsync(line.Variant, line.Quantity, order.Id, now, cancel))
                throw new InvalidOperationException($"Order {order.Number} was paid but its stock of {line.Sku} is not reserved.");
        }

        db.JournalEntries.Add(ConsignmentJournal.Captured(order, payment, now));
        db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.Paid, "provider", now));
        db.TellBuyer(order, "order-paid", order.Number, now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task AbandonAsync(MarketDb db, Payment payment, Order order, DateTime now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (order.Abandon())
        {
            foreach (var line in InStockOrder(order))
            {
                if (!await db.ReleaseAsync(line.Variant, line.Quantity, order.Id, now, cancel))
                    throw new InvalidOperationException($"Order {order.Number} was abandoned but its stock of {line.Sku} is not reserved.");
            }

            db.OrderEvents.Add(OrderEvent.Of(order.Id, null, payment.Status == PaymentStatus.Failed ? OrderEventKind.PaymentFailed : OrderEventKind.Abandoned, "provider", now, payment.FailureCode));
            db.TellBuyer(order, "order-abandoned", order.Number, now);
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Always in the same order, so that two orders never wait for each other's rows.</summary>
    private static IEnumerable<OrderLine> InStockOrder(Order order) => order.Consignments.SelectMany(c => c.Lines).OrderBy(l => l.Variant.Value);
}

public sealed record SettledPayment(string OrderNumber, string AccessKey, string Language, PaymentStatus Status);
