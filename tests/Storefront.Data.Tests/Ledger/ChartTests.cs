using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Tests.Holds;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Pricing;

namespace Storefront.Data.Tests.Ledger;

/// <summary>What an accountant looks for in the chart of accounts.</summary>
public sealed class ChartTests
{
    private static readonly AccountKind[] OfAuthorities = [AccountKind.DutyCollected, AccountKind.TaxCollected, AccountKind.ClearanceCollected, AccountKind.DutyAndTaxCollected];

    [Theory, Databases]
    public async Task Duty_and_tax_lie_in_accounts_of_their_own_for_each_country_and_a_refund_takes_back_its_share_of_each(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var goods = await market.GoodsAsync(tea, 2);
        var order = await market.ReceivedAsync(tea, goods);
        var (line, other) = (order.Lines()[0], order.Lines()[1]);
        var sold = LineParts.Sum(order.Lines().Select(l => l.Paid), order.Total.Currency);
        Assert.True(sold.Duty.IsPositive && sold.Tax.IsPositive, $"{sold.Duty} and {sold.Tax}");

        var before = await AuthoritiesAsync(market, admin);
        var posted = await market.ReadAsync(db => db.Postings.Where(p => db.JournalEntries.Any(e => e.Id == p.Entry && e.Key.StartsWith("released:")) && OfAuthorities.Contains(p.Account)).CountAsync());
        Assert.True((await market.GiveBackAsync(Guid.NewGuid(), order, admin, (line, line.Paid.Total), (other, new Money((other.Paid.Total.Minor / 3) + 1, other.Paid.Total.Currency)))).Succeeded);
        await market.RunOutboxAsync();
        var left = LineParts.Sum((await market.OrderAsync(order.Number)).Lines().Select(l => l.Left), order.Total.Currency);
        var after = await AuthoritiesAsync(market, admin);

        Assert.Equal(new AuthorityBalance("FR", order.Total.Currency, -sold.Duty, -sold.Tax, -sold.Fees, Money.Zero(order.Total.Currency)), Assert.Single(before));
        // What is nothing leaves no posting.
        Assert.Equal(order.Lines().Sum(l => new[] { l.Paid.Duty, l.Paid.Tax, l.Paid.Fees }.Count(p => !p.IsZero)), posted);
        Assert.Equal(new AuthorityBalance("FR", order.Total.Currency, -left.Duty, -left.Tax, -left.Fees, Money.Zero(order.Total.Currency)), Assert.Single(after));
        Assert.True(left.Duty < sold.Duty && left.Tax < sold.Tax);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Entries_from_before_stay_in_their_account_and_count_with_their_countrys(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        await market.DoAsync<MarketDb>(async db =>
        {
            db.JournalEntries.Add(JournalEntry.Of("released:before", null, null, market.Clock.NowUtc).Debit(AccountKind.BuyerFundsHeld, "a", new Money(10_00, Currency.Eur)).Credit(AccountKind.DutyAndTaxCollected, "FR", new Money(10_00, Currency.Eur)).Balanced());
            db.JournalEntries.Add(JournalEntry.Of("released:since", null, null, market.Clock.NowUtc).Debit(AccountKind.BuyerFundsHeld, "b", new Money(7_00, Currency.Eur))
                .Credit(AccountKind.DutyCollected, "FR", new Money(3_00, Currency.Eur)).Credit(AccountKind.TaxCollected, "DE", new Money(4_00, Currency.Eur)).Balanced());
            await db.SaveChangesAsync();
        });
        market.Clock.Move(TimeSpan.FromDays(2));
        Assert.True(await CloseAsync(market));

        var told = await AuthoritiesAsync(market, admin);
        var (france, germany) = (told.Single(a => a.Country == "FR"), told.Single(a => a.Country == "DE"));

        Assert.Equal((-3_00, 0, 0, -10_00, -13_00), (france.Duty.Minor, france.Tax.Minor, france.Clearance.Minor, france.Together.Minor, france.Sum.Minor));
        Assert.Equal((0, -4_00, 0, 0, -4_00), (germany.Duty.Minor, germany.Tax.Minor, germany.Clearance.Minor, germany.Together.Minor, germany.Sum.Minor));
    }

    [Theory, Databases]
    public async Task What_merchants_owe_is_a_line_of_its_own_on_each_day_however_long_nothing_moves(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, linen, admin) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"), await market.AdminAsync());
        var (pots, cloths) = (await market.GoodsAsync(tea, 1), await market.GoodsAsync(linen, 1));
        // One has been paid for what it sent and is owed money; the other has bought a label and has earned nothing yet.
        await market.ReceivedAsync(linen, cloths);
        market.Clock.Move(TimeSpan.FromDays(31));
        await market.ReserveTimerAsync();
        var order = await market.PaidOrderAsync("EUR", (pots[0], 1));
        market.Clock.Move(TimeSpan.FromMinutes(1));
        var before = market.Clock.NowUtc;
        await market.SendAsync(order.Consignments[0], tea.Member);
        var label = await market.ReadAsync(db => db.Postings.Where(p => p.Account == AccountKind.MerchantPayable && p.Owner == tea.Id.Value.ToString("N")).Select(p => p.Amount).SingleAsync());

        foreach (var days in new[] { 0, 1, 1, 3 })
        {
            market.Clock.Move(TimeSpan.FromDays(days));
            await CloseAsync(market);
            Assert.Equal(new MerchantDebt(tea.Id, "Longjing House", label), Assert.Single(await DebtsAsync(market, admin, null)));
        }

        // What the one owes is not in what the other is owed.
        var trial = (await market.DoAsync<Journal, Outcome<IReadOnlyList<TrialBalanceRow>>>(q => q.TrialBalanceAsync(admin, null, default))).Value;
        Assert.Equal(label, trial.Single(t => t.Account == AccountKind.MerchantPayable && t.Currency == label.Currency).Balance);
        Assert.True(trial.Single(t => t.Account == AccountKind.MerchantPayable && t.Currency == Currency.Eur).Balance.IsNegative);
        Assert.Empty(await DebtsAsync(market, admin, before));

        // The table for an accountant: in each currency as much stands in debit as in credit.
        var file = (await market.DoAsync<Journal, Outcome<IReadOnlyList<string>>>(q => q.ExportAsync(admin, null, default))).Value.Select(l => l.Split(',')).ToList();
        Assert.Equal(["Currency", "Account", "Debits", "Credits", "Debit balance", "Credit balance"], file[0]);
        Assert.Equal(trial.Count, file.Count - 1);
        Assert.All(file.Skip(1), l => Assert.True(l[4].Length == 0 != (l[5].Length == 0)));
        foreach (var currency in file.Skip(1).GroupBy(l => l[0])) Assert.Equal(currency.Sum(l => Plain(l[4])), currency.Sum(l => Plain(l[5])));
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<Journal, Outcome<IReadOnlyList<string>>>(q => q.ExportAsync(tea.Member, null, default))).Refusal);

        static decimal Plain(string amount) => amount.Length == 0 ? 0 : decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);

        // What comes next settles it, and the days before remain what they were.
        var owing = market.Clock.NowUtc;
        market.Clock.Move(TimeSpan.FromMinutes(1));
        Assert.True((await market.DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default))).Succeeded);
        market.Clock.Move(TimeSpan.FromDays(31));
        await market.ReserveTimerAsync();
        await CloseAsync(market);
        Assert.Empty(await DebtsAsync(market, admin, null));
        Assert.Equal(new MerchantDebt(tea.Id, "Longjing House", label), Assert.Single(await DebtsAsync(market, admin, owing)));
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<Journal, Outcome<IReadOnlyList<MerchantDebt>>>(q => q.DebtsAsync(tea.Member, null, default))).Refusal);
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<Journal, Outcome<IReadOnlyList<AuthorityBalance>>>(q => q.AuthoritiesAsync(tea.Member, null, default))).Refusal);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task The_entry_of_a_label_names_its_rate_with_source_and_day_and_the_one_that_undoes_it_the_same(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (linen, admin) = (await market.MerchantAsync("Atelier Garance", "GB", "GBP"), await market.AdminAsync());
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(linen), 1));
        var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], linen.Member), linen.Member)).Value;
        var cost = await market.ReadAsync(db => db.Parcels.Where(p => p.Id == parcel).Select(p => p.Cost).SingleAsync());
        var rate = await market.DoAsync<CurrentRates, RateUsed>(r => Task.FromResult(r.Now.Middle(cost.Currency, new Currency("GBP"))));
        Assert.True((await market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(parcel, linen.Member, default))).Succeeded);

        foreach (var key in new[] { $"label:{parcel.Value:N}", $"label-voided:{parcel.Value:N}" })
        {
            var id = await market.ReadAsync(db => db.JournalEntries.Where(e => e.Key == key).Select(e => e.Id).SingleAsync());
            var entry = (await market.DoAsync<Journal, Outcome<JournalEntryFile>>(q => q.OpenAsync(id, admin, default))).Value;
            Assert.Equal(new PostedRate(cost.Currency, new Currency("GBP"), rate.Rate, rate.AsOf, rate.Source), entry.Rate);
            Assert.Equal(rate.Apply(cost, Rounding.HalfUp).Minor, Math.Abs(entry.Lines.Single(l => l.Account == AccountKind.MerchantPayable).Amount.Minor));
            Assert.Contains("European Central Bank", entry.Rate!.Source, StringComparison.Ordinal);
        }

        // What the accepted quote exchanged names no other.
        Assert.Equal(2, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Rate != null)));
        await market.AssertBooksBalanceAsync();
    }

    private static Task<bool> CloseAsync(TestMarket market) => market.DoAsync<CloseLedger, bool>(books => books.RunAsync(default));

    private static async Task<IReadOnlyList<AuthorityBalance>> AuthoritiesAsync(TestMarket market, Actor admin) => (await market.DoAsync<Journal, Outcome<IReadOnlyList<AuthorityBalance>>>(q => q.AuthoritiesAsync(admin, null, default))).Value;

    private static async Task<IReadOnlyList<MerchantDebt>> DebtsAsync(TestMarket market, Actor admin, DateTime? beforeUtc) => (await market.DoAsync<Journal, Outcome<IReadOnlyList<MerchantDebt>>>(q => q.DebtsAsync(admin, beforeUtc, default))).Value;
}
