using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;
using Storefront.Catalog;
using Storefront.Chargebacks;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;
using Storefront.Shipping;
using Storefront.Testing;

namespace Storefront.App.Tests.Hooks;

/// <summary>What follows a sale, with Stripe as provider, in one market: each test leaves nothing open, and after each everything that was made until then is compared with Stripe, whose list of
/// differences is empty.</summary>
public sealed class StripeJourneyTests(StripeStall market) : IClassFixture<StripeStall>
{
    /// <summary>The smallest real PNG: one black point.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private readonly Stall stall = market.Stall;
    private readonly StripeWorld world = market.World;

    [Fact]
    public async Task F61_A_cancelled_orders_refund_that_waits_for_our_balance_is_made_once()
    {
        using var buyer = stall.Person();
        var bought = await BuyAsync(buyer);
        world.RefundsAre = "pending";
        await CancelAsync(buyer, bought);
        await StripeStall.UntilAsync(() => Task.FromResult(RefundsOf(bought).Count == 1));
        world.RefundsAre = "succeeded";
        Assert.Equal(RefundStatus.Pending, (await RefundAsync(bought)).Status);
        await stall.AssertBooksAsync();

        var made = RefundsOf(bought).Single();
        world[made]["status"] = "succeeded";
        await market.TellAsync("refund.updated", made);

        var refund = await RefundAsync(bought);
        Assert.Equal((made, bought.Total, RefundStatus.Succeeded), (refund.Reference, refund.Amount, refund.Status));
        Assert.Equal((1, bought.Total.Minor), (RefundsOf(bought).Count, (long)world[made]["amount"]!));
        await stall.AssertBooksAsync();
    }

    [Fact]
    public async Task F62_A_cancelled_orders_refund_that_fails_at_the_bank_days_later_is_owed_and_made_again()
    {
        using var buyer = stall.Person();
        var bought = await BuyAsync(buyer);
        await CancelAsync(buyer, bought);
        await StripeStall.UntilAsync(async () => await RefundAsync(bought) is { Status: RefundStatus.Succeeded });
        var first = (await RefundAsync(bought)).Reference!;
        await stall.AssertBooksAsync();

        world.FailRefund(first, "lost_or_stolen_card");
        await market.TellAsync("refund.failed", first);
        var (failed, admin) = (await RefundAsync(bought), await market.AdminAsync());
        Assert.Equal((RefundStatus.Failed, "lost_or_stolen_card"), (failed.Status, failed.FailureCode));
        Assert.Equal(-bought.Total.Minor, await BalanceAsync(AccountKind.OwedToBuyers, bought.Id.Value.ToString("N")));
        Assert.Contains((await stall.DoAsync<FailedRefunds, Outcome<ToDo<FailedRefund>>>(f => f.ListAsync(admin, default))).Value.First, r => r.Id == failed.Id);
        await stall.AssertBooksAsync();

        Assert.True((await stall.DoAsync<RetryRefund, Outcome<Done>>(r => r.RunAsync(failed.Id, admin, default))).Succeeded);
        await StripeStall.UntilAsync(async () => await RefundAsync(bought) is { Status: RefundStatus.Succeeded });

        var again = (await RefundAsync(bought)).Reference!;
        Assert.Equal(["failed", "succeeded"], RefundsOf(bought).Select(r => (string?)world[r]["status"]));
        Assert.Equal((again, 0), (RefundsOf(bought)[^1], await BalanceAsync(AccountKind.OwedToBuyers, bought.Id.Value.ToString("N"))));
        // The failure of the first is told once more, and is nothing new.
        await market.TellAsync("refund.failed", first);
        Assert.Equal((RefundStatus.Succeeded, again), ((await RefundAsync(bought)).Status, (await RefundAsync(bought)).Reference));
        await stall.AssertBooksAsync();
    }

