using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Storefront.Payments;
using Stripe;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Carries the library's requests to Stripe over an HTTP client of ours: one host, no redirects, a limit on the whole time, and our own
/// retries under the same key. The library's own carrier is not used: it keeps its own time, does not try again when there are too many
/// requests, and tells Stripe about the machine.</summary>
internal sealed class StripeWire(HttpClient http, StripeSettings settings, TimeProvider clock, ILogger<StripeWire> log) : IHttpClient
{
    private readonly string[] hosts = [new Uri(settings.ApiBase).Authority, new Uri(settings.FilesBase).Authority];

    /// <summary>No answer of Stripe comes near to it.</summary>
    private const long LargestAnswer = 16 * 1024 * 1024;

    /// <summary>Redirects and cookies off; waiting is measured by <see cref="MakeRequestAsync"/>.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5), AutomaticDecompression = DecompressionMethods.All,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <exception cref="ProviderOutcomeUnknownException">No answer within the tries and the time.</exception>
    public async Task<StripeResponse> MakeRequestAsync(StripeRequest request, CancellationToken cancellationToken)
    {
        if (!hosts.Contains(request.Uri.Authority)) throw new InvalidOperationException($"A request to {request.Uri.Authority} was stopped: the key goes to Stripe alone.");
        var (body, type) = await BodyAsync(request, cancellationToken);
        using var limit = new CancellationTokenSource(settings.TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        for (var tries = 1; ; tries++)
        {
            int? status = null;
            try
            {
                using var message = Message(request, body, type);
                using var answer = await http.SendAsync(message, either.Token);
                status = (int)answer.StatusCode;
                if (status is >= 300 and < 400) throw Unknown($"{request.Method} {request.Uri.AbsolutePath} was answered with a redirect, which is not followed.");
                if (tries > settings.Retries || !StripeRetry.IsWorthIt(status.Value, First(answer, "Stripe-Should-Retry")) || status < 300)
                    return new StripeResponse(answer.StatusCode, answer.Headers, await answer.Content.ReadAsStringAsync(either.Token));
                StripeLog.AskedAgain(log, status.Value, request.Method.Method, request.Uri.AbsolutePath, First(answer, "Request-Id"));
            }
            catch (Exception e) when (e is HttpRequestException or IOException && !either.IsCancellationRequested)
            {
                if (tries > settings.Retries) throw Unknown($"No answer to {request.Method} {request.Uri.AbsolutePath}.", e);
                StripeLog.Unanswered(log, request.Method.Method, request.Uri.AbsolutePath, e.GetType().Name);
            }
            catch (Exception e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested && e is OperationCanceledException or HttpRequestException or IOException)
            {
                throw Unknown($"No answer to {request.Method} {request.Uri.AbsolutePath} within {settings.TimeLimit.TotalSeconds:F0} seconds.", e);
            }

            await WaitAsync(StripeRetry.Wait(tries, status, Random.Shared.NextDouble()), request, limit.Token, cancellationToken);
        }
    }

    public Task<StripeStreamedResponse> MakeStreamingRequestAsync(StripeRequest request, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing that we ask for is streamed.");

    private async Task WaitAsync(TimeSpan wait, StripeRequest request, CancellationToken limit, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit, cancel);
        try
        {
            await Task.Delay(wait, clock, either.Token);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw Unknown($"No answer to {request.Method} {request.Uri.AbsolutePath} within {settings.TimeLimit.TotalSeconds:F0} seconds.", e);
        }
    }

    private static async Task<(byte[]? Body, MediaTypeHeaderValue? Type)> BodyAsync(StripeRequest request, CancellationToken cancel)
    {
        // Read once, so that every try sends the same bytes: the library makes a new body each time it is asked.
        if (request.Content is not { } content) return (null, null);
        using (content) return (await content.ReadAsByteArrayAsync(cancel), content.Headers.ContentType);
    }

    private static HttpRequestMessage Message(StripeRequest request, byte[]? body, MediaTypeHeaderValue? type)
    {
        var message = new HttpRequestMessage(request.Method, request.Uri);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("Storefront", "1.0"));
        message.Headers.Authorization = request.AuthorizationHeader;
        foreach (var (name, value) in request.StripeHeaders) message.Headers.Add(name, value);
        if (body is not null) message.Content = new ByteArrayContent(body) { Headers = { ContentType = type } };
        return message;
    }

    private static string? First(HttpResponseMessage answer, string header) => answer.Headers.TryGetValues(header, out var values) ? values.First() : null;

    private static ProviderOutcomeUnknownException Unknown(string message, Exception? cause = null) => new(message, cause);
}
