using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;
using Storefront.Orders;

namespace Storefront.App.Tests.Hooks;

/// <summary>What a payment provider posts to us: verified over its raw bytes, stored once, never acted on before.</summary>
[Collection(Stall.Collection)]
public sealed class PaymentHookTests(Stall stall)
{
    private const string Secret = "sandbox-webhook-secret";

    private readonly HttpClient client = new() { BaseAddress = stall.Address };

    [Fact]
    public async Task F16_A_signed_event_is_stored_once_however_often_it_comes()
    {
        var (id, body) = Event();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PostAsync("sandbox", body, Signature(body))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a));
        Assert.Equal(1, await StoredAsync(id));
        await stall.AssertBooksAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("t=1,v1=00")]
    [InlineData("nonsense")]
    public async Task F20_A_forged_signature_stores_nothing(string signature)
    {
        var (id, body) = Event();

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("sandbox", body, signature));
        Assert.Equal(0, await StoredAsync(id));
        await stall.AssertBooksAsync();
    }

    [Fact]
    public async Task F20_F21_One_changed_byte_and_an_old_signature_and_an_unknown_provider_store_nothing()
    {
        var (id, body) = Event();
        var changed = body.Replace("captured", "capturec", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("sandbox", changed, Signature(body)));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("sandbox", body, Signature(body, TimeSpan.FromHours(-1))));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("nobody", body, Signature(body)));
        Assert.Equal(0, await StoredAsync(id));
        await stall.AssertBooksAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_larger_than_any_event_is_turned_away(bool saysItsLength)
    {
        var large = new string('x', ReceivePaymentNews.LargestBody + 1);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/payments/sandbox") { Content = new StringContent(large, Encoding.UTF8) };
        if (!saysItsLength) request.Headers.TransferEncodingChunked = true;

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    private static (string Id, string Body) Event()
    {
        var id = $"evt_{Guid.NewGuid():N}";
        return (id, $$"""{"id":"{{id}}","type":"payment.captured","payment":"sbx_nobodys"}""");
    }

    private string Signature(string body, TimeSpan offset = default)
    {
        var time = (stall.Clock.GetUtcNow() + offset).ToUnixTimeSeconds();
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}";
    }

    private async Task<HttpStatusCode> PostAsync(string provider, string body, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/payments/{provider}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Payment-Signature", signature);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private Task<int> StoredAsync(string id) => stall.ReadAsync(db => db.ReceivedEvents.CountAsync(e => e.EventId == id));
}
