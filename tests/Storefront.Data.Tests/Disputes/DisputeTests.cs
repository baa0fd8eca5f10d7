using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Disputes;

public sealed class DisputeTests
{
    [Fact]
    public async Task A_claim_is_taken_from_the_first_to_the_last_moment_of_its_window_and_not_outside()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (_, order) = await SentAsync(market);
        var consignment = order.Consignments[0];
        var delivered = await DeliverAsync(market, order);

        foreach (var (reason, from, until) in new[]
        {
            (DisputeReason.Withdrawal, delivered, delivered.AddDays(14)),
            (DisputeReason.NotReceived, consignment.PromisedByUtc, consignment.PromisedByUtc.AddDays(30)),
            (DisputeReason.Damaged, delivered, delivered.AddDays(30)),
            (DisputeReason.Counterfeit, delivered, delivered.AddDays(180)),
        })
        {
            foreach (var (at, isOpen) in new[] { (from.AddSeconds(-1), false), (from, true), (until, true), (until.AddSeconds(1), false) })
            {
                market.Clock.Move(at - market.Clock.NowUtc);
                var opened = await OpenAsync(market, order, reason, consignment.Goods);
                Assert.True(isOpen ? opened.Succeeded : opened.Refusal == DisputeRefusals.OutsideWindow, $"{reason} at {at:u}: {opened.Refusal?.Code}");
                if (opened.Succeeded) Assert.True((await FollowAsync(market, f => f.WithdrawAsync(opened.Value, Key(order), default))).Succeeded);
            }
        }

        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task What_cannot_be_claimed_is_refused_with_its_reason()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (_, order) = await SentAsync(market);
        var consignment = order.Consignments[0];
        Assert.Equal(DisputeRefusals.OutsideWindow, (await OpenAsync(market, order, DisputeReason.Damaged, consignment.Goods)).Refusal);
        await DeliverAsync(market, order);

