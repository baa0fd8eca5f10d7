using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Merchants;

namespace Storefront.Payouts;

/// <summary>The drawers in which admins find payouts.</summary>
public enum PayoutDrawer
{
    ToApprove,

    /// <summary>Written and not taken by the provider yet.</summary>
    Waiting,

    /// <summary>Waiting until our balance at the provider is filled up.</summary>
    Short,
    Sent,

    /// <summary>Sent, or paid so lately that it may come back, to shops that are stopped now: what the market may lose by them.</summary>
    Exposed,
    Paid,
    Failed,
}

/// <param name="Owed">In the merchant's currency.</param>
/// <param name="Failure">Why the last one failed, where that is the reason.</param>
/// <param name="FailedPayout">That payout, to have it tried again.</param>
public sealed record BlockedMerchant(MerchantId Merchant, string Name, Money Owed, PayoutBlock Block, DateTime? EndsAtUtc, DateTime DueAtUtc, string? Failure, PayoutId? FailedPayout);

/// <summary>How far the transfer of a share has come.</summary>
public enum PayoutTransferState
{
    Waiting,

    /// <summary>It was asked for, and there is no answer yet.</summary>
    Asked,
    Made,

    /// <summary>What was left of it came back, because the payout did not go through.</summary>
    Back,
}

/// <param name="OrderNumber">Null for what is of no order.</param>
/// <param name="Reversed">What was taken back of it for refunds.</param>
/// <param name="Reference">The provider's name, once known.</param>
public sealed record PayoutTransfer(int Number, string? OrderNumber, Money Amount, Money Reversed, PayoutTransferState State, string? Reference)
{
    internal static PayoutTransferState StateOf(PayoutShare share) => share switch
    {
        { TakenBackAtUtc: not null } => PayoutTransferState.Back,
        { Transfer: not null } => PayoutTransferState.Made,
        { AskedAtUtc: not null } => PayoutTransferState.Asked,
        _ => PayoutTransferState.Waiting,
    };
}

/// <param name="Count">Of all transfers, on whichever page.</param>
/// <param name="Total">What they come to together, before anything was taken back.</param>
/// <param name="IsFirst">No page lies before this one.</param>
/// <param name="Previous">Key of the page before; null where that is the first.</param>
public sealed record PayoutFile(PayoutRow Payout, Page<PayoutTransfer> Transfers, int Count, Money Total, bool IsFirst, string? Previous);

/// <summary>All payouts of the market, for admins.</summary>
public sealed class PayoutRegister(MarketDb db, TimeProvider clock)
{
    /// <summary>Newest first.</summary>
    public async Task<Outcome<Page<PayoutRow>>> ListAsync(Actor actor, PayoutDrawer drawer, string? after, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        return await In(drawer).PageAsync(db, after, cancel);
    }

