using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;

namespace Storefront.Reviews;

/// <summary>The reviews that go into the shop's copy of a listing.</summary>
public sealed class ReviewsOfListings : ITellOpinions
{
    private const int Shown = 20;

    public async Task<IReadOnlyDictionary<ListingId, ListingOpinion>> OfAsync(MarketDb db, IReadOnlyCollection<ListingId> listings, CancellationToken cancel)
    {
        var stars = await db.Reviews.AsNoTracking().Where(r => listings.Contains(r.Listing)).GroupBy(r => new { r.Listing, r.Stars })
            .Select(g => new { g.Key.Listing, g.Key.Stars, Count = g.Count() }).ToListAsync(cancel);
        var opinions = new Dictionary<ListingId, ListingOpinion>();
        foreach (var reviewed in stars.GroupBy(s => s.Listing))
        {
            var counts = new int[5];
            foreach (var each in reviewed) counts[each.Stars - 1] = each.Count;
            var newest = await db.Reviews.AsNoTracking().Where(r => r.Listing == reviewed.Key).OrderByDescending(r => r.WrittenAtUtc).ThenByDescending(r => r.Id).Take(Shown).ToListAsync(cancel);
            opinions.Add(reviewed.Key, new ListingOpinion(counts, newest.ConvertAll(r => new ListingReview(r.Stars, r.Language, r.Text, r.Country, r.WrittenAtUtc, r.Variant))));
        }

        return opinions;
    }
}
