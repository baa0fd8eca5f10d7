using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;
using Storefront.Testing;

namespace Storefront.App.Tests.Hooks;

/// <summary>The whole way of a payment with Stripe as provider, against a Stripe on loopback: page, webhook, inbox, and work afterwards.</summary>
public sealed class StripeHookTests : IAsyncLifetime
{
    private readonly StripeStall market = new();
    private readonly Stall stall;
    private readonly StripeWorld world;
    private readonly ScriptedServer server;

    public StripeHookTests() => (stall, world, server) = (market.Stall, market.World, market.Server);

    public Task InitializeAsync() => market.InitializeAsync();

    public Task DisposeAsync() => market.DisposeAsync();

    [Fact]
    public async Task F30_A_shopper_is_sent_to_Stripe_and_the_webhook_alone_completes_the_order()
    {
        var session = await OrderAsync();
        world.Pay(session);

        var answer = await PostAsync(Event("evt_paid", session));

        Assert.Equal(HttpStatusCode.OK, answer);
        var stored = await stall.ReadAsync(db => db.ReceivedEvents.SingleAsync(e => e.EventId == "evt_paid"));
        Assert.Equal(("stripe", "checkout.session.completed", session), (stored.Provider, stored.Kind, stored.Subject));
        await UntilAsync(async () => await StatusAsync(session) == PaymentStatus.Captured);
        Assert.Equal(1, await stall.ReadAsync(db => db.Orders.CountAsync(o => o.Status == OrderStatus.Paid)));
        await AssertBooksAsync();
    }

    [Fact]
    public async Task F31_The_way_back_completes_the_order_without_any_webhook_and_an_event_afterwards_changes_nothing()
    {
        using var person = stall.Person();
        var session = await OrderAsync(person);
        world.Pay(session);
        var payment = await stall.ReadAsync(db => db.Payments.Where(p => p.Reference == session).Select(p => p.Id).SingleAsync());

        await person.GetAsync($"/en/checkout/return/{payment.Value}");
        await PostAsync(Event("evt_late", session));

        Assert.Equal(PaymentStatus.Captured, await StatusAsync(session));
        Assert.Equal(1, await stall.ReadAsync(db => db.Orders.CountAsync(o => o.Status == OrderStatus.Paid)));
        await AssertBooksAsync();
    }

