using System.Text.Json.Nodes;
using Storefront.Payments;
using Storefront.Testing;

namespace Storefront.Connectors.Tests.Payments.Stripe;

/// <summary>Money to merchants and back, their accounts, payouts and balances.</summary>
public sealed class StripeTransfersTests
{
    private static readonly Money Twenty = new(20_00, Currency.Eur);

    [Fact]
    public async Task A_transfer_names_account_order_and_charge_and_is_found_again()
    {
        await using var desk = new StripeDesk();
        var transfers = desk.Of<ITransferFunds>();
        var paid = await desk.PaidAsync();

        var made = await transfers.TransferAsync(new TransferToMake("release-1", "acct_7", Twenty, "SF-10023", paid, desk.Clock.NowUtc), default);

        var asked = desk.Posts.Last();
        Assert.Equal(("/v1/transfers", "release-1", null), (asked.Path, asked.Header("Idempotency-Key"), asked.Header("Stripe-Account")));
        Assert.Equal(("2000", "eur", "acct_7", "order_SF-10023", "ch_" + paid), (asked["amount"], asked["currency"], asked["destination"], asked["transfer_group"], asked["source_transaction"]));
        Assert.Equal((true, "acct_7", Twenty, "SF-10023"), (made.Succeeded, made.Payee, made.Amount, made.Group));
        Assert.Equal(made, await transfers.LookUpTransferAsync(made.Reference, default));
        Assert.Equal(made, await transfers.FindTransferAsync("SF-10023", "release-1", default));
        Assert.Null(await transfers.FindTransferAsync("SF-10023", "release-2", default));
        Assert.Null(await transfers.FindTransferAsync("SF-10024", "release-1", default));
        Assert.Null(await transfers.LookUpTransferAsync("tr_nobodys", default));
    }

    [Fact]
    public async Task A_reversal_is_made_in_the_transfers_currency_and_found_again()
    {
        await using var desk = new StripeDesk();
        var transfers = desk.Of<ITransferFunds>();
        var transfer = await transfers.TransferAsync(new TransferToMake("release-1", "acct_7", Twenty, "SF-10023", null, desk.Clock.NowUtc), default);

        var made = await transfers.ReverseAsync(new ReversalToMake("reverse-1", transfer.Reference, new Money(5_00, Currency.Eur), desk.Clock.NowUtc), default);

        Assert.Equal(($"/v1/transfers/{transfer.Reference}/reversals", "500"), (desk.Posts.Last().Path, desk.Posts.Last()["amount"]));
        Assert.Equal((true, transfer.Reference, new Money(5_00, Currency.Eur)), (made.Succeeded, made.TransferReference, made.Amount));
        Assert.Equal(made, await transfers.FindReversalAsync(transfer.Reference, "reverse-1", default));
        Assert.Null(await transfers.FindReversalAsync(transfer.Reference, "reverse-2", default));
    }

    [Fact]
    public async Task What_the_payee_has_no_more_is_a_refusal_with_its_code()
    {
        await using var desk = new StripeDesk();
        desk.Server.Next(StripeWorld.Error(400, "invalid_request_error", "balance_insufficient"), times: 2);

        var transfer = await desk.Of<ITransferFunds>().TransferAsync(new TransferToMake("release-1", "acct_7", Twenty, "SF-10023", null, desk.Clock.NowUtc), default);
        var reversal = await desk.Of<ITransferFunds>().ReverseAsync(new ReversalToMake("reverse-1", "tr_1", Twenty, desk.Clock.NowUtc), default);

        Assert.Equal((false, "balance_insufficient", ""), (transfer.Succeeded, transfer.Failure, transfer.Reference));
        Assert.Equal((false, "balance_insufficient", ""), (reversal.Succeeded, reversal.Failure, reversal.Reference));
    }

    [Fact]
    public async Task A_transfer_older_than_a_day_is_looked_up_through_every_page_before_it_is_sent()
    {
        await using var desk = new StripeDesk();
        var first = new TransferToMake("release-1", "acct_7", Twenty, "SF-10023", null, desk.Clock.NowUtc);
        var made = await desk.Of<ITransferFunds>().TransferAsync(first, default);
        for (var i = 2; i <= 230; i++) desk.World.Add(new JsonObject { ["id"] = $"tr_{i + 1000}", ["object"] = "transfer", ["transfer_group"] = "order_SF-10023", ["amount"] = 1, ["currency"] = "eur", ["metadata"] = new JsonObject { ["key"] = $"release-{i}" } });
        desk.Clock.NowUtc += TimeSpan.FromHours(24);
        var before = desk.Server.Asked.Count;

        var again = await desk.Of<ITransferFunds>().TransferAsync(first, default);

        Assert.Equal(made, again);
        Assert.All(desk.Server.Asked.Skip(before), r => Assert.Equal(("GET", "100"), (r.Method, r["limit"])));
        Assert.Equal(3, desk.Server.Asked.Skip(before).Count());
    }

