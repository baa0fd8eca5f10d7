using System.Text;
using Storefront.Connectors.Payments;
using Storefront.Payments;

namespace Storefront.Connectors.Tests.Payments.Stripe;

public sealed class StripeContractTests : PaymentProviderContract, IAsyncLifetime
{
    private readonly StripeDesk desk = new(s => s.Retries = 0);

    protected override IPaymentProvider Provider => desk.Payments;

    protected override DateTime NowUtc => desk.Clock.NowUtc;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await desk.DisposeAsync();

    protected override Task PayAsync(string reference)
    {
        desk.World.Pay(reference);
        return Task.CompletedTask;
    }

    protected override Task DeclineAsync(string reference)
    {
        desk.World.Pay(reference, declined: "insufficient_funds");
        return Task.CompletedTask;
    }

    protected override void LoseTheNextAnswer(string call)
    {
        var lost = 0;
        desk.Server.Usual = request =>
        {
            var answer = desk.World.Answer(request);
            return Interlocked.Increment(ref lost) == 1 ? Testing.Reply.Dropped : answer;
        };
    }

    protected override (byte[] Body, string Signature) Event(string id, string reference)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"id":"{{{id}}}","type":"checkout.session.completed","livemode":false,"data":{"object":{"id":"{{{reference}}}","object":"checkout.session"} } }""");
        var time = new DateTimeOffset(NowUtc).ToUnixTimeSeconds().ToString();
        return (body, $"t={time},v1={WebhookSignature.Sign(body, time, StripeDesk.WebhookSecret)}");
    }
}
