using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Data.Tests.Holds;
using Storefront.Accounts;
using Storefront.Chargebacks;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Disputes;
using Storefront.Languages;
using Storefront.Ledger;
using Storefront.Notices;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Provider;

public sealed class ChargebackTests
{
    [Theory, Databases]
    public async Task F77_A_chargeback_before_release_is_covered_by_what_is_held_and_nothing_of_it_is_sent_released_or_refunded(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync(Bank.Disputed);
        var label = await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], bank.Shop.Member), bank.Shop.Member);
        await bank.HearAsync();

        var open = await bank.OnlyAsync();
        var sent = await market.DoAsync<HandOverParcel, Outcome<Done>>(h => h.RunAsync(label.Value, bank.Shop.Member, default));
        var refunded = await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default));
        market.Clock.Move(TimeSpan.FromDays(5));
        Assert.Equal(0, await market.DoAsync<ConfirmReceipt, int>(c => c.ByTimeAsync(default)));
        Assert.Equal((ChargebackState.NeedsAnswer, order.Total, "fraudulent"), (open.State, open.Amount, open.Reason));
        Assert.Equal(OrderRefusals.PaymentDoubted, sent.Refusal);
        Assert.False(refunded.Succeeded);
        Assert.Equal((order.Total.Minor, 15_00), (await bank.BalanceAsync(AccountKind.Disputed), await bank.BalanceAsync(AccountKind.PaymentFees, "sandbox")));
        await bank.AssertAsync();

        await bank.DecideAsync(open.Reference, "lost");
        for (var i = 0; i < 3; i++) await bank.FollowAsync(open.Reference);

        var lost = await bank.OnlyAsync();
        Assert.Equal((ChargebackState.Lost, false), (lost.State, lost.IsOpen));
        Assert.Equal(ConsignmentStatus.Refunded, (await market.OrderAsync(order.Number)).Consignments[0].Status);
        Assert.Equal((0, order.Total.Minor), (await bank.BalanceAsync(AccountKind.BuyerFundsHeld), await bank.BackWithBuyerAsync(order)));
        Assert.Equal(0, await bank.BalanceAsync(AccountKind.MerchantPayable, bank.Shop.Id.Value.ToString("N")) - await LabelCostAsync(market));
        Assert.Equal(15_00, await bank.BalanceAsync(AccountKind.PaymentFees, "sandbox"));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F78_A_chargeback_after_release_is_the_merchants_debt_once_it_is_lost(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        await bank.ReceiveAsync(order);
        await market.PassReserveAsync();
        var owner = bank.Shop.Id.Value.ToString("N");
        var earned = await bank.BalanceAsync(AccountKind.MerchantPayable, owner);
        var reference = await bank.ChargeBackAsync(order, order.Total);
        await bank.HearAsync();
        var whileOpen = await bank.BalanceAsync(AccountKind.MerchantPayable, owner);
        await bank.AssertAsync();

        await bank.DecideAsync(reference, "lost");
        await bank.HearAsync();

        var label = await LabelCostAsync(market);
        Assert.Equal(earned, whileOpen);
        Assert.True(earned < 0, "The merchant had earned.");
        // Goods that did not come are the merchant's fault: the provider's 15 euro are its debt too, at the rate of the order, and no cost of the market.
        var fee = await market.ReadAsync(db => db.Postings.Where(p => p.Account == AccountKind.MerchantPayable && db.JournalEntries.Any(e => e.Id == p.Entry && e.Key.StartsWith("dispute-fee:"))).Select(p => p.Amount).SingleAsync());
        var sold = order.Consignments.Single();
        Assert.Equal(new Money((long)Math.Round(15_00m * sold.MerchantGoods.Minor / sold.Goods.Minor, MidpointRounding.AwayFromZero), sold.MerchantGoods.Currency), fee);
        Assert.Equal((label + fee.Minor, 0), (await bank.BalanceAsync(AccountKind.MerchantPayable, owner), await bank.BalanceAsync(AccountKind.PaymentFees)));
        Assert.True(label > 0, "What is left is the debt for the label and the fee.");
        Assert.Equal((0, 0), (await bank.BalanceAsync(AccountKind.PlatformFees), await bank.BalanceAsync(AccountKind.TaxCollected)));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F79_A_chargeback_that_is_won_brings_its_money_back_once_however_often_it_is_told(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var order = await bank.OrderAsync(Bank.Disputed);
        await bank.HearAsync();
        var open = await bank.OnlyAsync();
        await market.DoAsync<AnswerChargeback>(async a => Assert.True((await a.StageAsync(open.Id, admin, "winning_evidence", null, default)).Succeeded));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => market.DoAsync<AnswerChargeback, Outcome<Done>>(a => a.HandInAsync(open.Id, admin, default)))));
        await market.RunOutboxAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => bank.FollowAsync(open.Reference))));
        await bank.HearAsync();

        var won = await bank.OnlyAsync();
        Assert.Equal((ChargebackState.Won, true), (won.State, won.AnsweredAtUtc is not null));
        Assert.Equal((0, -order.Total.Minor), (await bank.BalanceAsync(AccountKind.Disputed), await bank.BalanceAsync(AccountKind.BuyerFundsHeld)));
        Assert.Equal(order.Total.Minor - 15_00, await bank.BalanceAsync(AccountKind.ProcessorBalance));
        Assert.Equal(1, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key.StartsWith("chargeback-won:"))));
        Assert.Equal(1, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(AnswerChargeback))));
        Assert.False((await market.OrderAsync(order.Number)).Consignments[0].InDispute);
        await bank.ReceiveAsync(order);
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F80_Two_partial_chargebacks_on_one_payment_go_each_their_own_way(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        var (some, more) = (new Money(20_00, order.Total.Currency), new Money(15_00, order.Total.Currency));
        var (first, second) = (await bank.ChargeBackAsync(order, some), await bank.ChargeBackAsync(order, more));
        Assert.Null(await bank.ChargeBackAsync(order, order.Total));
        await bank.HearAsync();
        var both = await bank.BalanceAsync(AccountKind.Disputed);
        await bank.AssertAsync();

        await bank.DecideAsync(first, "lost");
        await bank.HearAsync();
        var between = await market.ReadAsync(db => db.Payments.AsNoTracking().SingleAsync());
        await bank.DecideAsync(second, "won");
        await bank.HearAsync();

        Assert.Equal(35_00, both);
        Assert.Equal((1, true, 20_00), (between.OpenChargebacks, between.IsDoubted, between.RefundedMinor));
        var payment = await market.ReadAsync(db => db.Payments.AsNoTracking().SingleAsync());
        Assert.Equal((0, false, 20_00), (payment.OpenChargebacks, payment.IsDoubted, payment.RefundedMinor));
        Assert.Equal(order.Total.Minor - 20_00, -await bank.BalanceAsync(AccountKind.BuyerFundsHeld));
        Assert.Equal(20_00, await bank.BackWithBuyerAsync(order));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F81_An_inquiry_moves_no_money_unless_it_becomes_a_chargeback(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var (quiet, loud) = (await bank.BuyAsync(pot, Bank.Inquired), await bank.BuyAsync(pot, Bank.Inquired));
        await bank.HearAsync();
        var held = await market.ReadAsync(db => db.Consignments.CountAsync(c => c.InDispute));
        Assert.Equal(0, await bank.BalanceAsync(AccountKind.Disputed));
        var references = await market.ReadAsync(db => db.Chargebacks.ToDictionaryAsync(c => c.Order, c => c.Reference));

        await bank.DecideAsync(references[quiet.Id], "warning_closed");
        await bank.ChangeAsync(references[loud.Id], c => c with { IsInquiry = false });
        await bank.HearAsync();

        var states = await market.ReadAsync(db => db.Chargebacks.ToDictionaryAsync(c => c.Order, c => c.State));
        Assert.Equal(2, held);
        Assert.Equal((ChargebackState.Closed, ChargebackState.NeedsAnswer), (states[quiet.Id], states[loud.Id]));
        Assert.Equal(loud.Total.Minor, await bank.BalanceAsync(AccountKind.Disputed));
        Assert.Equal(0, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Order == quiet.Id && !e.Key.StartsWith("captured:"))));
        Assert.False((await market.OrderAsync(quiet.Number)).Consignments[0].InDispute);
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F82_What_was_gathered_goes_out_by_itself_three_days_before_the_deadline_and_what_is_not_contested_does_not(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var order = await bank.OrderAsync(Bank.Disputed);
        await bank.HearAsync();
        var open = await bank.OnlyAsync();
        await market.DoAsync<AnswerChargeback>(async a => Assert.True((await a.StageAsync(open.Id, bank.Shop.Member, "It was handed over in Lyon.", null, default)).Succeeded));
        var other = await bank.BuyAsync(await market.ReadAsync(db => db.Variants.Select(v => v.Id).SingleAsync()), Bank.Disputed);
        await bank.HearAsync();
        var unworthy = await market.ReadAsync(db => db.Chargebacks.AsNoTracking().SingleAsync(c => c.Order == other.Id));
        var notTheirs = await market.DoAsync<AnswerChargeback, Outcome<Done>>(a => a.GiveUpAsync(unworthy.Id, bank.Shop.Member, default));
        await market.DoAsync<AnswerChargeback>(async a => Assert.True((await a.GiveUpAsync(unworthy.Id, admin, default)).Succeeded));
        await market.RunOutboxAsync();

        market.Clock.Move(open.AnswerByUtc!.Value - Chargeback.Margin - market.Clock.NowUtc - TimeSpan.FromMinutes(1));
        await market.DoAsync<KeepChargebacks>(k => k.RunAsync(default));
        var before = await ReadAsync(market, open.Id);
        market.Clock.Move(TimeSpan.FromMinutes(2));
        market.Services.GetRequiredService<SandboxPaymentScript>().Next(SandboxPaymentCall.Submit, SandboxPaymentFault.TimeOutAfter);
        for (var i = 0; i < 3; i++)
        {
            await market.DoAsync<KeepChargebacks>(k => k.RunAsync(default));
            market.Clock.Move(TimeSpan.FromMinutes(16));
        }

        var (sent, given) = (await ReadAsync(market, open.Id), await ReadAsync(market, unworthy.Id));
        Assert.Equal(AccountRefusals.AdminsOnly, notTheirs.Refusal);
        Assert.Equal((null, ChargebackState.NeedsAnswer), (before.AnswerAskedAtUtc, before.State));
        Assert.Equal((ChargebackState.UnderReview, true), (sent.State, sent.AnsweredAtUtc is not null));
        Assert.Equal((ChargebackState.Lost, null, true), (given.State, given.AnswerAskedAtUtc, given.GivenUpAtUtc is not null));
        var told = await SandboxAsync(market, open.Reference);
        Assert.Equal("It was handed over in Lyon.", told.Statement);
        Assert.Equal([ChargebackEntryKind.HandedInByItself], await market.ReadAsync(db => db.ChargebackEntries.Where(e => e.Chargeback == open.Id && e.By == "timer").Select(e => e.Kind).ToListAsync()));
        Assert.Equal(order.Total.Minor, await bank.BalanceAsync(AccountKind.Disputed));
        await market.RunOutboxAsync();
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F83_A_warning_of_fraud_stops_sending_and_release_until_an_admin_refunds_or_lets_go(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var order = await bank.OrderAsync(Bank.Warned);
        var pot = await market.ReadAsync(db => db.Variants.Select(v => v.Id).SingleAsync());
        var other = await bank.BuyAsync(pot, Bank.Warned);
        await bank.HearAsync();
        await bank.HearAsync();

        var warnings = (await market.DoAsync<ChargebackDesk, Outcome<IReadOnlyList<FraudWarningRow>>>(d => d.WarningsAsync(admin, default))).Value;
        var label = await market.BuyLabelAsync(await market.CheapestAsync(other.Consignments[0], bank.Shop.Member), bank.Shop.Member);
        var stranger = await market.DoAsync<JudgeFraudWarning, Outcome<Done>>(j => j.RefundAsync(warnings[0].Id, bank.Shop.Member, default));
        Assert.Equal(2, warnings.Count);
        Assert.Equal((OrderRefusals.InDispute, AccountRefusals.AdminsOnly), (label.Refusal, stranger.Refusal));

        await market.DoAsync<JudgeFraudWarning>(async j => Assert.True((await j.RefundAsync(warnings.Single(w => w.OrderNumber == order.Number).Id, admin, default)).Succeeded));
        await market.DoAsync<JudgeFraudWarning>(async j => Assert.True((await j.DismissAsync(warnings.Single(w => w.OrderNumber == other.Number).Id, admin, default)).Succeeded));
        await market.RunOutboxAsync();

        Assert.Equal(order.Total.Minor, await bank.BackWithBuyerAsync(order));
        Assert.Equal(0, await bank.BackWithBuyerAsync(other));
        Assert.Equal(ConsignmentStatus.Refunded, (await market.OrderAsync(order.Number)).Consignments[0].Status);
        await market.SendAsync((await market.OrderAsync(other.Number)).Consignments[0], bank.Shop.Member);
        Assert.Equal(2, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(JudgeFraudWarning))));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F66_A_chargeback_on_a_refund_in_flight_ends_in_one_return_of_money(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default))).Succeeded);
        // The refund is written and has not left when the bank takes everything.
        var reference = await bank.ChargeBackAsync(order, order.Total);
        await bank.FollowAsync(reference);
        await market.RunOutboxAsync();
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await market.DoAsync<SweepPayments>(s => s.RunAsync(default));
        var waiting = await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync());
        await bank.AssertAsync();

        await bank.DecideAsync(reference, "lost");
        await bank.HearAsync();
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await market.DoAsync<SweepPayments>(s => s.RunAsync(default));

        var settled = await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync());
        Assert.Equal((RefundStatus.Pending, RefundStatus.Succeeded, reference), (waiting.Status, settled.Status, settled.Reference));
        Assert.Equal(order.Total.Minor, await bank.BackWithBuyerAsync(order));
        Assert.Equal((0, 0, 0), (await bank.BalanceAsync(AccountKind.BuyerFundsHeld), await bank.BalanceAsync(AccountKind.OwedToBuyers), await bank.BalanceAsync(AccountKind.PlatformLosses)));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F66_A_refund_is_refused_while_the_bank_decides_and_goes_on_when_it_was_won(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var order = await bank.OrderAsync();
        var id = order.Consignments[0].Id;
        var dispute = (await market.DoAsync<OpenDispute, Outcome<DisputeId>>(o => o.RunAsync(
            order.Number, id, new OrderAccess(null, order.AccessKey), new DisputeClaim(DisputeReason.NotReceived, order.Total, "Nothing came.", []), default))).Refusal is null;
        Assert.False(dispute, "It is too early to say that nothing came.");
        await market.SendAsync(order.Consignments[0], bank.Shop.Member);
        market.Clock.Move(TimeSpan.FromDays(40));
        var opened = (await market.DoAsync<OpenDispute, Outcome<DisputeId>>(o => o.RunAsync(
            order.Number, id, new OrderAccess(null, order.AccessKey), new DisputeClaim(DisputeReason.NotReceived, order.Total, "Nothing came.", []), default))).Value;
        var due = await market.ReadAsync(db => db.Disputes.Select(d => d.DueAtUtc).SingleAsync());
        var reference = await bank.ChargeBackAsync(order, order.Total);
        await bank.HearAsync();

        var decided = await market.DoAsync<DecideDispute, Outcome<Done>>(d => d.RunAsync(opened, admin, order.Total, "It did not come.", default));
        var accepted = await market.DoAsync<AnswerDispute, Outcome<Done>>(a => a.AcceptAsync(opened, bank.Shop.Member, default));
        market.Clock.Move(TimeSpan.FromDays(8));
        Assert.Equal(0, await market.DoAsync<EnforceDeadlines, int>(e => e.RunAsync(default)));
        await bank.AssertAsync();
        await bank.DecideAsync(reference, "won");
        await bank.HearAsync();
        var after = await market.ReadAsync(db => db.Disputes.AsNoTracking().SingleAsync());
        Assert.True((await market.DoAsync<DecideDispute, Outcome<Done>>(d => d.RunAsync(opened, admin, order.Total, "It did not come.", default))).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal((DisputeRefusals.Frozen, DisputeRefusals.Frozen), (decided.Refusal, accepted.Refusal));
        Assert.Null(after.FrozenAtUtc);
        Assert.True(after.DueAtUtc > due && after.DueAtUtc >= market.Clock.NowUtc.AddDays(2) - SweepNews.Pause, "The time that was left goes on.");
        Assert.Equal(order.Total.Minor, await bank.BackWithBuyerAsync(order));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F18_F27_The_end_of_a_chargeback_that_is_told_before_its_beginning_gives_the_same_and_stays(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        var reference = await bank.ChargeBackAsync(order, order.Total);
        await bank.DecideAsync(reference, "won");

        await market.DoAsync<ChargebackNewsHandler>(h => h.HandleAsync(new PaymentNews("sandbox", reference, NewsAbout.Chargeback), default));
        await bank.HearAsync();
        await bank.DecideAsync(reference, "lost");
        await bank.HearAsync();
        await bank.DecideAsync(reference, "a_word_of_tomorrow");
        await bank.HearAsync();

        var after = await bank.OnlyAsync();
        Assert.Equal((ChargebackState.Won, "a_word_of_tomorrow"), (after.State, after.Told));
        Assert.Equal(-order.Total.Minor, await bank.BalanceAsync(AccountKind.BuyerFundsHeld));
        Assert.Equal((DifferenceKind.StateDiffers, reference), await market.ReadAsync(async db => await db.Differences.Select(d => new { d.Kind, d.Reference }).SingleAsync() is var d ? (d.Kind, d.Reference) : default));
        await bank.AssertAsync(DifferenceKind.StateDiffers);
    }

    [Theory, Databases]
    public async Task Each_merchant_of_the_order_is_written_once_at_each_step_in_its_language_and_told_until_when_to_send_what(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var (tea, linen) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));
        await new Storefront.Data.Tests.Payouts.PayingShop(market, linen.Id, linen.Member).SignUpAsync();
        await market.DoAsync<MarketDb>(db => db.Users.Where(u => u.Id == linen.Member.User.Value).ExecuteUpdateAsync(s => s.SetProperty(u => u.Language, "fr")));
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1), (await market.ListingAsync(linen, "42.00", 9, "LN-1", "630251"), 1));
        var reference = await bank.ChargeBackAsync(order, order.Total, isInquiry: true);
        await bank.HearAsync();
        var asked = await NoticesAsync(market);
        await bank.ChangeAsync(reference, c => c with { IsInquiry = false });
        for (var i = 0; i < 3; i++) await bank.HearAsync();
        var open = await bank.OnlyAsync();
        var taken = (await NoticesAsync(market)).Where(n => asked.TrueForAll(a => a.Id != n.Id)).ToList();
        await bank.DecideAsync(reference, "lost");
        for (var i = 0; i < 3; i++) await bank.HearAsync();

        Assert.Equal([("chargeback-opened", "en", "Inquiry"), ("chargeback-opened", "fr", "Inquiry")], asked.Select(n => (n.Template, n.Language, n.Values["kind"])).Order());
        Assert.Equal([("chargeback-opened", "en", "Taken"), ("chargeback-opened", "fr", "Taken")], taken.Select(n => (n.Template, n.Language, n.Values["kind"])).Order());
        var closed = (await NoticesAsync(market)).Where(n => n.Template == "chargeback-closed").ToList();
        Assert.Equal(["en", "fr"], closed.Select(n => n.Language).Order());
        Assert.Equal(6, (await NoticesAsync(market)).Count);
        Assert.All(await NoticesAsync(market), n => Assert.Equal("shop@example.test", n.To));
        var compose = new ComposeMail(market.Services.GetRequiredService<Messages>(), Microsoft.Extensions.Options.Options.Create(new SiteOptions { PublicUrl = "https://market.example" }));
        var (english, french) = (compose.From(taken.Single(n => n.Language == "en")), compose.From(taken.Single(n => n.Language == "fr")));
        Assert.Contains($"A bank took back the payment of order {order.Number}", english.Subject);
        // The order goes to Lyon.
        Assert.Contains(open.SendsItselfAtUtc!.Value.AddHours(1).ToString("d MMMM yyyy, HH:mm", System.Globalization.CultureInfo.InvariantCulture) + " (UTC+1)", english.Body);
        Assert.Contains("product_not_received", english.Body);
        Assert.Contains("€" + order.Total.ToPlain(), english.Body);
        Assert.Contains($"https://market.example/office/chargebacks/{open.Id.Value:D}", english.Body);
        Assert.Contains("la preuve de remise et de livraison", french.Body);
        Assert.Contains("The bank keeps", compose.From(closed.Single(n => n.Language == "en")).Body);
        await bank.AssertAsync();
    }

    private static Task<List<Notice>> NoticesAsync(TestMarket market) => market.ReadAsync(db => db.Notices.AsNoTracking().Where(n => n.Template.StartsWith("chargeback-")).OrderBy(n => n.Id).ToListAsync());

    [Theory, Databases]
    public async Task A_chargeback_of_which_nobody_knows_a_payment_is_listed_and_changes_nothing(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        var reference = await bank.ChargeBackAsync(order, order.Total);
        await market.DoAsync<MarketDb>(db => db.Payments.ExecuteUpdateAsync(set => set.SetProperty(p => p.Reference, "sbx_another")));

        await bank.FollowAsync(reference);
        await bank.FollowAsync(reference);

        Assert.Equal(0, await market.ReadAsync(db => db.Chargebacks.CountAsync()));
        Assert.Equal((DifferenceKind.UnknownHere, 1), (await market.ReadAsync(db => db.Differences.Select(d => d.Kind).SingleAsync()), await market.ReadAsync(db => db.Differences.CountAsync())));
        await bank.AssertAsync(DifferenceKind.UnknownHere, DifferenceKind.MissingThere);
    }

    private static Task<Chargeback> ReadAsync(TestMarket market, ChargebackId id) => market.ReadAsync(db => db.Chargebacks.AsNoTracking().SingleAsync(c => c.Id == id));

    private static async Task<SandboxChargeback> SandboxAsync(TestMarket market, string reference)
    {
        var payment = SandboxChargeback.PaymentOf(reference)!;
        return SandboxPayment.From(await market.ReadAsync(db => db.ConnectorRecords.Where(r => r.Connector == SandboxGateway.Connector && r.Key == payment).Select(r => r.Json).SingleAsync())).Chargebacks.Single(c => c.Reference == reference);
    }

    /// <summary>In the merchant's currency, as it was booked.</summary>
    private static Task<long> LabelCostAsync(TestMarket market) => market.ReadAsync(db =>
        db.Postings.Where(p => p.Account == AccountKind.MerchantPayable && db.JournalEntries.Any(e => e.Id == p.Entry && e.Key.StartsWith("label:"))).SumAsync(p => p.Amount.Minor));
}