    [Fact]
    public async Task F64_A_refund_after_release_takes_back_of_the_transfer_what_lies_in_the_merchants_account()
    {
        var payee = await OpenAccountAsync();
        using var buyer = stall.Person();
        var (bought, other) = (await BuyAsync(buyer), await BuyAsync(buyer));
        // Else the timer might write one for the first order alone.
        await stall.DoAsync<PlanPayouts>(async p => Assert.True((await p.ChangeAsync(stall.Linen, stall.Owner, PayoutSchedule.ByHand, default)).Succeeded));
        foreach (var order in new[] { bought, other }) await stall.SendAsync(order.Consignments[0]);
        await stall.DeliverAllAsync(days: 12);
        foreach (var order in new[] { bought, other })
        {
            await buyer.SubmitAsync(await buyer.GetAsync($"/en/orders/{order.Number}/receive/{order.Consignments[0].Id.Value}"), "form.acts");
            Assert.Equal(ConsignmentStatus.Received, (await stall.OrderAsync(order.Number)).Consignments[0].Status);
        }

        await market.AskToBePaidAsync();
        await StripeStall.UntilAsync(async () => await PayoutAsync() is { Status: PayoutStatus.Sent, Reference: not null });
        var sent = await PayoutAsync();
        world[sent.Reference!]["status"] = "paid";
        await market.TellAsync("payout.paid", sent.Reference!, payee);
        // Each order is one transfer, in the group in which it was charged, and together they are the payout.
        var transfers = world.AllOf("transfer").Select(t => world[t]).ToList();
        Assert.Equal((PayoutStatus.Paid, sent.Amount.Minor), ((await PayoutAsync()).Status, transfers.Sum(t => (long)t["amount"]!)));
        Assert.Equal(new[] { bought, other }.Select(ChargedIn).Order(), transfers.Select(t => (string?)t["transfer_group"]).Order());
        Assert.All(transfers, t => Assert.Equal(payee, (string?)t["destination"]));
        var transfer = (string)transfers.Single(t => (string?)t["transfer_group"] == ChargedIn(bought))["id"]!;
        await stall.AssertBooksAsync();

        // By now other money of the merchant lies there: enough for a part of the first refund, then for all.
        world.Lies(payee, "eur", 8_00);
        await GiveBackAsync(bought, new Money(30_00, Currency.Eur));
        await StripeStall.UntilAsync(async () => (await ReversalsAsync()).Count == 1 && (await ReversalsAsync()).TrueForAll(r => r.Status == ReversalStatus.Made));
        Assert.Equal((8_00L, 8_00L, false), ((await ReversalsAsync()).Single().Amount.Minor, (long)world[transfer]["amount_reversed"]!, (bool)world[transfer]["reversed"]!));
        await stall.AssertBooksAsync();
        world.Lies(payee, "eur", 500_00);
        await GiveBackAsync(bought, (await stall.OrderAsync(bought.Number)).Consignments[0].Lines.Single().Refundable);
        await StripeStall.UntilAsync(async () => (await ReversalsAsync()).Count >= 2 && (await ReversalsAsync()).TrueForAll(r => r.Status == ReversalStatus.Made));
        await market.TellAsync("transfer.reversed", transfer);
        await StripeStall.UntilAsync(async () => !await stall.ReadAsync(db => db.Refunds.AnyAsync(r => r.Order == bought.Id && r.Status != RefundStatus.Succeeded))
            && !await stall.ReadAsync(db => db.Outbox.AnyAsync(m => m.Kind == nameof(ReleasedMoneyRefunded) && m.DoneAtUtc == null)));

        var (reversals, refunded) = (await ReversalsAsync(), await stall.OrderAsync(bought.Number));
        Assert.Equal(reversals.Select(r => r.Key).Order(), world.AllOf("transfer_reversal").Select(r => (string?)world[r]["metadata"]!["key"]).Order());
        // Out of the order's own transfer first, and out of another only what that one lacked.
        Assert.Equal(reversals.Sum(r => r.Amount.Minor), transfers.Sum(t => (long)world[(string)t["id"]!]["amount_reversed"]!));
        var own = await stall.ReadAsync(db => db.PayoutShares.Where(s => s.Transfer == transfer).SingleAsync());
        Assert.Equal([own.Number, own.Number], reversals.Take(2).Select(r => r.Share));
        Assert.True(reversals.Count == 2 || own.ReversedMinor == own.Amount.Minor);
        Assert.Equal((ConsignmentStatus.Refunded, bought.Total.Minor), (refunded.Consignments[0].Status, RefundsOf(bought).Sum(r => (long)world[r]["amount"]!)));
        await stall.AssertBooksAsync();
    }

