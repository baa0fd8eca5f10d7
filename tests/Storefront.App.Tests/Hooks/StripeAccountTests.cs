using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;
using Storefront.Orders;
using Storefront.Payouts;
using Storefront.Testing;

namespace Storefront.App.Tests.Hooks;

/// <summary>What happens in merchants' accounts at Stripe while no webhook comes.</summary>
public sealed class StripeAccountTests : IClassFixture<StripeStall>
{
    private readonly StripeStall market;
    private readonly Stall stall;
    private readonly StripeWorld world;

    public StripeAccountTests(StripeStall market) => (this.market, stall, world) = (market, market.Stall, market.World);

    [Fact]
    public async Task F25_F72_F74_What_a_merchants_account_tells_and_no_webhook_brings_is_found_in_the_accounts_own_list()
    {
        var payee = await market.OpenAccountAsync();
        var ready = world.Event("account.updated", payee, payee);
        // Our own list does not have it.
        stall.Clock.Move(SweepNews.Pause * 2);
        await stall.DoAsync<SweepNews>(s => s.RunAsync(default));
        Assert.False(await WasFetchedAsync(ready));
        Assert.Equal(PayeeStanding.Incomplete, (await AccountAsync()).State);
        await SweepAsync();
        await StripeStall.UntilAsync(async () => (await AccountAsync()).State == PayeeStanding.Ready);
        Assert.True(await WasFetchedAsync(ready));
        var first = AskedOf(payee)[^1];
        Assert.Equal(("account.updated", "payout.failed"), (first["types[0]"], first["types[7]"]));

        using var buyer = stall.Person();
        var bought = await market.BuyAsync(buyer);
        await market.ReceiveAsync(buyer, bought);
        // The account is not new any more, and nothing of it is under way: it is not asked.
        var before = AskedOf(payee).Count;
        await SweepAsync();
        Assert.Equal(before, AskedOf(payee).Count);

        await market.AskToBePaidAsync();
        await StripeStall.UntilAsync(async () => await PayoutAsync() is { Status: PayoutStatus.Sent, Reference: not null });
        var sent = await PayoutAsync();
        (world[sent.Reference!]["status"], world[sent.Reference!]["failure_code"]) = ("failed", "account_closed");
        var failed = world.Event("payout.failed", sent.Reference!, payee);
        await SweepAsync();
        await StripeStall.UntilAsync(async () => (await PayoutAsync()).Status == PayoutStatus.Failed);
        Assert.Equal(("account_closed", sent.Amount.Minor, "account_closed"), ((await PayoutAsync()).FailureCode, (long)world.Only("transfer")["amount_reversed"]!, (await AccountAsync()).Flag));
        Assert.True(await WasFetchedAsync(failed));
        await stall.AssertBooksAsync();

        // It comes late after all, and the sweep comes by again: nothing more follows.
        var entries = await stall.ReadAsync(db => db.JournalEntries.CountAsync());
        foreach (var late in new[] { ready, failed }) Assert.Equal(HttpStatusCode.OK, await market.PostAsync(late, secret: StripeStall.PayeesSecret));
        await SweepAsync();
        Assert.Equal((entries, 2), (await stall.ReadAsync(db => db.JournalEntries.CountAsync()), await stall.ReadAsync(db => db.ReceivedEvents.CountAsync(e => e.WasFetched && (e.Kind == "account.updated" || e.Kind == "payout.failed")))));
        await stall.AssertBooksAsync();

        // Whoever cuts the connection tells us nothing more; that stops nobody else's list.
        var incomplete = await stall.ReadAsync(db => db.PayoutAccounts.Where(a => a.Merchant == stall.Linen).ExecuteUpdateAsync(set => set.SetProperty(a => a.BankChangedAtUtc, stall.Clock.GetUtcNow().UtcDateTime)));
        Assert.Equal(1, incomplete);
        market.Server.Usual = request => request.Header("Stripe-Account") == payee ? StripeWorld.Error(403, "invalid_request_error", "account_invalid") : world.Answer(request);
        before = AskedOf(payee).Count;
        Assert.Equal(0, await SweepAsync());
        Assert.Equal(before + 1, AskedOf(payee).Count);
    }

    private Task<int> SweepAsync()
    {
        stall.Clock.Move(SweepNews.Pause * 2);
        return stall.DoAsync<SweepPayeeNews, int>(s => s.RunAsync(default));
    }

    private List<AskedRequest> AskedOf(string payee) => [.. market.Server.Asked.Where(r => r.Path == "/v1/events" && r.Header("Stripe-Account") == payee)];

    private Task<bool> WasFetchedAsync(string told)
    {
        var id = (string?)JsonNode.Parse(told)!["id"];
        return stall.ReadAsync(db => db.ReceivedEvents.AnyAsync(e => e.EventId == id && e.WasFetched));
    }

    private Task<PayoutAccount> AccountAsync() => stall.ReadAsync(db => db.PayoutAccounts.AsNoTracking().SingleAsync(a => a.Merchant == stall.Linen));

    private Task<Payout> PayoutAsync() => stall.ReadAsync(db => db.Payouts.AsNoTracking().SingleAsync(p => p.Merchant == stall.Linen));
}
