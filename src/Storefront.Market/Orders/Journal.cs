using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Merchants;

namespace Storefront.Orders;

/// <param name="Account">Entries that touch it; null for all.</param>
/// <param name="Find">Start of an entry's key or of an order number, or a whole account owner; null for all.</param>
public sealed record JournalQuery(AccountKind? Account = null, string? Find = null, string? After = null);

/// <param name="Turnover">The debits per currency, which equal the credits.</param>
public sealed record JournalRow(Guid Id, string Key, string? OrderNumber, DateTime AtUtc, int Postings, IReadOnlyList<Money> Turnover);

/// <param name="Rate">Where it exchanges at a day's rate.</param>
public sealed record JournalEntryFile(Guid Id, string Key, string? OrderNumber, ConsignmentId? Consignment, DateTime AtUtc, PostedRate? Rate, IReadOnlyList<JournalLine> Lines);

/// <param name="OwnerName">The merchant's name, the order's number or the key itself, for people.</param>
public sealed record JournalLine(int Line, AccountKind Account, string Owner, string OwnerName, Money Amount);

/// <param name="Balance">Debit positive.</param>
public sealed record TrialBalanceRow(AccountKind Account, Currency Currency, Money Debits, Money Credits, Money Balance);

/// <param name="Balance">Debit positive: what the merchant owes.</param>
public sealed record MerchantDebt(MerchantId Merchant, string Name, Money Balance);

/// <summary>What was collected for the authorities of one country and for who clears parcels there, and not given back. Debit positive: what is owed is negative.</summary>
/// <param name="Together">Of entries from before duty, tax and clearance had accounts of their own.</param>
public sealed record AuthorityBalance(string Country, Currency Currency, Money Duty, Money Tax, Money Clearance, Money Together)
{
    public Money Sum => Duty + Tax + Clearance + Together;
}

/// <param name="OffByCurrency">Currencies whose postings do not sum to zero, with the difference; empty when the books balance.</param>
/// <param name="OffEntries">Entries that do not balance in themselves; none, ever.</param>
/// <param name="LateEntries">Posted into the day that was closed last, after it was, by a clock that is behind: no balance has them before the next closing.</param>
/// <param name="ClosedUpToUtc">Until when the books are closed; null before their first closing.</param>
public sealed record BooksCheck(long Entries, long Postings, IReadOnlyList<Money> OffByCurrency, int OffEntries, DateTime? ClosedUpToUtc = null, long LateEntries = 0)
{
    public bool IsGood => OffByCurrency.Count == 0 && OffEntries == 0 && LateEntries == 0;
}

/// <summary>The ledger, for admins to read.</summary>
public sealed class Journal(MarketDb db)
{
    /// <summary>Newest first.</summary>
    public async Task<Outcome<Page<JournalRow>>> ListAsync(Actor actor, JournalQuery query, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rows = db.JournalEntries.AsNoTracking();
        if (query.Account is { } account) rows = rows.Where(e => e.Postings.Any(p => p.Account == account));
        if (!string.IsNullOrWhiteSpace(query.Find))
        {
            var text = query.Find.Trim();
            var number = text.ToUpperInvariant();
#pragma warning disable CA1310 // The database compares; it knows no .NET culture.
            rows = rows.Where(e => e.Key.StartsWith(text) || e.Postings.Any(p => p.Owner == text) || db.Orders.Any(o => o.Id == e.Order && o.Number.StartsWith(number)));
#pragma warning restore CA1310
        }

        if (PageKey.Parse(query.After) is { } after) rows = rows.Where(e => e.AtUtc < after.AtUtc || (e.AtUtc == after.AtUtc && e.Key.CompareTo(after.Name) > 0));
        var found = await rows.OrderByDescending(e => e.AtUtc).ThenBy(e => e.Key).Take(PageKey.Size + 1)
            .Select(e => new { e.Id, e.Key, e.AtUtc, Number = db.Orders.Where(o => o.Id == e.Order).Select(o => o.Number).FirstOrDefault() }).ToListAsync(cancel);
        var ids = found.ConvertAll(e => e.Id);
        var postings = (await db.Postings.AsNoTracking().Where(p => ids.Contains(p.Entry)).Select(p => new { p.Entry, p.Amount }).ToListAsync(cancel)).ToLookup(p => p.Entry, p => p.Amount);
        return PageKey.Cut(
            found.ConvertAll(e => new JournalRow(
                e.Id, e.Key, e.Number, e.AtUtc, postings[e.Id].Count(),
                [.. postings[e.Id].Where(a => a.IsPositive).GroupBy(a => a.Currency).OrderBy(g => g.Key.Code, StringComparer.Ordinal).Select(g => g.Sum(g.Key))])),
            e => new PageKey(e.AtUtc, e.Key));
    }

