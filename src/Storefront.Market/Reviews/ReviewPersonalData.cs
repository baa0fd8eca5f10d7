using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Reviews;

/// <summary>What somebody wrote about goods. Other shoppers go by it, so it stays without its writer.</summary>
public sealed class ReviewPersonalData(MarketDb db) : IHoldPersonalData
{
    public string Section => "reviews";

    public async Task<object> ExportAsync(DataSubject person, CancellationToken cancel) =>
        await db.Reviews.AsNoTracking().Where(r => r.User == person.User).OrderBy(r => r.WrittenAtUtc)
            .Select(r => new { Listing = r.Listing.Value, r.Stars, r.Language, r.Text, r.Variant, r.WrittenAtUtc }).ToListAsync(cancel);

    public Task EraseAsync(DataSubject person, DateTime nowUtc, CancellationToken cancel) =>
        db.Reviews.Where(r => r.User == person.User).ExecuteUpdateAsync(set => set.SetProperty(r => r.User, (UserId?)null), cancel);
}
