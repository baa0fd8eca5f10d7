using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Ledger;

/// <summary>Reads what stands in an account, now or as of an instant: the last closing before it and the postings since, so that it costs the same
/// however long the account has been kept.</summary>
public static class Balances
{
    /// <param name="currency">An account has a balance in each currency.</param>
    /// <param name="beforeUtc">Postings at or after it do not count; null for now.</param>
    /// <returns>Debit positive.</returns>
    public static async Task<Money> BalanceAsync(this MarketDb db, AccountKind account, string owner, Currency currency, DateTime? beforeUtc, CancellationToken cancel)
    {
        var closed = await db.ClosingBalances.AsNoTracking()
            .Where(b => b.Account == account && b.Owner == owner && b.Currency == currency && (beforeUtc == null || b.UpToUtc <= beforeUtc))
            .OrderByDescending(b => b.UpToUtc).Select(b => new { b.UpToUtc, Minor = b.DebitsMinor - b.CreditsMinor }).FirstOrDefaultAsync(cancel);
        var from = closed?.UpToUtc ?? DateTime.MinValue;
        var since = await db.Postings.AsNoTracking()
            .Where(p => p.Account == account && p.Owner == owner && p.AtUtc >= from && p.Amount.Currency == currency && (beforeUtc == null || p.AtUtc < beforeUtc))
            .SumAsync(p => p.Amount.Minor, cancel);
        return new Money(checked((closed?.Minor ?? 0) + since), currency);
    }

    /// <summary>What stands now in the accounts of several owners, debit positive, in three statements however many they are. An owner without postings is not in it.</summary>
    /// <exception cref="ArgumentException">Held money, which is closed as one sum and not for each consignment.</exception>
    public static async Task<IReadOnlyDictionary<(string Owner, Currency Currency), Money>> BalancesAsync(this MarketDb db, AccountKind account, IReadOnlyCollection<string> owners, CancellationToken cancel)
    {
        if (account == AccountKind.BuyerFundsHeld) throw new ArgumentException("Held money is not closed per owner.", nameof(account));
        var from = await db.Closings.AsNoTracking().OrderByDescending(c => c.UpToUtc).Select(c => (DateTime?)c.UpToUtc).FirstOrDefaultAsync(cancel) ?? DateTime.MinValue;
        // An owner's newest closing may be older than the last one: then nothing moved in between.
        var closed = await db.ClosingBalances.AsNoTracking()
            .Where(b => b.Account == account && owners.Contains(b.Owner) && b.UpToUtc <= from
                && !db.ClosingBalances.Any(n => n.Account == b.Account && n.Owner == b.Owner && n.Currency == b.Currency && n.UpToUtc > b.UpToUtc && n.UpToUtc <= from))
            .Select(b => new { b.Owner, b.Currency, Minor = b.DebitsMinor - b.CreditsMinor }).ToListAsync(cancel);
        var since = await db.Postings.AsNoTracking().Where(p => p.Account == account && owners.Contains(p.Owner) && p.AtUtc >= from)
            .GroupBy(p => new { p.Owner, p.Amount.Currency }).Select(g => new { g.Key.Owner, g.Key.Currency, Minor = g.Sum(p => p.Amount.Minor) }).ToListAsync(cancel);
        return closed.Concat(since).GroupBy(b => (b.Owner, b.Currency)).ToDictionary(g => g.Key, g => new Money(g.Sum(b => b.Minor), g.Key.Currency));
    }

    /// <summary>The turnover of each kind of account per currency since the beginning, as of an instant.</summary>
    /// <param name="beforeUtc">Postings at or after it do not count; null for now.</param>
    public static async Task<IReadOnlyList<KindTurnover>> TurnoversAsync(this MarketDb db, DateTime? beforeUtc, CancellationToken cancel)
    {
        var last = await db.Closings.AsNoTracking().Where(c => beforeUtc == null || c.UpToUtc <= beforeUtc).OrderByDescending(c => c.UpToUtc).FirstOrDefaultAsync(cancel);
        var from = last?.UpToUtc ?? DateTime.MinValue;
        var closed = last is null ? [] : await db.ClosingBalances.AsNoTracking()
            .Where(b => b.Owner == ClosingBalance.AllOwners && b.UpToUtc <= from
                && !db.ClosingBalances.Any(n => n.Account == b.Account && n.Owner == b.Owner && n.Currency == b.Currency && n.UpToUtc > b.UpToUtc && n.UpToUtc <= from))
            .Select(b => new KindTurnover(b.Account, b.Currency, b.DebitsMinor, b.CreditsMinor)).ToListAsync(cancel);
        var since = await db.Postings.AsNoTracking().Where(p => p.AtUtc >= from && (beforeUtc == null || p.AtUtc < beforeUtc)).GroupBy(p => new { p.Account, p.Amount.Currency })
            .Select(g => new KindTurnover(g.Key.Account, g.Key.Currency, g.Sum(p => p.Amount.Minor > 0 ? p.Amount.Minor : 0), g.Sum(p => p.Amount.Minor < 0 ? -p.Amount.Minor : 0)))
            .ToListAsync(cancel);
        return [.. closed.Concat(since).GroupBy(t => (t.Account, t.Currency)).Select(g => new KindTurnover(g.Key.Account, g.Key.Currency, g.Sum(t => t.DebitsMinor), g.Sum(t => t.CreditsMinor)))];
    }
}

/// <summary>What went through all accounts of a kind, in minor units, both not negative.</summary>
public sealed record KindTurnover(AccountKind Account, Currency Currency, long DebitsMinor, long CreditsMinor);
