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

    /// <summary>The buyer's own postage for goods that were not what was bought.</summary>
    ReturnPostage,

    /// <summary>Sent to the merchant's bank, in the merchant's own currency: nothing is exchanged.</summary>
    Payout,

    /// <summary>The bank did not take it, or it was withheld before it was sent: owed again.</summary>
    PayoutFailed,

    /// <summary>Taken back out of the merchant's account at the provider, for a refund of what it had been paid: it owes so much less.</summary>
    TransferReversed,

    /// <summary>A case was decided again in the merchant's favour: the market bears what the buyer keeps.</summary>
    AppealGranted,

    /// <summary>The provider's fee of a chargeback that was lost because goods did not come or were not as described; its share, at the rate that the order froze.</summary>
    ChargebackFee,
    Other,
}

/// <param name="Amount">In the merchant's favour positive.</param>
/// <param name="Reserve">What went into the reserve, or with a minus out of it.</param>
/// <param name="ReservedUntilUtc">Until when it stays there at the least; null when nothing went into it.</param>
/// <param name="Balance">After this line, the reserve left out.</param>
/// <param name="Rates">The exchange rates of it; empty where nothing was exchanged.</param>
public sealed record StatementLine(
    Guid Entry, StatementKind Kind, string? OrderNumber, ConsignmentId? Consignment, Money Amount, Money Reserve, DateTime? ReservedUntilUtc, Money Balance, DateTime AtUtc, string Rates);

/// <summary>What the books owe a merchant.</summary>
/// <param name="Owed">Released and not paid out, less labels and refunds; negative when the merchant owes.</param>
/// <param name="Opening">Owed when this month began, in UTC.</param>
/// <param name="ByKind">What this month has added and taken: with the opening it comes to what is owed.</param>
/// <param name="Reserved">Received and not yet owed.</param>
public sealed record MerchantBalance(Money Owed, Money Opening, IReadOnlyDictionary<StatementKind, Money> ByKind, Money Reserved);

