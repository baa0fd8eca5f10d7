using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Ledger;

/// <summary>Reads what stands in an account, now or as of an instant: the last closing before it and the postings since, so that it costs the same
/// however long the account has been kept.</summary>
public static class Balances
{
    private static readonly AccountKind[] Kinds = Enum.GetValues<AccountKind>();

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
    public static async Task<IReadOnlyDictionary<(string Owner, Currency Currency), Money>> BalancesAsync(this MarketDb db, AccountKind account, IReadOnlyCollection<string> owners, CancellationToken cancel) =>
        await db.BalancesAsync(account, owners, await db.ClosedBeforeAsync(null, cancel), null, cancel);

    /// <summary>What merchants owe, debit positive: of each that owes, and of no other. Whoever stood in debt when the books were closed has a row of that closing, and who came to it since was posted to
    /// since.</summary>
    /// <param name="beforeUtc">Postings at or after it do not count; null for now.</param>
    public static async Task<IReadOnlyDictionary<(string Owner, Currency Currency), Money>> DebtsAsync(this MarketDb db, DateTime? beforeUtc, CancellationToken cancel)
    {
        var from = await db.ClosedBeforeAsync(beforeUtc, cancel);
        var closed = await db.ClosingBalances.AsNoTracking().Where(b => b.UpToUtc == from && b.Account == AccountKind.MerchantPayable && b.DebitsMinor > b.CreditsMinor && b.Owner != ClosingBalance.AllOwners && !EF.Functions.Like(b.Owner, "%:%"))
            .Select(b => new { b.Owner, b.Currency, Minor = b.DebitsMinor - b.CreditsMinor }).ToListAsync(cancel);
        var since = await db.Postings.AsNoTracking().Where(p => p.Account == AccountKind.MerchantPayable && p.AtUtc >= from && (beforeUtc == null || p.AtUtc < beforeUtc) && p.Amount.Minor > 0).Select(p => p.Owner).Distinct().ToListAsync(cancel);
        // Who owed then may owe less by now, or nothing; of whom nothing was posted the closing's row is the balance.
        var owed = closed.ConvertAll(b => b.Owner);
        var less = await db.Postings.AsNoTracking().Where(p => p.Account == AccountKind.MerchantPayable && owed.Contains(p.Owner) && p.AtUtc >= from && (beforeUtc == null || p.AtUtc < beforeUtc)).Select(p => p.Owner).Distinct().ToListAsync(cancel);
        var moved = since.Union(less, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var balances = await db.BalancesAsync(AccountKind.MerchantPayable, moved, from, beforeUtc, cancel);
        return closed.Where(b => !moved.Contains(b.Owner)).Select(b => KeyValuePair.Create((b.Owner, b.Currency), new Money(b.Minor, b.Currency))).Concat(balances.Where(b => b.Value.IsPositive)).ToDictionary();
    }

    /// <summary>What stands in every account of kinds that have few owners, debit positive; those in which nothing stands are not in it.</summary>
    /// <exception cref="ArgumentException">Held money, which is closed as one sum and not for each consignment.</exception>
    /// <param name="beforeUtc">Postings at or after it do not count; null for now.</param>
    public static async Task<IReadOnlyDictionary<(AccountKind Account, string Owner, Currency Currency), Money>> BalancesOfAsync(
        this MarketDb db, IReadOnlyCollection<AccountKind> kinds, DateTime? beforeUtc, CancellationToken cancel)
    {
        if (kinds.Contains(AccountKind.BuyerFundsHeld)) throw new ArgumentException("Held money is not closed per owner.", nameof(kinds));
        var from = await db.ClosedBeforeAsync(beforeUtc, cancel);
        var closed = await db.ClosingBalances.AsNoTracking().Where(b => kinds.Contains(b.Account) && b.Owner != ClosingBalance.AllOwners && !EF.Functions.Like(b.Owner, "%:%") && b.UpToUtc <= from)
            .GroupBy(b => new { b.Account, b.Owner, b.Currency }).Select(g => new { g.Key.Account, g.Key.Owner, g.Key.Currency, Minor = g.Max(b => b.DebitsMinor) - g.Max(b => b.CreditsMinor) }).ToListAsync(cancel);
        var since = await db.Postings.AsNoTracking().Where(p => kinds.Contains(p.Account) && p.AtUtc >= from && (beforeUtc == null || p.AtUtc < beforeUtc))
            .GroupBy(p => new { p.Account, p.Owner, p.Amount.Currency }).Select(g => new { g.Key.Account, g.Key.Owner, g.Key.Currency, Minor = g.Sum(p => p.Amount.Minor) }).ToListAsync(cancel);
        return closed.Concat(since).GroupBy(b => (b.Account, b.Owner, b.Currency)).Select(g => KeyValuePair.Create(g.Key, new Money(g.Sum(b => b.Minor), g.Key.Currency))).Where(b => !b.Value.IsZero).ToDictionary();
    }

    private static async Task<DateTime> ClosedBeforeAsync(this MarketDb db, DateTime? beforeUtc, CancellationToken cancel) =>
        await db.Closings.AsNoTracking().Where(c => beforeUtc == null || c.UpToUtc <= beforeUtc).OrderByDescending(c => c.UpToUtc).Select(c => (DateTime?)c.UpToUtc).FirstOrDefaultAsync(cancel) ?? DateTime.MinValue;

    private static async Task<IReadOnlyDictionary<(string Owner, Currency Currency), Money>> BalancesAsync(
        this MarketDb db, AccountKind account, IReadOnlyCollection<string> owners, DateTime from, DateTime? beforeUtc, CancellationToken cancel)
    {
        if (account == AccountKind.BuyerFundsHeld) throw new ArgumentException("Held money is not closed per owner.", nameof(account));
        // An owner's newest closing may be older than the last one: then nothing moved in between. Turnovers never fall, so that the newest are the greatest.
        var closed = await db.ClosingBalances.AsNoTracking().Where(b => b.Account == account && owners.Contains(b.Owner) && b.UpToUtc <= from)
            .GroupBy(b => new { b.Owner, b.Currency }).Select(g => new { g.Key.Owner, g.Key.Currency, Minor = g.Max(b => b.DebitsMinor) - g.Max(b => b.CreditsMinor) }).ToListAsync(cancel);
        var since = await db.Postings.AsNoTracking().Where(p => p.Account == account && owners.Contains(p.Owner) && p.AtUtc >= from && (beforeUtc == null || p.AtUtc < beforeUtc))
            .GroupBy(p => new { p.Owner, p.Amount.Currency }).Select(g => new { g.Key.Owner, g.Key.Currency, Minor = g.Sum(p => p.Amount.Minor) }).ToListAsync(cancel);
        return closed.Concat(since).GroupBy(b => (b.Owner, b.Currency)).ToDictionary(g => g.Key, g => new Money(g.Sum(b => b.Minor), g.Key.Currency));
    }

    /// <summary>What the entries of each cause come to in what a merchant is owed, debit positive, by the beginnings of their keys: from the last closing
    /// and the postings since. Causes that come to nothing may be missing.</summary>
    /// <param name="causes">As <see cref="ClosingBalance.PartOf"/> names them.</param>
    /// <param name="beforeUtc">Postings at or after it do not count; null for now.</param>
    public static async Task<IReadOnlyDictionary<string, Money>> PayablePartsAsync(
        this MarketDb db, string owner, Currency currency, IReadOnlyList<string> causes, DateTime? beforeUtc, CancellationToken cancel)
    {
        var from = await db.ClosedBeforeAsync(beforeUtc, cancel);
        // One look into the key for each cause, in one statement.
        IQueryable<ClosingBalance> Latest(string cause)
        {
            var part = ClosingBalance.PartOf(owner, cause);
            return db.ClosingBalances.AsNoTracking().Where(b => b.Account == AccountKind.MerchantPayable && b.Owner == part && b.Currency == currency && b.UpToUtc <= from).OrderByDescending(b => b.UpToUtc).Take(1);
        }

        var closed = await causes.Select(Latest).Aggregate(Queryable.Concat).Select(b => new { b.Owner, Minor = b.DebitsMinor - b.CreditsMinor }).ToListAsync(cancel);
        // A merchant without any part was closed before there were parts, or has nothing closed.
        var since = closed.Count == 0 ? DateTime.MinValue : from;
        var posted = await (from p in db.Postings.AsNoTracking()
                            where p.Account == AccountKind.MerchantPayable && p.Owner == owner && p.AtUtc >= since && (beforeUtc == null || p.AtUtc < beforeUtc) && p.Amount.Currency == currency
                            join e in db.JournalEntries on p.Entry equals e.Id
                            group p.Amount.Minor by e.Key.Substring(0, ClosingBalance.CauseLength) into g
                            select new { g.Key, Minor = g.Sum() }).ToListAsync(cancel);
        return closed.Select(c => (Part: c.Owner, c.Minor)).Concat(posted.Select(p => (Part: ClosingBalance.PartOf(owner, p.Key), p.Minor)))
            .GroupBy(p => p.Part[(owner.Length + 1)..]).ToDictionary(g => g.Key, g => new Money(g.Sum(p => p.Minor), currency), StringComparer.Ordinal);
    }

    /// <summary>The turnover of each kind of account per currency since the beginning, as of an instant.</summary>
    /// <param name="beforeUtc">Postings at or after it do not count; null for now.</param>
    public static async Task<IReadOnlyList<KindTurnover>> TurnoversAsync(this MarketDb db, DateTime? beforeUtc, CancellationToken cancel)
    {
        var last = await db.Closings.AsNoTracking().Where(c => beforeUtc == null || c.UpToUtc <= beforeUtc).OrderByDescending(c => c.UpToUtc).FirstOrDefaultAsync(cancel);
        var from = last?.UpToUtc ?? DateTime.MinValue;
        // All kinds are named so that the key's index is used, and turnovers never fall, so that the newest are the greatest: a few rows for each day, however
        // much is sold.
        var closed = last is null ? [] : await db.ClosingBalances.AsNoTracking().Where(b => Kinds.Contains(b.Account) && b.Owner == ClosingBalance.AllOwners && b.UpToUtc <= from)
            .GroupBy(b => new { b.Account, b.Currency }).Select(g => new KindTurnover(g.Key.Account, g.Key.Currency, g.Max(b => b.DebitsMinor), g.Max(b => b.CreditsMinor))).ToListAsync(cancel);
        var since = await db.Postings.AsNoTracking().Where(p => p.AtUtc >= from && (beforeUtc == null || p.AtUtc < beforeUtc)).GroupBy(p => new { p.Account, p.Amount.Currency })
            .Select(g => new KindTurnover(g.Key.Account, g.Key.Currency, g.Sum(p => p.Amount.Minor > 0 ? p.Amount.Minor : 0), g.Sum(p => p.Amount.Minor < 0 ? -p.Amount.Minor : 0)))
            .ToListAsync(cancel);
        return [.. closed.Concat(since).GroupBy(t => (t.Account, t.Currency)).Select(g => new KindTurnover(g.Key.Account, g.Key.Currency, g.Sum(t => t.DebitsMinor), g.Sum(t => t.CreditsMinor)))];
    }
}

/// <summary>What went through all accounts of a kind, in minor units, both not negative.</summary>
public sealed record KindTurnover(AccountKind Account, Currency Currency, long DebitsMinor, long CreditsMinor);