    public async Task<Outcome<JournalEntryFile>> OpenAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.JournalEntries.AsNoTracking().Include(e => e.Postings).SingleOrDefaultAsync(e => e.Id == id, cancel) is not { } entry) return AccountRefusals.NotFound;
        var number = await db.Orders.AsNoTracking().Where(o => o.Id == entry.Order).Select(o => o.Number).FirstOrDefaultAsync(cancel);
        var merchants = await MerchantNamesAsync(entry.Postings.Where(p => p.Account is AccountKind.MerchantPayable or AccountKind.MerchantReserve or AccountKind.PayoutsOnTheWay).Select(p => p.Owner), cancel);
        return new JournalEntryFile(
            id, entry.Key, number, entry.Consignment, entry.AtUtc, entry.Rate,
            [.. entry.Postings.OrderBy(p => p.Line).Select(p => new JournalLine(
                p.Line, p.Account, p.Owner,
                p.Account switch
                {
                    AccountKind.MerchantPayable or AccountKind.MerchantReserve or AccountKind.PayoutsOnTheWay => merchants.GetValueOrDefault(p.Owner, p.Owner),
                    AccountKind.BuyerFundsHeld or AccountKind.OwedToBuyers => number ?? p.Owner,
                    AccountKind.ProcessorBalance or AccountKind.DutyAndTaxCollected or AccountKind.DutyCollected or AccountKind.TaxCollected or AccountKind.ClearanceCollected or AccountKind.CarrierPayable or AccountKind.PlatformFees or AccountKind.FeeTaxCollected or AccountKind.FxPosition or AccountKind.PlatformLosses
                        or AccountKind.Disputed or AccountKind.PaymentFees or AccountKind.Unallocated => p.Owner,
                },
                p.Amount))]);
    }

    /// <summary>Each kind of account per currency over all time.</summary>
    /// <param name="beforeUtc">Postings at or after it do not count; null for now.</param>
    public async Task<Outcome<IReadOnlyList<TrialBalanceRow>>> TrialBalanceAsync(Actor actor, DateTime? beforeUtc, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        return Outcome<IReadOnlyList<TrialBalanceRow>>.Of([.. (await db.TurnoversAsync(beforeUtc, cancel)).OrderBy(s => s.Currency.Code, StringComparer.Ordinal).ThenBy(s => s.Account)
            .Select(s => new TrialBalanceRow(s.Account, s.Currency, new Money(s.DebitsMinor, s.Currency), new Money(s.CreditsMinor, s.Currency), new Money(s.DebitsMinor - s.CreditsMinor, s.Currency)))]);
    }

    /// <summary>The trial balance as comma-separated lines with a header: turnovers and balances in major units with a point, each balance in the column of its side.</summary>
    /// <param name="beforeUtc">Postings at or after it do not count; null for now.</param>
    public async Task<Outcome<IReadOnlyList<string>>> ExportAsync(Actor actor, DateTime? beforeUtc, CancellationToken cancel)
    {
        var trial = await TrialBalanceAsync(actor, beforeUtc, cancel);
        if (!trial.Succeeded) return trial.Refusal;
        return Outcome<IReadOnlyList<string>>.Of(
        [
            Csv.Line("Currency", "Account", "Debits", "Credits", "Debit balance", "Credit balance"),
            .. trial.Value.Select(r => Csv.Line(
                r.Currency.Code, r.Account.ToString(), r.Debits.ToPlain(), r.Credits.ToPlain(), r.Balance.IsNegative ? "" : r.Balance.ToPlain(), r.Balance.IsNegative ? (-r.Balance).ToPlain() : "")),
        ]);
    }

    /// <summary>The part of what merchants are owed that is the other way round: merchants whose own balance is a debit, by currency and the most first.</summary>
    /// <param name="beforeUtc">Postings at or after it do not count; null for now.</param>
    public async Task<Outcome<IReadOnlyList<MerchantDebt>>> DebtsAsync(Actor actor, DateTime? beforeUtc, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var debts = await db.DebtsAsync(beforeUtc, cancel);
        var names = await MerchantNamesAsync(debts.Keys.Select(d => d.Owner), cancel);
        return Outcome<IReadOnlyList<MerchantDebt>>.Of([.. debts.OrderBy(d => d.Key.Currency.Code, StringComparer.Ordinal).ThenByDescending(d => d.Value.Minor).ThenBy(d => d.Key.Owner, StringComparer.Ordinal)
            .Select(d => new MerchantDebt(new MerchantId(Guid.Parse(d.Key.Owner)), names.GetValueOrDefault(d.Key.Owner, d.Key.Owner), d.Value))]);
    }

    /// <summary>What each country's authorities are owed, by duty and tax.</summary>
    /// <param name="beforeUtc">Postings at or after it do not count; null for now.</param>
    public async Task<Outcome<IReadOnlyList<AuthorityBalance>>> AuthoritiesAsync(Actor actor, DateTime? beforeUtc, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var owed = await db.BalancesOfAsync([AccountKind.DutyCollected, AccountKind.TaxCollected, AccountKind.ClearanceCollected, AccountKind.DutyAndTaxCollected], beforeUtc, cancel);
        return Outcome<IReadOnlyList<AuthorityBalance>>.Of([.. owed.GroupBy(o => (o.Key.Owner, o.Key.Currency)).OrderBy(g => g.Key.Owner, StringComparer.Ordinal).ThenBy(g => g.Key.Currency.Code, StringComparer.Ordinal).Select(g =>
        {
            Money Of(AccountKind account) => g.Where(o => o.Key.Account == account).Sum(o => o.Value, g.Key.Currency);
            return new AuthorityBalance(g.Key.Owner, g.Key.Currency, Of(AccountKind.DutyCollected), Of(AccountKind.TaxCollected), Of(AccountKind.ClearanceCollected), Of(AccountKind.DutyAndTaxCollected));
        })]);
    }

    /// <summary>Whether the postings of every currency sum to zero, and of every entry that is not closed; those that are were proved when they were.</summary>
    public async Task<Outcome<BooksCheck>> CheckAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var off = (await db.TurnoversAsync(null, cancel)).GroupBy(t => t.Currency).Select(g => new Money(g.Sum(t => t.DebitsMinor - t.CreditsMinor), g.Key)).Where(m => !m.IsZero);
        var closings = await db.Closings.AsNoTracking().OrderByDescending(c => c.UpToUtc).Take(3).ToListAsync(cancel);
        // A closing counts the day before its own anew: what it says of the last two days is compared with them.
        var (last, first) = (closings.FirstOrDefault(), closings.ElementAtOrDefault(2));
        var from = last?.UpToUtc ?? DateTime.MinValue;
        var since = db.Postings.AsNoTracking().Where(p => p.AtUtc >= from);
        var entries = await since.GroupBy(p => new { p.Entry, p.Amount.Currency }).Select(g => g.Sum(p => p.Amount.Minor)).CountAsync(sum => sum != 0, cancel);
        var (begin, counted) = (first?.UpToUtc ?? DateTime.MinValue, last?.Entries - first?.Entries ?? last?.Entries ?? 0);
        var late = last is null ? 0 : await db.JournalEntries.LongCountAsync(e => e.AtUtc >= begin && e.AtUtc < last.UpToUtc, cancel) - counted;
        return new BooksCheck(
            (last?.Entries ?? 0) + await db.JournalEntries.LongCountAsync(e => e.AtUtc >= from, cancel), (last?.Postings ?? 0) + await since.LongCountAsync(cancel), [.. off], entries, last?.UpToUtc, late);
    }

    private async Task<IReadOnlyDictionary<string, string>> MerchantNamesAsync(IEnumerable<string> owners, CancellationToken cancel)
    {
        var ids = owners.Distinct().Where(o => Guid.TryParse(o, out _)).Select(o => new MerchantId(Guid.Parse(o))).ToList();
        return (await db.Merchants.AsNoTracking().Where(m => ids.Contains(m.Id)).Select(m => new { m.Id, m.Name }).ToListAsync(cancel)).ToDictionary(m => m.Id.Value.ToString("N"), m => m.Name, StringComparer.Ordinal);
    }
}
