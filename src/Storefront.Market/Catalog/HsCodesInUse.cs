using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Catalog;

/// <param name="Description">How one of those listings is described to customs.</param>
public sealed record HsCodeInUse(HsCode Code, string Description, int Listings);

/// <summary>HS codes that published listings of a category carry: a hint for the next merchant, never a classification.</summary>
public sealed class HsCodesInUse(MarketDb db)
{
    private const int Most = 8;

    public async Task<IReadOnlyList<HsCodeInUse>> InAsync(string category, CancellationToken cancel)
    {
        var used = await db.Listings.AsNoTracking()
            .Where(l => l.Category == category && l.Status == ListingStatus.Published && l.HsCode != null && l.CustomsDescription != null)
            .GroupBy(l => l.HsCode).Select(g => new { Code = g.Key, Listings = g.Count(), Description = g.Min(l => l.CustomsDescription) })
            .OrderByDescending(x => x.Listings).Take(Most).ToListAsync(cancel);
        return used.ConvertAll(x => new HsCodeInUse(x.Code!.Value, x.Description ?? "", x.Listings));
    }
}
