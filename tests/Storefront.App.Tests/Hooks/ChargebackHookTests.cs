using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;
using Storefront.Chargebacks;
using Storefront.Payments;

namespace Storefront.App.Tests.Hooks;

/// <summary>What a gateway tells after a sale, over HTTP and with the app's own workers.</summary>
public sealed class ChargebackHookTests(Stall stall) : IClassFixture<Stall>
{
    [Fact]
    public async Task F77_A_card_whose_bank_takes_the_money_back_stops_the_order_within_seconds()
    {
        using var buyer = stall.Person();
        var number = await PayAsync(buyer, "4000000000000259");

        await UntilAsync(() => stall.ReadAsync(db => db.Chargebacks.AnyAsync(c => db.Orders.Any(o => o.Id == c.Order && o.Number == number))));

        var order = await stall.OrderAsync(number);
        var page = await buyer.GetAsync($"/en/orders/{number}");
        var cancelled = await buyer.GetAsync($"/en/orders/{number}/cancel/{order.Consignments[0].Id.Value}");
        var refused = await buyer.SubmitAsync(cancelled, "main form", null);
        Assert.True(order.Consignments[0].InDispute);
        Assert.Contains("bank", page.Text, StringComparison.Ordinal);
        Assert.Contains("holds this money", refused.Text, StringComparison.Ordinal);
        Assert.Equal(0, await stall.ReadAsync(db => db.Refunds.CountAsync(r => r.Order == order.Id)));
        var events = await stall.ReadAsync(db => db.ReceivedEvents.AsNoTracking().Where(e => e.Kind.StartsWith("chargeback.")).ToListAsync());
        Assert.All(events, e => Assert.NotNull(e.Message));
        await stall.AssertBooksAsync();
    }

    [Fact]
    public async Task F20_Refused_deliveries_are_counted_by_day_and_nothing_else_of_them_is_kept()
    {
        using var client = new HttpClient { BaseAddress = stall.Address };
        for (var i = 0; i < 3; i++)
        {
            using var forged = new ByteArrayContent("""{"id":"evt_forged","type":"payment.captured","payment":"sbx_1"}"""u8.ToArray());
            forged.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/hooks/payments/sandbox", forged)).StatusCode);
        }

        await UntilAsync(async () => await stall.ReadAsync(db => db.RefusedDeliveries.Where(r => r.Provider == "sandbox").SumAsync(r => r.Count)) == 3);

        Assert.False(await stall.ReadAsync(db => db.ReceivedEvents.AnyAsync(e => e.EventId == "evt_forged")));
        await stall.AssertBooksAsync();
    }

    [Theory]
    [InlineData("/office/files/chargebacks.csv")]
    [InlineData("/office/files/differences.csv")]
    public async Task Lists_of_the_market_are_saved_by_admins_alone(string path)
    {
        using var guest = stall.Person();
        using var shopper = stall.Person();
        await shopper.SignInAsync();

        Assert.DoesNotContain("Reference", (await guest.GetAsync(path)).Text, StringComparison.Ordinal);
        var refused = await shopper.GetAsync(path);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.DoesNotContain("Reference", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F63_Nobody_gives_money_back_at_the_sandboxs_desk_of_a_market_that_is_no_demo()
    {
        using var buyer = stall.Person();
        var number = await PayAsync(buyer, "4242424242424242");
        var reference = await stall.ReadAsync(db => db.Payments.Where(p => db.Orders.Any(o => o.Id == p.Order && o.Number == number)).Select(p => p.Reference!).SingleAsync());
        await buyer.SignInAsync();

        var answer = await buyer.PostAsync($"/sandbox/desk/{reference}/refund", ("amount", "1.00"));

        var returned = await buyer.PostAsync($"/sandbox/desk/refunds/{reference}/return");

        Assert.Equal((HttpStatusCode.MethodNotAllowed, HttpStatusCode.MethodNotAllowed), (answer.Status, returned.Status));
        Assert.False(await stall.ReadAsync(db => db.ConnectorRecords.AnyAsync(r => r.Connector == "sandbox-refunds")));
        await stall.AssertBooksAsync();
    }

    private async Task<string> PayAsync(Person buyer, string card)
    {
        await buyer.AddAsync(stall.Shirt);
        var payment = await buyer.SubmitAsync(await buyer.ReviewAsync(), Purchases.PayForm, Purchases.PayButton);
        await buyer.PayAsync(payment, card);
        return buyer.OrderShown();
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var until = DateTime.UtcNow.AddSeconds(30);
        while (!await holds())
        {
            Assert.True(DateTime.UtcNow < until, "It did not happen in time.");
            await Task.Delay(100);
        }
    }
}
