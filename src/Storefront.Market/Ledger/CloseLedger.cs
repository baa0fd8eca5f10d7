using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;

namespace Storefront.Ledger;

/// <summary>Closes the books of the days that are over. Each day's entries are proved to balance before they are closed; one that does not stops the
/// closing and is told as an error, so that the difference stays in sight.</summary>
public sealed partial class CloseLedger(MarketDb db, TimeProvider clock, ILogger<CloseLedger> log)
{
    /// <summary>How long after midnight a day is closed: longer than any transaction that may still be on its way with an instant of that day.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>True when something was closed.</summary>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var upTo = (now - Margin).Date;
        var last = await LastAsync(null, cancel);
        if (last is not null && last.UpToUtc >= upTo) return false;
        // Begun one closing earlier: what a node whose clock is behind posted into the day that was closed last is taken in now.
        var first = last is null ? null : await LastAsync(last.UpToUtc, cancel);
        var from = first?.UpToUtc ?? DateTime.MinValue;
        if (await FaultsAsync(from, upTo, cancel) is > 0 and var faults)
        {
            OutOfBalance(log, faults, upTo);
            return false;
        }

        var closed = await db.AtomicallyAsync<bool>(async () =>
        {
            // Another node may have closed the same days since.
            if (await LastAsync(null, cancel) is { } meanwhile && meanwhile.UpToUtc >= upTo) return false;
            await CloseAsync(first, from, upTo, now, cancel);
            return true;
        }, cancel);
        return closed is { Succeeded: true, Value: true };
    }

    private Task<Closing?> LastAsync(DateTime? before, CancellationToken cancel) => db.Closings.AsNoTracking().Where(c => before == null || c.UpToUtc < before).OrderByDescending(c => c.UpToUtc).FirstOrDefaultAsync(cancel);

    private Task<int> FaultsAsync(DateTime from, DateTime upTo, CancellationToken cancel) =>
        Posted(from, upTo).GroupBy(p => new { p.Entry, p.Amount.Currency }).Select(g => g.Sum(p => p.Amount.Minor)).CountAsync(sum => sum != 0, cancel);

    private async Task CloseAsync(Closing? first, DateTime from, DateTime upTo, DateTime now, CancellationToken cancel)
    {
        var before = first is null ? [] : await LatestAsync(from, cancel);
        var entries = await db.JournalEntries.LongCountAsync(e => e.AtUtc >= from && e.AtUtc < upTo, cancel);
        var moved = await Posted(from, upTo).GroupBy(p => new { p.Account, p.Amount.Currency })
            .Select(g => new Turnover(g.Key.Account, ClosingBalance.AllOwners, g.Key.Currency, g.Sum(p => p.Amount.Minor > 0 ? p.Amount.Minor : 0), g.Sum(p => p.Amount.Minor < 0 ? -p.Amount.Minor : 0), g.LongCount()))
            .ToListAsync(cancel);
        var owned = await Posted(from, upTo).Where(p => p.Account != AccountKind.BuyerFundsHeld).GroupBy(p => new { p.Account, p.Owner, p.Amount.Currency })
            .Select(g => new Turnover(g.Key.Account, g.Key.Owner, g.Key.Currency, g.Sum(p => p.Amount.Minor > 0 ? p.Amount.Minor : 0), g.Sum(p => p.Amount.Minor < 0 ? -p.Amount.Minor : 0), g.LongCount()))
            .ToListAsync(cancel);
        // Books that were closed before there were parts get theirs from the beginning on.
        var withParts = before.Keys.Any(k => k.Item1 == AccountKind.MerchantPayable && k.Item2.Contains(':', StringComparison.Ordinal));
        foreach (var turnover in moved.Concat(owned).Concat(await PartsAsync(withParts ? from : DateTime.MinValue, upTo, cancel)))
        {
            var (debits, credits) = before.GetValueOrDefault((turnover.Account, turnover.Owner, turnover.Currency));
            db.ClosingBalances.Add(ClosingBalance.Of(upTo, turnover.Account, turnover.Owner, turnover.Currency, checked(debits + turnover.Debits), checked(credits + turnover.Credits), now));
        }

        // Who stands in debt is written down again though nothing moved, so that a closing names all that owe: a debt would else have to be looked for among all merchants.
        var movedNow = owned.Where(o => o.Account == AccountKind.MerchantPayable).Select(o => (o.Owner, o.Currency)).ToHashSet();
        foreach (var ((account, owner, currency), (debits, credits)) in before)
        {
            if (account == AccountKind.MerchantPayable && debits > credits && owner != ClosingBalance.AllOwners && !owner.Contains(':', StringComparison.Ordinal) && !movedNow.Contains((owner, currency)))
                db.ClosingBalances.Add(ClosingBalance.Of(upTo, account, owner, currency, debits, credits, now));
        }

        db.Closings.Add(Closing.Of(upTo, (first?.Entries ?? 0) + entries, (first?.Postings ?? 0) + moved.Sum(m => m.Postings), now));
    }

    /// <summary>What merchants are owed, by causes.</summary>
    private async Task<IEnumerable<Turnover>> PartsAsync(DateTime since, DateTime upTo, CancellationToken cancel) =>
        (await (from p in Posted(since, upTo)
                where p.Account == AccountKind.MerchantPayable
                join e in db.JournalEntries on p.Entry equals e.Id
                // A short cause is followed by letters of an id: its groups are put together below.
                group p.Amount.Minor by new { p.Owner, p.Amount.Currency, Key = e.Key.Substring(0, ClosingBalance.CauseLength) } into g
                select new { g.Key.Owner, g.Key.Currency, g.Key.Key, Debits = g.Sum(m => m > 0 ? m : 0), Credits = g.Sum(m => m < 0 ? -m : 0), Count = g.LongCount() }).ToListAsync(cancel))
        .GroupBy(t => (Owner: ClosingBalance.PartOf(t.Owner, t.Key), t.Currency))
        .Select(g => new Turnover(AccountKind.MerchantPayable, g.Key.Owner, g.Key.Currency, g.Sum(t => t.Debits), g.Sum(t => t.Credits), g.Sum(t => t.Count)));

    private async Task<Dictionary<(AccountKind, string, Currency), (long Debits, long Credits)>> LatestAsync(DateTime upTo, CancellationToken cancel) =>
        // Turnovers never fall, so that the newest are the greatest.
        (await db.ClosingBalances.AsNoTracking().Where(b => b.UpToUtc <= upTo).GroupBy(b => new { b.Account, b.Owner, b.Currency })
            .Select(g => new { g.Key.Account, g.Key.Owner, g.Key.Currency, Debits = g.Max(b => b.DebitsMinor), Credits = g.Max(b => b.CreditsMinor) }).ToListAsync(cancel))
        .ToDictionary(b => (b.Account, b.Owner, b.Currency), b => (b.Debits, b.Credits));

    private IQueryable<Posting> Posted(DateTime from, DateTime upTo) => db.Postings.AsNoTracking().Where(p => p.AtUtc >= from && p.AtUtc < upTo);

    private sealed record Turnover(AccountKind Account, string Owner, Currency Currency, long Debits, long Credits, long Postings);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Faults} entries do not balance; the books cannot be closed up to {UpTo}")]
    private static partial void OutOfBalance(ILogger log, int faults, DateTime upTo);
}
