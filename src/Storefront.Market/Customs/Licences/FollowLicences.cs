using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Customs;

/// <summary>Keeps this node's licences at what the database holds.</summary>
public sealed class FollowLicences(IDbContextFactory<MarketDb> contexts, CurrentLicences current) : FollowTable(contexts)
{
    protected override async Task<string> LookAsync(MarketDb db, CancellationToken cancel)
    {
        // None goes once it is approved, and each change counts its version up: the sum grows.
        return State(await Approved(db).SumAsync(l => l.Version, cancel));
    }

    protected override async Task ReplaceAsync(MarketDb db, CancellationToken cancel)
    {
        var licences = await Approved(db).OrderBy(l => l.Id).ToListAsync(cancel);
        current.Replace(new LicenceTable(licences.Select(l => l.ToLicence())));
    }

    private static IQueryable<MerchantLicence> Approved(MarketDb db) => db.MerchantLicences.AsNoTracking().Where(l => l.Status == LicenceStatus.Approved || l.Status == LicenceStatus.Ended);
}
