using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Storefront.Testing;

/// <summary>A company's server on a free loopback port: it writes down what it is asked and answers as it is told, also badly.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Reply> next = new();
    private readonly TaskCompletionSource closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim asked = new(0);

    public ScriptedServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(AnswerAsync);
        app.StartAsync().GetAwaiter().GetResult();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    /// <summary>What was asked, in the order in which it came.</summary>
    public ConcurrentQueue<AskedRequest> Asked { get; } = [];

    /// <summary>The answer when nothing else was told.</summary>
    public Func<AskedRequest, Reply> Usual { get; set; } = static _ => Reply.Json(404, "{}");

    /// <summary>Requests to which a told answer applies; others get the usual one.</summary>
    public Func<AskedRequest, bool> Applies { get; set; } = static _ => true;

    /// <summary>The next request gets this answer; several wait in line.</summary>
    public void Next(Reply reply, int times = 1)
    {
        for (var i = 0; i < times; i++) next.Enqueue(reply);
    }

    /// <summary>Returns when one more request has come.</summary>
    public async Task WaitForRequestAsync() => Assert.True(await asked.WaitAsync(TimeSpan.FromSeconds(30)));

    public async ValueTask DisposeAsync()
    {
        closing.TrySetResult();
        await app.DisposeAsync();
        asked.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new AskedRequest(
            context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "", context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        var reply = Applies(request) && next.TryDequeue(out var told) ? told : Usual(request);
        Asked.Enqueue(request);
        asked.Release();
        switch (reply.Fault)
        {
            case ReplyFault.Drop:
                context.Abort();
                return;
            case ReplyFault.Silence:
                await Task.WhenAny(closing.Task, Task.Delay(Timeout.Infinite, context.RequestAborted));
                context.Abort();
                return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in reply.Headers) context.Response.Headers[name] = value;
        await context.Response.WriteAsync(reply.Body);
    }
}

public enum ReplyFault
{
    None,

    /// <summary>The connection is closed without an answer.</summary>
    Drop,

    /// <summary>No answer ever comes.</summary>
    Silence,
}

public sealed record Reply(int Status, string Body, ReplyFault Fault, params (string Name, string Value)[] Headers)
{
    public static Reply Dropped => new(0, "", ReplyFault.Drop);

    public static Reply Silence => new(0, "", ReplyFault.Silence);

    public static Reply Json(int status, string body, params (string Name, string Value)[] headers) => new(status, body, ReplyFault.None, headers);
}

public sealed record AskedRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The parameters of query or form, decoded, in their order.</summary>
    public IReadOnlyList<(string Name, string Value)> Parameters => field ??= Decoded(Method == "GET" ? Query.TrimStart('?') : System.Text.Encoding.UTF8.GetString(Body));

    public string? this[string parameter] => Parameters.Where(p => p.Name == parameter).Select(p => p.Value).FirstOrDefault();

    private static List<(string, string)> Decoded(string text) =>
        [.. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Select(p => (WebUtility.UrlDecode(p[0]), WebUtility.UrlDecode(p.ElementAtOrDefault(1) ?? "")))];
}
