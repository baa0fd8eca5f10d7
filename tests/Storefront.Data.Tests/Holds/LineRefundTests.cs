using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Dialects;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Payouts;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests.Holds;

/// <summary>Money that goes back, of lines and their shares.</summary>
public sealed class LineRefundTests
{
    [Theory]
    [InlineData("sqlite", "JPY"), InlineData("sqlite", "KWD"), InlineData("sqlite", "HUF"), InlineData("sqlite", "ISK"), InlineData("postgres", "JPY"), InlineData("postgres", "KWD")]
    public async Task Shares_and_refunds_of_them_are_exact_to_the_minor_unit(string database, string currency)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.DeliveredAsync(tea, await market.GoodsAsync(tea, 4), currency);
        await market.AssertBooksBalanceAsync();
        Assert.All(order.Lines(), l => Assert.True(l.Delivery.IsPositive));

        // Odd amounts, single units among them: held, in reserve and in the balance. The last leaves nothing of any part.
        foreach (var percents in new[] { new[] { 33, 7, 100, 1 }, [50, 100, 0, 1], [100, 0, 0, 100] })
        {
            foreach (var (line, percent) in order.Lines().Zip(percents))
            {
                var left = (await market.LineAsync(line)).Refundable;
                if (percent == 0 || left.IsZero) continue;
                var outcome = await market.GiveBackAsync(order, admin, (line, percent == 1 ? new Money(1, left.Currency) : left.Part(percent)));
                Assert.True(outcome.Succeeded, outcome.Refusal?.Code);
            }

            await market.RunOutboxAsync();
            await market.AssertBooksBalanceAsync();
            if ((await market.OrderAsync(order.Number)).Consignments[0].Status == ConsignmentStatus.Delivered) await market.ReceiveAsync(order);
            else await MoveOnAsync();
        }

        var after = await market.OrderAsync(order.Number);
        Assert.All(after.Lines(), l => Assert.Equal((HoldState.Refunded, l.Paid), (l.Hold, l.Refunded)));
        Assert.Equal((ConsignmentStatus.Refunded, order.Total.Minor), (after.Consignments[0].Status, await market.ReadAsync(db => db.Refunds.SumAsync(r => r.Amount.Minor))));
        foreach (var account in new[] { AccountKind.PlatformFees, AccountKind.DutyCollected, AccountKind.TaxCollected, AccountKind.ClearanceCollected, AccountKind.MerchantReserve, AccountKind.BuyerFundsHeld })
            Assert.Equal(0, await market.ReadAsync(db => db.Postings.Where(p => p.Account == account).SumAsync(p => p.Amount.Minor)));

