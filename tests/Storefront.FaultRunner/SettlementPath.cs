using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Orders;
using Storefront.Payouts;
using Storefront.Testing;

namespace Storefront.FaultRunner;

/// <summary>The money of one order with three merchants, from receipt to bank and, for a part of it, back to the buyer.</summary>
internal sealed class SettlementPath(IServiceProvider services, MovableClock clock, KillSwitch kill, Settlement settlement) : IPath
{
    public async Task WalkAsync()
    {
        for (var i = 0; i < settlement.Shops.Count; i++)
        {
            kill.Begin($"releasing to merchant {i + 1} of {settlement.Shops.Count}");
            await ReleaseAsync(settlement.Shops[i]);
        }

        kill.Begin("ending reserves");
        MoveTo(settlement.BeginsAt + Settlement.Reserve);
        while (await DoAsync<EndReserves, int>(e => e.RunAsync(default)) > 0)
        {
        }

        kill.Begin("writing payouts");
        await WritePayoutsAsync();
        kill.Begin("sending payouts");
        await DispatchAsync();
        kill.Begin("settling payouts");
        MoveTo(settlement.BeginsAt + Settlement.Reserve + Settlement.Arrival);
        await DoAsync<SweepPayouts, int>(s => s.RunAsync(default));
        kill.Begin("refunding");
        await RefundAsync();
        kill.Begin("giving back");
        await DispatchAsync();
        kill.Begin("finishing");
        await WorkAsync();
    }

    public async Task WorkAsync()
    {
        await DoAsync<SweepPayments, int>(s => s.RunAsync(default));
        await DoAsync<EndReserves, int>(s => s.RunAsync(default));
        await DoAsync<WritePayouts, int>(s => s.RunAsync(default));
        await DoAsync<SweepPayouts, int>(s => s.RunAsync(default));
        await DispatchAsync();
    }

    private async Task DispatchAsync()
    {
        var dispatcher = services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.RunOnceAsync(default) > 0)
        {
        }
    }

    private async Task ReleaseAsync(Shop shop)
    {
        var order = await OrderAsync();
        var consignment = order.Consignments.Single(c => c.Merchant == shop.Merchant);
        if (consignment.ReleasedAtUtc is null) Ok(await DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, consignment.Id, new OrderAccess(null, order.AccessKey), default)));
    }

    private async Task WritePayoutsAsync()
    {
        var since = settlement.BeginsAt.UtcDateTime;
        foreach (var shop in settlement.Shops)
        {
            if (!await DoAsync<MarketDb, bool>(db => db.Payouts.AnyAsync(p => p.Merchant == shop.Merchant && p.CreatedAtUtc > since)))
                Ok(await DoAsync<PlanPayouts, Outcome<Done>>(p => p.AskAsync(shop.Merchant, new Actor(shop.Member), default)));
        }

        await DoAsync<WritePayouts, int>(w => w.RunAsync(default));
    }

    private async Task RefundAsync()
    {
        var order = await OrderAsync();
        var line = order.Consignments.Single(c => c.Merchant == settlement.Shops[0].Merchant).Lines[0];
        var form = new RefundOrder(settlement.Refund, [new LineAmount(line.Id, new Money(settlement.RefundMinor, order.Total.Currency))], "A kindness.");
        // A little of what the first merchant was paid lies in its account still, so that the refund takes it back.
        var payee = await DoAsync<MarketDb, string?>(db => db.PayoutAccounts.Where(a => a.Merchant == settlement.Shops[0].Merchant).Select(a => a.Payee).SingleAsync());
        await services.GetRequiredService<SandboxBank>().LeaveAsync(payee!, $"left-{settlement.Refund:N}", Settlement.Left, default);
        Ok(await DoAsync<GiveMoneyBack, Outcome<Done>>(g => g.ByAdminAsync(order.Number, new Actor(settlement.Admin), form, default)));
    }

    private Task<Order> OrderAsync() => DoAsync<MarketDb, Order>(db => db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Number == settlement.Order));

    /// <summary>Nothing is moved back: a process that comes later is there already.</summary>
    private void MoveTo(DateTimeOffset at)
    {
        if (clock.GetUtcNow() < at) clock.Move(at - clock.GetUtcNow());
    }

    private static void Ok(Outcome<Done> outcome)
    {
        if (!outcome.Succeeded) throw new InvalidOperationException($"Refused: {outcome.Refusal.Code}.");
    }

    private async Task<TResult> DoAsync<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }
}
