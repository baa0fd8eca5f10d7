using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Merchants;

namespace Storefront.Orders;

/// <summary>Why an amount stands in a merchant's statement.</summary>
public enum StatementKind
{
    /// <summary>A consignment was received: goods and delivery less commission.</summary>
    Released,
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
/// <param name="Balance">After this line.</param>
public sealed record StatementLine(Guid Entry, StatementKind Kind, string? OrderNumber, ConsignmentId? Consignment, Money Amount, Money Balance, DateTime AtUtc);

/// <summary>What the books owe a merchant.</summary>
/// <param name="Owed">Released and not paid out, less labels and refunds; negative when the merchant owes.</param>
/// <param name="ByKind">The parts of it.</param>
public sealed record MerchantBalance(Money Owed, IReadOnlyDictionary<StatementKind, Money> ByKind);

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
        return new MerchantBalance(kinds.Values.Sum(currency), kinds);
    }

    /// <summary>Newest first, each with the balance after it.</summary>
    public async Task<Outcome<Page<StatementLine>>> ListAsync(MerchantId merchant, Actor actor, string? after, CancellationToken cancel)
    {
        if (await OpenAsync(merchant, actor, cancel) is not { } currency) return MerchantRefusals.NotFound;
        var postings = Postings(merchant);
        var newer = 0L;
        var all = (await db.BalanceAsync(AccountKind.MerchantPayable, merchant.Value.ToString("N"), currency, null, cancel)).Minor;
        if (PageKey.Parse(after) is { } key && Guid.TryParse(key.Name, out var last))
        {
            newer = await postings.Where(p => p.AtUtc > key.AtUtc || (p.AtUtc == key.AtUtc && p.Entry >= last)).SumAsync(p => p.Amount.Minor, cancel);
            postings = postings.Where(p => p.AtUtc < key.AtUtc || (p.AtUtc == key.AtUtc && p.Entry < last));
        }

        var rows = await Read(postings.OrderByDescending(p => p.AtUtc).ThenByDescending(p => p.Entry).ThenBy(p => p.Line).Take(PageKey.Size + 1)).ToListAsync(cancel);
        var balance = -(all - newer);
        var lines = new List<StatementLine>(rows.Count);
        foreach (var row in rows)
        {
            lines.Add(new StatementLine(row.Entry, KindOf(row.Key), row.Number, row.Consignment, new Money(-row.Minor, currency), new Money(balance, currency), row.AtUtc));
            balance += row.Minor;
        }

        return PageKey.Cut(lines, l => new PageKey(l.AtUtc, l.Entry.ToString()));
    }

    /// <summary>The whole statement, oldest first, as comma-separated lines with a header: amounts in major units with a point.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> ExportAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (await OpenAsync(merchant, actor, cancel) is not { } currency) return MerchantRefusals.NotFound;
        var lines = new List<string> { Csv.Line("Date (UTC)", "Kind", "Order", "Amount", "Balance", "Currency", "Entry") };
        var balance = 0L;
        await foreach (var row in Read(Postings(merchant).OrderBy(p => p.AtUtc).ThenBy(p => p.Entry).ThenBy(p => p.Line)).AsAsyncEnumerable().WithCancellation(cancel))
        {
            balance -= row.Minor;
            lines.Add(Csv.Line(
                row.AtUtc.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), KindOf(row.Key).ToString(), row.Number ?? "",
                new Money(-row.Minor, currency).ToPlain(), new Money(balance, currency).ToPlain(), currency.Code, row.Key));
        }

        return lines;
    }

    internal static StatementKind KindOf(string key) => key.Split(':')[0] switch
    {
        "released" => StatementKind.Released,
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

    private IQueryable<Posting> Postings(MerchantId merchant)
    {
        var owner = merchant.Value.ToString("N");
        return db.Postings.AsNoTracking().Where(p => p.Account == AccountKind.MerchantPayable && p.Owner == owner);
    }

    private IQueryable<StatementRow> Read(IQueryable<Posting> postings) =>
        from p in postings
        join e in db.JournalEntries on p.Entry equals e.Id
        select new StatementRow
        {
            Entry = p.Entry, AtUtc = p.AtUtc, Minor = p.Amount.Minor, Key = e.Key, Consignment = e.Consignment,
            Number = db.Orders.Where(o => o.Id == e.Order).Select(o => o.Number).FirstOrDefault(),
        };

    private sealed record StatementRow
    {
        public required Guid Entry { get; init; }

        public required DateTime AtUtc { get; init; }

        public required long Minor { get; init; }

        public required string Key { get; init; }

        public required ConsignmentId? Consignment { get; init; }

        public required string? Number { get; init; }
    }
}