/// <summary>A merchant's account in the ledger, in its own currency.</summary>
public sealed class MerchantStatement(MarketDb db, TimeProvider clock)
{
    public async Task<Outcome<MerchantBalance>> BalanceAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (await OpenAsync(merchant, actor, cancel) is not { } currency) return MerchantRefusals.NotFound;
        var owner = merchant.Value.ToString("N");
        var month = FirstOfMonth(clock.GetUtcNow().UtcDateTime);
        var owed = -await db.BalanceAsync(AccountKind.MerchantPayable, owner, currency, null, cancel);
        var opening = -await db.BalanceAsync(AccountKind.MerchantPayable, owner, currency, month, cancel);
        var (before, now) = (await db.PayablePartsAsync(owner, currency, StatementEntry.Causes, month, cancel), await db.PayablePartsAsync(owner, currency, StatementEntry.Causes, null, cancel));
        var kinds = now.Select(p => (Kind: StatementEntry.KindOf(p.Key), Amount: before.GetValueOrDefault(p.Key, Money.Zero(currency)) - p.Value))
            .GroupBy(p => p.Kind).Select(g => (Kind: g.Key, Amount: g.Sum(p => p.Amount, currency))).Where(p => !p.Amount.IsZero).ToDictionary(p => p.Kind, p => p.Amount);
        // Whatever was closed under a cause without a kind of its own.
        var rest = owed - opening - kinds.Values.Sum(currency);
        if (!rest.IsZero) kinds[StatementKind.Other] = kinds.GetValueOrDefault(StatementKind.Other, Money.Zero(currency)) + rest;
        return new MerchantBalance(owed, opening, kinds, -await db.BalanceAsync(AccountKind.MerchantReserve, owner, currency, null, cancel));
    }

    /// <summary>Newest first, each with the balance after it.</summary>
    public async Task<Outcome<Page<StatementLine>>> ListAsync(MerchantId merchant, Actor actor, string? after, CancellationToken cancel)
    {
        if (await OpenAsync(merchant, actor, cancel) is not { } currency) return MerchantRefusals.NotFound;
        var owner = merchant.Value.ToString("N");
        var postings = db.StatementPostings(merchant, withReserve: true);
        DateTime? before = null;
        var sameInstant = 0L;
        if (PageKey.Parse(after) is { } key && Guid.TryParse(key.Name, out var last))
        {
            before = key.AtUtc;
            sameInstant = await db.StatementPostings(merchant).Where(p => p.AtUtc == key.AtUtc && p.Entry < last).SumAsync(p => p.Amount.Minor, cancel);
            // Said twice, so that the index is entered where the page begins.
            postings = postings.Where(p => p.AtUtc <= key.AtUtc && (p.AtUtc < key.AtUtc || p.Entry < last));
        }

        var balance = -((await db.BalanceAsync(AccountKind.MerchantPayable, owner, currency, before, cancel)).Minor + sameInstant);
        // The index has each account in order, and not both together. An entry touches balance and reserve at most once each, so that the newest of either
        // hold all of a page of whole entries.
        var newest = new[] { AccountKind.MerchantPayable, AccountKind.MerchantReserve }.Select(account => NewestFirst(postings.Where(p => p.Account == account)).Take(PageKey.Size + 1)).Aggregate(Queryable.Concat);
        var rows = await db.ReadStatement(NewestFirst(newest).ThenBy(p => p.Line)).ToListAsync(cancel);
        var entries = rows.GroupBy(r => r.Entry).Take(PageKey.Size + 1).Select(g => StatementEntry.Of([.. g])).ToList();
        var reserved = entries.Where(e => e.ReserveMinor > 0).Select(e => e.Line).OfType<Guid>().ToList();
        var days = reserved.Count == 0 ? [] : await db.OrderLines.AsNoTracking().Where(l => reserved.Contains(l.Id)).Select(l => new { l.Id, l.ReserveDays }).ToDictionaryAsync(l => l.Id, l => l.ReserveDays ?? 0, cancel);
        var lines = new List<StatementLine>(entries.Count);
        foreach (var entry in entries)
        {
            DateTime? until = entry.ReserveMinor > 0 && entry.Line is { } line && days.TryGetValue(line, out var kept) ? entry.First.AtUtc.AddDays(kept) : null;
            lines.Add(new StatementLine(
                entry.First.Entry, entry.Kind, entry.First.Number, entry.First.Consignment, new Money(entry.Minor, currency), new Money(entry.ReserveMinor, currency), until, new Money(balance, currency), entry.First.AtUtc, entry.Rates));
            balance -= entry.Minor;
        }

        return PageKey.Cut(lines, l => new PageKey(l.AtUtc, l.Entry.ToString()));
    }

    /// <summary>The whole statement, oldest first, as comma-separated lines with a header: amounts in major units with a point.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> ExportAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (await OpenAsync(merchant, actor, cancel) is not { } currency) return MerchantRefusals.NotFound;
        var lines = new List<string> { Csv.Line("Date (UTC)", "Kind", "Order", "Amount", "Balance", "Currency", "Entry", "Reserve", "Rates") };
        var (balance, open) = (0L, new List<StatementRow>());
        void Write()
        {
            if (open.Count == 0) return;
            var entry = StatementEntry.Of(open);
            balance += entry.Minor;
            lines.Add(Csv.Line(
                entry.First.AtUtc.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), entry.Kind.ToString(), entry.First.Number ?? "",
                new Money(entry.Minor, currency).ToPlain(), new Money(balance, currency).ToPlain(), currency.Code, entry.First.Key, new Money(entry.ReserveMinor, currency).ToPlain(), entry.Rates));
            open.Clear();
        }

        await foreach (var row in db.ReadStatement(db.StatementPostings(merchant, withReserve: true).OrderBy(p => p.AtUtc).ThenBy(p => p.Entry).ThenBy(p => p.Line)).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (open.Count > 0 && open[0].Entry != row.Entry) Write();
            open.Add(row);
        }

        Write();
        return lines;
    }

    private static IOrderedQueryable<Posting> NewestFirst(IQueryable<Posting> postings) => postings.OrderByDescending(p => p.AtUtc).ThenByDescending(p => p.Entry);

    private static DateTime FirstOfMonth(DateTime utc) => new(utc.Year, utc.Month, 1, 0, 0, 0, DateTimeKind.Utc);

    private async Task<Currency?> OpenAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel) && !await actor.IsAdminAsync(db, cancel)) return null;
        return await db.Merchants.AsNoTracking().Where(m => m.Id == merchant).Select(m => (Currency?)m.Currency).SingleOrDefaultAsync(cancel);
    }
}
