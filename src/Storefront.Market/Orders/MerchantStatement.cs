using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Merchants;

namespace Storefront.Orders;

/// <summary>Why an amount stands in a merchant's statement.</summary>
public enum StatementKind
{
    /// <summary>A line was received: goods and delivery less commission, into the reserve where there is one.</summary>
    Released,

    /// <summary>The reserve of a line is over.</summary>
    ReserveOver,
    Refunded,
    Label,
    LabelVoided,

    /// <summary>Sent to the merchant's bank, in the merchant's own currency: nothing is exchanged.</summary>
    Payout,

    /// <summary>The bank did not take it, or it was withheld before it was sent: owed again.</summary>
    PayoutFailed,
    Other,
}

/// <param name="Amount">In the merchant's favour positive.</param>
/// <param name="Reserve">What went into the reserve, or with a minus out of it.</param>
/// <param name="ReservedUntilUtc">Until when it stays there at the least; null when nothing went into it.</param>
/// <param name="Balance">After this line, the reserve left out.</param>
public sealed record StatementLine(
    Guid Entry, StatementKind Kind, string? OrderNumber, ConsignmentId? Consignment, Money Amount, Money Reserve, DateTime? ReservedUntilUtc, Money Balance, DateTime AtUtc);

/// <summary>What the books owe a merchant.</summary>
/// <param name="Owed">Released and not paid out, less labels and refunds; negative when the merchant owes.</param>
/// <param name="ByKind">The parts of it.</param>
/// <param name="Reserved">Received and not yet owed.</param>
public sealed record MerchantBalance(Money Owed, IReadOnlyDictionary<StatementKind, Money> ByKind, Money Reserved);

