using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Trust;

namespace Storefront.Payouts;

/// <summary>A large payout waits for two different admins, neither of whom works for the shop. Either may decline it instead.</summary>
public sealed class ApprovePayout(MarketDb db, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(PayoutId id, Actor actor, CancellationToken cancel) => JudgeAsync(id, actor, "approved", (payout, now) =>
    {
        if (!payout.Approve(actor.User, now)) return Task.FromResult<Refusal?>(PayoutRefusals.ApprovedByYou);
        if (payout.IsToSend) db.Tell(new PayoutWritten(id), now);
        return Task.FromResult<Refusal?>(null);
    }, cancel);

    /// <summary>The money is owed again, and nothing more is paid to the shop until an admin has it tried again.</summary>
    public Task<Outcome<Done>> DeclineAsync(PayoutId id, Actor actor, CancellationToken cancel) => JudgeAsync(id, actor, "declined", async (payout, now) =>
    {
        await db.FailPayoutAsync(payout, "declined", now, cancel);
        return null;
    }, cancel);

    private Task<Outcome<Done>> JudgeAsync(PayoutId id, Actor actor, string what, Func<Payout, DateTime, Task<Refusal?>> judge, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.Payouts.SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } payout) return PayoutRefusals.NotFound;
        if (await actor.WorksForAsync(payout.Merchant, db, cancel)) return PayoutRefusals.OwnShop;
        if (payout.Status != PayoutStatus.Pending || payout.ApprovalsMissing <= 0) return PayoutRefusals.NotToApprove;
        var now = clock.GetUtcNow().UtcDateTime;
        if (await judge(payout, now) is { } refusal) return refusal;
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(ApprovePayout), $"payout {id.Value:N}", $"{what} {payout.Amount}", now));
        return default(Done);
    }, cancel);
}
