using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Catalog;

internal static class ListingTitles
{
    /// <summary>What the merchant itself calls its listings. An order line holds the title in its buyer's language.</summary>
    public static async Task<IReadOnlyDictionary<ListingId, string>> TitlesAsync(this MarketDb db, IEnumerable<ListingId> listings, CancellationToken cancel)
    {
        var ids = listings.Distinct().ToList();
        return (await db.Listings.AsNoTracking().Where(l => ids.Contains(l.Id)).Select(l => new { l.Id, l.Texts, l.Language, l.Slug }).ToListAsync(cancel))
            .ToDictionary(l => l.Id, l => l.Texts.TryGetValue(l.Language, out var text) ? text.Title : l.Slug);
    }
}
