using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Languages;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <param name="Rates">The exchange rates of it; empty where nothing was exchanged.</param>
/// <param name="Balance">After this line, the reserve left out.</param>
public sealed record AccountLine(DateTime AtUtc, StatementKind Kind, string? OrderNumber, string Rates, Money Amount, Money Reserve, Money Balance);

/// <summary>A merchant's account over one calendar month in UTC, in its currency. Opening balance and lines add up to the closing balance to the minor unit.</summary>
/// <param name="Commission">Charged in the month, less what refunds gave back; without tax.</param>
/// <param name="CommissionTax">Value added tax on it.</param>
public sealed record AccountStatement(
    MerchantProfile Merchant, DateOnly First, DateOnly Last, Money Opening, Money OpeningReserve, IReadOnlyList<AccountLine> Lines, Money Closing, Money ClosingReserve, Money Commission, Money CommissionTax);

/// <summary>The statement of a month, to be read and printed by those who work for the shop and by admins.</summary>
public sealed class MonthlyStatement(MarketDb db, IDrawStatements drawing, Messages messages)
{
    /// <summary>Above it the table of comma-separated lines serves better.</summary>
    public const int MostLines = 5000;

    /// <param name="month">Any day of it.</param>
    public async Task<Outcome<AccountStatement>> ReadAsync(MerchantId merchant, DateOnly month, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel) && !await actor.IsAdminAsync(db, cancel)) return MerchantRefusals.NotFound;
        if (await db.Merchants.AsNoTracking().SingleOrDefaultAsync(m => m.Id == merchant, cancel) is not { } shop) return MerchantRefusals.NotFound;
        var first = new DateOnly(month.Year, month.Month, 1);
        var (from, to) = (first.ToDateTime(default, DateTimeKind.Utc), first.AddMonths(1).ToDateTime(default, DateTimeKind.Utc));
        var postings = db.StatementPostings(merchant, withReserve: true).Where(p => p.AtUtc >= from && p.AtUtc < to);
        // An entry touches balance and reserve at most once each.
        var rows = await db.ReadStatement(postings.OrderBy(p => p.AtUtc).ThenBy(p => p.Entry).ThenBy(p => p.Line).Take(2 * (MostLines + 1))).ToListAsync(cancel);
        var entries = rows.GroupBy(r => r.Entry).Select(g => StatementEntry.Of([.. g])).ToList();
        if (entries.Count > MostLines) return OrderRefusals.StatementTooLong(MostLines);

        var (owner, currency) = (merchant.Value.ToString("N"), shop.Currency);
        var opening = -await db.BalanceAsync(AccountKind.MerchantPayable, owner, currency, from, cancel);
        var openingReserve = -await db.BalanceAsync(AccountKind.MerchantReserve, owner, currency, from, cancel);
        var lines = new List<AccountLine>(entries.Count);
        var (balance, reserve) = (opening, openingReserve);
        foreach (var entry in entries)
        {
            balance += new Money(entry.Minor, currency);
            reserve += new Money(entry.ReserveMinor, currency);
            lines.Add(new AccountLine(entry.First.AtUtc, entry.Kind, entry.First.Number, entry.Rates, new Money(entry.Minor, currency), new Money(entry.ReserveMinor, currency), balance));
        }

        var fees = await (from entry in postings.Select(p => p.Entry).Distinct()
                          join p in db.Postings on entry equals p.Entry
                          where p.Account == AccountKind.PlatformFees || p.Account == AccountKind.FeeTaxCollected
                          group p.Amount.Minor by p.Account into g
                          select new { g.Key, Minor = g.Sum() }).ToDictionaryAsync(g => g.Key, g => -g.Minor, cancel);
        return new AccountStatement(
            shop.Profile, first, first.AddMonths(1).AddDays(-1), opening, openingReserve, lines, balance, reserve,
            new Money(fees.GetValueOrDefault(AccountKind.PlatformFees), currency), new Money(fees.GetValueOrDefault(AccountKind.FeeTaxCollected), currency));
    }

    /// <exception cref="DocumentsUnavailableException">A system part is missing on this machine.</exception>
    public async Task<Outcome<DrawnDocument>> PrintAsync(MerchantId merchant, DateOnly month, Actor actor, CancellationToken cancel)
    {
        var read = await ReadAsync(merchant, month, actor, cancel);
        return read.Succeeded ? drawing.Draw(Sheet(read.Value, messages.In(Language.English))) : read.Refusal;
    }

    private static StatementSheet Sheet(AccountStatement statement, Words words)
    {
        string Say(string key) => words["office.statement." + key];
        string Amount(Money money) => words.Format.Money(money);
        string Name(StatementKind kind) => words.Name("office", kind);
        var shop = statement.Merchant;
        var period = $"{words.Format.Date(statement.First, DateStyle.Short)} – {words.Format.Date(statement.Last, DateStyle.Short)}";
        return new StatementSheet(
            Say("title"), statement.Last, words["common.shop-name"], shop.Name,
            [.. new[] { shop.Address.Street, $"{shop.Address.Postcode} {shop.Address.City}".Trim(), words.Name(shop.Address.Country) }.Where(l => !string.IsNullOrWhiteSpace(l))!],
            [
                (Say("period"), period), (Say("currency"), shop.Currency.Code), (Say("registration"), shop.Registration),
                .. shop.VatNumber is { Length: > 0 } vat ? [(Say("vat"), vat)] : Array.Empty<(string, string)>(),
            ],
            [Say("date"), Say("what"), Say("order"), Say("amount"), Say("reserve"), Say("balance")],
            [
                .. statement.Lines.Select(l => new StatementSheetLine(
                    l.AtUtc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Name(l.Kind), l.OrderNumber ?? "", l.Rates,
                    l.Amount.IsZero ? "" : Amount(l.Amount), l.Reserve.IsZero ? "" : Amount(l.Reserve), Amount(l.Balance))),
            ],
            [
                (Say("opening"), Amount(statement.Opening)),
                .. statement.Lines.Where(l => !l.Amount.IsZero).GroupBy(l => l.Kind).OrderBy(g => g.Key).Select(g => (Name(g.Key), Amount(g.Sum(l => l.Amount, shop.Currency)))),
                (Say("closing"), Amount(statement.Closing)),
                (Say("in-reserve"), Amount(statement.ClosingReserve)),
                (Say("commission"), Amount(statement.Commission)), (Say("commission-tax"), Amount(statement.CommissionTax)),
            ],
            Say("note"));
    }
}
