using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>Follows merchants' accounts, payouts and transfers of which providers tell, at once; the timers that look at them by themselves find what was not told.</summary>
public sealed class PayoutNewsHandler(MarketDb db, FollowPayoutAccount account, SettlePayout settle, FollowTransfer transfer) : IHandle<PaymentNews>
{
    public Task HandleAsync(PaymentNews message, CancellationToken cancel) => message.About switch
    {
        // Of a capability, or of a bank account, the event names that thing; the account is the one in which it happened.
        NewsAbout.Payee => account.RunAsync(message.Provider, message.Account ?? message.Reference, cancel),
        NewsAbout.Payout => PaidOutAsync(message, cancel),
        NewsAbout.Transfer => transfer.RunAsync(message.Provider, message.Reference, cancel),
        NewsAbout.Payment or NewsAbout.Refund or NewsAbout.Chargeback or NewsAbout.FraudWarning or NewsAbout.Other => Task.CompletedTask,
    };

    /// <summary>One without our reference was just asked for, and the sweeper asks again; or it was lost with a copy that was put back, and the comparison takes it in.</summary>
    private async Task PaidOutAsync(PaymentNews message, CancellationToken cancel)
    {
        var told = await db.Payouts.AsNoTracking().Where(p => p.Reference == message.Reference && p.Provider == message.Provider).Select(p => new { p.Id, p.Payee }).ToListAsync(cancel);
        foreach (var payout in told.Where(p => message.Account is null || message.Account == p.Payee)) await settle.RunAsync(payout.Id, cancel);
    }
}
