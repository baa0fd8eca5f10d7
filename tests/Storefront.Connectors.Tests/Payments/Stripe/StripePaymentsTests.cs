using System.Text.Json.Nodes;
using Storefront.Connectors.Payments.Stripe;
using Storefront.Payments;

namespace Storefront.Connectors.Tests.Payments.Stripe;

/// <summary>Pages, their states and refunds, over HTTP.</summary>
public sealed class StripePaymentsTests
{
    [Fact]
    public async Task A_page_is_asked_for_with_the_accepted_total_and_our_names_for_it()
    {
        await using var desk = new StripeDesk();

        var opened = await desk.Payments.OpenAsync(StripeDesk.Payment(), default);

        var asked = Assert.Single(desk.Server.Asked);
        Assert.Equal(("POST", "/v1/checkout/sessions"), (asked.Method, asked.Path));
        Assert.Equal(("Bearer " + StripeDesk.SecretKey, "2026-10-28.endive", "pay-1", null), (asked.Header("Authorization"), asked.Header("Stripe-Version"), asked.Header("Idempotency-Key"), asked.Header("Stripe-Account")));
        Assert.Equal(("payment", "2500", "eur", "1"), (asked["mode"], asked["line_items[0][price_data][unit_amount]"], asked["line_items[0][price_data][currency]"], asked["line_items[0][quantity]"]));
        Assert.Equal(("SF-10023", "order_SF-10023", "SF-10023", "pay-1"), (asked["metadata[order]"], asked["payment_intent_data[transfer_group]"], asked["payment_intent_data[metadata][order]"], asked["payment_intent_data[metadata][key]"]));
        Assert.Equal(("false", "fr", "camille@example.test"), (asked["adaptive_pricing[enabled]"], asked["locale"], asked["customer_email"]));
        Assert.Equal(new DateTimeOffset(2026, 11, 29, 11, 15, 0, TimeSpan.Zero).ToUnixTimeSeconds().ToString(), asked["expires_at"]);
        Assert.Equal(("https://shop.test/fr/checkout/return/1", "https://shop.test/fr/checkout/return/1"), (asked["success_url"], asked["cancel_url"]));
        Assert.DoesNotContain(asked.Parameters, p => p.Value.Length == 0 || p.Name.StartsWith("payment_method_types", StringComparison.Ordinal));
        Assert.StartsWith("https://checkout.stripe.com/", opened.PageUrl, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Stripe-Client-Telemetry", asked.Headers.Keys);
        Assert.Equal("Storefront/1.0", asked.Header("User-Agent"));
    }

    [Fact]
    public async Task Methods_are_named_when_the_country_of_the_account_is_known_and_taken_out_otherwise()
    {
        await using var named = new StripeDesk(s => s.Country = "DE");
        await using var settled = new StripeDesk();

        await named.Payments.OpenAsync(StripeDesk.Payment(to: "NL"), default);
        await settled.Payments.OpenAsync(StripeDesk.Payment(to: "NL"), default);

        Assert.Contains(("allowed_payment_method_types[3]", "ideal"), named.Server.Asked.Single().Parameters);
        Assert.DoesNotContain(named.Server.Asked.Single().Parameters, p => p.Name.StartsWith("excluded", StringComparison.Ordinal));
        Assert.Equal("bancontact", settled.Server.Asked.Single()["excluded_payment_method_types[0]"]);
        Assert.DoesNotContain(settled.Server.Asked.Single().Parameters, p => p.Name.StartsWith("allowed", StringComparison.Ordinal));
    }

    /// <summary>Ariary, of which the wire knows no parts though ISO lists fifths, is no currency of this market: there is no amount in it.</summary>
    [Theory]
    [InlineData("ISK", "5000", "500000"), InlineData("UGX", "50000", "5000000"), InlineData("HUF", "5000.50", "500050"), InlineData("TWD", "500.50", "50050"), InlineData("KWD", "5.120", "5120"), InlineData("JPY", "500", "500")]
    public async Task F54_A_page_a_refund_a_transfer_and_a_payout_are_asked_for_in_the_integers_that_the_wire_has(string currency, string amount, string wire)
    {
        await using var desk = new StripeDesk();
        Assert.True(Money.TryParse(amount, new Currency(currency), out var money));
        var whole = desk.Of<IPayOut>().PayablePart(money);

        var opened = await desk.Payments.OpenAsync(StripeDesk.Payment(amount, currency), default);
        desk.World.Pay(opened.Reference);
        var refunded = await desk.Payments.RefundAsync(new RefundToMake("refund-1", opened.Reference, money, DateTime.UnixEpoch), default);
        await desk.Of<ITransferFunds>().TransferAsync(new TransferToMake("transfer-1", "acct_1", money, "order_1", null, desk.Clock.GetUtcNow().UtcDateTime), default);
        await desk.Of<IPayOut>().PayOutAsync(new PayoutToMake("payout-1", "acct_1", whole, desk.Clock.GetUtcNow().UtcDateTime), default);

        var asked = desk.Posts.ToList();
        Assert.True(refunded.Succeeded, refunded.Failure);
        Assert.Equal((wire, wire, wire), (asked[0]["line_items[0][price_data][unit_amount]"], asked[1]["amount"], asked[2]["amount"]));
        Assert.Equal(currency is "HUF" or "TWD" ? wire[..^2] + "00" : wire, asked[3]["amount"]);
        Assert.False(Currency.TryParse("MGA", out _));
    }

    [Theory]
    [InlineData("0.49", "EUR", "amount_too_small")]
    [InlineData("49", "JPY", "amount_too_small")]
    [InlineData("1.234", "KWD", "amount_not_whole")]
    public async Task An_amount_that_Stripe_would_not_charge_is_refused_and_nothing_is_sent(string amount, string currency, string code)
    {
        await using var desk = new StripeDesk();

        var refused = await Assert.ThrowsAsync<ProviderRefusedException>(() => desk.Payments.OpenAsync(StripeDesk.Payment(amount, currency), default));

        Assert.Equal(code, refused.Code);
        Assert.Empty(desk.Server.Asked);
    }

    [Theory]
    [InlineData("en", "en")]
    [InlineData("zh-Hans", "zh")]
    [InlineData("zh-Hant", "zh-TW")]
    [InlineData("fr-BE", "fr")]
    [InlineData("pt-BR", "pt-BR")]
    [InlineData("ar", "auto")]
    public void The_page_speaks_the_buyers_language_when_it_can(string ours, string theirs) => Assert.Equal(theirs, StripeSession.LocaleOf(ours));

    [Theory]
    [InlineData("open", "unpaid", "requires_payment_method", ProviderPaymentState.Open)]
    [InlineData("open", "unpaid", "requires_action", ProviderPaymentState.Open)]
    [InlineData("complete", "paid", "succeeded", ProviderPaymentState.Captured)]
    [InlineData("complete", "no_payment_required", null, ProviderPaymentState.Captured)]
    [InlineData("complete", "unpaid", "processing", ProviderPaymentState.Processing)]
    [InlineData("complete", "unpaid", "requires_action", ProviderPaymentState.Processing)]
    [InlineData("complete", "unpaid", "requires_payment_method", ProviderPaymentState.Failed)]
    [InlineData("complete", "unpaid", "canceled", ProviderPaymentState.Failed)]
    [InlineData("expired", "unpaid", "requires_payment_method", ProviderPaymentState.Expired)]
    [InlineData("complete", "unpaid", "a_state_of_tomorrow", ProviderPaymentState.Processing)]
    [InlineData("a_status_of_tomorrow", "unpaid", null, ProviderPaymentState.Open)]
    [InlineData("complete", "a_payment_of_tomorrow", "succeeded", ProviderPaymentState.Open)]
    public async Task The_state_is_read_from_page_and_payment_and_never_made_up(string status, string paid, string? payment, ProviderPaymentState state)
    {
        await using var desk = new StripeDesk();
        var opened = await desk.Payments.OpenAsync(StripeDesk.Payment(), default);
        (desk.World[opened.Reference]["status"], desk.World[opened.Reference]["payment_status"]) = (status, paid);
        desk.World[opened.Reference]["a_member_of_tomorrow"] = new JsonObject { ["deep"] = new JsonArray(1, 2) };
        if (payment is null) desk.World[opened.Reference]["payment_intent"] = null;
        else desk.World.Only("payment_intent")["status"] = payment;

        var told = await desk.Payments.LookUpAsync(opened.Reference, default);

        Assert.Equal((opened.Reference, state, new Money(25_00, Currency.Eur)), (told!.Reference, told.State, told.Amount));
        Assert.Equal("payment_intent", desk.Server.Asked.Last()["expand[0]"]);
    }

    [Fact]
    public async Task A_refused_card_tells_the_banks_reason_and_leaves_the_page_open()
    {
        await using var desk = new StripeDesk();
        var opened = await desk.Payments.OpenAsync(StripeDesk.Payment(), default);
        desk.World.Pay(opened.Reference, declined: "insufficient_funds");

        var told = await desk.Payments.LookUpAsync(opened.Reference, default);

        Assert.Equal((ProviderPaymentState.Open, "insufficient_funds"), (told!.State, told.FailureCode));
    }

    [Fact]
    public async Task A_voucher_says_until_when_it_can_be_paid()
    {
        await using var desk = new StripeDesk();
        var opened = await desk.Payments.OpenAsync(StripeDesk.Payment("90.00", "MXN", to: "MX"), default);
        desk.World[opened.Reference]["status"] = "complete";
        (desk.World.Only("payment_intent")["status"], desk.World.Only("payment_intent")["next_action"]) = ("requires_action", new JsonObject { ["type"] = "oxxo_display_details", ["oxxo_display_details"] = new JsonObject { ["expires_after"] = 1_796_300_000 } });

        var told = await desk.Payments.LookUpAsync(opened.Reference, default);

        Assert.Equal((ProviderPaymentState.Processing, DateTime.UnixEpoch.AddSeconds(1_796_300_000)), (told!.State, told.DecidesByUtc));
    }

    [Theory]
    [InlineData("pending", false, true, null)]
    [InlineData("requires_action", false, true, null)]
    [InlineData("a_status_of_tomorrow", false, true, null)]
    [InlineData("succeeded", true, false, null)]
    [InlineData("failed", false, false, "expired_or_canceled_card")]
    [InlineData("canceled", false, false, "canceled")]
    public async Task A_refund_is_what_it_is_now_and_not_what_it_was_when_it_was_asked_for(string status, bool succeeded, bool pending, string? failure)
    {
        await using var desk = new StripeDesk();
        var refund = new RefundToMake("refund-1", await desk.PaidAsync(), new Money(10_00, Currency.Eur), desk.Clock.NowUtc);
        await desk.Payments.RefundAsync(refund, default);
        var first = desk.World.Only("refund").DeepClone();
        first["status"] = "pending";
        desk.World.Only("refund")["status"] = status;
        if (status == "failed") desk.World.Only("refund")["failure_reason"] = failure;
        desk.Server.Next(Testing.Reply.Json(200, first.ToJsonString()));

        var again = await desk.Payments.RefundAsync(refund, default);

        Assert.Equal((succeeded, pending, failure), (again.Succeeded, again.Pending, again.Failure));
        Assert.Equal(1, desk.World.CountOf("refund"));
    }

    [Fact]
    public async Task F05_A_refund_whose_key_Stripe_may_have_forgotten_is_looked_up_before_it_is_sent()
    {
        await using var desk = new StripeDesk();
        var refund = new RefundToMake("refund-1", await desk.PaidAsync(), new Money(10_00, Currency.Eur), desk.Clock.NowUtc);
        var made = await desk.Payments.RefundAsync(refund, default);
        desk.Clock.NowUtc += TimeSpan.FromDays(2);
        var posts = desk.Posts.Count();

        var again = await desk.Payments.RefundAsync(refund, default);

        Assert.Equal(made, again);
        Assert.Equal(posts, desk.Posts.Count());
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_found_by_its_key()
    {
        await using var desk = new StripeDesk(s => s.Retries = 0);
        var paid = await desk.PaidAsync();
        desk.Server.Usual = request =>
        {
            var answer = desk.World.Answer(request);
            return request.Path == "/v1/refunds" && request.Method == "POST" ? Testing.Reply.Dropped : answer;
        };

        var made = await desk.Payments.RefundAsync(new RefundToMake("refund-1", paid, new Money(10_00, Currency.Eur), desk.Clock.NowUtc), default);

        Assert.True(made.Succeeded);
        Assert.Equal(1, desk.World.CountOf("refund"));
    }
}