    [Fact]
    public async Task An_account_is_opened_on_the_platforms_terms_and_for_transfers_only()
    {
        await using var desk = new StripeDesk(s => s.Country = "DE");

        var payee = await desk.Of<IOnboardPayees>().CreatePayeeAsync(new PayeeToCreate("merchant-1", "m-1", new Country("CN"), "potter@example.test", new Currency("CNY")), default);
        await desk.Of<IOnboardPayees>().CreatePayeeAsync(new PayeeToCreate("merchant-2", "m-2", new Country("FR"), "linen@example.test"), default);

        var (china, france) = (desk.Posts.First(), desk.Posts.Last());
        Assert.Equal(payee, (string?)desk.World[payee]["id"]);
        Assert.Equal(("true", null, "CN", "cny", "potter@example.test"), (china["capabilities[transfers][requested]"], china["capabilities[card_payments][requested]"], china["country"], china["default_currency"], china["email"]));
        Assert.Equal(("application", "application", "stripe", "express"), (china["controller[fees][payer]"], china["controller[losses][payments]"], china["controller[requirement_collection]"], china["controller[stripe_dashboard][type]"]));
        Assert.Equal(("manual", "m-1", "recipient"), (china["settings[payouts][schedule][interval]"], china["metadata[merchant]"], china["tos_acceptance[service_agreement]"]));
        Assert.Equal((null, null), (france["tos_acceptance[service_agreement]"], france["default_currency"]));
    }

    [Fact]
    public async Task F05_An_account_that_was_asked_for_a_day_ago_is_looked_up_through_every_page_and_not_opened_again()
    {
        await using var desk = new StripeDesk();
        var wanted = new PayeeToCreate("merchant-1", "m-1", new Country("DE"), "potter@example.test", AskedAtUtc: desk.Clock.NowUtc);
        desk.Server.Usual = request =>
        {
            var answer = desk.World.Answer(request);
            return request.Method == "POST" ? Reply.Dropped : answer;
        };
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => desk.Of<IOnboardPayees>().CreatePayeeAsync(wanted, default));
        for (var i = 0; i < 150; i++) desk.World.Add(new JsonObject { ["id"] = $"acct_x{i:D3}", ["object"] = "account" });
        // By now Stripe may have forgotten the key: the same key would open a second account.
        desk.Clock.NowUtc += TimeSpan.FromHours(25);
        var before = desk.Server.Asked.Count;

        var payee = await desk.Of<IOnboardPayees>().CreatePayeeAsync(wanted, default);

