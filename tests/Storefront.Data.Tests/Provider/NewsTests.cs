using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Accounts;
using Storefront.Connectors.Payments;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Outbox;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Provider;

/// <summary>What providers tell by themselves, and what is fetched when they do not.</summary>
public sealed class NewsTests
{
    [Theory, Databases]
    public async Task F17_F18_Two_events_of_one_happening_in_any_order_have_one_effect(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var (order, reference) = await UnsettledAsync(market, bank);

        Assert.True(await TellAsync(market, new SandboxEvent("evt_b", "payment.captured", reference)));
        Assert.True(await TellAsync(market, new SandboxEvent("evt_a", "payment.captured", reference)));
        Assert.True(await TellAsync(market, new SandboxEvent("evt_0", "payment.processing", reference)));
        await market.RunOutboxAsync();

        Assert.Equal(OrderStatus.Paid, (await market.OrderAsync(order)).Status);
        Assert.Equal((3, 1, 1), (await market.ReadAsync(db => db.ReceivedEvents.CountAsync()), await market.ReadAsync(db => db.JournalEntries.CountAsync()), await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "order-paid"))));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F18_A_refund_that_is_told_of_before_we_know_it_is_asked_about_and_not_dropped(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        market.Services.GetRequiredService<SandboxPaymentScript>().Next(SandboxPaymentCall.Refund, SandboxPaymentFault.TimeOutAfter);
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default))).Succeeded);
        var refund = await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync());
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<MakeRefund>(m => m.RunAsync(refund.Id, default)));

        await TellAsync(market, new SandboxEvent("evt_1", "refund.made", $"sbxr_{refund.Key}"));
        await market.RunOutboxAsync();

        Assert.Equal((RefundStatus.Succeeded, 1), (await market.ReadAsync(db => db.Refunds.Select(r => r.Status).SingleAsync()), await market.ReadAsync(db => db.Refunds.CountAsync())));
        Assert.Equal(order.Total.Minor, await bank.BackWithBuyerAsync(order));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F19_An_event_whose_handling_fails_is_failed_and_not_seen_until_an_admin_has_it_run_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var (order, reference) = await UnsettledAsync(market, bank);
        var json = await ChangeAtSandboxAsync(market, reference, _ => "this is no payment");
        await TellAsync(market, new SandboxEvent("evt_1", "payment.captured", reference));
        var dispatcher = market.Services.GetRequiredService<OutboxDispatcher>();
        var first = await OnlyAsync(market, admin);
        for (var i = 0; i < OutboxMessage.MostAttempts + 2; i++)
        {
            await dispatcher.RunOnceAsync(default);
            market.Clock.Move(TimeSpan.FromHours(2));
        }

        var dead = await OnlyAsync(market, admin);
        var stranger = await market.DoAsync<RetryMessage, Outcome<Done>>(r => r.RunAsync(dead.Message!.Value, bank.Shop.Member, default));
        await ChangeAtSandboxAsync(market, reference, _ => json);
        Assert.True((await market.DoAsync<RetryMessage, Outcome<Done>>(r => r.RunAsync(dead.Message!.Value, admin, default))).Succeeded);
        await dispatcher.RunOnceAsync(default);

        Assert.Equal((InboxState.Waiting, InboxState.Failed, OutboxMessage.MostAttempts), (first.State, dead.State, dead.Attempts));
        Assert.Contains("Json", dead.LastError, StringComparison.Ordinal);
        Assert.Equal(AccountRefusals.AdminsOnly, stranger.Refusal);
        Assert.Equal((InboxState.Done, OrderStatus.Paid), ((await OnlyAsync(market, admin)).State, (await market.OrderAsync(order)).Status));
        Assert.Equal(1, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(RetryMessage))));
        await bank.AssertAsync();
    }

    /// <summary>The first delivery fails, and so does everything up to the last try. The provider delivers again, or the sweeper comes by: no admin is needed.</summary>
    [Theory]
    [InlineData("sqlite", true), InlineData("sqlite", false), InlineData("postgres", true), InlineData("postgres", false)]
    public async Task F19_An_event_that_was_given_up_is_worked_off_when_it_is_delivered_again_or_its_payment_is_swept(string database, bool isDelivered)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var (order, reference) = await UnsettledAsync(market, bank);
        var json = await ChangeAtSandboxAsync(market, reference, _ => "this is no payment");
        var news = new SandboxEvent("evt_1", "payment.captured", reference);
        await TellAsync(market, news);
        var dispatcher = market.Services.GetRequiredService<OutboxDispatcher>();
        await dispatcher.RunOnceAsync(default);
        var failed = await OnlyAsync(market, admin);
        for (var i = 0; i < OutboxMessage.MostAttempts + 2; i++)
        {
            market.Clock.Move(TimeSpan.FromHours(2));
            await dispatcher.RunOnceAsync(default);
        }

        var dead = await OnlyAsync(market, admin);
        await ChangeAtSandboxAsync(market, reference, _ => json);
        if (isDelivered) await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TellAsync(market, news))));
        else await market.DoAsync<SweepPayments>(s => s.RunAsync(default));
        while (await dispatcher.RunOnceAsync(default) > 0)
        {
        }

        Assert.Equal((InboxState.Waiting, 1, InboxState.Failed), (failed.State, failed.Attempts, dead.State));
        Assert.Equal(OrderStatus.Paid, (await market.OrderAsync(order)).Status);
        Assert.Equal(isDelivered ? InboxState.Done : InboxState.Failed, (await OnlyAsync(market, admin)).State);
        Assert.Equal((1, 1, 1), (await market.ReadAsync(db => db.ReceivedEvents.CountAsync()), await market.ReadAsync(db => db.JournalEntries.CountAsync()), await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "order-paid"))));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F20_F21_F22_What_no_secret_of_ours_signed_is_only_counted_and_a_repeat_has_no_effect(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var (order, reference) = await UnsettledAsync(market, bank);
        var news = new SandboxEvent("evt_1", "payment.captured", reference);

        Assert.False(await TellAsync(market, news, secret: "another"));
        Assert.False(await TellAsync(market, news, age: TimeSpan.FromSeconds(301)));
        Assert.False(await TellAsync(market, news, scheme: "v0"));
        Assert.False(await market.DoAsync<ReceivePaymentNews, bool>(r => r.RunAsync("sandbox", Encoding.UTF8.GetBytes(news.ToJson()), null, default)));
        Assert.False(await market.DoAsync<ReceivePaymentNews, bool>(r => r.RunAsync("nobody", Encoding.UTF8.GetBytes(news.ToJson()), null, default)));
        Assert.Equal(0, await market.ReadAsync(db => db.ReceivedEvents.CountAsync()));
        Assert.True(await TellAsync(market, news, age: TimeSpan.FromSeconds(299)));
        Assert.True(await TellAsync(market, news, age: TimeSpan.FromSeconds(10)));
        // While a secret is rolled there are two signatures: one that fits is enough.
        Assert.True(await TellAsync(market, news with { Id = "evt_2" }, alsoUnder: "the next secret"));
        await market.DoAsync<SweepNews>(s => s.RunAsync(default));
        await market.DoAsync<SweepNews>(s => s.RunAsync(default));
        await market.RunOutboxAsync();

        var refused = (await market.DoAsync<ProviderInbox, Outcome<IReadOnlyList<RefusedDelivery>>>(i => i.RefusedAsync(admin, default))).Value;
        Assert.Equal(("sandbox", 4), (Assert.Single(refused).Provider, (int)refused[0].Count));
        Assert.Equal(2, await market.ReadAsync(db => db.ReceivedEvents.CountAsync(e => !e.WasFetched)));
        Assert.Equal((OrderStatus.Paid, 1), ((await market.OrderAsync(order)).Status, await market.ReadAsync(db => db.JournalEntries.CountAsync())));
        await bank.AssertAsync();
    }

    [Theory]
    [InlineData("sqlite", "amount"), InlineData("postgres", "amount"), InlineData("sqlite", "currency"), InlineData("postgres", "order"), InlineData("sqlite", "order")]
    public async Task F23_A_payment_that_does_not_fit_changes_nothing_marks_its_order_and_is_unallocated_until_it_went_back(string database, string what)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var (number, reference) = await UnsettledAsync(market, bank);
        var ours = (await market.OrderAsync(number)).Total;
        var came = what switch { "amount" => new Money(ours.Minor - 1_00, ours.Currency), "currency" => new Money(ours.Minor, Currency.Usd), _ => ours };
        await ChangeAtSandboxAsync(market, reference, json =>
        {
            var payment = SandboxPayment.From(json);
            return (payment with { Amount = came, OrderNumber = what == "order" ? "ANOTHERORDER" : payment.OrderNumber }).ToJson();
        });

        await bank.HearAsync();
        await market.DoAsync<SweepPayments>(s => s.RunAsync(default));
        market.Clock.Move(TimeSpan.FromHours(2));
        await market.DoAsync<SweepPayments>(s => s.RunAsync(default));

        var order = await market.OrderAsync(number);
        Assert.Equal(OrderStatus.AwaitingPayment, order.Status);
        Assert.Equal(came.Minor, -await bank.BalanceAsync(AccountKind.Unallocated));
        var differs = what == "order" ? DifferenceKind.OrderDiffers : DifferenceKind.AmountDiffers;
        Assert.Equal(differs, await market.ReadAsync(db => db.Differences.Select(d => d.Kind).SingleAsync()));
        Assert.Equal(number, Assert.Single((await market.DoAsync<OrderRegister, Outcome<Page<OrderRow>>>(r => r.ListAsync(admin, new OrderQuery(Mismatch: true), default))).Value.Items).Number);
        await bank.AssertAsync(differs);

        // Whoever finds out gives it back at the provider: then the order is over and its stock is free.
        Assert.NotNull(await market.DoAsync<SandboxGateway, string?>(g => g.RefundByHandAsync(reference, came, default)));
        await bank.HearAsync();

        Assert.Equal((OrderStatus.Abandoned, 0), ((await market.OrderAsync(number)).Status, await bank.BalanceAsync(AccountKind.Unallocated)));
        Assert.Equal(0, await market.ReadAsync(db => db.Stock.SumAsync(s => s.Reserved)));
        await bank.AssertAsync(differs);
    }

    [Theory, Databases]
    public async Task F23_F24_An_event_of_the_other_world_or_of_a_merchants_account_is_stored_ignored_and_says_why(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var (order, reference) = await UnsettledAsync(market, bank);

        Assert.True(await TellAsync(market, new SandboxEvent("evt_live", "payment.captured", reference, Live: true)));
        Assert.True(await TellAsync(market, new SandboxEvent("evt_payee", "payment.captured", reference, Account: "sbxa_1")));
        await market.RunOutboxAsync();

        var rows = (await market.DoAsync<ProviderInbox, Outcome<Page<InboxRow>>>(i => i.ListAsync(admin, new InboxQuery(InboxState.Ignored), default))).Value.Items;
        Assert.Equal([("evt_live", NewsIgnored.OtherWorld), ("evt_payee", NewsIgnored.PayeesAccount)], rows.Select(r => (r.EventId, r.Ignored!.Value)));
        Assert.Equal(OrderStatus.AwaitingPayment, (await market.OrderAsync(order)).Status);
        // Somebody set the wrong address at the provider: a warning, once for each event.
        Assert.Equal(1, market.Log.Count(LogLevel.Warning, "evt_live"));
        Assert.Equal(0, market.Log.Count(LogLevel.Warning, "evt_payee"));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F25_Three_days_without_a_webhook_and_every_order_comes_to_its_true_state(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var shop = await market.MerchantAsync();
        var pot = await market.ListingAsync(shop, stock: 50);
        await market.DoAsync<SweepNews>(s => s.RunAsync(default));
        var (paid, refunded, disputed) = (await PlacedAsync(market, pot), await bank.BuyAsync(pot), await bank.BuyAsync(pot));
        await market.DoAsync<SandboxGateway>(g => g.PayByCardAsync(paid.Reference, "4242424242424242", default));
        market.Clock.Move(TimeSpan.FromDays(1));
        await bank.ByHandAsync(refunded, refunded.Total);
        await bank.ChargeBackAsync(disputed, disputed.Total);
        market.Clock.Move(TimeSpan.FromDays(2));

        var fetched = await market.DoAsync<SweepNews, int>(s => s.RunAsync(default));
        await market.RunOutboxAsync();

        Assert.True(fetched >= 3, $"{fetched} events were fetched.");
        Assert.Equal(OrderStatus.Paid, (await market.OrderAsync(paid.Number)).Status);
        Assert.Equal(ConsignmentStatus.Refunded, (await market.OrderAsync(refunded.Number)).Consignments[0].Status);
        Assert.True((await market.OrderAsync(disputed.Number)).Consignments[0].InDispute);
        Assert.Equal(0, await market.DoAsync<SweepNews, int>(s => s.RunAsync(default)));
        market.Clock.Move(SweepNews.Pause + TimeSpan.FromSeconds(1));
        Assert.Equal(0, await market.DoAsync<SweepNews, int>(s => s.RunAsync(default)));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F26_A_kind_and_members_of_tomorrow_are_stored_and_nothing_follows(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        var body = """{"id":"evt_1","type":"moon.landed","payment":"moon_1","orbit":{"deep":[1,2]}}""";

        Assert.True(await TellAsync(market, body));

        var row = await OnlyAsync(market, admin);
        Assert.Equal((InboxState.Ignored, NewsIgnored.NothingFollows, "moon.landed", "moon_1"), (row.State, row.Ignored, row.Kind, row.Subject));
        Assert.Equal(0, await market.ReadAsync(db => db.Outbox.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F27_News_of_an_order_that_is_over_is_recorded_and_changes_nothing(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default))).Succeeded);
        await market.RunOutboxAsync();
        var entries = await market.ReadAsync(db => db.JournalEntries.CountAsync());

        await TellAsync(market, new SandboxEvent("evt_late", "payment.captured", await bank.PaymentAsync(order)));
        await bank.HearAsync();

        Assert.Equal((OrderStatus.Cancelled, entries), ((await market.OrderAsync(order.Number)).Status, await market.ReadAsync(db => db.JournalEntries.CountAsync())));
        Assert.True(await market.ReadAsync(db => db.ReceivedEvents.AnyAsync(e => e.EventId == "evt_late")));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F28_A_burst_is_stored_at_once_and_worked_off_in_batches(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var (order, reference) = await UnsettledAsync(market, bank);
        const int burst = 400;

        await Parallel.ForEachAsync(Enumerable.Range(0, burst), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, _) =>
            Assert.True(await TellAsync(market, new SandboxEvent($"evt_{n / 2}", "payment.captured", reference))));
        var waiting = await market.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == nameof(PaymentNews) && m.DoneAtUtc == null));
        var dispatcher = market.Services.GetRequiredService<OutboxDispatcher>();
        var largest = 0;
        while (await dispatcher.RunOnceAsync(default) is > 0 and var batch) largest = Math.Max(largest, batch);

        Assert.Equal((burst / 2, burst / 2), (waiting, await market.ReadAsync(db => db.ReceivedEvents.CountAsync())));
        Assert.InRange(largest, 1, 20);
        Assert.Equal((OrderStatus.Paid, 1), ((await market.OrderAsync(order)).Status, await market.ReadAsync(db => db.JournalEntries.CountAsync())));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F85_Nodes_that_sweep_at_once_store_each_event_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        await bank.OrderAsync(Bank.Disputed);

        var stored = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => market.DoAsync<SweepNews, int>(s => s.RunAsync(default)))));
        await market.RunOutboxAsync();

        Assert.Equal(stored.Sum(), await market.ReadAsync(db => db.ReceivedEvents.CountAsync()));
        Assert.Equal(2, stored.Sum());
        await bank.AssertAsync();
    }

    /// <summary>An order whose buyer has paid, which nobody has told us.</summary>
    private static async Task<(string Number, string Reference)> UnsettledAsync(TestMarket market, Bank bank)
    {
        var shop = await market.MerchantAsync();
        var order = await PlacedAsync(market, await market.ListingAsync(shop, stock: 50));
        await market.DoAsync<SandboxGateway>(g => g.PayByCardAsync(order.Reference, "4242424242424242", default));
        return order;
    }

    private static async Task<(string Number, string Reference)> PlacedAsync(TestMarket market, Storefront.Catalog.VariantId pot)
    {
        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 1))))).Value;
        var reference = await market.ReadAsync(db => db.Payments.Where(p => db.Orders.Any(o => o.Id == p.Order && o.Number == placed.Number)).Select(p => p.Reference!).SingleAsync());
        return (placed.Number, reference);
    }

    private static Task<bool> TellAsync(TestMarket market, SandboxEvent news, string? secret = null, TimeSpan age = default, string scheme = "v1", string? alsoUnder = null) => TellAsync(market, news.ToJson(), secret, age, scheme, alsoUnder);

    private static Task<bool> TellAsync(TestMarket market, string json, string? secret = null, TimeSpan age = default, string scheme = "v1", string? alsoUnder = null)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var time = (market.Clock.GetUtcNow() - age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var ours = WebhookSignature.Sign(body, time, secret ?? new SandboxPaymentSettings().WebhookSecret);
        var more = alsoUnder is null ? "" : $"v1={WebhookSignature.Sign(body, time, alsoUnder)},";
        return market.DoAsync<ReceivePaymentNews, bool>(r => r.RunAsync("sandbox", body, $"t={time},{more}{scheme}={ours}", default));
    }

    /// <summary>What the provider remembers is changed behind everybody's back; what it was before.</summary>
    private static async Task<string> ChangeAtSandboxAsync(TestMarket market, string reference, Func<string, string> change)
    {
        var records = market.Services.GetRequiredService<IConnectorRecords>();
        var known = (await records.FindAsync(SandboxGateway.Connector, reference))!;
        Assert.True(await records.ReplaceAsync(known, change(known.Json)));
        return known.Json;
    }

    private static async Task<InboxRow> OnlyAsync(TestMarket market, Actor admin) =>
        Assert.Single((await market.DoAsync<ProviderInbox, Outcome<Page<InboxRow>>>(i => i.ListAsync(admin, new InboxQuery(), default))).Value.Items);
}
