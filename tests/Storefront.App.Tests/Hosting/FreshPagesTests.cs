using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Web.Hosting;

namespace Storefront.App.Tests.Hosting;

/// <summary>A page that is being made while something on it changes was read before the change: it is shown to who asked for it, and to nobody later.</summary>
public sealed class FreshPagesTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(5);
    private readonly FreshPages pages;
    private readonly IOutputCacheStore store;

    public FreshPagesTests()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddOutputCache();
        services.AddFreshPages();
        var provider = services.BuildServiceProvider();
        (pages, store) = (provider.GetRequiredService<FreshPages>(), provider.GetRequiredService<IOutputCacheStore>());
    }

    [Fact]
    public async Task A_page_that_was_begun_before_a_change_is_not_kept_and_one_that_was_begun_after_it_is()
    {
        var begun = pages.Begun;
        await store.EvictByTagAsync("listing:1", default);

        Assert.False(await KeptAsync("/old", "listing:1", begun));
        Assert.True(await KeptAsync("/new", "listing:1", pages.Begun));
    }

    [Fact]
    public async Task A_change_elsewhere_costs_no_page()
    {
        var begun = pages.Begun;
        await store.EvictByTagAsync("listing:1", default);

        Assert.True(await KeptAsync("/other", "listing:2", begun));
    }

    [Fact]
    public async Task What_is_kept_goes_when_it_changes()
    {
        Assert.True(await KeptAsync("/page", "listing:1", pages.Begun));

        await store.EvictByTagAsync("listing:1", default);

        Assert.Null(await store.GetAsync("/page", default));
    }

    [Fact]
    public async Task After_so_many_changes_that_not_each_is_remembered_whatever_was_under_way_is_not_kept()
    {
        var begun = pages.Begun;
        for (var i = 0; i <= 20_000; i++) await store.EvictByTagAsync($"listing:{i}", default);

        Assert.False(await KeptAsync("/untouched", "listing:none", begun));
        Assert.True(await KeptAsync("/fresh", "listing:none", pages.Begun));
    }

    [Fact]
    public async Task A_page_that_does_not_tell_when_it_was_begun_is_not_kept()
    {
        await store.SetAsync("/silent", [1], ["listing:1"], Minutes, default);

        Assert.Null(await store.GetAsync("/silent", default));
    }

    private async Task<bool> KeptAsync(string key, string tag, string begun)
    {
        await store.SetAsync(key, [1, 2, 3], [BrowseCache.EveryPage, tag, begun], Minutes, default);
        return await store.GetAsync(key, default) is not null;
    }
}