    [Fact]
    public async Task F24_An_event_of_live_money_or_of_a_merchants_account_is_stored_and_nothing_acts_on_it()
    {
        var session = await OrderAsync();
        var asked = Asked();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(Event("evt_live", session, """,  "livemode":true""")));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Event("evt_merchant", session, """,  "livemode":false,"account":"acct_7" """), secret: StripeStall.PayeesSecret));

        Assert.Equal(2, await stall.ReadAsync(db => db.ReceivedEvents.CountAsync()));
        Assert.Equal(0, await stall.ReadAsync(db => db.Outbox.CountAsync(m => m.Kind == nameof(PaymentNews))));
        Assert.Equal(
            [("evt_live", NewsIgnored.OtherWorld), ("evt_merchant", NewsIgnored.PayeesAccount)], (await stall.ReadAsync(db => db.ReceivedEvents.OrderBy(e => e.EventId).ToListAsync())).Select(e => (e.EventId, e.Ignored!.Value)));
        Assert.Equal(asked, Asked());
        await AssertBooksAsync();
    }

    [Fact]
    public async Task F41_An_authorisation_that_ends_uncaptured_is_never_paid_and_payment_is_needed_again()
    {
        var session = await OrderAsync();
        var intent = (string)world[session]["payment_intent"]!;
        (world[session]["status"], world[intent]["status"]) = ("complete", "requires_capture");
        await PostAsync(Event("evt_authorised", session));
        await UntilAsync(async () => await StatusAsync(session) == PaymentStatus.Processing);

        world[intent]["status"] = "canceled";
        world[intent]["last_payment_error"] = new JsonObject { ["type"] = "invalid_request_error", ["code"] = "charge_expired_for_capture" };
        await PostAsync(Event("evt_expired", session));
        await UntilAsync(async () => await StatusAsync(session) == PaymentStatus.Failed);

        var order = await stall.ReadAsync(db => db.Orders.AsNoTracking().SingleAsync());
        Assert.Equal("charge_expired_for_capture", await stall.ReadAsync(db => db.Payments.Select(p => p.FailureCode).SingleAsync()));
        Assert.Equal((OrderStatus.Abandoned, 0), (order.Status, await stall.ReadAsync(db => db.Stock.SumAsync(s => s.Reserved))));
        Assert.Equal(1, await stall.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "order-abandoned")));
        Assert.Equal(0, await stall.ReadAsync(db => db.JournalEntries.CountAsync()));
        // We never ask to capture later, and never ask to capture: there is nothing that could expire but what others arranged.
        Assert.DoesNotContain(server.Asked.Where(r => r.Method == "POST").SelectMany(r => r.Parameters), p => p.Name.Contains("capture_method", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Asked, r => r.Path.EndsWith("/capture", StringComparison.Ordinal));
        // The buyer pays another time, and that is an order and a payment of its own.
        var again = await OrderAsync();
        world.Pay(again);
        await PostAsync(Event("evt_paid", again));
        await UntilAsync(async () => await StatusAsync(again) == PaymentStatus.Captured);
        Assert.Equal((PaymentStatus.Failed, PaymentStatus.Captured), (await StatusAsync(session), await StatusAsync(again)));
    }

    [Fact]
    public async Task F72_F74_A_merchants_account_and_its_payouts_are_followed_when_Stripe_tells_of_them()
    {
        var page = await stall.DoAsync<SetPayoutAccount, Outcome<OnboardingPage>>(s => s.RunAsync(stall.Linen, stall.Owner, Stall.Password, default));
        Assert.True(page.Succeeded, page.Refusal?.Code);
        var account = world.Only("account");
        var payee = (string)account["id"]!;

        // Unable to receive.
        (account["details_submitted"], account["payouts_enabled"]) = (true, true);
        account["capabilities"] = new JsonObject { ["transfers"] = "inactive" };
        account["requirements"] = new JsonObject { ["disabled_reason"] = "requirements.past_due" };
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(OfPayee("evt_1", "account.updated", payee, payee)));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(OfPayee("evt_1", "account.updated", payee, payee), secret: StripeStall.PayeesSecret));
        await UntilAsync(async () => await AccountAsync() is { State: PayeeStanding.Blocked, StateCode: "requirements.past_due" });

        // Able again, with a bank account: told of the capability and of the bank, which are in the account and are not it.
        account["requirements"] = new JsonObject();
        account["capabilities"] = new JsonObject { ["transfers"] = "active" };
        account["external_accounts"] = new JsonObject { ["object"] = "list", ["data"] = new JsonArray(new JsonObject { ["id"] = "ba_1", ["object"] = "bank_account", ["last4"] = "4321" }) };
        Assert.Equal(HttpStatusCode.OK, await PostAsync(OfPayee("evt_2", "capability.updated", "transfers", payee), secret: StripeStall.PayeesSecret));
        await UntilAsync(async () => await AccountAsync() is { State: PayeeStanding.Ready, BankEnding: "4321" });

        // It has earned something, the cool-down is over, and it is paid.
        var earned = new Money(100_00, Currency.Eur);
        await stall.DoAsync<MarketDb>(async db =>
        {
            db.JournalEntries.Add(JournalEntry.Of("earned:1", null, null, stall.Clock.GetUtcNow().UtcDateTime)
                .Debit(AccountKind.ProcessorBalance, "stripe", earned).Credit(AccountKind.MerchantPayable, stall.Linen.Value.ToString("N"), earned).Balanced());
            await db.SaveChangesAsync();
        });
        stall.Clock.Move(TimeSpan.FromHours(73));
        await stall.DoAsync<PlanPayouts>(async p => Assert.True((await p.AskAsync(stall.Linen, stall.Owner, default)).Succeeded));
        await UntilAsync(async () => await PayoutAsync() is { Status: PayoutStatus.Sent, LookAtUtc: { } look } && look > stall.Clock.GetUtcNow().UtcDateTime.AddMinutes(5));
        var sent = (await PayoutAsync())!;
        var (transfer, payout) = (world.Only("transfer"), world.Only("payout"));
        Assert.Equal(((await stall.ReadAsync(db => db.PayoutShares.Where(s => s.Payout == sent.Id).SingleAsync())).Transfer, payee, 100_00L), ((string?)transfer["id"], (string?)transfer["destination"], (long)transfer["amount"]!));
        Assert.Equal((sent.Reference, payee), ((string?)payout["id"], server.Asked.Single(r => r is { Method: "POST", Path: "/v1/payouts" }).Header("Stripe-Account")));

        // The bank has it; days later it is back. No timer would look so soon.
        payout["status"] = "paid";
        await PostAsync(OfPayee("evt_3", "payout.paid", sent.Reference!, payee), secret: StripeStall.PayeesSecret);
        await UntilAsync(async () => await PayoutAsync() is { Status: PayoutStatus.Paid });
        (payout["status"], payout["failure_code"]) = ("failed", "account_closed");
        for (var i = 0; i < 2; i++) await PostAsync(OfPayee("evt_4", "payout.failed", sent.Reference!, payee), secret: StripeStall.PayeesSecret);
        await UntilAsync(async () => await PayoutAsync() is { Status: PayoutStatus.Failed });

        Assert.Equal(("account_closed", "account_closed"), ((await PayoutAsync())!.FailureCode, (await AccountAsync())!.Flag));
        Assert.Equal((earned, 1), ((await stall.DoAsync<MerchantPayouts, Outcome<PayoutSheet>>(q => q.OpenAsync(stall.Linen, stall.Owner, default))).Value.Owed, world.CountOf("transfer_reversal")));
        Assert.Equal(1, await stall.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "payout-failed")));
        Assert.Equal(4, await stall.ReadAsync(db => db.ReceivedEvents.CountAsync(e => e.Ignored == null)));
        await stall.DoAsync<MarketDb>(Storefront.Data.Tests.Books.AssertAsync);
    }

    [Fact]
    public async Task A_signature_in_the_wrong_header_or_under_another_secret_stores_nothing()
    {
        var session = await OrderAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(Event("evt_1", session), header: "Payment-Signature"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(Event("evt_1", session), secret: "whsec_other"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(Event("evt_1", session), provider: "sandbox"));
        Assert.Equal(0, await stall.ReadAsync(db => db.ReceivedEvents.CountAsync()));
    }

    [Fact]
    public async Task F42_An_amount_that_Stripe_does_not_charge_is_refused_before_anything_is_reserved()
    {
        using var person = stall.Person("ar-KW");
        var asked = Asked();
        // Dinars are charged in tens of fils: of any four totals in a row of units at least one is no such amount.
        for (var units = 1; units <= 4; units++)
        {
            await person.AddAsync(stall.Teapot);
            var review = await person.ReviewAsync(("name", "Ada"), ("street", "Main Street 1"), ("city", "Harbour"), ("postcode", "13001"), ("email", "ada@example.test"));
            if (review.Document.QuerySelector("input[name=shown]")!.GetAttribute("value")!.Split(' ')[0].EndsWith('0')) continue;

            var page = await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton);

            Assert.Contains("cannot be made in this currency", page.Text, StringComparison.Ordinal);
            Assert.Equal(0, await stall.ReadAsync(db => db.Orders.CountAsync()));
            Assert.Equal(0, await stall.ReadAsync(db => db.Stock.SumAsync(s => s.Reserved)));
            Assert.Equal(asked, Asked());
            await AssertBooksAsync();
            return;
        }

        Assert.Fail("Every total was payable.");
    }

    [Fact]
    public async Task A_payment_that_Stripe_refuses_to_open_gives_the_stock_back()
    {
        server.Next(StripeWorld.Error(400, "invalid_request_error", "amount_too_small"), times: 50);
        await market.OrderAsync(opens: false);
        stall.Clock.Move(SweepPayments.Patience * 2);

        await stall.DoAsync<SweepPayments>(sweep => sweep.RunAsync(default));

        var payment = await stall.ReadAsync(db => db.Payments.SingleAsync());
        Assert.Equal((PaymentStatus.Failed, "amount_too_small"), (payment.Status, payment.FailureCode));
        Assert.Equal(0, await stall.ReadAsync(db => db.Stock.SumAsync(s => s.Reserved)));
    }

    [Fact]
    public async Task A_form_may_end_at_Stripes_page_and_nowhere_else()
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(stall.Address, "/en"));

        Assert.Contains("form-action 'self' https://checkout.stripe.com;", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private Task<string> OrderAsync() => market.OrderAsync();

    private Task<string> OrderAsync(Person person) => market.OrderAsync(person);

    /// <summary>The books, and that Stripe made one page and one charge of each payment of ours and nothing else.</summary>
    private async Task AssertBooksAsync()
    {
        await stall.AssertBooksAsync();
        var ours = await stall.ReadAsync(db => db.Payments.AsNoTracking().Where(p => p.Reference != null).Select(p => p.Reference!).Order().ToListAsync());
        Assert.Equal(ours, world.AllOf("checkout.session").Order(StringComparer.Ordinal));
        Assert.Equal((ours.Count, 0, 0, 0), (world.CountOf("payment_intent"), world.CountOf("refund"), world.CountOf("transfer"), world.CountOf("payout")));
    }

    /// <summary>What was asked of Stripe, but for the lists that timers walk through meanwhile.</summary>
    private int Asked() => server.Asked.Count(r => r.Method == "POST" || r.Path is not ("/v1/events" or "/v1/checkout/sessions" or "/v1/refunds" or "/v1/disputes" or "/v1/transfers" or "/v1/balance_transactions"));

    private Task<PayoutAccount?> AccountAsync() => stall.ReadAsync(db => db.PayoutAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.Merchant == stall.Linen));

    private Task<Payout?> PayoutAsync() => stall.ReadAsync(db => db.Payouts.AsNoTracking().SingleOrDefaultAsync(p => p.Merchant == stall.Linen));

    private static string OfPayee(string id, string kind, string subject, string account) =>
        $$$"""{"id":"{{{id}}}","object":"event","type":"{{{kind}}}","livemode":false,"account":"{{{account}}}","data":{"object":{"id":"{{{subject}}}"} } }""";

    private Task<PaymentStatus> StatusAsync(string session) => stall.ReadAsync(db => db.Payments.Where(p => p.Reference == session).Select(p => p.Status).SingleAsync());

    private static string Event(string id, string session, string more = """,  "livemode":false""") =>
        $$$"""{"id":"{{{id}}}","object":"event","type":"checkout.session.completed"{{{more}}},"data":{"object":{"id":"{{{session}}}","object":"checkout.session"} } }""";

    private Task<HttpStatusCode> PostAsync(string body, string header = "Stripe-Signature", string secret = StripeStall.Secret, string provider = "stripe") => market.PostAsync(body, header, secret, provider);

    private static Task UntilAsync(Func<Task<bool>> done) => StripeStall.UntilAsync(done);
}
