using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>Sends the sandbox's webhooks to our own endpoint over HTTP, as a real gateway would: signed, some time after the fact,
/// sometimes never (a restart forgets them), which is why nothing relies on them alone.</summary>
public sealed class SandboxWebhooks(IHttpClientFactory clients, IOptions<SiteOptions> site, SandboxPaymentSettings settings, TimeProvider clock, ILogger<SandboxWebhooks> log) : BackgroundService
{
    public const string HttpClientName = "sandbox-webhooks";

    private static readonly TimeSpan After = TimeSpan.FromSeconds(2);

    private readonly Channel<(SandboxEvent Event, DateTimeOffset At)> queue =
        Channel.CreateBounded<(SandboxEvent, DateTimeOffset)>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    internal void Enqueue(SandboxEvent told) => queue.Writer.TryWrite((told, DateTimeOffset.UtcNow));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (told, at) in queue.Reader.ReadAllAsync(stoppingToken))
        {
            var wait = at + After - DateTimeOffset.UtcNow;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, stoppingToken);
            try
            {
                await SendAsync(told, stoppingToken);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stoppingToken.IsCancellationRequested)
            {
                SandboxLog.NotDelivered(log, told.Id, e);
            }
        }
    }

    private async Task SendAsync(SandboxEvent told, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(told, JsonSerializerOptions.Web);
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{site.Value.PublicUrl}/hooks/payments/{SandboxPaymentProvider.ProviderKey}") { Content = new ByteArrayContent(body) };
        request.Headers.Add("Payment-Signature", $"t={time},v1={WebhookSignature.Sign(body, time, settings.WebhookSecret)}");
        using var client = clients.CreateClient(HttpClientName);
        using var answer = await client.SendAsync(request, cancel);
        answer.EnsureSuccessStatusCode();
    }
}

internal static partial class SandboxLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The sandbox could not deliver webhook {Id}")]
    public static partial void NotDelivered(ILogger log, string id, Exception fault);
}
