using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Storefront.Connectors.Payments;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Payments;

namespace Storefront.Connectors.Tests.Payments;

public sealed class SandboxPaymentTests : PaymentProviderContract, IDisposable
{
    private readonly ManualClock clock = new();
    private readonly SandboxPaymentScript script = new();
    private readonly SandboxPaymentSettings settings = new();
    private readonly SandboxWebhooks webhooks;
    private readonly SandboxGateway gateway;

    public SandboxPaymentTests()
    {
        var clients = new ServiceCollection().AddHttpClient().BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
        webhooks = new SandboxWebhooks(clients, Options.Create(new SiteOptions()), settings, clock, NullLogger<SandboxWebhooks>.Instance);
        gateway = new SandboxGateway(new RecordsInMemory(), settings, webhooks, clock);
        Provider = new SandboxPaymentProvider(gateway, settings, script, clock);
    }

    protected override IPaymentProvider Provider { get; }

    protected override DateTime NowUtc => clock.NowUtc;

    public void Dispose() => webhooks.Dispose();

    protected override Task PayAsync(string reference) => gateway.PayByCardAsync(reference, "4242424242424242", default);

    protected override Task DeclineAsync(string reference) => gateway.PayByCardAsync(reference, "4000000000009995", default);

    protected override void LoseTheNextAnswer(string call) => script.Next(SandboxPaymentCall.Open, SandboxPaymentFault.TimeOutAfter);

    protected override (byte[] Body, string Signature) Event(string id, string reference)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","type":"payment.captured","payment":"{{reference}}"}""");
        var time = new DateTimeOffset(NowUtc).ToUnixTimeSeconds().ToString();
        return (body, $"t={time},v1={WebhookSignature.Sign(body, time, settings.WebhookSecret)}");
    }
}
