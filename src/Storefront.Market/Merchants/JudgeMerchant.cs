using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Trust;

namespace Storefront.Merchants;

/// <summary>An admin approves an application, refuses it, or stops a shop.</summary>
public sealed class JudgeMerchant(MarketDb db, TimeProvider clock)
{
    public Task<Outcome<Done>> ApproveAsync(MerchantId id, Actor actor, CancellationToken cancel) =>
        RunAsync(id, actor, "approved", null, (m, now) => m.Approve(now), cancel);

    /// <param name="status">Refused, suspended or closed.</param>
    /// <param name="reason">Told to the merchant.</param>
    public async Task<Outcome<Done>> StopAsync(MerchantId id, Actor actor, MerchantStatus status, string reason, CancellationToken cancel)
    {
        if (status is MerchantStatus.Applied or MerchantStatus.Approved) throw new ArgumentOutOfRangeException(nameof(status));
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 500) return MerchantRefusals.ReasonMissing;
        return await RunAsync(id, actor, status.ToString(), reason.Trim(), (m, _) => m.Stop(status, reason.Trim()), cancel);
    }

    private async Task<Outcome<Done>> RunAsync(MerchantId id, Actor actor, string what, string? reason, Action<Merchant, DateTime> judge, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.Merchants.SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } merchant) return MerchantRefusals.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        var before = merchant.Status;
        judge(merchant, now);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(JudgeMerchant), $"merchant {merchant.Slug}", $"{before} → {what}{(reason is null ? "" : $": {reason}")}", now));
        db.Tell(new MerchantJudged(id), now);
        return await db.SaveOrStaleAsync(cancel);
    }
}

/// <summary>A merchant may sell now, or may not any more: its listings come into the shop or leave it.</summary>
public sealed record MerchantJudged(MerchantId Merchant);
