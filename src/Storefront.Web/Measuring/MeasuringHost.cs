using System.Net;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Web.Measuring;

/// <summary>What only measuring needs: counters and a plain text to compare pages with. Off unless <c>Measuring:Enabled</c> is set, and then for callers
/// on the same machine alone.</summary>
public static class MeasuringHost
{
    public const string CountersPath = "/measuring/counters";
    public const string TextPath = "/measuring/text";

    /// <summary>In the query of the counters' address: everything unused is collected before the heap is measured.</summary>
    public const string CollectFirst = "collect";

    /// <summary>As long as a page.</summary>
    private const int TextBytes = 30 * 1024;

    /// <summary>Whether browse pages are stored; off to measure how they are made.</summary>
    public static bool StoresPages(IConfiguration settings) => settings.GetValue("Measuring:StorePages", true);

    public static WebApplicationBuilder AddMeasuring(this WebApplicationBuilder builder)
    {
        if (!IsEnabled(builder.Configuration)) return builder;
        builder.Services.AddSingleton<Counters>();
        builder.Services.AddSingleton<IInterceptor, SqlCounter>();
        return builder;
    }

    /// <summary>Before everything else, so that the text costs what the server costs and nothing of ours.</summary>
    public static void UseMeasuring(this WebApplication app)
    {
        if (!IsEnabled(app.Configuration)) return;
        var counters = app.Services.GetRequiredService<Counters>();
        var text = new byte[TextBytes];
        text.AsSpan().Fill((byte)'x');
        app.Use(async (context, next) =>
        {
            var path = context.Request.Path;
            if (path == TextPath && IsNear(context))
            {
                context.Response.ContentType = "text/plain; charset=utf-8";
                context.Response.ContentLength = text.Length;
                await context.Response.Body.WriteAsync(text);
            }
            else if (path == CountersPath && IsNear(context))
            {
                if (context.Request.Query.ContainsKey(CollectFirst)) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
                await context.Response.WriteAsJsonAsync(counters.Now);
            }
            else
            {
                await next(context);
            }
        });
    }

    private static bool IsEnabled(IConfiguration settings) => settings.GetValue("Measuring:Enabled", false);

    private static bool IsNear(HttpContext context) => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
}