    [Fact]
    public async Task F79_F82_A_dispute_is_answered_with_what_was_gathered_and_won()
    {
        using var buyer = stall.Person();
        var (bought, admin) = (await BuyAsync(buyer, stall.Teapot), await market.AdminAsync());
        await stall.SendAsync(bought.Consignments[0]);
        var due = stall.Clock.GetUtcNow().AddDays(20);
        var dispute = world.Dispute(SessionOf(bought), "product_not_received", due);
        // Both are told of one happening, and in any order (F18).
        await market.TellAsync("charge.dispute.funds_withdrawn", dispute);
        await market.TellAsync("charge.dispute.created", dispute);

        var open = await ChargebackAsync(dispute);
        Assert.Equal((ChargebackState.NeedsAnswer, bought.Id, bought.Total, due.ToUnixTimeSeconds(), new Money(StripeWorld.DisputeFee, Currency.Eur)), (open.State, open.Order, open.Amount, new DateTimeOffset(open.AnswerByUtc!.Value, TimeSpan.Zero).ToUnixTimeSeconds(), open.Fee));
        Assert.Equal((bought.Total.Minor, true), (await BalanceAsync(AccountKind.Disputed, open.Id.Value.ToString("N")), (await stall.OrderAsync(bought.Number)).Consignments[0].InDispute));
        await stall.AssertBooksAsync();

        Assert.True((await stall.DoAsync<AnswerChargeback, Outcome<Done>>(a => a.StageAsync(open.Id, stall.Owner, "It was handed over in Lyon.", "Nobody asked for one.", default))).Succeeded);
        var file = await stall.DoAsync<TakeChargebackFile, Outcome<string>>(t => t.RunAsync(open.Id, stall.Owner, Png, default));
        Assert.True(file.Succeeded, file.Refusal?.Code);
        Assert.True((await stall.DoAsync<AnswerChargeback, Outcome<Done>>(a => a.AddFileAsync(open.Id, stall.Owner, EvidenceDocument.ProofOfShipping, file.Value, default))).Succeeded);
        Assert.True((await stall.DoAsync<AnswerChargeback, Outcome<Done>>(a => a.HandInAsync(open.Id, admin, default))).Succeeded);
        await StripeStall.UntilAsync(async () => await ChargebackAsync(dispute) is { State: ChargebackState.UnderReview, AnsweredAtUtc: not null });
        var (evidence, parcel) = (world[dispute]["evidence"]!, await stall.ReadAsync(db => db.ParcelsOf([bought.Id]).AsNoTracking().SingleAsync()));
        Assert.Equal(
            ("It was handed over in Lyon.", "Nobody asked for one.", parcel.TrackingNumber, world.AllOf("file").Single(), "Camille Roux"),
            ((string?)evidence["uncategorized_text"], (string?)evidence["refund_refusal_explanation"], (string?)evidence["shipping_tracking_number"], (string?)evidence["shipping_documentation"], (string?)evidence["customer_name"]));
        await stall.AssertBooksAsync();

        world.Decide(dispute, "won");
        await market.TellAsync("charge.dispute.closed", dispute);
        await market.TellAsync("charge.dispute.funds_reinstated", dispute);

        // The amount is back, and with it the fee.
        Assert.Equal((ChargebackState.Won, 0, 0), ((await ChargebackAsync(dispute)).State, await BalanceAsync(AccountKind.Disputed, open.Id.Value.ToString("N")), await BookedOfAsync(open, AccountKind.PaymentFees)));
        Assert.Equal(1, await stall.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key == $"chargeback-won:{open.Id.Value:N}")));
        Assert.Equal((false, 0), ((await stall.OrderAsync(bought.Number)).Consignments[0].InDispute, RefundsOf(bought).Count));
        await stall.AssertBooksAsync();
    }

    [Theory]
    [InlineData("product_not_received", true)]
    [InlineData("fraudulent", false)]
    public async Task F77_A_dispute_that_is_lost_is_the_buyers_refund_and_its_fee_is_borne_by_who_is_at_fault(string reason, bool isMerchants)
    {
        using var buyer = stall.Person();
        var bought = await BuyAsync(buyer);
        var dispute = world.Dispute(SessionOf(bought), reason, stall.Clock.GetUtcNow().AddDays(20));
        await market.TellAsync("charge.dispute.created", dispute);
        Assert.Contains("holds this money", (await CancelAsync(buyer, bought)).Text, StringComparison.Ordinal);

        world.Decide(dispute, "lost");
        for (var i = 0; i < 2; i++) await market.TellAsync("charge.dispute.closed", dispute);

        var (lost, refund) = (await ChargebackAsync(dispute), await RefundAsync(bought));
        Assert.Equal((ChargebackState.Lost, false), (lost.State, lost.IsOpen));
        Assert.Equal((dispute, bought.Total, RefundStatus.Succeeded, 0), (refund.Reference, refund.Amount, refund.Status, RefundsOf(bought).Count));
        Assert.Equal(
            isMerchants ? (0L, StripeWorld.DisputeFee) : (StripeWorld.DisputeFee, 0L),
            (await BookedOfAsync(lost, AccountKind.PaymentFees), await BookedOfAsync(lost, AccountKind.MerchantPayable)));
        Assert.Equal(ConsignmentStatus.Refunded, (await stall.OrderAsync(bought.Number)).Consignments[0].Status);
        await stall.AssertBooksAsync();
    }

    [Fact]
    public async Task F83_A_warning_of_fraud_holds_the_order_until_an_admin_has_looked_and_told_again_it_does_nothing_more()
    {
        using var buyer = stall.Person();
        var (bought, doubted, admin) = (await BuyAsync(buyer), await BuyAsync(buyer), await market.AdminAsync());
        var (warning, second) = (WarningOf(bought), WarningOf(doubted));
        var told = world.Event("radar.early_fraud_warning.created", warning);
        Assert.Equal(HttpStatusCode.OK, await market.PostAsync(told));
        await market.TellAsync("radar.early_fraud_warning.created", second);
        await StripeStall.UntilAsync(async () => (await stall.OrderAsync(bought.Number)).Consignments[0].InDispute);

        // The merchant sees that it is held and why, and cannot send it; the admin has it on the desk; the buyer is not told.
        var (order, sheet) = (await stall.OrderAsync(bought.Number), await SheetAsync(bought));
        Assert.Equal((true, true), (order.Consignments[0].InDispute, sheet.InDispute));
        Assert.Contains(sheet.Events, e => e.Kind == OrderEventKind.FraudWarned);
        Assert.All(order.Consignments[0].Lines, l => Assert.Equal(HoldState.Disputed, l.Hold));
        Assert.Equal(OrderRefusals.InDispute, (await LabelAsync(order)).Refusal);
        var shown = (await stall.DoAsync<ChargebackDesk, Outcome<IReadOnlyList<FraudWarningRow>>>(d => d.WarningsAsync(admin, default))).Value.Single(w => w.OrderNumber == bought.Number);
        Assert.Equal(("made_with_stolen_card", bought.Total), (shown.Kind, shown.Amount));
        Assert.DoesNotContain("stolen", (await buyer.GetAsync($"/en/orders/{bought.Number}")).Text, StringComparison.OrdinalIgnoreCase);
        await stall.AssertBooksAsync();

        // The same event once more, and another one of the same warning.
        var counts = await CountsAsync();
        Assert.Equal(HttpStatusCode.OK, await market.PostAsync(told));
        await market.TellAsync("radar.early_fraud_warning.created", warning);
        await market.TellAsync("radar.early_fraud_warning.updated", warning);
        Assert.Equal(counts, await CountsAsync());

        Assert.True((await stall.DoAsync<JudgeFraudWarning, Outcome<Done>>(j => j.RefundAsync(shown.Id, admin, default))).Succeeded);
        var let = await stall.ReadAsync(db => db.FraudWarnings.Where(w => w.Reference == second).Select(w => w.Id).SingleAsync());
        Assert.True((await stall.DoAsync<JudgeFraudWarning, Outcome<Done>>(j => j.DismissAsync(let, admin, default))).Succeeded);
        await StripeStall.UntilAsync(async () => await RefundAsync(bought) is { Status: RefundStatus.Succeeded });
        // What is told after it was judged holds nothing again.
        await market.TellAsync("radar.early_fraud_warning.created", second);

        Assert.Equal((bought.Total.Minor, 0), (RefundsOf(bought).Sum(r => (long)world[r]["amount"]!), RefundsOf(doubted).Count));
        Assert.Equal(ConsignmentStatus.Refunded, (await stall.OrderAsync(bought.Number)).Consignments[0].Status);
        Assert.False((await stall.OrderAsync(doubted.Number)).Consignments[0].InDispute);
        await stall.SendAsync((await stall.OrderAsync(doubted.Number)).Consignments[0]);
        await stall.AssertBooksAsync();

        Task<(int, int, int)> CountsAsync() => stall.ReadAsync(async db => (await db.FraudWarnings.CountAsync(), await db.OrderEvents.CountAsync(e => e.Kind == OrderEventKind.FraudWarned), await db.JournalEntries.CountAsync()));
    }

    [Fact]
    public async Task F25_F81_Events_that_never_came_are_found_in_Stripes_list_and_those_that_come_late_change_nothing()
    {
        using var buyer = stall.Person();
        var (bought, cancelled) = (await BuyAsync(buyer), await BuyAsync(buyer));
        await CancelAsync(buyer, cancelled);
        await StripeStall.UntilAsync(async () => await RefundAsync(cancelled) is { Status: RefundStatus.Succeeded });
        var refund = (await RefundAsync(cancelled)).Reference!;
        var unpaid = await market.OrderAsync();
        world.Pay(unpaid);
        var inquiry = world.Dispute(SessionOf(bought), "unrecognized", stall.Clock.GetUtcNow().AddDays(20), isInquiry: true);
        world.FailRefund(refund, "expired_or_canceled_card");
        string[] lost = [world.Event("checkout.session.completed", unpaid), world.Event("refund.failed", refund), world.Event("charge.dispute.created", inquiry)];
        stall.Clock.Move(SweepNews.Pause * 2);
        await stall.DoAsync<SweepNews>(s => s.RunAsync(default));
        await StripeStall.UntilAsync(async () => await stall.ReadAsync(db => db.Payments.AnyAsync(p => p.Reference == unpaid && p.Status == PaymentStatus.Captured))
            && await RefundAsync(cancelled) is { Status: RefundStatus.Failed } && await stall.ReadAsync(db => db.Chargebacks.AnyAsync(c => c.Reference == inquiry && c.State == ChargebackState.Inquiry)));
        Assert.Null((await ChargebackAsync(inquiry)).DebitedAtUtc);
        Assert.True((await stall.OrderAsync(bought.Number)).Consignments[0].InDispute);
        await stall.AssertBooksAsync();

        world.Decide(inquiry, "warning_closed");
        world.Event("charge.dispute.closed", inquiry);
        stall.Clock.Move(SweepNews.Pause * 2);
        await stall.DoAsync<SweepNews>(s => s.RunAsync(default));
        await StripeStall.UntilAsync(async () => await ChargebackAsync(inquiry) is { State: ChargebackState.Closed, IsOpen: false });
        var entries = await stall.ReadAsync(db => db.JournalEntries.CountAsync());
        foreach (var late in lost) Assert.Equal(HttpStatusCode.OK, await market.PostAsync(late));

        foreach (var id in lost.Select(l => (string?)JsonNode.Parse(l)!["id"])) Assert.True(await stall.ReadAsync(db => db.ReceivedEvents.Where(e => e.EventId == id).Select(e => e.WasFetched).SingleAsync()));
        Assert.Equal((entries, false), (await stall.ReadAsync(db => db.JournalEntries.CountAsync()), (await stall.OrderAsync(bought.Number)).Consignments[0].InDispute));
        var owed = await RefundAsync(cancelled);
        var admin = await market.AdminAsync();
        Assert.True((await stall.DoAsync<RetryRefund, Outcome<Done>>(r => r.RunAsync(owed.Id, admin, default))).Succeeded);
        await StripeStall.UntilAsync(async () => await RefundAsync(cancelled) is { Status: RefundStatus.Succeeded });
        await stall.AssertBooksAsync();
    }

    [Fact]
    public async Task F63_F88_Everything_fits_and_a_refund_made_by_hand_and_the_fees_of_Stripe_come_into_the_books_once()
    {
        using var buyer = stall.Person();
        var (found, told) = (await BuyAsync(buyer), await BuyAsync(buyer));
        await stall.AssertBooksAsync();
        Assert.Empty(await stall.ReadAsync(db => db.Differences.ToListAsync()));

        // One that only the comparison finds, and one that Stripe tells of.
        var silent = world.RefundByHand(SessionOf(found), 20_00);
        await stall.AssertBooksAsync();
        var loud = world.RefundByHand(SessionOf(told), told.Total.Minor);
        await market.TellAsync("refund.created", loud);
        for (var i = 0; i < 2; i++) await stall.AssertBooksAsync();

        var refunds = await stall.ReadAsync(db => db.Refunds.AsNoTracking().Where(r => r.Reference == silent || r.Reference == loud).ToListAsync());
        Assert.Equal(
            [(found.Id, new Money(20_00, Currency.Eur), silent), (told.Id, told.Total, loud)],
            refunds.OrderBy(r => r.Amount.Minor).Select(r => (r.Order, r.Amount, r.Reference!)));
        Assert.All(refunds, r => Assert.Equal(($"dashboard:{r.Reference}", RefundStatus.Succeeded), (r.Key, r.Status)));
        Assert.Equal(ConsignmentStatus.Refunded, (await stall.OrderAsync(told.Number)).Consignments[0].Status);
        var (kept, booked) = (world.AllOf("balance_transaction").Where(t => (string?)world[t]["type"] == "charge").ToList(), await stall.ReadAsync(db => db.JournalEntries.AsNoTracking().Include(e => e.Postings).Where(e => e.Key.StartsWith("provider-fee:")).ToListAsync()));
        Assert.Equal(
            kept.Select(t => ($"provider-fee:stripe:{t}", (long)world[t]["fee"]!)).Order(),
            booked.Select(e => (e.Key, e.Postings.Single(p => p.Account == AccountKind.PaymentFees).Amount.Minor)).Order());
        Assert.Empty(await stall.ReadAsync(db => db.Differences.ToListAsync()));
    }

    private Task<Order> BuyAsync(Person buyer, VariantId? goods = null) => market.BuyAsync(buyer, goods);

    private static async Task<Page> CancelAsync(Person buyer, Order order) => await buyer.SubmitAsync(await buyer.GetAsync($"/en/orders/{order.Number}/cancel/{order.Consignments[0].Id.Value}"), "main form");

    private async Task GiveBackAsync(Order order, Money amount)
    {
        var line = order.Consignments[0].Lines.Single().Id;
        var given = await stall.DoAsync<GiveMoneyBack, Outcome<Done>>(g => g.ByMerchantAsync(order.Consignments[0].Id, stall.Owner, new RefundOrder(Guid.NewGuid(), [new LineAmount(line, amount)], "A seam came open."), default));
        Assert.True(given.Succeeded, given.Refusal?.Code);
    }

    /// <summary>The merchant's account at Stripe, ready and no longer new.</summary>
    private async Task<string> OpenAccountAsync()
    {
        var payee = await market.OpenAccountAsync();
        await market.TellAsync("account.updated", payee, payee);
        Assert.Equal(PayeeStanding.Ready, await stall.ReadAsync(db => db.PayoutAccounts.Where(a => a.Merchant == stall.Linen).Select(a => a.State).SingleAsync()));
        return payee;
    }

    /// <summary>The transfer group that the order's page asked for.</summary>
    private string? ChargedIn(Order order) =>
        market.Server.Asked.Single(r => r is { Method: "POST", Path: "/v1/checkout/sessions" } && r["metadata[order]"] == order.Number)["payment_intent_data[transfer_group]"];

    /// <summary>The card's network doubts the order's payment (docs.stripe.com/radar/early-fraud-warnings, shape as in the fixtures).</summary>
    private string WarningOf(Order order)
    {
        var id = $"issfr_{order.Number}";
        world.Add(new JsonObject
        {
            ["id"] = id, ["object"] = "radar.early_fraud_warning", ["actionable"] = true, ["fraud_type"] = "made_with_stolen_card", ["livemode"] = false, ["created"] = stall.Clock.GetUtcNow().ToUnixTimeSeconds(),
            ["payment_intent"] = (string?)world[SessionOf(order)]["payment_intent"],
        });
        return id;
    }

    private async Task<MerchantOrderSheet> SheetAsync(Order order) => (await stall.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(q => q.OpenAsync(order.Consignments[0].Id, stall.Owner, default))).Value;

    private async Task<Outcome<ParcelId>> LabelAsync(Order order)
    {
        var offers = await stall.DoAsync<QuoteLabels, Outcome<LabelOffers>>(quote => quote.RunAsync(order.Consignments[0].Id, stall.Owner, null, null, default));
        if (!offers.Succeeded) return offers.Refusal;
        var rate = offers.Value.Rates[0];
        return await stall.DoAsync<BuyLabel, Outcome<ParcelId>>(buy => buy.RunAsync(new LabelOrder(order.Consignments[0].Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Value.Weight, offers.Value.Size) { LateIsConfirmed = true }, stall.Owner, default));
    }

    private string SessionOf(Order order) => world.AllOf("checkout.session").Single(s => (string?)world[s]["metadata"]!["order"] == order.Number);

    /// <summary>The order's refunds at Stripe, in the order in which they were made.</summary>
    private List<string> RefundsOf(Order order)
    {
        var intent = (string?)world[SessionOf(order)]["payment_intent"];
        return [.. world.AllOf("refund").Where(r => (string?)world[r]["payment_intent"] == intent).Order(StringComparer.Ordinal)];
    }

    private Task<Refund> RefundAsync(Order order) => stall.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync(r => r.Order == order.Id));

    private Task<Chargeback> ChargebackAsync(string dispute) => stall.ReadAsync(db => db.Chargebacks.AsNoTracking().SingleAsync(c => c.Reference == dispute));

    private Task<Payout> PayoutAsync() => stall.ReadAsync(db => db.Payouts.AsNoTracking().SingleAsync(p => p.Merchant == stall.Linen));

    private Task<List<Reversal>> ReversalsAsync() => stall.ReadAsync(db => db.Reversals.AsNoTracking().Where(r => r.Merchant == stall.Linen).OrderBy(r => r.CreatedAtUtc).ToListAsync());

    /// <summary>In minor units, debit positive.</summary>
    private Task<long> BalanceAsync(AccountKind account, string owner) => stall.ReadAsync(db => db.Postings.Where(p => p.Account == account && p.Owner == owner).SumAsync(p => p.Amount.Minor));

    /// <summary>What the chargeback's own entries leave on the accounts of a kind, in minor units, debit positive.</summary>
    private Task<long> BookedOfAsync(Chargeback chargeback, AccountKind account)
    {
        var own = chargeback.Id.Value.ToString("N");
        return stall.ReadAsync(db => db.Postings.Where(p => p.Account == account && db.JournalEntries.Any(e => e.Id == p.Entry && e.Key.Contains(own))).SumAsync(p => p.Amount.Minor));
    }
}
