using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>Carries requests to carriers: no redirects, no cookies, a limit on time and size, and a second try only where it can do no harm.
/// Neither bodies nor headers are logged, since both carry keys and addresses.</summary>
internal sealed partial class CarrierWire(HttpClient http, CarrierWireSettings settings, TimeProvider clock, ILogger<CarrierWire> log)
{
    private const long LargestAnswer = 16 * 1024 * 1024;

    /// <summary>Redirects and cookies off; waiting is measured by <see cref="SendAsync"/>.</summary>
    /// <param name="hosts">Judges where connections go, for carriers whose address a merchant names; a proxy would connect unjudged, so there is none then.</param>
    public static HttpClient Client(PublicHosts? hosts = null) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5), AutomaticDecompression = DecompressionMethods.All,
        UseProxy = hosts is null, ConnectCallback = hosts is null ? null : hosts.ConnectAsync,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <summary>The same over other connections.</summary>
    public CarrierWire Over(HttpClient other) => new(other, settings, clock, log);

    /// <summary>Sends, and gives whatever was answered. A call that may be repeated is tried again after no answer, after 429 and after 5xx;
    /// any other only when nothing of it can have arrived.</summary>
    /// <param name="carrier">Key of the carrier, for messages.</param>
    /// <exception cref="CarrierOutcomeUnknownException">No answer within the tries and the time; or, to a call that may not be repeated, a failure at the carrier's side (5xx), which may have come after it was done.</exception>
    public async Task<CarrierAnswer> SendAsync(string carrier, CarrierCall call, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(settings.TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        for (var tries = 1; ; tries++)
        {
            TimeSpan? wait = null;
            try
            {
                using var message = Message(call);
                using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, either.Token);
                var status = (int)answer.StatusCode;
                var again = tries <= settings.Retries && (status == 429 || (call.MayRepeat && status >= 500));
                if (!again && status >= 500 && !call.MayRepeat) throw new CarrierOutcomeUnknownException(carrier, call.Reference);
                if (!again) return new CarrierAnswer(status, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsByteArrayAsync(either.Token));
                wait = answer.Headers.RetryAfter?.Delta;
                AskedAgain(log, carrier, status, call.Method.Method, call.Name);
            }
            catch (Exception e) when (e is HttpRequestException or IOException && !either.IsCancellationRequested)
            {
                if (tries > settings.Retries || !(call.MayRepeat || NeverArrived(e))) throw new CarrierOutcomeUnknownException(carrier, call.Reference, e) { NothingWasSent = NeverArrived(e) };
                AskedAgain(log, carrier, 0, call.Method.Method, call.Name);
            }
            catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
            {
                throw new CarrierOutcomeUnknownException(carrier, call.Reference, e);
            }

            await WaitAsync(carrier, call, wait, tries, either.Token, cancel);
        }
    }

    private async Task WaitAsync(string carrier, CarrierCall call, TimeSpan? told, int tries, CancellationToken either, CancellationToken cancel)
    {
        var wait = told is { } seconds && seconds < settings.LongestWait ? seconds : settings.FirstWait * Math.Pow(2, tries - 1);
        try
        {
            await Task.Delay(wait * (0.75 + (Random.Shared.NextDouble() / 2)), clock, either);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new CarrierOutcomeUnknownException(carrier, call.Reference, e);
        }
    }

    private static bool NeverArrived(Exception e) => e is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError };

    private static HttpRequestMessage Message(CarrierCall call)
    {
        var message = new HttpRequestMessage(call.Method, call.Uri);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("Storefront", "1.0"));
        foreach (var (name, value) in call.Headers) message.Headers.TryAddWithoutValidation(name, value);
        if (call.Body is { } body) message.Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(call.BodyType) } };
        return message;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Carrier} answered {Status} to {Method} {Name}; it is asked again")]
    private static partial void AskedAgain(ILogger log, string carrier, int status, string method, string name);
}

/// <summary>The section <c>Carriers:Wire</c>.</summary>
internal sealed class CarrierWireSettings
{
    /// <summary>For one call with all its tries.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often more it is tried after the first time, where it may be.</summary>
    public int Retries { get; set; } = 2;

    /// <summary>Doubled from try to try.</summary>
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(0.4);

    /// <summary>A carrier that wants more patience than this is told no.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(3);
}
