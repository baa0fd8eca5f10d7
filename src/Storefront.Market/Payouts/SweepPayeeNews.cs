using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>Takes in what has happened in merchants' accounts at their providers and no webhook brought. Each account is a list of its own, so that only those are walked in which something is
/// under way: a payout that was asked for and is not settled, a payout that is due and that the account stands in the way of, an account or a bank account that is new. Of the others the timers
/// that look at accounts and payouts find what changed.</summary>
public sealed class SweepPayeeNews(IDbContextFactory<MarketDb> contexts, ProviderAbilities abilities, WalkNews walk, TimeProvider clock, ILogger<SweepPayeeNews> log)
{
    /// <summary>So long an account, or its bank account, counts as new.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    /// <summary>In one turn; each costs a call. What was looked at longest ago comes first.</summary>
    public const int MostAccounts = 20;

    private const int MostPages = 5;

    /// <summary>The number of events that had not come.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var stored = 0;
        foreach (var (provider, payee) in await DueAsync(cancel))
        {
            var teller = abilities.News.First(t => t.Key == provider);
            try
            {
                await using var db = await contexts.CreateDbContextAsync(cancel);
                var now = clock.GetUtcNow().UtcDateTime;
                var cursor = await db.PayeeNewsCursors.SingleOrDefaultAsync(c => c.Provider == provider && c.Payee == payee, cancel);
                if (cursor is null) db.PayeeNewsCursors.Add(cursor = PayeeNewsCursor.Of(provider, payee, NewsWalk.From(now - SweepNews.FirstLook, now)));
                // While nothing was under way nobody walked.
                cursor.Walked(cursor.Walk.NotBefore(now - SweepNews.FirstLook));
                stored += await walk.RunAsync(db, cursor, teller, payee, MostPages, cancel);
            }
            catch (Exception e) when (e is ProviderOutcomeUnknownException or ProviderRefusedException)
            {
                // Of this account alone: the others are walked, and it comes again after them.
                SweepNewsLog.Unanswered(log, provider, payee, e);
            }
        }

        return stored;
    }

    private async Task<List<(string Provider, string Payee)>> DueAsync(CancellationToken cancel)
    {
        var (now, keys) = (clock.GetUtcNow().UtcDateTime, abilities.News.Select(t => t.Key).ToList());
        var since = now - Lately;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var underway = db.Payouts.Where(p => p.Status == PayoutStatus.Sent || (p.Status == PayoutStatus.Pending && p.AskedAtUtc != null)).Select(p => new { p.Provider, p.Payee })
            .Union(db.PayoutAccounts.Where(a => a.Payee != null && (a.PayeeAskedAtUtc > since || a.BankChangedAtUtc > since
                || ((a.BlockedBecause == PayoutBlock.AccountIncomplete || a.BlockedBecause == PayoutBlock.AccountBlocked) && a.DueAtUtc <= now))).Select(a => new { a.Provider, Payee = a.Payee! }));
        var due = await (from u in underway
                         where keys.Contains(u.Provider)
                         join c in db.PayeeNewsCursors on new { u.Provider, u.Payee } equals new { c.Provider, c.Payee } into cursors
                         from c in cursors.DefaultIfEmpty()
                         where c == null || c.Walk.LookAtUtc <= now
                         orderby c != null, c.Walk.LookAtUtc, u.Payee
                         select u).Take(MostAccounts).ToListAsync(cancel);
        return due.ConvertAll(u => (u.Provider, u.Payee));
    }
}
