using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Customs;

/// <summary>The picture of a licence, for its merchant and for admins.</summary>
public sealed class LicenceFile(MarketDb db, IStoreFiles files)
{
    public async Task<Outcome<Stream>> OpenAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        var it = await db.MerchantLicences.AsNoTracking().Where(l => l.Id == id).Select(l => new { l.Merchant, l.File }).SingleOrDefaultAsync(cancel);
        if (it is null || !(await actor.WorksForAsync(it.Merchant, db, cancel) || await actor.IsAdminAsync(db, cancel))) return LicenceRefusals.NotFound;
        return StoredFile.TryParse(it.File, out var kept) && await files.OpenAsync(kept, cancel) is { } stream ? stream : LicenceRefusals.NotFound;
    }
}
