using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Tests.Holds;
using Storefront.Data.Tests.Provider;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using static Storefront.Data.Tests.Disputes.DisputeTests;

namespace Storefront.Data.Tests.Disputes;

/// <summary>A decision that is looked at again: who may, until when, once, by another admin, and what becomes of the money.</summary>
public sealed class AppealTests
{
    [Theory, Databases]
    public async Task A_buyer_whose_claim_was_rejected_gets_its_refund_by_another_admin_and_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await DecidedCase.OnAsync(market, percent: 0);
        Assert.True((await market.ReceiveAsync(it.Order)).Succeeded);

        Assert.True((await it.ByBuyerAsync()).Succeeded);
        var (open, holds) = (await it.ReadAsync(), await market.HoldsAsync(it.Order));
        market.Clock.Move(TimeSpan.FromDays(40));
        Assert.Equal(0, await market.ReserveTimerAsync());
        Assert.Equal(0, await market.DoAsync<EnforceDeadlines, int>(e => e.RunAsync(default)));
        var same = await it.DecideAsync(it.First, it.Order.Total);
        var first = await market.DoAsync<DecideDispute, Outcome<Done>>(d => d.RunAsync(it.Id, it.Second, it.Order.Total, "Once more.", default));
        var over = await it.DecideAsync(it.Second, new Money(it.Order.Total.Minor + 1, it.Order.Total.Currency));
        await market.AssertBooksBalanceAsync();
        var decided = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => it.DecideAsync(it.Second, it.Order.Total))));
        await market.RunOutboxAsync();

        Assert.Equal((DisputeStatus.UnderReview, null, true), (open.Status, open.Outcome, open.IsAppeal));
        Assert.Equal([HoldState.Disputed], holds);
        Assert.Equal((DisputeRefusals.AnotherAdmin, DisputeRefusals.NotNow, DisputeRefusals.AmountOutOfRange), (same.Refusal, first.Refusal, over.Refusal));
        Assert.Single(decided, d => d.Succeeded);
        var after = await it.ReadAsync();
        Assert.Equal((DisputeStatus.Closed, DisputeOutcome.RefundedFull, AppealOutcome.Changed), (after.Status, after.Outcome, after.AppealOutcome));
        Assert.Equal((it.Order.Total, 0L), (after.Decided, after.MadeGoodMinor));
        Assert.Equal((RefundStatus.Succeeded, it.Order.Total, $"appeal:{it.Id.Value:N}"), await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync()) is var r ? (r.Status, r.Amount, r.Key) : default);
        Assert.Equal(0, await market.StandsAsync(AccountKind.MerchantReserve, it.Tea.Id));
        Assert.Equal(DisputeRefusals.AppealedAlready, (await it.ByBuyerAsync()).Refusal);
        Assert.Equal(DisputeRefusals.AppealedAlready, (await it.ByMerchantAsync()).Refusal);
        Assert.Equal(1, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(DecideAppeal))));
        Assert.Equal(
            [DisputeEntryKind.Opened, DisputeEntryKind.Decided, DisputeEntryKind.Appealed, DisputeEntryKind.DecidedAgain],
            await market.ReadAsync(db => db.DisputeEntries.OrderBy(e => e.AtUtc).ThenBy(e => e.Id).Select(e => e.Kind).ToListAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_decision_that_stands_moves_no_money_and_lets_go_of_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await DecidedCase.OnAsync(market, percent: 30);
        var entries = await market.EntriesAsync("");
        Assert.True((await it.ByBuyerAsync()).Succeeded);
        var preview = await market.DoAsync<DecisionPreview, Outcome<IReadOnlyList<PreviewPosting>>>(p => p.OfAsync(it.Id, it.Second, it.Decided, default));
        Assert.True((await it.DecideAsync(it.Second, it.Decided)).Succeeded);
        await market.RunOutboxAsync();

        var after = await it.ReadAsync();
        Assert.Empty(preview.Value);
        Assert.Equal((DisputeOutcome.RefundedPartial, AppealOutcome.Upheld, it.Decided), (after.Outcome, after.AppealOutcome, after.Decided));
        Assert.Equal((entries, 1), (await market.EntriesAsync(""), await market.ReadAsync(db => db.Refunds.CountAsync())));
        Assert.Equal([HoldState.Held], await market.HoldsAsync(it.Order));
        Assert.True((await market.ReceiveAsync(it.Order)).Succeeded);
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>The buyer keeps what it got; the merchant is made whole to the minor unit, whether the goods' money had been released to it or not.</summary>
    [Theory]
    [InlineData("sqlite", true), InlineData("sqlite", false), InlineData("postgres", true), InlineData("postgres", false)]
    public async Task A_merchant_that_should_not_have_paid_is_given_what_it_lost_and_the_buyer_keeps_what_it_got(string database, bool wasReleased)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await DecidedCase.OnAsync(market, percent: 100, wasReleased: wasReleased);
        var label = await LabelAsync(market);
        var before = await StandsAsync(market, it.Tea.Id);

        Assert.True((await it.ByMerchantAsync()).Succeeded);
        var preview = (await market.DoAsync<DecisionPreview, Outcome<IReadOnlyList<PreviewPosting>>>(p => p.OfAsync(it.Id, it.Second, Money.Zero(it.Order.Total.Currency), default))).Value;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => it.DecideAsync(it.Second, Money.Zero(it.Order.Total.Currency)))));
        await market.RunOutboxAsync();

        var stands = await StandsAsync(market, it.Tea.Id);
        var given = stands - before;
        var line = (await market.DoAsync<MerchantStatement, Outcome<Page<StatementLine>>>(q => q.ListAsync(it.Tea.Id, it.Tea.Member, null, default))).Value.Items[0];
        var earned = await EarnsAsync(market, it.Tea);
        Assert.Equal((earned, earned - label), (given, stands));
        Assert.Equal(given, await market.ReadAsync(db => db.Postings.Where(p => p.Account == AccountKind.PlatformLosses).SumAsync(p => p.Amount.Minor)));
        Assert.Equal([given, -given], preview.Select(p => p.Amount.Minor));
        var after = await it.ReadAsync();
        Assert.Equal((DisputeOutcome.RefundedFull, AppealOutcome.Changed, it.Order.Total, it.Order.Total), (after.Outcome, after.AppealOutcome, after.Decided, after.MadeGood));
        Assert.Equal(it.Order.Total.Minor, await market.ReadAsync(db => db.Refunds.SumAsync(r => r.Amount.Minor)));
        Assert.Equal(1, await market.EntriesAsync("appeal:"));
        Assert.Equal((StatementKind.AppealGranted, given), (line.Kind, line.Amount.Minor));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Half_of_a_refund_that_should_not_have_been_gives_the_merchant_half_of_what_it_lost(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await DecidedCase.OnAsync(market, percent: 80, wasReleased: true);
        var before = await StandsAsync(market, it.Tea.Id);
        var lost = await market.ReadAsync(db => db.Postings.Where(p => p.Account == AccountKind.MerchantReserve && db.JournalEntries.Any(e => e.Id == p.Entry && e.Key.StartsWith("refunded:"))).SumAsync(p => p.Amount.Minor));

        Assert.True((await it.ByMerchantAsync()).Succeeded);
        Assert.True((await it.DecideAsync(it.Second, new Money(it.Decided.Minor / 2, it.Decided.Currency))).Succeeded);

        Assert.True(lost > 0);
        // To within the rounding of the amount and of the commission.
        Assert.InRange(await StandsAsync(market, it.Tea.Id) - before - (lost / 2), -2, 2);
        Assert.Equal(DisputeOutcome.RefundedPartial, (await it.ReadAsync()).Outcome);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Only_who_lost_appeals_within_thirty_days_and_with_words(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (rejected, paid) = (await DecidedCase.OnAsync(market, percent: 0), await DecidedCase.OnAsync(market, percent: 100, name: "Doi Craft", sku: "DC-1"));
        var stranger = (await market.MerchantAsync("Kumo Bungu", "JP", "JPY")).Member;

        Assert.Equal(DisputeRefusals.NothingToAppeal, (await rejected.ByMerchantAsync()).Refusal);
        Assert.Equal(DisputeRefusals.NothingToAppeal, (await paid.ByBuyerAsync()).Refusal);
        Assert.Equal(DisputeRefusals.TextMissing, (await rejected.ByBuyerAsync(" ")).Refusal);
        Assert.Equal(DisputeRefusals.TextTooLong, (await rejected.ByBuyerAsync(new string('x', OpenDispute.LongestText + 1))).Refusal);
        Assert.Equal(DisputeRefusals.NotFound, (await market.DoAsync<AppealDispute, Outcome<Done>>(a => a.ByMerchantAsync(paid.Id, stranger, "Mine.", [], default))).Refusal);
        Assert.Equal(DisputeRefusals.NotFound, (await market.DoAsync<AppealDispute, Outcome<Done>>(a => a.ByBuyerAsync(rejected.Id, Key(paid.Order), "Mine.", [], default))).Refusal);
        Assert.Equal(DisputeRefusals.NotNow, (await rejected.DecideAsync(rejected.Second, rejected.Decided)).Refusal);
        Assert.Equal(AccountRefusals.AdminsOnly, (await rejected.DecideAsync(rejected.Tea.Member, rejected.Decided)).Refusal);
        market.Clock.Move((await rejected.ReadAsync()).AppealUntilUtc!.Value.AddSeconds(1) - market.Clock.NowUtc);
        Assert.Equal(DisputeRefusals.AppealTooLate, (await rejected.ByBuyerAsync()).Refusal);
        market.Clock.Move(TimeSpan.FromSeconds(-1));
        var made = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => rejected.ByBuyerAsync())));

        Assert.Single(made, m => m.Succeeded);
        Assert.Equal(1, await market.ReadAsync(db => db.DisputeEntries.CountAsync(e => e.Kind == DisputeEntryKind.Appealed)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task What_the_sides_agreed_or_silence_decided_is_not_appealed(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await SentAsync(market);
        await DeliverAsync(market, order);
        var half = new Money(order.Total.Minor / 2, order.Total.Currency);
        var agreed = (await OpenAsync(market, order, DisputeReason.Damaged, half)).Value;
        Assert.True((await market.DoAsync<AnswerDispute, Outcome<Done>>(a => a.AcceptAsync(agreed, tea.Member, default))).Succeeded);
        var silent = (await OpenAsync(market, order, DisputeReason.Damaged, new Money(100, order.Total.Currency))).Value;
        market.Clock.Move(TimeSpan.FromDays(6));
        Assert.Equal(1, await market.DoAsync<EnforceDeadlines, int>(e => e.RunAsync(default)));

        foreach (var id in new[] { agreed, silent })
        {
            Assert.Equal(DisputeRefusals.NotNow, (await market.DoAsync<AppealDispute, Outcome<Done>>(a => a.ByMerchantAsync(id, tea.Member, "We were away.", [], default))).Refusal);
            Assert.Equal(DisputeRefusals.NotNow, (await market.DoAsync<AppealDispute, Outcome<Done>>(a => a.ByBuyerAsync(id, Key(order), "More.", [], default))).Refusal);
        }

        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task An_appeal_that_is_taken_back_leaves_the_decision_and_is_not_made_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (it, other) = (await DecidedCase.OnAsync(market, percent: 30), await DecidedCase.OnAsync(market, percent: 100, name: "Doi Craft", sku: "DC-1"));
        Assert.True((await it.ByBuyerAsync()).Succeeded);
        Assert.True((await other.ByMerchantAsync()).Succeeded);

        Assert.True((await market.DoAsync<FollowDispute, Outcome<Done>>(f => f.WithdrawAsync(it.Id, Key(it.Order), default))).Succeeded);
        var notTheirs = await market.DoAsync<FollowDispute, Outcome<Done>>(f => f.WithdrawAsync(other.Id, Key(other.Order), default));

        var after = await it.ReadAsync();
        Assert.Equal((DisputeOutcome.RefundedPartial, AppealOutcome.Withdrawn, it.Decided), (after.Outcome, after.AppealOutcome, after.Decided));
        Assert.Equal(DisputeRefusals.NotNow, notTheirs.Refusal);
        Assert.Equal(DisputeRefusals.AppealedAlready, (await it.ByBuyerAsync()).Refusal);
        Assert.Equal([HoldState.Held], await market.HoldsAsync(it.Order));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F66_While_a_bank_decides_an_appeal_waits_and_what_the_bank_took_is_not_given_back_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var (buyers, merchants) = (await DecidedCase.OnAsync(market, percent: 30), await DecidedCase.OnAsync(market, percent: 30, name: "Doi Craft", sku: "DC-1"));
        Assert.True((await buyers.ByBuyerAsync()).Succeeded);
        var references = new[] { await bank.ChargeBackAsync(buyers.Order, buyers.Order.Total - buyers.Decided), await bank.ChargeBackAsync(merchants.Order, merchants.Order.Total - merchants.Decided) };
        await bank.HearAsync();
        Assert.True((await merchants.ByMerchantAsync()).Succeeded);
        var waits = (await buyers.DecideAsync(buyers.Second, buyers.Order.Total), await merchants.DecideAsync(merchants.Second, Money.Zero(merchants.Order.Total.Currency)));
        await bank.AssertAsync();

        foreach (var reference in references) await bank.DecideAsync(reference, "lost");
        await bank.HearAsync();
        Assert.True((await merchants.DecideAsync(merchants.Second, Money.Zero(merchants.Order.Total.Currency))).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal((DisputeRefusals.Frozen, DisputeRefusals.Frozen), (waits.Item1.Refusal, waits.Item2.Refusal));
        Assert.Equal((DisputeOutcome.ChargebackLost, AppealOutcome.Withdrawn), await buyers.ReadAsync() is var b ? (b.Outcome, b.AppealOutcome) : default);
        Assert.Equal((AppealOutcome.Changed, merchants.Decided), await merchants.ReadAsync() is var m ? (m.AppealOutcome, m.MadeGood) : default);
        Assert.Equal((buyers.Order.Total.Minor, merchants.Order.Total.Minor), (await bank.BackWithBuyerAsync(buyers.Order), await bank.BackWithBuyerAsync(merchants.Order)));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task Both_sides_are_written_once_at_each_step_and_told_until_when_they_may_appeal(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await DecidedCase.OnAsync(market, percent: 30);
        var until = (await it.ReadAsync()).AppealUntilUtc!.Value;
        Assert.True((await it.ByBuyerAsync()).Succeeded);
        Assert.True((await it.DecideAsync(it.Second, it.Order.Total)).Succeeded);
        await market.RunOutboxAsync();

        var notices = await market.ReadAsync(db => db.Notices.AsNoTracking().Where(n => n.Template.StartsWith("appeal-") || n.Template.StartsWith("dispute-decided")).OrderBy(n => n.Template).ToListAsync());
        Assert.Equal(["appeal-decided", "appeal-decided-shop", "appeal-opened", "appeal-opened-shop", "dispute-decided", "dispute-decided-shop"], notices.ConvertAll(n => n.Template));
        Assert.Equal([true, false, true, false, true, false], notices.ConvertAll(n => n.To == "camille@example.test"));
        Assert.All(notices.Where(n => n.Template.StartsWith("dispute-decided", StringComparison.Ordinal)), n => Assert.Equal(until.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) + " Europe/Paris", n.Values["until"]));
        Assert.Equal($"/office/disputes/{it.Id.Value:D}", notices.Single(n => n.Template == "appeal-opened-shop").Values["link"]);
        Assert.Contains($"/disputes/{it.Id.Value:D}?key={it.Order.AccessKey}", notices.Single(n => n.Template == "dispute-decided").Values["link"]);
        Assert.Equal(("More", (it.Order.Total - it.Decided).ToString()), (notices.Single(n => n.Template == "appeal-decided").Values["what"], notices.Single(n => n.Template == "appeal-decided").Values["amount"]));
        var messages = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Storefront.Languages.Messages>(market.Services);
        foreach (var notice in notices.Where(n => n.Language == "fr"))
            Assert.Contains(it.Order.Number, new Storefront.Notices.ComposeMail(messages, Microsoft.Extensions.Options.Options.Create(new SiteOptions())).From(notice).Subject);
        await market.AssertBooksBalanceAsync();
    }

    private static async Task<long> StandsAsync(TestMarket market, MerchantId merchant) =>
        await market.StandsAsync(AccountKind.MerchantPayable, merchant) + await market.StandsAsync(AccountKind.MerchantReserve, merchant);

    private static Task<long> LabelAsync(TestMarket market) =>
        market.ReadAsync(db => db.Postings.Where(p => p.Account == AccountKind.MerchantPayable && db.JournalEntries.Any(e => e.Id == p.Entry && e.Key.StartsWith("label:"))).SumAsync(p => p.Amount.Minor));

    /// <summary>What the same order earns the same merchant when nobody claims anything.</summary>
    private static async Task<long> EarnsAsync(TestMarket market, (MerchantId Id, Actor Member) tea)
    {
        var pot = await market.ReadAsync(db => db.Variants.Where(v => v.Merchant == tea.Id).Select(v => v.Id).SingleAsync());
        var before = await market.EntriesAsync("released:");
        var order = await market.ReceivedAsync(tea, [pot]);
        Assert.Equal(before + 1, await market.EntriesAsync("released:"));
        var consignment = order.Consignments[0].Id;
        var earned = -await market.ReadAsync(db => db.Postings.Where(p => (p.Account == AccountKind.MerchantReserve || p.Account == AccountKind.MerchantPayable)
            && db.JournalEntries.Any(e => e.Id == p.Entry && e.Consignment == consignment && e.Key.StartsWith("released:"))).SumAsync(p => p.Amount.Minor));
        Assert.True(earned > 0);
        return earned;
    }

    /// <summary>A delivered order about all of which a case was opened and decided by an admin.</summary>
    private sealed record DecidedCase(TestMarket Market, (MerchantId Id, Actor Member) Tea, Order Order, DisputeId Id, Actor First, Actor Second, Money Decided)
    {
        public static async Task<DecidedCase> OnAsync(TestMarket market, int percent, bool wasReleased = false, string name = "Longjing House", string sku = "TP-1")
        {
            var (tea, order) = await SentAsync(market, merchant: await market.MerchantAsync(name), sku: sku);
            await DeliverAsync(market, order);
            if (wasReleased) Assert.True((await market.ReceiveAsync(order)).Succeeded);
            var id = (await OpenAsync(market, order, DisputeReason.Damaged, order.Total)).Value;
            var (first, second) = (await market.AdminAsync(), await market.AdminAsync());
            var decided = order.Total.Part(percent);
            Assert.True((await DisputeTests.DecideAsync(market, id, first, decided)).Succeeded);
            await market.RunOutboxAsync();
            return new DecidedCase(market, tea, await market.OrderAsync(order.Number), id, first, second, decided);
        }

        public Task<Outcome<Done>> ByBuyerAsync(string text = "The photo shows the crack from inside.") => Market.DoAsync<AppealDispute, Outcome<Done>>(a => a.ByBuyerAsync(Id, Key(Order), text, [], default));

        public Task<Outcome<Done>> ByMerchantAsync(string text = "The mill's note came today.") => Market.DoAsync<AppealDispute, Outcome<Done>>(a => a.ByMerchantAsync(Id, Tea.Member, text, [], default));

        public Task<Outcome<Done>> DecideAsync(Actor admin, Money total) => Market.DoAsync<DecideAppeal, Outcome<Done>>(d => d.RunAsync(Id, admin, total, "The new photo was looked at.", default));

        public Task<Dispute> ReadAsync() => Market.ReadAsync(db => db.Disputes.AsNoTracking().SingleAsync(d => d.Id == Id));
    }
}
