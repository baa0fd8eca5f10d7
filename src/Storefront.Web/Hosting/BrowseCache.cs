using Microsoft.AspNetCore.OutputCaching;
using Storefront.Catalog;

namespace Storefront.Web.Hosting;

/// <summary>Forgets stored pages whose content has changed. Called for what the change feed brings.</summary>
public sealed class BrowseCache(IOutputCacheStore store)
{
    /// <summary>On every stored page.</summary>
    public const string EveryPage = "browse";

    /// <summary>On pages that list: home, categories, search, shops.</summary>
    public const string Catalogue = "catalogue";

    public static string Listing(ListingId id) => $"listing:{id.Value:n}";

    public async Task ForgetAsync(IReadOnlyCollection<ListingId> changed, CancellationToken cancel)
    {
        if (changed.Count == 0) return;
        foreach (var id in changed) await store.EvictByTagAsync(Listing(id), cancel);
        await store.EvictByTagAsync(Catalogue, cancel);
    }

    /// <summary>After a change that every price feels, such as new exchange rates.</summary>
    public async Task ForgetAllAsync(CancellationToken cancel) => await store.EvictByTagAsync(EveryPage, cancel);

    /// <summary>Names what the page that is being made shows. Nothing happens where the page is not being stored.</summary>
    public static void Tag(HttpContext context, string tag)
    {
        if (context.Features.Get<IOutputCacheFeature>() is { } feature) feature.Context.Tags.Add(tag);
    }
}
