using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;

namespace Storefront.Web.Hosting;

/// <summary>Marks a page that is the same for everyone of one language, currency and destination, and so may be stored.</summary>
/// <param name="queryKeys">The only query values that the page reads; all others are left out of its key.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BrowsePageAttribute(params string[] queryKeys) : Attribute
{
    public StringValues QueryKeys { get; } = new(queryKeys);

    /// <summary>How long a stored page may be shown unless its tag is evicted before.</summary>
    public int Seconds { get; init; } = 300;
}

/// <summary>Stores browse pages, compressed, by path, the query that counts, language, currency, destination and encoding. Signed in or not makes no
/// difference: these pages hold nothing personal.</summary>
public sealed class BrowsePolicy : IOutputCachePolicy
{
    /// <summary>Longer questions are answered but not stored, so that invented ones cannot fill the memory.</summary>
    private const int LongestStoredQuery = 400;

    /// <summary>Starts anywhere, so that two runs of the app never give the same tag to two versions of a page.</summary>
    private static long lastVersion = Random.Shared.NextInt64() >> 8;

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<BrowsePageAttribute>() is not { } page || !HttpMethods.IsGet(http.Request.Method)) return default;
        var encoding = PickEncoding(http.Request);
        if (http.Request.QueryString.Value is { Length: > LongestStoredQuery }) return default;

        context.EnableOutputCaching = true;
        context.AllowCacheLookup = true;
        context.AllowCacheStorage = true;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = TimeSpan.FromSeconds(page.Seconds);
        context.CacheVaryByRules.QueryKeys = page.QueryKeys;
        context.CacheVaryByRules.CacheKeyPrefix = Visitor.Of(http).CacheKey + encoding;
        context.Tags.Add(BrowseCache.EveryPage);
        context.Tags.Add(http.RequestServices.GetRequiredService<FreshPages>().Begun);

        // The browser keeps the page and asks each time; an unchanged one costs 304 and no body. A stored page brings its own tag along.
        var headers = http.Response.Headers;
        headers.CacheControl = "private, no-cache";
        headers.ETag = $"W/\"{Interlocked.Increment(ref lastVersion):x}\"";
        return default;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => default;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || !StringValues.IsNullOrEmpty(response.Headers.SetCookie)) context.AllowCacheStorage = false;
        return default;
    }

    /// <summary>Brings the many spellings of Accept-Encoding down to three, so that each page is stored at most three times.</summary>
    private static char PickEncoding(HttpRequest request)
    {
        var asked = request.Headers.AcceptEncoding.ToString();
        var (accept, key) = asked switch
        {
            _ when asked.Contains("br", StringComparison.OrdinalIgnoreCase) => ("br", 'b'),
            _ when asked.Contains("gzip", StringComparison.OrdinalIgnoreCase) => ("gzip", 'g'),
            _ => ("identity", 'i'),
        };
        request.Headers.AcceptEncoding = accept;
        return key;
    }
}
