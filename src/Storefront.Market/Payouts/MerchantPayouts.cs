using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Payouts;

/// <summary>How a merchant is paid next.</summary>
/// <param name="Owed">Negative when the merchant owes.</param>
/// <param name="Next">What would go out if it were paid now; zero when nothing would.</param>
/// <param name="DueAtUtc">The day of payment; null when the merchant has to ask.</param>
/// <param name="Hurdle">What is in the way now; null for nothing.</param>
public sealed record PayoutSheet(Money Owed, Money Next, Money Minimum, DateTime? DueAtUtc, PayoutHurdle? Hurdle, PayoutSchedule Schedule, PayeeStanding? Account, string? BankEnding, DateTime? BankChangedAtUtc);

/// <param name="MerchantName">For admins; the merchant knows its own.</param>
/// <param name="StopsMore">It failed, and nothing more is paid until an admin has looked.</param>
/// <param name="ApprovedBy">The admin who has approved it while another still has to; null for nobody.</param>
/// <param name="ShortSinceUtc">Since when it waits because our balance at the provider is short; null while it does not.</param>
public sealed record PayoutRow(
    PayoutId Id, MerchantId Merchant, string MerchantName, Money Amount, PayoutStatus Status, int ApprovalsMissing, string? BankEnding, string? Reference, string? FailureCode,
    PayoutBlock? WithheldBecause, DateTime CreatedAtUtc, DateTime? SettledAtUtc, DateOnly? ArrivesOn, bool StopsMore, DateTime? ShortSinceUtc = null, UserId? ApprovedBy = null);

/// <summary>A merchant's payouts, for the people who work there.</summary>
public sealed class MerchantPayouts(MarketDb db, PayoutProviders providers, IOptions<PayoutOptions> options, TimeProvider clock)
{
    public async Task<Outcome<PayoutSheet>> OpenAsync(MerchantId id, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(id, db, cancel)) return MerchantRefusals.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        var merchant = await db.Merchants.AsNoTracking().SingleAsync(m => m.Id == id, cancel);
        var account = await db.PayoutAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.Merchant == id, cancel);
        var facts = await db.FactsAsync(merchant, account, providers, options.Value.CoolDown, cancel);
        var next = facts.Payable.IsPositive && facts.Payable >= facts.Minimum ? facts.Payable : Money.Zero(merchant.Currency);
        return new PayoutSheet(
            facts.Owed, next, facts.Minimum, account is null ? PayoutSchedule.Weekly.NextAfter(now) : account.DueAtUtc, PayoutRules.HurdleOf(facts, now), account?.Schedule ?? PayoutSchedule.Weekly,
            account?.Payee is null ? null : account.State, account?.BankEnding, account?.BankChangedAtUtc);
    }

    /// <summary>Newest first.</summary>
    public async Task<Outcome<Page<PayoutRow>>> ListAsync(MerchantId id, Actor actor, string? after, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(id, db, cancel)) return MerchantRefusals.NotFound;
        return await db.Payouts.AsNoTracking().Where(p => p.Merchant == id).PageAsync(db, after, cancel);
    }
}

internal static class PayoutPages
{
    public static async Task<Page<PayoutRow>> PageAsync(this IQueryable<Payout> payouts, MarketDb db, string? after, CancellationToken cancel)
    {
        if (PageKey.Parse(after) is { } last) payouts = payouts.Where(p => p.CreatedAtUtc <= last.AtUtc && (p.CreatedAtUtc < last.AtUtc || p.Key.CompareTo(last.Name) > 0));
        var rows = await payouts.Join(db.Merchants, p => p.Merchant, m => m.Id, (p, m) => new { Payout = p, m.Name, IsFlagged = db.PayoutAccounts.Any(a => a.Merchant == p.Merchant && a.Flag != null) })
            .OrderByDescending(r => r.Payout.CreatedAtUtc).ThenBy(r => r.Payout.Key).Take(PageKey.Size + 1).ToListAsync(cancel);
        var page = PageKey.Cut(rows, r => new PageKey(r.Payout.CreatedAtUtc, r.Payout.Key));
        return new Page<PayoutRow>([.. page.Items.Select(r => Row(r.Payout, r.Name, r.IsFlagged))], page.Next);
    }

    private static PayoutRow Row(Payout payout, string merchant, bool isFlagged) => new(
        payout.Id, payout.Merchant, merchant, payout.Amount, payout.Status, payout.Status == PayoutStatus.Pending ? Math.Max(0, payout.ApprovalsMissing) : 0, payout.BankEnding, payout.Reference,
        payout.FailureCode, payout.WithheldBecause, payout.CreatedAtUtc, payout.SettledAtUtc, payout.ArrivesOn,
        isFlagged && payout is { Status: PayoutStatus.Failed, WithheldBecause: null }, payout.ShortSinceUtc, payout is { Status: PayoutStatus.Pending, ApprovalsMissing: > 0 } ? payout.ApprovedBy : null);
}