        Assert.Equal("merchant-1", (string?)desk.World[payee]["metadata"]!["key"]);
        Assert.Equal(151, desk.World.CountOf("account"));
        Assert.All(desk.Server.Asked.Skip(before), r => Assert.Equal(("GET", "/v1/accounts", "100"), (r.Method, r.Path, r["limit"])));
        Assert.Equal(new DateTimeOffset(wanted.AskedAtUtc!.Value.AddDays(-1)).ToUnixTimeSeconds().ToString(), desk.Server.Asked.Last()["created[gte]"]);
    }

    [Fact]
    public async Task Onboarding_is_a_page_of_Stripe_made_when_it_is_asked_for()
    {
        await using var desk = new StripeDesk();

        var page = await desk.Of<IOnboardPayees>().OnboardAsync(new PageToOnboard("onboard-1", "acct_7", "https://shop.test/office/back", "https://shop.test/office/again"), default);

        var asked = Assert.Single(desk.Posts);
        Assert.Equal(("acct_7", "account_onboarding", "https://shop.test/office/back", "https://shop.test/office/again"), (asked["account"], asked["type"], asked["return_url"], asked["refresh_url"]));
        Assert.Equal(("https://connect.stripe.com/setup/e/acct_1/x", DateTime.UnixEpoch.AddSeconds(1_764_400_300)), (page.Url, page.ExpiresAtUtc));
    }

    [Fact]
    public async Task An_account_tells_what_it_may_and_what_is_missing()
    {
        await using var desk = new StripeDesk();
        desk.World.Add((JsonObject)JsonNode.Parse("""
            {"id":"acct_7","object":"account","payouts_enabled":false,"details_submitted":true,"capabilities":{"transfers":"inactive","payments_of_tomorrow":"active"},
             "requirements":{"currently_due":["external_account"],"past_due":["external_account","tos_acceptance.date"],"disabled_reason":"requirements.past_due","current_deadline":1764500000}}
            """)!);
        desk.World.Add((JsonObject)JsonNode.Parse("""{"id":"acct_8","object":"account","payouts_enabled":true,"details_submitted":true,"capabilities":{"transfers":"active"}}""")!);

        var blocked = await desk.Of<IOnboardPayees>().ReadPayeeAsync("acct_7", default);
        var ready = await desk.Of<IOnboardPayees>().ReadPayeeAsync("acct_8", default);

        Assert.Equal((false, false, true, "requirements.past_due"), (blocked!.MayReceive, blocked.MayBePaidOut, blocked.ToldEverything, blocked.BlockedBecause));
        Assert.Equal(["external_account", "tos_acceptance.date"], blocked.Missing);
        Assert.Equal(["external_account", "tos_acceptance.date"], blocked.Overdue);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1_764_500_000), blocked.MissingByUtc);
        Assert.Equal((true, true, null), (ready!.MayReceive, ready.MayBePaidOut, ready.BlockedBecause));
        Assert.Empty(ready.Missing);
        Assert.Null(await desk.Of<IOnboardPayees>().ReadPayeeAsync("acct_9", default));
    }

    [Fact]
    public async Task F72_An_account_whose_owner_cut_the_connection_is_blocked_and_any_other_refusal_of_our_key_is_an_alarm()
    {
        await using var desk = new StripeDesk();
        desk.Server.Applies = _ => true;
        desk.Server.Next(StripeWorld.Error(403, "invalid_request_error", "account_invalid"));
        desk.Server.Next(StripeWorld.Error(403, "invalid_request_error", "api_key_expired"));

        var cut = await desk.Of<IOnboardPayees>().ReadPayeeAsync("acct_7", default);
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => desk.Of<IOnboardPayees>().ReadPayeeAsync("acct_7", default));

        Assert.Equal(("acct_7", false, false, "account_invalid"), (cut!.Payee, cut.MayReceive, cut.MayBePaidOut, cut.BlockedBecause));
        Assert.Equal(Storefront.Payouts.PayeeStanding.Blocked, Storefront.Payouts.PayoutRules.StandingOf(cut));
        Assert.Single(desk.Log.Lines, l => l.Level == Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Theory]
    [InlineData("pending", ProviderPayoutState.Pending)]
    [InlineData("in_transit", ProviderPayoutState.OnItsWay)]
    [InlineData("paid", ProviderPayoutState.Paid)]
    [InlineData("failed", ProviderPayoutState.Failed)]
    [InlineData("canceled", ProviderPayoutState.Cancelled)]
    [InlineData("a_status_of_tomorrow", ProviderPayoutState.Pending)]
    public async Task A_payout_is_made_in_the_payees_account_and_followed(string status, ProviderPayoutState state)
    {
        await using var desk = new StripeDesk();
        var made = await desk.Of<IPayOut>().PayOutAsync(new PayoutToMake("payout-1", "acct_7", Twenty, desk.Clock.NowUtc), default);
        desk.World[made.Reference]["status"] = status;

        var told = await desk.Of<IPayOut>().LookUpPayoutAsync("acct_7", made.Reference, default);
        Assert.Equal(told, await desk.Of<IPayOut>().FindPayoutAsync("acct_7", "payout-1", desk.Clock.NowUtc, default));
        Assert.Null(await desk.Of<IPayOut>().FindPayoutAsync("acct_7", "payout-2", desk.Clock.NowUtc, default));

        Assert.All(desk.Server.Asked, r => Assert.Equal("acct_7", r.Header("Stripe-Account")));
        Assert.Equal((state, Twenty, new DateOnly(2025, 12, 1)), (told!.State, told.Amount, told.ArrivesOn));
        Assert.Null(await desk.Of<IPayOut>().LookUpPayoutAsync("acct_7", "po_nobodys", default));
    }

    [Fact]
    public async Task A_payout_in_a_currency_that_this_market_does_not_know_is_not_known_and_nothing_else_stops()
    {
        await using var desk = new StripeDesk();
        var made = await desk.Of<IPayOut>().PayOutAsync(new PayoutToMake("payout-1", "acct_7", Twenty, desk.Clock.NowUtc), default);
        desk.World[made.Reference]["currency"] = "xyz";

        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => desk.Of<IPayOut>().LookUpPayoutAsync("acct_7", made.Reference, default));
    }

    [Fact]
    public async Task Half_a_forint_goes_to_no_bank_and_nothing_is_sent()
    {
        await using var desk = new StripeDesk();
        var amount = new Money(1234_56, new Currency("HUF"));

        var refused = await desk.Of<IPayOut>().PayOutAsync(new PayoutToMake("payout-1", null, amount, desk.Clock.NowUtc), default);

        Assert.Equal((ProviderPayoutState.Failed, "amount_not_whole"), (refused.State, refused.Failure));
        Assert.Equal(new Money(1234_00, new Currency("HUF")), desk.Of<IPayOut>().PayablePart(amount));
        Assert.Empty(desk.Server.Asked);
    }

    [Fact]
    public async Task A_balance_is_read_per_currency_and_what_we_do_not_know_is_left_out()
    {
        await using var desk = new StripeDesk();

        var balance = await desk.Of<IPayOut>().ReadBalanceAsync(null, default);

        Assert.Equal([new Money(15_00, Currency.Eur), new Money(300, new Currency("ISK"))], balance.Available);
        Assert.Equal([new Money(99, Currency.Usd)], balance.Pending);
    }
}
