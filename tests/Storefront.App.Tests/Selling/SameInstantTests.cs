using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Orders;

namespace Storefront.App.Tests.Selling;

/// <summary>The provider's webhook and the buyer's return at the same instant, over HTTP and with the app's own workers.</summary>
public sealed class SameInstantTests : IAsyncLifetime
{
    private const int Times = 100;

    private readonly Stall stall = new() { App = new Dictionary<string, string?> { ["Accounts:PostsPerMinute"] = "100000", ["Payments:Sandbox:SendWebhooks"] = "false" } };
    private readonly HttpClient provider = new();

    public Task InitializeAsync() => stall.InitializeAsync();

    public async Task DisposeAsync()
    {
        provider.Dispose();
        await stall.DisposeAsync();
    }

    [Fact]
    public async Task F29_A_hundred_times_webhook_and_return_page_meet_and_the_page_shows_the_one_order_that_is_paid_once()
    {
        using var buyer = stall.Person();
        for (var time = 0; time < Times; time++)
        {
            await buyer.AddAsync(stall.Shirt);
            await buyer.SubmitAsync(await buyer.ReviewAsync(), Purchases.PayForm, Purchases.PayButton);
            var reference = buyer.At.Split('/')[^1].Split('?')[0];
            var payment = await stall.ReadAsync(db => db.Payments.AsNoTracking().SingleAsync(p => p.Reference == reference));
            await stall.DoAsync<SandboxGateway>(g => g.PayByCardAsync(reference, "4242424242424242", default));

            var (told, shown) = (TellAsync(reference), buyer.GetAsync($"/en/checkout/return/{payment.Id.Value}"));

            Assert.Equal(HttpStatusCode.OK, await told);
            Assert.Contains("Thank you. Your order is placed.", (await shown).Text);
            Assert.Equal(payment.Order, (await stall.OrderAsync(buyer.OrderShown())).Id);
        }

        await UntilAsync(async () => !await stall.ReadAsync(db => db.Outbox.AnyAsync(m => m.DoneAtUtc == null && m.DeadAtUtc == null)));
        Assert.Equal((Times, Times), (await stall.ReadAsync(db => db.Orders.CountAsync(o => o.Status == OrderStatus.Paid)), await stall.ReadAsync(db => db.JournalEntries.CountAsync())));
        Assert.Equal((Times, Times), (await stall.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "order-paid")), await stall.ReadAsync(db => db.Stock.Where(s => s.Variant == stall.Shirt).Select(s => s.Committed).SingleAsync())));
        Assert.Equal(Times, await stall.ReadAsync(db => db.ReceivedEvents.CountAsync()));
        await stall.AssertBooksAsync();
    }

    private async Task<HttpStatusCode> TellAsync(string reference)
    {
        var body = $$"""{"id":"evt_{{reference}}","type":"payment.captured","payment":"{{reference}}"}""";
        var time = stall.Clock.GetUtcNow().ToUnixTimeSeconds();
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("sandbox-webhook-secret"), Encoding.UTF8.GetBytes($"{time}.{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stall.Address, "/hooks/payments/sandbox")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Payment-Signature", $"t={time},v1={signature}");
        using var answer = await provider.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await done()) await timer.WaitForNextTickAsync(limit.Token);
    }
}
