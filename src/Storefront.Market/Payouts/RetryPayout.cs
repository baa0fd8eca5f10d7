using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Payouts;

/// <summary>An admin looked at a failed payout and lets the shop be paid again: what is owed by now goes out as a new payout, under a new key.</summary>
public sealed class RetryPayout(MarketDb db, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(PayoutId id, Actor actor, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.Payouts.SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } payout) return PayoutRefusals.NotFound;
        if (await actor.WorksForAsync(payout.Merchant, db, cancel)) return PayoutRefusals.OwnShop;
        if (payout.Status != PayoutStatus.Failed) return PayoutRefusals.NotFailed;
        var account = await db.PayoutAccounts.SingleAsync(a => a.Merchant == payout.Merchant, cancel);
        if (account.Flag is null) return default(Done);
        var now = clock.GetUtcNow().UtcDateTime;
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(RetryPayout), $"payout {id.Value:N}", $"{payout.Amount}, failed with {payout.FailureCode}", now));
        account.Cleared(now);
        return default(Done);
    }, cancel);
}
