using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Storefront.Connectors.Tests.Carriers.Wired;

/// <summary>An HTTP server on a free loopback port that answers as a carrier's stand-in says, and fails as a test wants.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<(Func<ScriptedRequest, bool> Where, Fault Fault)> faults = new();
    private readonly ConcurrentQueue<ScriptedRequest> requests = new();
    private readonly WebApplication app;

    private ScriptedServer(WebApplication app) => this.app = app;

    public Uri Base { get; private set; } = null!;

    public IReadOnlyList<ScriptedRequest> Requests => [.. requests];

    public static async Task<ScriptedServer> StartAsync(Func<ScriptedRequest, ScriptedAnswer> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var server = new ScriptedServer(builder.Build());
        server.app.Run(context => server.HandleAsync(context, answer));
        await server.app.StartAsync();
        server.Base = new Uri(server.app.Urls.Single() + "/");
        return server;
    }

    /// <summary>The next request that matches meets the fault; faults are met in the order in which they were told.</summary>
    public void Next(Func<ScriptedRequest, bool> where, Fault fault, int times = 1)
    {
        for (var i = 0; i < times; i++) faults.Enqueue((where, fault));
    }

    /// <summary>What was told before and not met is met no more.</summary>
    public void Forget() => faults.Clear();

    private async Task HandleAsync(HttpContext context, Func<ScriptedRequest, ScriptedAnswer> answer)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new ScriptedRequest(
            context.Request.Method, context.Request.Path.Value ?? "", context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        requests.Enqueue(request);
        var fault = faults.TryPeek(out var next) && next.Where(request) && faults.TryDequeue(out _) ? next.Fault : (Fault?)null;
        switch (fault)
        {
            case Fault.NotDone:
                context.Abort();
                return;
            case Fault.TooMany:
                context.Response.StatusCode = 429;
                return;
            case Fault.Failed:
                context.Response.StatusCode = 503;
                return;
            case Fault.Hang:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case Fault.Malformed:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html><body>Bad gateway</body></html>");
                return;
        }

        var given = answer(request);
        switch (fault)
        {
            case Fault.DoneAndSilent:
                context.Abort();
                return;
            case Fault.DoneAndHang:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
        }

        context.Response.StatusCode = given.Status;
        context.Response.ContentType = given.Type;
        await context.Response.Body.WriteAsync(fault == Fault.Half ? given.Body.AsMemory(0, given.Body.Length / 2) : given.Body);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }
}

internal enum Fault
{
    /// <summary>The connection ends before anything was done.</summary>
    NotDone,

    /// <summary>It is done, and the connection ends before the answer.</summary>
    DoneAndSilent,

    /// <summary>It is done, and there is never an answer.</summary>
    DoneAndHang,

    /// <summary>429, and nothing is done.</summary>
    TooMany,

    /// <summary>503, and nothing is done.</summary>
    Failed,

    /// <summary>Nothing is done, and there is never an answer.</summary>
    Hang,

    /// <summary>200 with a page of a gateway in between; nothing is done.</summary>
    Malformed,

    /// <summary>It is done, and half of the answer arrives under a 200.</summary>
    Half,
}

internal sealed record ScriptedRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement.Clone();

    /// <summary>A form's fields, decoded.</summary>
    public IReadOnlyDictionary<string, string> Form => Fields(Text);

    public IReadOnlyDictionary<string, string> QueryFields => Fields(Query.TrimStart('?'));

    private static Dictionary<string, string> Fields(string text) =>
        text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2)).ToDictionary(f => WebUtility.UrlDecode(f[0]), f => f.Length > 1 ? WebUtility.UrlDecode(f[1]) : "", StringComparer.Ordinal);
}

internal sealed record ScriptedAnswer(int Status, string Type, byte[] Body)
{
    public static ScriptedAnswer Json(string json, int status = 200) => new(status, "application/json", Encoding.UTF8.GetBytes(json));

    public static ScriptedAnswer Json(object value, int status = 200) => Json(JsonSerializer.Serialize(value), status);

    public static ScriptedAnswer Xml(string xml, int status = 200) => new(status, "text/xml; charset=UTF-8", Encoding.UTF8.GetBytes(xml));

    public static readonly ScriptedAnswer NotFound = new(404, "text/plain", "No such path"u8.ToArray());
}
