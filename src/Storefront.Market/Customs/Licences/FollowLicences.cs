using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Customs;

/// <summary>Keeps this node's licences at what the database holds.</summary>
public sealed class FollowLicences(IDbContextFactory<MarketDb> contexts, CurrentLicences current) : FollowTable<int>(contexts)
{
    protected override async Task<(string State, int Found)> LookAsync(MarketDb db, CancellationToken cancel)
    {
        // None goes once it is approved, and each change counts its version up: the sum grows.
        var changes = await Approved(db).SumAsync(l => l.Version, cancel);
        return (changes == 0 ? "" : changes.ToString(CultureInfo.InvariantCulture), changes);
    }

    protected override async Task ReplaceAsync(int found, MarketDb db, CancellationToken cancel)
    {
        var licences = await Approved(db).OrderBy(l => l.Id).ToListAsync(cancel);
        current.Replace(new LicenceTable(licences.Select(l => l.ToLicence())));
    }

    private static IQueryable<MerchantLicence> Approved(MarketDb db) => db.MerchantLicences.AsNoTracking().Where(l => l.Status == LicenceStatus.Approved || l.Status == LicenceStatus.Ended);
}