        Assert.Equal(DisputeRefusals.AmountOutOfRange, (await OpenAsync(market, order, DisputeReason.Damaged, Money.Zero(order.Total.Currency))).Refusal);
        Assert.Equal(DisputeRefusals.AmountOutOfRange, (await OpenAsync(market, order, DisputeReason.Damaged, new Money(consignment.Total.Minor + 1, order.Total.Currency))).Refusal);
        Assert.Equal(DisputeRefusals.AmountOutOfRange, (await OpenAsync(market, order, DisputeReason.Damaged, new Money(100, new Currency("HUF")))).Refusal);
        Assert.Equal(DisputeRefusals.TextMissing, (await OpenAsync(market, order, DisputeReason.Damaged, consignment.Goods, " ")).Refusal);
        Assert.Equal(DisputeRefusals.TextTooLong, (await OpenAsync(market, order, DisputeReason.Damaged, consignment.Goods, new string('x', OpenDispute.LongestText + 1))).Refusal);
        Assert.True((await OpenAsync(market, order, DisputeReason.Damaged, consignment.Goods)).Succeeded);
        Assert.Equal(DisputeRefusals.OpenAlready, (await OpenAsync(market, order, DisputeReason.Damaged, consignment.Goods)).Refusal);
    }

    [Theory, Databases]
    public async Task A_claim_opened_twice_at_once_is_one_case(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (_, order) = await SentAsync(market);
        await DeliverAsync(market, order);

        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync(market, order, DisputeReason.Damaged, order.Consignments[0].Goods))));

        Assert.Single(opened, o => o.Succeeded);
        Assert.Equal(1, await market.ReadAsync(db => db.Disputes.CountAsync()));
    }

    [Theory, Databases]
    public async Task A_case_decided_in_full_gives_everything_back_with_its_duty_and_tax(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await SentAsync(market, "JPY");
        await DeliverAsync(market, order);
        var (dispute, admin) = ((await OpenAsync(market, order, DisputeReason.Damaged, order.Consignments[0].Goods)).Value, await market.AdminAsync());

        var decided = await DecideAsync(market, dispute, admin, order.Consignments[0].Total);
        await market.RunOutboxAsync();

        Assert.True(decided.Succeeded, decided.Refusal?.Code);
        Assert.Equal((DisputeStatus.Closed, DisputeOutcome.RefundedFull), await StateAsync(market, dispute));
        Assert.Equal((RefundStatus.Succeeded, order.Total), await market.ReadAsync(async db => await db.Refunds.AsNoTracking().Select(r => new { r.Status, r.Amount }).SingleAsync() is { } r ? (r.Status, r.Amount) : default));
        Assert.Equal(ConsignmentStatus.Refunded, (await market.OrderAsync(order.Number)).Consignments[0].Status);
        // It was sent, so it does not come back on the shelf by itself.
        Assert.Equal(9, (await market.ReadAsync(db => db.Stock.AsNoTracking().SingleAsync())).OnHand);
        Assert.Equal(0, await AuthoritiesAsync(market, "FR"));
        Assert.Equal(OrderRefusals.NotYetSent, (await market.DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, Key(order), default))).Refusal);
        Assert.Equal(DisputeRefusals.NotNow, (await market.DoAsync<AnswerDispute, Outcome<Done>>(a => a.AcceptAsync(dispute, tea.Member, default))).Refusal);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_part_goes_back_and_the_rest_is_released_to_the_merchant_and_the_authority(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await SentAsync(market);
        var consignment = order.Consignments[0];
        await DeliverAsync(market, order);
        var dispute = (await OpenAsync(market, order, DisputeReason.Incomplete, consignment.Total)).Value;
        var part = new Money((consignment.Total.Minor / 3) + 1, consignment.Total.Currency);

        Assert.True((await DecideAsync(market, dispute, await market.AdminAsync(), part)).Succeeded);
        await market.RunOutboxAsync();
        await market.AssertBooksBalanceAsync();
        Assert.True((await market.DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, consignment.Id, Key(order), default))).Succeeded);

        Assert.Equal((DisputeStatus.Closed, DisputeOutcome.RefundedPartial), await StateAsync(market, dispute));
        var rest = consignment.Total.Minor - part.Minor;
        var authority = new Money(rest, consignment.Total.Currency).Split([(consignment.Goods + consignment.Delivery).Minor, (consignment.Duty + consignment.Tax + consignment.Fees).Minor])[1];
        Assert.Equal(-authority.Minor, await AuthoritiesAsync(market, "FR"));
        Assert.True(await BalanceAsync(market, AccountKind.MerchantReserve, tea.Id.Value.ToString("N")) < 0);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_rejected_claim_gives_nothing_back_and_the_money_goes_its_way(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (_, order) = await SentAsync(market);
        await DeliverAsync(market, order);
        var (dispute, admin) = ((await OpenAsync(market, order, DisputeReason.NotAsDescribed, order.Consignments[0].Goods)).Value, await market.AdminAsync());

        Assert.Equal(DisputeRefusals.ReasonsMissing, (await DecideAsync(market, dispute, admin, Money.Zero(order.Total.Currency), " ")).Refusal);
        Assert.Equal(DisputeRefusals.AmountOutOfRange, (await DecideAsync(market, dispute, admin, new Money(order.Total.Minor + 1, order.Total.Currency))).Refusal);
        Assert.Equal(DisputeRefusals.AmountOutOfRange, (await DecideAsync(market, dispute, admin, new Money(-1, order.Total.Currency))).Refusal);
        Assert.True((await DecideAsync(market, dispute, admin, Money.Zero(order.Total.Currency))).Succeeded);
        Assert.Equal((DisputeStatus.Closed, DisputeOutcome.Rejected), await StateAsync(market, dispute));
        Assert.Equal(0, await market.ReadAsync(db => db.Refunds.CountAsync()));

        market.Clock.Move(TimeSpan.FromDays(15));
        Assert.Equal(1, await market.DoAsync<ConfirmReceipt, int>(c => c.ByTimeAsync(default)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F60_A_case_decided_twice_at_once_is_refunded_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await SentAsync(market);
        await DeliverAsync(market, order);
        var (dispute, admin) = ((await OpenAsync(market, order, DisputeReason.Damaged, order.Consignments[0].Goods)).Value, await market.AdminAsync());
        var half = new Money(order.Consignments[0].Goods.Minor / 2, order.Total.Currency);

        var decided = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() =>
            n % 2 == 0 ? DecideAsync(market, dispute, admin, half) : market.DoAsync<AnswerDispute, Outcome<Done>>(a => a.AcceptAsync(dispute, tea.Member, default)))));
        await market.RunOutboxAsync();

        Assert.Single(decided, d => d.Succeeded);
        Assert.All(decided.Where(d => !d.Succeeded), d => Assert.Contains(d.Refusal!.Code, new[] { "disputes.not-now", "data.changed-meanwhile" }));
        Assert.Equal(RefundStatus.Succeeded, await market.ReadAsync(db => db.Refunds.Select(r => r.Status).SingleAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task An_offer_is_taken_or_asked_again_or_taken_to_the_market(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await SentAsync(market);
        await DeliverAsync(market, order);
        var goods = order.Consignments[0].Goods;
        var half = new Money(goods.Minor / 2, goods.Currency);
        var dispute = (await OpenAsync(market, order, DisputeReason.Damaged, goods)).Value;

        Assert.Equal(DisputeRefusals.NotNow, (await FollowAsync(market, f => f.TakeOfferAsync(dispute, Key(order), default))).Refusal);
        Assert.Equal(DisputeRefusals.NotNow, (await FollowAsync(market, f => f.EscalateAsync(dispute, Key(order), default))).Refusal);
        Assert.Equal(DisputeRefusals.AmountOutOfRange, (await OfferAsync(market, dispute, tea.Member, goods)).Refusal);
        Assert.True((await OfferAsync(market, dispute, tea.Member, Money.Zero(goods.Currency))).Succeeded);
        Assert.Equal(DisputeRefusals.NotNow, (await FollowAsync(market, f => f.TakeOfferAsync(dispute, Key(order), default))).Refusal);
        Assert.True((await FollowAsync(market, f => f.AskAgainAsync(dispute, Key(order), half, "Half would do.", [], default))).Succeeded);
        Assert.True((await OfferAsync(market, dispute, tea.Member, new Money(half.Minor - 1, half.Currency))).Succeeded);
        Assert.True((await FollowAsync(market, f => f.TakeOfferAsync(dispute, Key(order), default))).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal((DisputeStatus.Closed, DisputeOutcome.RefundedPartial), await StateAsync(market, dispute));
        Assert.Equal(half.Minor - 1, await market.ReadAsync(db => db.Refunds.Select(r => r.Amount.Minor).SingleAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_buyer_is_reminded_three_days_and_one_day_before_its_silence_decides_and_once_each(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        await market.SendAsync(order.Consignments[0], tea.Member);
        await DeliverAsync(market, order);
        var dispute = (await OpenAsync(market, await market.OrderAsync(order.Number), DisputeReason.Damaged, order.Total)).Value;
        Assert.True((await market.DoAsync<AnswerDispute, Outcome<Done>>(a => a.OfferAsync(dispute, tea.Member, new Money(order.Total.Minor / 2, order.Total.Currency), "Half of it, then.", [], default))).Succeeded);
        var due = await market.ReadAsync(db => db.Disputes.Where(d => d.Id == dispute).Select(d => d.DueAtUtc!.Value).SingleAsync());
        foreach (var (hours, before) in new[] { (72, 0), (24, 1) })
        {
            market.Clock.Move(due.AddHours(-hours).AddSeconds(-1) - market.Clock.NowUtc);
            Assert.Equal(0, await RemindAsync());
            market.Clock.Move(TimeSpan.FromSeconds(2));
            Assert.Equal(1, (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(RemindAsync)))).Sum());
            Assert.Equal((0, before + 1), (await RemindAsync(), await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "dispute-due"))));
        }

        Task<int> RemindAsync() => market.DoAsync<RemindBuyer, int>(r => r.RunAsync(default));
    }

    [Theory, Databases]
    public async Task Silence_decides_when_the_time_to_answer_is_over(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, first) = await SentAsync(market);
        var (_, second) = await SentAsync(market, merchant: tea, sku: "TP-2");
        var (_, third) = await SentAsync(market, merchant: tea, sku: "TP-3");
        foreach (var order in new[] { first, second, third }) await DeliverAsync(market, order);
        var silent = (await OpenAsync(market, first, DisputeReason.Damaged, first.Consignments[0].Goods)).Value;
        var offered = (await OpenAsync(market, second, DisputeReason.Damaged, second.Consignments[0].Goods)).Value;
        var rejected = (await OpenAsync(market, third, DisputeReason.Damaged, third.Consignments[0].Goods)).Value;
        await OfferAsync(market, offered, tea.Member, new Money(500, second.Total.Currency));
        await OfferAsync(market, rejected, tea.Member, Money.Zero(third.Total.Currency));

        market.Clock.Move(TimeSpan.FromDays(Dispute.AnswerDays));
        Assert.Equal(0, await market.DoAsync<EnforceDeadlines, int>(e => e.RunAsync(default)));
        market.Clock.Move(TimeSpan.FromSeconds(1));
        var moved = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => market.DoAsync<EnforceDeadlines, int>(e => e.RunAsync(default)))));
        await market.RunOutboxAsync();

        Assert.Equal(3, moved.Sum());
        Assert.Equal((DisputeStatus.Closed, DisputeOutcome.RefundedPartial), await StateAsync(market, silent));
        Assert.Equal((DisputeStatus.Closed, DisputeOutcome.RefundedPartial), await StateAsync(market, offered));
        Assert.Equal((DisputeStatus.Closed, DisputeOutcome.LapsedByBuyer), await StateAsync(market, rejected));
        Assert.Equal([500, first.Consignments[0].Goods.Minor], await market.ReadAsync(async db => (await db.Refunds.Select(r => r.Amount.Minor).ToListAsync()).Order()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Money_released_already_comes_back_from_merchant_authority_and_market_in_their_shares(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await SentAsync(market);
        var consignment = order.Consignments[0];
        await DeliverAsync(market, order);
        Assert.True((await market.DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, consignment.Id, Key(order), default))).Succeeded);
        market.Clock.Move(TimeSpan.FromDays(new HoldOptions().NewMerchantReserveDays));
        Assert.Equal(1, await market.DoAsync<EndReserves, int>(e => e.RunAsync(default)));
        var label = await BalanceAsync(market, AccountKind.MerchantPayable, tea.Id.Value.ToString("N"), "label:");
        var dispute = (await OpenAsync(market, order, DisputeReason.Counterfeit, consignment.Total)).Value;

        Assert.True((await market.DoAsync<AnswerDispute, Outcome<Done>>(a => a.AcceptAsync(dispute, tea.Member, default))).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal(0, await AuthoritiesAsync(market, "FR"));
        Assert.Equal(0, await BalanceAsync(market, AccountKind.PlatformFees, ""));
        Assert.Equal(label, await BalanceAsync(market, AccountKind.MerchantPayable, tea.Id.Value.ToString("N")));
        Assert.Equal(ConsignmentStatus.Refunded, (await market.OrderAsync(order.Number)).Consignments[0].Status);
        await market.AssertBooksBalanceAsync();
    }

    internal static OrderAccess Key(Order order) => new(null, order.AccessKey);

    internal static async Task<((MerchantId Id, Actor Member) Tea, Order Order)> SentAsync(TestMarket market, string currency = "EUR", (MerchantId Id, Actor Member)? merchant = null, string sku = "TP-1")
    {
        var tea = merchant ?? await market.MerchantAsync();
        var order = await market.PaidOrderAsync(currency, (await market.ListingAsync(tea, sku: sku), 1));
        await market.SendAsync(order.Consignments[0], tea.Member);
        return (tea, order);
    }

    /// <summary>Moves the clock to the delivery scan and has it written; the moment of delivery.</summary>
    internal static async Task<DateTime> DeliverAsync(TestMarket market, Order order)
    {
        for (var day = 0; day < 90; day++)
        {
            var consignment = (await market.OrderAsync(order.Number)).Consignments[0];
            if (consignment.DeliveredAtUtc is { } delivered) return delivered;
            market.Clock.Move(TimeSpan.FromDays(1));
            await market.DoAsync<FollowParcels>(f => f.RunAsync(default));
        }

        throw new InvalidOperationException("The parcel never came.");
    }

    internal static Task<Outcome<DisputeId>> OpenAsync(TestMarket market, Order order, DisputeReason reason, Money ask, string text = "It is not as it should be.") =>
        market.DoAsync<OpenDispute, Outcome<DisputeId>>(o => o.RunAsync(order.Number, order.Consignments[0].Id, Key(order), new DisputeClaim(reason, ask, text, []), default));

    internal static Task<Outcome<Done>> DecideAsync(TestMarket market, DisputeId id, Actor admin, Money refund, string reasons = "Both sides were heard.") =>
        market.DoAsync<DecideDispute, Outcome<Done>>(d => d.RunAsync(id, admin, refund, reasons, default));

    private static Task<Outcome<Done>> OfferAsync(TestMarket market, DisputeId id, Actor member, Money offer) =>
        market.DoAsync<AnswerDispute, Outcome<Done>>(a => a.OfferAsync(id, member, offer, "This is what we can do.", [], default));

    private static Task<Outcome<Done>> FollowAsync(TestMarket market, Func<FollowDispute, Task<Outcome<Done>>> follow) => market.DoAsync(follow);

    private static Task<(DisputeStatus, DisputeOutcome?)> StateAsync(TestMarket market, DisputeId id) => market.ReadAsync(async db =>
    {
        var dispute = await db.Disputes.AsNoTracking().SingleAsync(d => d.Id == id);
        Assert.False(await db.Consignments.Where(c => c.Id == dispute.Consignment).Select(c => c.InDispute).SingleAsync());
        return (dispute.Status, dispute.Outcome);
    });

    /// <summary>Debit positive, in minor units, over entries whose key begins so.</summary>
    /// <summary>Duty, tax and clearance of a country.</summary>
    private static async Task<long> AuthoritiesAsync(TestMarket market, string country)
    {
        var sum = 0L;
        foreach (var account in new[] { AccountKind.DutyCollected, AccountKind.TaxCollected, AccountKind.ClearanceCollected }) sum += await BalanceAsync(market, account, country);
        return sum;
    }

    private static Task<long> BalanceAsync(TestMarket market, AccountKind account, string owner, string key = "") => market.ReadAsync(async db =>
        (await db.Postings.AsNoTracking().Where(p => p.Account == account && p.Owner == owner)
            .Join(db.JournalEntries.Where(e => e.Key.StartsWith(key)), p => p.Entry, e => e.Id, (p, _) => p).ToListAsync()).Sum(p => p.Amount.Minor));
}
