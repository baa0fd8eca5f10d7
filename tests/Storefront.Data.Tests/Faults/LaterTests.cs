using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Holds;
using Storefront.Data.Tests.Payouts;
using Storefront.Ledger;
using Storefront.Notices;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Faults;

/// <summary>What happens to money weeks after it came: refunds that take their time, clocks that jump, buyers who leave.</summary>
public sealed class LaterTests
{
    [Theory, Databases]
    public async Task F61_A_refund_that_the_provider_has_not_finished_is_seen_made_once_and_completes(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var (order, admin) = (await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 2)), await market.AdminAsync());
        var line = order.Lines()[0];
        market.Script().Next(SandboxPaymentCall.Refund, SandboxPaymentFault.RefundLater);

        Assert.True((await market.GiveBackAsync(order, admin, (line, line.Refundable))).Succeeded);
        await market.RunOutboxAsync();
        var more = await market.GiveBackAsync(order, admin, (line, new Money(1, order.Total.Currency)));
        for (var i = 0; i < 3; i++)
        {
            market.Clock.Move(TimeSpan.FromHours(6));
            await market.SweepAsync();
        }

        var pending = await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync());
        Assert.Equal(0, await market.NoticesAsync("refunded"));
        await market.AssertBooksBalanceAsync();
        market.Clock.Move(TimeSpan.FromDays(2));
        await market.HearOfAsync($"sbxr_{pending.Key}");
        await market.SweepAsync();

        Assert.Equal((RefundStatus.Pending, "orders.only-left"), (pending.Status, more.Refusal?.Code));
        var done = await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync());
        Assert.Equal((RefundStatus.Succeeded, line.Refundable), (done.Status, done.Amount));
        Assert.Equal(line.Refundable, Assert.Single((await market.AtGatewayAsync(order.Number)).Refunds).Amount);
        Assert.Equal((1, 1), (await market.EntriesAsync("refunded:"), await market.NoticesAsync("refunded")));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>The buyer paid in dollars, the merchant is owed euro: what it gives back is euro, and no dollar is ever its.</summary>
    [Theory, Databases]
    public async Task F67_A_refund_in_dollars_takes_the_merchants_euro_back_in_euro(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (linen, admin) = (await market.MerchantAsync("Atelier Garance", "FR", "EUR"), await market.AdminAsync());
        var cloth = await market.ListingAsync(linen, "42.00", 9, "LN-1", "630251");
        var order = await market.ReceivedAsync(linen, [cloth], "USD");
        await market.PassReserveAsync();
        var (line, owner) = (await market.LineAsync(order.Lines()[0]), linen.Id.Value.ToString("N"));
        var label = await market.ReadAsync(db => db.Postings.Where(p => p.Account == AccountKind.MerchantPayable && db.JournalEntries.Any(e => e.Id == p.Entry && e.Key.StartsWith("label:"))).SumAsync(p => p.Amount.Minor));
        var earned = await market.StandsAsync(AccountKind.MerchantPayable, linen.Id, "EUR") + label;

        Assert.True((await market.GiveBackAsync(order, admin, (line, line.Refundable.Part(40)))).Succeeded);
        var afterSome = await market.StandsAsync(AccountKind.MerchantPayable, linen.Id, "EUR") + label;
        await market.AssertBooksBalanceAsync();
        line = await market.LineAsync(line);
        Assert.True((await market.GiveBackAsync(order, admin, (line, line.Refundable))).Succeeded);
        await market.RunOutboxAsync();

        Assert.True(earned > 0);
        // Forty of a hundred parts of its own euro, to within the rounding of goods, delivery, fee and tax.
        Assert.InRange(afterSome - (earned * 60 / 100), -4, 4);
        Assert.Equal(0, await market.StandsAsync(AccountKind.MerchantPayable, linen.Id, "EUR") + label);
        Assert.Equal(["EUR"], await market.ReadAsync(db => db.Postings.Where(p => p.Owner == owner).Select(p => p.Amount.Currency).Distinct().ToListAsync()).ContinueWith(c => c.Result.ConvertAll(m => m.Code), TaskScheduler.Default));
        Assert.Equal(order.Total.Minor, (await market.AtGatewayAsync(order.Number)).Refunds.Sum(r => r.Amount.Minor));
        Assert.All((await market.AtGatewayAsync(order.Number)).Refunds, r => Assert.Equal("USD", r.Amount.Currency.Code));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>Over the beginning of summer time, the end of it, and the leap day: fourteen days are fourteen times twenty-four hours of UTC.</summary>
    [Theory]
    [InlineData("sqlite", "2027-03-20T23:30:00Z"), InlineData("sqlite", "2027-10-25T00:30:00Z"), InlineData("sqlite", "2028-02-20T12:00:00Z")]
    [InlineData("postgres", "2027-03-20T23:30:00Z"), InlineData("postgres", "2027-10-25T00:30:00Z"), InlineData("postgres", "2028-02-20T12:00:00Z")]
    public async Task F84_Clocks_that_jump_release_nothing_early_and_nothing_twice(string database, string at)
    {
        await using var market = await TestMarket.OnAsync(database);
        var start = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
        var shop = await market.MerchantAsync();
        market.Clock.Move(start - market.Clock.NowUtc);
        await market.SendAsync((await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1))) is var order ? order.Consignments[0] : null!, shop.Member);
        var delivered = await DisputeTests.DeliverAsync(market, order);
        var due = delivered.AddHours(24 * Consignment.ConfirmDaysAfterDelivery);

        await ToAsync(due.AddMinutes(-30), 0);
        // A clock put back by an hour before the time, and set right again, changes nothing.
        await ToAsync(due.AddMinutes(-90), 0);
        await ToAsync(due, 0);
        await ToAsync(due.AddSeconds(1), 1);
        var released = await market.LineAsync(order.Lines()[0]);
        // Put back afterwards: what was released stays so, and is not released again when its time comes once more.
        await ToAsync(due.AddMinutes(-59), 0);
        await ToAsync(due.AddMinutes(2), 0);
        var reserve = released.DueAtUtc!.Value;
        market.Clock.Move(reserve.AddSeconds(-1) - market.Clock.NowUtc);
        Assert.Equal(0, await market.ReserveTimerAsync());
        market.Clock.Move(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await market.ReserveTimerAsync());
        market.Clock.Move(TimeSpan.FromHours(-1));
        Assert.Equal(0, await market.ReserveTimerAsync());

        Assert.Equal((HoldState.Reserved, due.AddSeconds(1).AddHours(24 * new HoldOptions().NewMerchantReserveDays)), (released.Hold, reserve));
        Assert.Equal((1, 1), (await market.EntriesAsync("released:"), await market.EntriesAsync("reserve-over:")));
        // What is told while the clock is behind is worked off all the same.
        await market.RunOutboxAsync();
        market.Clock.Move(TimeSpan.FromHours(1));
        await market.RunOutboxAsync();
        Assert.Equal(0, await market.ReadAsync(db => db.Outbox.CountAsync(m => m.DoneAtUtc == null)));
        await market.AssertBooksBalanceAsync();

        async Task ToAsync(DateTime instant, int releases)
        {
            market.Clock.Move(instant - market.Clock.NowUtc);
            Assert.Equal(releases, await market.ReceiptTimerAsync());
        }
    }

    [Theory, Databases]
    public async Task F90_A_buyer_who_leaves_with_an_order_under_way_leaves_the_books_is_forgotten_when_it_is_over_and_can_be_refunded_before_and_after(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var pot = await market.ListingAsync(shop);
        // Its account has a name and a password as those of merchants have.
        var buyer = new Actor(Id.New<UserId>());
        await new PayingShop(market, shop.Id, buyer).SignUpAsync();
        await market.DoAsync<MarketDb>(db => db.Users.Where(u => u.Id == buyer.User.Value).ExecuteUpdateAsync(s => s.SetProperty(u => u.Email, "camille@example.test").SetProperty(u => u.NormalizedEmail, "CAMILLE@EXAMPLE.TEST")));
        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 2)), user: buyer.User))).Value;
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242424242424242"));
        var order = await market.OrderAsync(placed.Number);

        // Paid and not sent yet.
        var gone = await EraseAsync();
        var parted = await market.OrderAsync(order.Number);
        Assert.True(gone.Succeeded, gone.Refusal?.Code);
        Assert.Equal((null, order.Email, order.ShipTo, order.AccessKey), (parted.User, parted.Email, parted.ShipTo, parted.AccessKey));
        Assert.Equal((0, 0), (await market.ReadAsync(db => db.CheckoutAttempts.CountAsync()), await market.ReadAsync(db => db.Users.CountAsync(u => u.Email == "camille@example.test"))));
        await market.AssertBooksBalanceAsync();

        // A part of it is refunded while it is under way, and a day goes by: it is still to arrive.
        Assert.True((await market.GiveBackAsync(parted, admin, (parted.Lines()[0], new Money(5_00, order.Total.Currency)))).Succeeded);
        market.Clock.Move(ForgetBuyer.Pause);
        await market.RunOutboxAsync();
        Assert.Equal((order.Email, 1), ((await market.OrderAsync(order.Number)).Email, await market.NoticesAsync("refunded")));
        await market.SendAsync(order.Consignments[0], shop.Member);
        await DisputeTests.DeliverAsync(market, order);
        Assert.True((await market.ReceiveAsync(order)).Succeeded);
        await market.RunOutboxAsync();
        var postings = await market.ReadAsync(db => db.Postings.CountAsync());
        // Somebody of the same address has another order under way.
        await market.DoAsync<MarketDb>(async db =>
        {
            db.Notices.Add(Notice.Of("order-paid:another", "order-paid", order.Email, "en", new Dictionary<string, string> { [Notice.Number] = "ANOTHERORDER" }, market.Clock.NowUtc));
            await db.SaveChangesAsync();
        });
        market.Clock.Move(ForgetBuyer.Pause);
        await market.RunOutboxAsync();

        var after = await market.OrderAsync(order.Number);
        Assert.Equal((null, order.Total, order.Destination, postings), (after.User, after.Total, after.Destination, await market.ReadAsync(db => db.Postings.CountAsync())));
        Assert.DoesNotContain("camille", $"{after.Email} {after.ShipTo}", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Mercière", $"{after.ShipTo}", StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual(order.AccessKey, after.AccessKey);
        Assert.All(after.Consignments, c => Assert.Equal(new AcceptedPlace(order.Destination, null), c.Terms.Place));
        Assert.Equal(["order-paid:another"], await market.ReadAsync(db => db.Notices.Where(n => n.To == "camille@example.test").Select(n => n.Key).ToListAsync()));
        Assert.Equal(0, await market.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == nameof(BuyerLeft) && m.DoneAtUtc == null)));
        await market.AssertBooksBalanceAsync();

        Assert.True((await market.GiveBackAsync(after, admin, (after.Lines()[0], after.Lines()[0].Refundable))).Succeeded);
        await market.RunOutboxAsync();
        var back = await market.ReadAsync(db => db.Refunds.AsNoTracking().ToListAsync());
        Assert.Equal((true, order.Total), (back.TrueForAll(r => r.Status == RefundStatus.Succeeded), back.Sum(r => r.Amount, order.Total.Currency)));
        Assert.Equal(0, await market.NoticesAsync("refunded"));
        await market.AssertBooksBalanceAsync();

        Task<Outcome<Done>> EraseAsync() => market.DoAsync<EraseAccount, Outcome<Done>>(e => e.RunAsync(buyer, PayingShop.Password, default));
    }
}