    /// <summary>One payout with its transfers, in the order in which they are made.</summary>
    /// <param name="after">The <see cref="Page{T}.Next"/> of the page before.</param>
    public async Task<Outcome<PayoutFile>> OpenAsync(PayoutId id, Actor actor, string? after, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if ((await db.Payouts.AsNoTracking().Where(p => p.Id == id).PageAsync(db, null, cancel)).Items is not [var row]) return PayoutRefusals.NotFound;
        var all = db.PayoutShares.AsNoTracking().Where(s => s.Payout == id && s.Amount.Minor > 0);
        var sums = await all.GroupBy(s => 1).Select(g => new { Count = g.Count(), Minor = g.Sum(s => s.Amount.Minor) }).FirstOrDefaultAsync(cancel);
        var shares = all;
        var passed = new List<int>();
        if (int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            shares = all.Where(s => s.Number > last);
            passed = await all.Where(s => s.Number <= last).OrderByDescending(s => s.Number).Select(s => s.Number).Take(PageKey.Size + 1).ToListAsync(cancel);
        }

        var read = await shares.OrderBy(s => s.Number).Take(PageKey.Size + 1).Select(s => new { Share = s, Order = db.Orders.Where(o => o.Id == s.Order).Select(o => o.Number).FirstOrDefault() }).ToListAsync(cancel);
        var shown = read.Take(PageKey.Size).Select(r => new PayoutTransfer(r.Share.Number, r.Order, r.Share.Amount, r.Share.Reversed, PayoutTransfer.StateOf(r.Share), r.Share.Transfer)).ToList();
        return new PayoutFile(
            row, new Page<PayoutTransfer>(shown, read.Count > PageKey.Size ? Key(shown[^1].Number) : null),
            sums?.Count ?? 0, new Money(sums?.Minor ?? 0, row.Amount.Currency), passed.Count == 0, passed.Count > PageKey.Size ? Key(passed[^1]) : null);

        static string Key(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    public async Task<Outcome<IReadOnlyDictionary<PayoutDrawer, int>>> CountAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var counts = new Dictionary<PayoutDrawer, int>();
        // Those in which somebody may have to act; how many were ever paid is no to-do.
        foreach (var drawer in new[] { PayoutDrawer.ToApprove, PayoutDrawer.Waiting, PayoutDrawer.Short, PayoutDrawer.Sent, PayoutDrawer.Exposed }) counts[drawer] = await In(drawer).CountAsync(cancel);
        return counts;
    }

    /// <summary>Merchants whose day of payment has come and who are not paid, by day; those to whom nothing is owed are not among them.</summary>
    public async Task<Outcome<Page<BlockedMerchant>>> BlockedAsync(Actor actor, string? after, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var blocked = db.PayoutAccounts.AsNoTracking()
            .Where(a => a.DueAtUtc != null && a.BlockedBecause != null && a.BlockedBecause != PayoutBlock.NothingOwed && a.BlockedBecause != PayoutBlock.BelowMinimum)
            .Join(db.Merchants, a => a.Merchant, m => m.Id, (a, m) => new { Account = a, m.Name, m.Slug, m.Currency });
        if (PageKey.Parse(after) is { } last) blocked = blocked.Where(b => b.Account.DueAtUtc > last.AtUtc || (b.Account.DueAtUtc == last.AtUtc && b.Slug.CompareTo(last.Name) > 0));
        var rows = await blocked.OrderBy(b => b.Account.DueAtUtc).ThenBy(b => b.Slug).Take(PageKey.Size + 1).ToListAsync(cancel);
        var page = PageKey.Cut(rows, b => new PageKey(b.Account.DueAtUtc!.Value, b.Slug));
        var balances = await db.BalancesAsync(AccountKind.MerchantPayable, [.. page.Items.Select(b => PayoutJournal.Owner(b.Account.Merchant))], cancel);
        var shown = new List<BlockedMerchant>();
        foreach (var row in page.Items)
        {
            var merchant = row.Account.Merchant;
            var failed = row.Account.Flag is null ? null : await db.Payouts.AsNoTracking().Where(p => p.Merchant == merchant && p.Status == PayoutStatus.Failed)
                .OrderByDescending(p => p.SettledAtUtc).Select(p => (PayoutId?)p.Id).FirstOrDefaultAsync(cancel);
            shown.Add(new BlockedMerchant(
                merchant, row.Name, -balances.GetValueOrDefault((PayoutJournal.Owner(merchant), row.Currency), Money.Zero(row.Currency)), row.Account.BlockedBecause!.Value, row.Account.BlockEndsAtUtc, row.Account.DueAtUtc!.Value, row.Account.Flag, failed));
        }

        return new Page<BlockedMerchant>([.. shown.Where(b => b.Owed.IsPositive)], page.Next);
    }

    private IQueryable<Payout> In(PayoutDrawer drawer)
    {
        var all = db.Payouts.AsNoTracking();
        var returned = clock.GetUtcNow().UtcDateTime - SweepPayouts.MayComeBack;
        var missing = all.Where(p => p.Status == PayoutStatus.Pending && ((p.ApprovalsNeeded > 0 && p.ApprovedBy == null) || (p.ApprovalsNeeded > 1 && p.ApprovedAlsoBy == null)));
        return drawer switch
        {
            PayoutDrawer.ToApprove => missing,
            PayoutDrawer.Waiting => all.Where(p => p.Status == PayoutStatus.Pending && p.ShortSinceUtc == null && (p.ApprovalsNeeded == 0 || p.ApprovedBy != null) && (p.ApprovalsNeeded < 2 || p.ApprovedAlsoBy != null)),
            PayoutDrawer.Short => all.Where(p => p.ShortSinceUtc != null && p.Status == PayoutStatus.Pending),
            PayoutDrawer.Exposed => all.Where(p => (p.Status == PayoutStatus.Sent || (p.Status == PayoutStatus.Paid && p.PaidAtUtc > returned) || (p.Status == PayoutStatus.Pending && p.Transfer != null && p.AskedAtUtc != null))
                && db.Merchants.Any(m => m.Id == p.Merchant && m.Status != MerchantStatus.Approved)),
            PayoutDrawer.Sent => all.Where(p => p.Status == PayoutStatus.Sent),
            PayoutDrawer.Paid => all.Where(p => p.Status == PayoutStatus.Paid),
            PayoutDrawer.Failed => all.Where(p => p.Status == PayoutStatus.Failed),
        };
    }
}
