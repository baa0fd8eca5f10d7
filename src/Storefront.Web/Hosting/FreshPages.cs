using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;

namespace Storefront.Web.Hosting;

/// <summary>The store of pages, which takes none that was begun before something on it was forgotten. Such a page may show the old state: it was being made when its
/// predecessor was thrown away, and would be shown for minutes.</summary>
public sealed class FreshPages(IOutputCacheStore store) : IOutputCacheStore
{
    /// <summary>Beyond, all that is under way counts as forgotten: what was forgotten is remembered for as long as a page takes to make, and nobody knows how long that is.</summary>
    private const int MostForgotten = 20_000;

    private const string Mark = "begun:";

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> forgotten = new(StringComparer.Ordinal);
    private long now, floor;
    private volatile string begun = Mark + "0";

    /// <summary>A tag that tells when a page was begun; for every page that may be stored, before anything on it is read.</summary>
    public string Begun => begun;

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => store.GetAsync(key, cancellationToken);

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (tags is null || IsOld(tags)) return default;
            return store.SetAsync(key, value, Array.FindAll(tags, tag => !tag.StartsWith(Mark, StringComparison.Ordinal)), validFor, cancellationToken);
        }
    }

    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (forgotten.Count >= MostForgotten)
            {
                forgotten.Clear();
                floor = now;
            }

            forgotten[tag] = ++now;
            begun = Mark + now.ToString(CultureInfo.InvariantCulture);
            return store.EvictByTagAsync(tag, cancellationToken);
        }
    }

    private bool IsOld(string[] tags)
    {
        if (Array.Find(tags, tag => tag.StartsWith(Mark, StringComparison.Ordinal)) is not { } mark) return true;
        var at = long.Parse(mark.AsSpan(Mark.Length), CultureInfo.InvariantCulture);
        return at < floor || Array.Exists(tags, tag => forgotten.TryGetValue(tag, out var time) && time > at);
    }
}

public static class FreshPagesRegistration
{
    /// <summary>Puts it before the store that <c>AddOutputCache</c> has brought.</summary>
    public static void AddFreshPages(this IServiceCollection services)
    {
        var brought = services.Last(s => s.ServiceType == typeof(IOutputCacheStore));
        services.Remove(brought);
        services.AddSingleton(provider => new FreshPages((IOutputCacheStore)brought.ImplementationFactory!(provider)));
        services.AddSingleton<IOutputCacheStore>(provider => provider.GetRequiredService<FreshPages>());
    }
}