        async Task MoveOnAsync()
        {
            market.Clock.Move(TimeSpan.FromDays(30));
            await market.ReserveTimerAsync();
        }
    }

    [Theory, Databases]
    public async Task F58_parts_across_merchants_and_then_the_rest_are_what_was_captured_and_no_more_than_each_got(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, linen, admin) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"), await market.AdminAsync());
        var (pots, cloths) = (await market.GoodsAsync(tea, 2), await market.GoodsAsync(linen, 2));
        var order = await market.PaidOrderAsync("EUR", (pots[0], 1), (pots[1], 2), (cloths[0], 1), (cloths[1], 3));
        // One merchant's part is received, the other's is still to be packed.
        var ofTea = order.Consignments.Single(c => c.Merchant == tea.Id);
        var ofLinen = order.Consignments.Single(c => c.Merchant == linen.Id);
        await market.SendAsync(ofTea, tea.Member);
        Assert.True((await market.DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, ofTea.Id, DisputeTests.Key(order), default))).Succeeded);
        var released = await market.StandsAsync(AccountKind.MerchantReserve, tea.Id);
        var (first, second) = (ofTea.Lines[0], ofLinen.Lines[0]);

        var some = await market.GiveBackAsync(order, admin, (first, first.Paid.Total.Part(30)), (second, second.Paid.Total.Part(55)));
        Assert.True(some.Succeeded, some.Refusal?.Code);
        await market.AssertBooksBalanceAsync();
        Assert.True(await market.StandsAsync(AccountKind.MerchantReserve, tea.Id) < released);
        var rest = await market.OrderAsync(order.Number);
        var all = await market.GiveBackAsync(order, admin, [.. rest.Consignments.SelectMany(c => c.Lines).Select(l => (l, l.Refundable))]);
        Assert.True(all.Succeeded, all.Refusal?.Code);
        await market.RunOutboxAsync();

        Assert.Equal(order.Total.Minor, await market.ReadAsync(db => db.Refunds.Where(r => r.Status == RefundStatus.Succeeded).SumAsync(r => r.Amount.Minor)));
        Assert.Equal(0, await market.StandsAsync(AccountKind.MerchantReserve, tea.Id));
        Assert.Equal(0, await market.StandsAsync(AccountKind.MerchantReserve, linen.Id, "EUR"));
        Assert.All((await market.OrderAsync(order.Number)).Consignments, c => Assert.Equal(ConsignmentStatus.Refunded, c.Status));
        Assert.Equal(2, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(GiveMoneyBack))));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F59_of_two_refunds_of_sixty_of_a_hundred_at_once_one_is_made_and_the_other_is_told_the_forty(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        var line = order.Lines()[0];
        var sixty = line.Paid.Total.Part(60);

        var made = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => market.GiveBackAsync(order, admin, (line, sixty)))));
        await market.RunOutboxAsync();

        Assert.Single(made, m => m.Succeeded);
        var refused = made.Single(m => !m.Succeeded).Refusal!;
        Assert.Equal(("orders.only-left", line.Paid.Total - sixty), (refused.Code, (Money)refused.Arguments["left"]));
        Assert.Equal(sixty.Minor, await market.ReadAsync(db => db.Refunds.SumAsync(r => r.Amount.Minor)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F60_a_refund_sent_five_times_from_one_form_is_one(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        var (key, line) = (Guid.NewGuid(), order.Lines()[0]);

        var made = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => market.GiveBackAsync(key, order, admin, (line, line.Paid.Total.Part(20))))));
        await market.RunOutboxAsync();

        Assert.All(made, m => Assert.True(m.Succeeded, m.Refusal?.Code));
        Assert.Equal(1, await market.ReadAsync(db => db.Refunds.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F64_a_refund_of_money_that_was_paid_out_is_the_merchants_debt_and_netted_from_what_comes_next(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var admin = await market.AdminAsync();
        var tea = (shop.Id, shop.Member);
        var first = await market.OrderAsync(await market.ReadAsync(db => db.Orders.Select(o => o.Number).SingleAsync()));
        Assert.Equal(1, await shop.WriteAsync());
        await market.RunOutboxAsync();

        Assert.True((await market.GiveBackAsync(first, admin, (first.Lines()[0], first.Total))).Succeeded);
        await market.RunOutboxAsync();
        var debt = await shop.OwedAsync();
        Assert.True(debt.IsNegative);
        Assert.Equal((PayoutBlock.NothingOwed, 0), ((await shop.SheetAsync()).Hurdle!.Block, await shop.WriteAsync()));
        Assert.Equal(RefundStatus.Succeeded, await market.ReadAsync(db => db.Refunds.Select(r => r.Status).SingleAsync()));
        await market.AssertBooksBalanceAsync();

        var goods = await market.GoodsAsync(tea, 1);
        for (var i = 0; i < 12 && (await shop.SheetAsync()).Next.IsZero; i++)
        {
            await market.ReceivedAsync(tea, goods);
            market.Clock.Move(TimeSpan.FromDays(30));
            await market.ReserveTimerAsync();
            Assert.All(await shop.PayoutsAsync(), p => Assert.True(p.Amount.IsPositive));
        }

        var owed = await shop.OwedAsync();
        Assert.True(owed.IsPositive);
        Assert.Equal(1, await shop.WriteAsync());
        Assert.Equal(owed, (await shop.PayoutsAsync())[^1].Amount);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, InlineData("sqlite", SandboxPaymentFault.TimeOutAfter), InlineData("postgres", SandboxPaymentFault.TimeOutBefore), InlineData("postgres", SandboxPaymentFault.TimeOutAfter)]
    public async Task F65_a_refund_without_an_answer_takes_the_merchants_part_back_once_and_is_asked_for_alone(string database, SandboxPaymentFault fault)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.ReceivedAsync(tea, await market.GoodsAsync(tea, 2));
        var line = order.Lines()[0];
        var before = await market.StandsAsync(AccountKind.MerchantReserve, tea.Id);
        market.Services.GetRequiredService<SandboxPaymentScript>().Next(SandboxPaymentCall.Refund, fault);

        Assert.True((await market.GiveBackAsync(order, admin, (line, line.Paid.Total))).Succeeded);
        var taken = before - await market.StandsAsync(AccountKind.MerchantReserve, tea.Id);
        var refund = await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync());
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<MakeRefund>(m => m.RunAsync(refund.Id, default)));
        Assert.Equal(RefundStatus.Pending, await market.ReadAsync(db => db.Refunds.Select(r => r.Status).SingleAsync()));
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await market.DoAsync<SweepPayments>(s => s.RunAsync(default));
        await market.RunOutboxAsync();

        Assert.Equal(RefundStatus.Succeeded, await market.ReadAsync(db => db.Refunds.Select(r => r.Status).SingleAsync()));
        Assert.True(taken > 0);
        Assert.Equal(before - taken, await market.StandsAsync(AccountKind.MerchantReserve, tea.Id));
        Assert.Equal(1, await market.EntriesAsync("refunded:"));
        var payment = SandboxPayment.From(await market.ReadAsync(async db => await db.ConnectorRecords.Where(r => r.Connector == SandboxGateway.Connector).Select(r => r.Json).SingleAsync()));
        Assert.Equal(line.Paid.Total.Minor, payment.Refunds.Sum(r => r.Amount.Minor));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F66_what_a_case_is_about_is_not_refunded_beside_it_and_other_lines_are(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.DeliveredAsync(tea, await market.GoodsAsync(tea, 2));
        var (kept, free) = (order.Lines()[0], order.Lines()[1]);
        var dispute = (await market.ClaimAsync(order, kept.Paid.Total, kept)).Value;

        Assert.Equal(OrderRefusals.InDispute, (await market.GiveBackAsync(order, admin, (kept, kept.Paid.Total))).Refusal);
        Assert.Equal(OrderRefusals.InDispute, (await market.GiveBackAsync(order, admin, (free, free.Paid.Total), (kept, kept.Paid.Total))).Refusal);
        Assert.True((await market.GiveBackAsync(order, admin, (free, free.Paid.Total))).Succeeded);
        Assert.True((await market.DoAsync<AnswerDispute, Outcome<Done>>(a => a.AcceptAsync(dispute, tea.Member, default))).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal([HoldState.Refunded, HoldState.Refunded], await market.HoldsAsync(order));
        Assert.Equal(order.Total.Minor, await market.ReadAsync(db => db.Refunds.SumAsync(r => r.Amount.Minor)));
        Assert.Equal(ConsignmentStatus.Refunded, (await market.OrderAsync(order.Number)).Consignments[0].Status);
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task A_merchant_gives_back_of_its_own_lines_alone_and_nobody_else_does()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (tea, linen, admin) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"), await market.AdminAsync());
        var order = await market.PaidOrderAsync("EUR", ((await market.GoodsAsync(tea, 1))[0], 1), ((await market.GoodsAsync(linen, 1))[0], 1));
        var ofTea = order.Consignments.Single(c => c.Merchant == tea.Id);
        var (own, others) = (ofTea.Lines[0], order.Consignments.Single(c => c.Merchant == linen.Id).Lines[0]);
        Task<Outcome<Done>> AsAsync(Actor actor, OrderLine line, Money amount, string reason = "Sorry.") => market.DoAsync<GiveMoneyBack, Outcome<Done>>(
            g => g.ByMerchantAsync(ofTea.Id, actor, new RefundOrder(Guid.NewGuid(), [new LineAmount(line.Id, amount)], reason), default));
        var one = new Money(100, order.Total.Currency);

        foreach (var stranger in new[] { linen.Member, new Actor(Id.New<UserId>()), admin }) Assert.Equal(OrderRefusals.NotFound, (await AsAsync(stranger, own, one)).Refusal);
        Assert.Equal(OrderRefusals.NotFound, (await AsAsync(tea.Member, others, one)).Refusal);
        Assert.Equal(OrderRefusals.ReasonMissing, (await AsAsync(tea.Member, own, one, " ")).Refusal);
        foreach (var wrong in new[] { Money.Zero(one.Currency), -one, new Money(100, new Currency("HUF")) }) Assert.Equal(OrderRefusals.AmountMissing, (await AsAsync(tea.Member, own, wrong)).Refusal);
        Assert.Equal("orders.only-left", (await AsAsync(tea.Member, own, new Money(own.Paid.Total.Minor + 1, one.Currency))).Refusal!.Code);
        foreach (var other in new[] { tea.Member, new Actor(Id.New<UserId>()) })
        {
            Assert.Equal(AccountRefusals.AdminsOnly, (await market.GiveBackAsync(order, other, (own, one))).Refusal);
            Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<RefundPreview, Outcome<IReadOnlyList<PreviewPosting>>>(p => p.OfAsync(order.Number, other, [new LineAmount(own.Id, one)], default))).Refusal);
        }

        Assert.Equal(0, await market.ReadAsync(db => db.Refunds.CountAsync()));
        Assert.True((await AsAsync(tea.Member, own, one)).Succeeded);
        Assert.Equal((100L, 1), (await market.ReadAsync(db => db.Refunds.SumAsync(r => r.Amount.Minor)), await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(GiveMoneyBack) && a.User == tea.Member.User))));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_preview_is_what_the_refund_then_posts(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.ReceivedAsync(tea, await market.GoodsAsync(tea, 2), "JPY");
        LineAmount[] wanted = [.. order.Lines().Select(l => new LineAmount(l.Id, l.Paid.Total.Part(35)))];

        var preview = (await market.DoAsync<RefundPreview, Outcome<IReadOnlyList<PreviewPosting>>>(p => p.OfAsync(order.Number, admin, wanted, default))).Value;
        Assert.True((await market.DoAsync<GiveMoneyBack, Outcome<Done>>(g => g.ByAdminAsync(order.Number, admin, new RefundOrder(Guid.NewGuid(), wanted, "A kindness."), default))).Succeeded);

        var posted = await market.ReadAsync(db => db.JournalEntries.Where(e => e.Key.StartsWith("refunded:")).SelectMany(e => e.Postings).OrderBy(p => p.Line).ToListAsync());
        Assert.Equal(posted.Select(p => (p.Account, p.Owner, p.Amount)), preview.Select(p => (p.Account, p.Owner, p.Amount)));
        Assert.Single(posted, p => p.Account == AccountKind.MerchantReserve);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Orders_from_before_their_lines_carried_money_are_divided_by_the_migration(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        // The lines forget what was refunded for them, as they were before they knew.
        market.LeavesBooksUnjudged = true;
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var goods = await market.GoodsAsync(tea, 3);
        var held = await market.DeliveredAsync(tea, goods);
        var claimed = await market.DeliveredAsync(tea, goods, "JPY");
        var received = await market.ReceivedAsync(tea, goods);
        Assert.True((await market.GiveBackAsync(held, admin, (held.Lines()[0], held.Lines()[0].Paid.Total.Part(40)))).Succeeded);
        Assert.True((await market.ClaimAsync(claimed, claimed.Total)).Succeeded);
        await market.DoAsync<MarketDb>(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE \"OrderLines\" SET \"RefundedMinor\" = 0, \"RefundedGoodsMinor\" = 0, \"RefundedDeliveryMinor\" = 0, \"RefundedDutyMinor\" = 0, \"RefundedTaxMinor\" = 0, \"RefundedFeesMinor\" = 0, \"Delivery_Minor\" = 0, \"MerchantDelivery_Minor\" = 0, \"Hold\" = '', \"DisputedFrom\" = NULL, \"DueAtUtc\" = NULL, \"StopAtUtc\" = NULL");
            var (yes, plus) = database switch
            {
                "sqlite" => ("1", (Func<string, int, string>)((column, days) => $"strftime('%Y-%m-%d %H:%M:%f', {column}, '+{days} days')")),
                "postgres" => ("TRUE", (column, days) => $"{column} + INTERVAL '{days} days'"),
                _ => ("1", (column, days) => $"DATEADD(day, {days}, {column})"),
            };
            foreach (var statement in EarlierOrders.Statements(yes, plus)) await db.Database.ExecuteSqlRawAsync(statement);
        });

        foreach (var (before, hold) in new[] { (held, HoldState.Held), (claimed, HoldState.Disputed), (received, HoldState.Payable) })
        {
            var after = (await market.OrderAsync(before.Number)).Consignments[0];
            Assert.All(after.Lines, l => Assert.Equal((hold, tea.Id), (l.Hold, l.Merchant)));
            Assert.Equal(after.Delivery, after.Lines.Sum(l => l.Delivery, after.Total.Currency));
            Assert.Equal(after.MerchantDelivery, after.Lines.Sum(l => l.MerchantDelivery, after.MerchantDelivery.Currency));
            Assert.Equal(after.RefundedMinor, after.Lines.Sum(l => l.RefundedMinor));
            Assert.All(after.Lines, l => Assert.True(l.RefundedMinor <= l.Paid.Total.Minor && l.RefundedGoodsMinor <= l.LineTotal.Minor && l.RefundedTaxMinor <= l.Tax.Minor));
            Assert.All(after.Lines.Zip(before.Consignments[0].Lines.OrderBy(l => after.Lines.Select(a => a.Id).ToList().IndexOf(l.Id))), l => Assert.InRange(l.First.Delivery.Minor - l.Second.Delivery.Minor, -1, 1));
            if (hold != HoldState.Payable)
            {
                Assert.All(after.Lines, l => Assert.Equal(after.DeliveredAtUtc!.Value.AddDays(14), l.DueAtUtc!.Value, TimeSpan.FromSeconds(1)));
                Assert.All(after.Lines, l => Assert.Equal(before.PlacedAtUtc.AddDays(90), l.StopAtUtc!.Value, TimeSpan.FromSeconds(1)));
            }
        }

        Assert.All(await market.ReadAsync(db => db.OrderLines.AsNoTracking().Where(l => l.Hold == HoldState.Disputed).ToListAsync()), l => Assert.Equal(HoldState.Held, l.DisputedFrom));
        // Times and truth values read as the app writes them.
        market.Clock.Move(TimeSpan.FromDays(200));
        Assert.Equal(1, await market.ReceiptTimerAsync());
    }
}
