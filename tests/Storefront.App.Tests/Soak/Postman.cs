using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Storefront.App.Tests.Soak;

/// <summary>Delivers a payment provider's events as a bad day would: of orders new and old, in no order, each several times, and now and then one that
/// somebody forged. Who buys says how many may come now, so that they fall in between.</summary>
internal sealed class Postman(Uri app, int senders) : IDisposable
{
    /// <summary>One delivery in a hundred is forged.</summary>
    public const int ForgedOneIn = 100;

    private const string Secret = "sandbox-webhook-secret";

    /// <summary>Those that end a payment among them: an event is a hint, and what the provider says when it is asked is another thing.</summary>
    private static readonly string[] Kinds = ["payment.open", "payment.captured", "payment.processing", "payment.failed", "payment.expired", "payment.captured", "balance.available"];

    private readonly HttpClient client = new() { BaseAddress = app };
    private readonly SemaphoreSlim allowed = new(0);
    private readonly ConcurrentDictionary<string, bool> sent = new();
    private readonly ConcurrentBag<(string Id, HttpStatusCode Status)> forged = [];
    private readonly ConcurrentBag<HttpStatusCode> genuine = [];
    private readonly List<string> payments = [];
    private int numbered;

    /// <summary>Ids of the genuine events, each of which came at least once.</summary>
    public IReadOnlyCollection<string> Sent => [.. sent.Keys];

    /// <summary>Each forged delivery with its answer.</summary>
    public IReadOnlyCollection<(string Id, HttpStatusCode Status)> Forged => forged;

    /// <summary>The answers to the genuine deliveries.</summary>
    public IReadOnlyCollection<HttpStatusCode> Answers => genuine;

    /// <summary>A payment that the provider knows from now on.</summary>
    public void Knows(string payment)
    {
        lock (payments) payments.Add(payment);
    }

    /// <summary>So many deliveries more.</summary>
    public void Allow(int deliveries)
    {
        if (deliveries > 0) allowed.Release(deliveries);
    }

    /// <summary>Sends so many, as they are allowed.</summary>
    public Task DeliverAsync(int deliveries)
    {
        var numbers = new ConcurrentQueue<int>(Enumerable.Range(numbered + 1, deliveries));
        numbered += deliveries;
        return Task.WhenAll(Enumerable.Range(0, senders).Select(async _ =>
        {
            while (numbers.TryDequeue(out var number))
            {
                await allowed.WaitAsync();
                await SendAsync(number);
            }
        }));
    }

    public void Dispose()
    {
        client.Dispose();
        allowed.Dispose();
    }

    private async Task SendAsync(int number)
    {
        var random = new Random(number);
        string payment;
        // Half of them of what is going on now.
        lock (payments) payment = payments[random.Next(2) == 0 ? random.Next(payments.Count) : random.Next(Math.Max(0, payments.Count - 16), payments.Count)];
        var which = random.Next(3 * Kinds.Length);
        var (id, kind) = ($"evt_{payment}_{which}", Kinds[which % Kinds.Length]);
        var now = DateTimeOffset.UtcNow;
        if (number % ForgedOneIn != 0)
        {
            var body = Body(id, kind, payment);
            sent[id] = true;
            genuine.Add(await PostAsync(body, Signature(body, now, Secret)));
            return;
        }

        id = $"evt_forged_{number}";
        var lie = Body(id, "payment.captured", payment);
        forged.Add((id, await ((number / ForgedOneIn % 4) switch
        {
            0 => PostAsync(lie, Signature(lie, now, "another-secret")),
            1 => PostAsync(lie, Signature(Body(id, "payment.captured", "sbx_other"), now, Secret)),
            2 => PostAsync(lie, null),
            _ => PostAsync(lie, Signature(lie, now.AddHours(-1), Secret)),
        })));
    }

    private static string Body(string id, string kind, string payment) => $$"""{"id":"{{id}}","type":"{{kind}}","payment":"{{payment}}"}""";

    private static string Signature(string body, DateTimeOffset at, string secret)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}";
    }

    private async Task<HttpStatusCode> PostAsync(string body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/payments/sandbox") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (signature is not null) request.Headers.TryAddWithoutValidation("Payment-Signature", signature);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