/// <summary>A merchant's account in the ledger, in its own currency.</summary>
public sealed class MerchantStatement(MarketDb db)
{
    public async Task<Outcome<MerchantBalance>> BalanceAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (await OpenAsync(merchant, actor, cancel) is not { } currency) return MerchantRefusals.NotFound;
        var sums = await (from p in Postings(merchant)
                          join e in db.JournalEntries on p.Entry equals e.Id
                          group p.Amount.Minor by e.Key.Substring(0, 8) into g
                          select new { Prefix = g.Key, Minor = g.Sum() }).ToListAsync(cancel);
        var kinds = sums.GroupBy(s => KindOf(s.Prefix)).ToDictionary(g => g.Key, g => new Money(-g.Sum(s => s.Minor), currency));
        return new MerchantBalance(kinds.Values.Sum(currency), kinds, -await db.BalanceAsync(AccountKind.MerchantReserve, merchant.Value.ToString("N"), currency, null, cancel));
    }

    /// <summary>Newest first, each with the balance after it.</summary>
    public async Task<Outcome<Page<StatementLine>>> ListAsync(MerchantId merchant, Actor actor, string? after, CancellationToken cancel)
    {
        if (await OpenAsync(merchant, actor, cancel) is not { } currency) return MerchantRefusals.NotFound;
        var postings = Postings(merchant, withReserve: true);
        var newer = 0L;
        var all = (await db.BalanceAsync(AccountKind.MerchantPayable, merchant.Value.ToString("N"), currency, null, cancel)).Minor;
        if (PageKey.Parse(after) is { } key && Guid.TryParse(key.Name, out var last))
        {
            newer = await Postings(merchant).Where(p => p.AtUtc > key.AtUtc || (p.AtUtc == key.AtUtc && p.Entry >= last)).SumAsync(p => p.Amount.Minor, cancel);
            postings = postings.Where(p => p.AtUtc < key.AtUtc || (p.AtUtc == key.AtUtc && p.Entry < last));
        }

        // An entry touches balance and reserve at most once each, so that twice the rows hold a page of whole entries.
        var rows = await Read(postings.OrderByDescending(p => p.AtUtc).ThenByDescending(p => p.Entry).ThenBy(p => p.Line).Take(2 * (PageKey.Size + 1))).ToListAsync(cancel);
        var entries = rows.GroupBy(r => r.Entry).Take(PageKey.Size + 1).Select(g => Entry.Of([.. g])).ToList();
        var reserved = entries.Where(e => e.ReserveMinor > 0).Select(e => e.Line).OfType<Guid>().ToList();
        var days = reserved.Count == 0 ? [] : await db.OrderLines.AsNoTracking().Where(l => reserved.Contains(l.Id)).Select(l => new { l.Id, l.ReserveDays }).ToDictionaryAsync(l => l.Id, l => l.ReserveDays ?? 0, cancel);
        var balance = -(all - newer);
        var lines = new List<StatementLine>(entries.Count);
        foreach (var entry in entries)
        {
            DateTime? until = entry.ReserveMinor > 0 && entry.Line is { } line && days.TryGetValue(line, out var kept) ? entry.First.AtUtc.AddDays(kept) : null;
            lines.Add(new StatementLine(
                entry.First.Entry, KindOf(entry.First.Key), entry.First.Number, entry.First.Consignment, new Money(entry.Minor, currency), new Money(entry.ReserveMinor, currency), until, new Money(balance, currency), entry.First.AtUtc));
            balance -= entry.Minor;
        }

        return PageKey.Cut(lines, l => new PageKey(l.AtUtc, l.Entry.ToString()));
    }

    /// <summary>The whole statement, oldest first, as comma-separated lines with a header: amounts in major units with a point.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> ExportAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (await OpenAsync(merchant, actor, cancel) is not { } currency) return MerchantRefusals.NotFound;
        var lines = new List<string> { Csv.Line("Date (UTC)", "Kind", "Order", "Amount", "Balance", "Currency", "Entry", "Reserve") };
        var (balance, open) = (0L, new List<StatementRow>());
        void Write()
        {
            if (open.Count == 0) return;
            var entry = Entry.Of(open);
            balance += entry.Minor;
            lines.Add(Csv.Line(
                entry.First.AtUtc.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), KindOf(entry.First.Key).ToString(), entry.First.Number ?? "",
                new Money(entry.Minor, currency).ToPlain(), new Money(balance, currency).ToPlain(), currency.Code, entry.First.Key, new Money(entry.ReserveMinor, currency).ToPlain()));
            open.Clear();
        }

        await foreach (var row in Read(Postings(merchant, withReserve: true).OrderBy(p => p.AtUtc).ThenBy(p => p.Entry).ThenBy(p => p.Line)).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (open.Count > 0 && open[0].Entry != row.Entry) Write();
            open.Add(row);
        }

        Write();
        return lines;
    }

    internal static StatementKind KindOf(string key) => key.Split(':')[0] switch
    {
        "released" => StatementKind.Released,
        "reserve-over" or "reserve-" => StatementKind.ReserveOver,
        "refunded" => StatementKind.Refunded,
        "label" => StatementKind.Label,
        "label-voided" or "label-vo" => StatementKind.LabelVoided,
        "payout" => StatementKind.Payout,
        "payout-failed" or "payout-f" => StatementKind.PayoutFailed,
        _ => StatementKind.Other,
    };

    private async Task<Currency?> OpenAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel) && !await actor.IsAdminAsync(db, cancel)) return null;
        return await db.Merchants.AsNoTracking().Where(m => m.Id == merchant).Select(m => (Currency?)m.Currency).SingleOrDefaultAsync(cancel);
    }

    private IQueryable<Posting> Postings(MerchantId merchant, bool withReserve = false)
    {
        var owner = merchant.Value.ToString("N");
        return db.Postings.AsNoTracking().Where(p => (p.Account == AccountKind.MerchantPayable || (withReserve && p.Account == AccountKind.MerchantReserve)) && p.Owner == owner);
    }

    private IQueryable<StatementRow> Read(IQueryable<Posting> postings) =>
        from p in postings
        join e in db.JournalEntries on p.Entry equals e.Id
        select new StatementRow
        {
            Entry = p.Entry, Account = p.Account, AtUtc = p.AtUtc, Minor = p.Amount.Minor, Key = e.Key, Consignment = e.Consignment,
            Number = db.Orders.Where(o => o.Id == e.Order).Select(o => o.Number).FirstOrDefault(),
        };

    /// <param name="Minor">In the merchant's favour positive, as <paramref name="ReserveMinor"/>.</param>
    private sealed record Entry(StatementRow First, long Minor, long ReserveMinor)
    {
        /// <summary>The order line that was released.</summary>
        public Guid? Line => First.Key.StartsWith("released:", StringComparison.Ordinal) && Guid.TryParse(First.Key.AsSpan("released:".Length), out var line) ? line : null;

        public static Entry Of(List<StatementRow> rows) =>
            new(rows[0], -rows.Where(r => r.Account == AccountKind.MerchantPayable).Sum(r => r.Minor), -rows.Where(r => r.Account == AccountKind.MerchantReserve).Sum(r => r.Minor));
    }

    private sealed record StatementRow
    {
        public required Guid Entry { get; init; }

        public required AccountKind Account { get; init; }

        public required DateTime AtUtc { get; init; }

        public required long Minor { get; init; }

        public required string Key { get; init; }

        public required ConsignmentId? Consignment { get; init; }

        public required string? Number { get; init; }
    }
}
