using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Search;
using Storefront.Web.Hosting;
using Storefront.Web.Shop;

namespace Storefront.Web.Workers;

/// <summary>Brings this node's catalogue copy and directory up to the change feed.</summary>
public sealed class CatalogueFeed(IDbContextFactory<MarketDb> contexts, CatalogueCopy copy, MarketDirectory directory, BrowseCache pages)
{
    private const int BatchSize = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Applies what is newer than the copy; the number of changes.</summary>
    public async Task<int> CatchUpAsync(CancellationToken cancel)
    {
        var applied = 0;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        while (true)
        {
            var last = copy.LastSequence;
            var rows = await db.PublishedCopies.AsNoTracking().Where(c => c.Sequence > last).OrderBy(c => c.Sequence).Take(BatchSize).ToListAsync(cancel);
            if (rows.Count == 0) return applied;
            if (applied == 0) await FillDirectoryAsync(db, cancel);
            copy.Apply(rows.ConvertAll(r => new ListingChange(r.Sequence, r.Listing, r.Document is null ? null : JsonSerializer.Deserialize<ListingCopy>(r.Document, Json))));
            await pages.ForgetAsync(rows.ConvertAll(r => r.Listing), cancel);
            applied += rows.Count;
        }
    }

    /// <summary>Categories and shops as they are now.</summary>
    public async Task FillDirectoryAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await FillDirectoryAsync(db, cancel);
    }

    private async Task FillDirectoryAsync(MarketDb db, CancellationToken cancel)
    {
        var categories = await db.Categories.AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Key).ToListAsync(cancel);
        var merchants = await db.Merchants.AsNoTracking().Where(m => m.Status == MerchantStatus.Approved).ToListAsync(cancel);
        directory.Fill(categories, merchants.Select(m => new ShopMerchant(m.Id, m.Slug, m.Profile, m.ApprovedAtUtc)));
    }
}
