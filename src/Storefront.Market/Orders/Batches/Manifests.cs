using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>A merchant's manifests, newest first, and their papers as they were made.</summary>
public sealed class Manifests(MarketDb db, IStoreFiles files)
{
    public async Task<Outcome<Page<ManifestRecord>>> ListAsync(MerchantId merchant, Actor actor, string? after, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var rows = db.Manifests.AsNoTracking().Where(m => m.Merchant == merchant);
        if (PageKey.Parse(after) is { } key) rows = rows.Where(m => m.CreatedAtUtc < key.AtUtc || (m.CreatedAtUtc == key.AtUtc && m.Reference.CompareTo(key.Name) > 0));
        var found = await rows.OrderByDescending(m => m.CreatedAtUtc).ThenBy(m => m.Reference).Take(PageKey.Size + 1).ToListAsync(cancel);
        return PageKey.Cut(found, m => new PageKey(m.CreatedAtUtc, m.Reference));
    }

    public async Task<Outcome<CarrierFile>> OpenAsync(ManifestId id, Actor actor, CancellationToken cancel)
    {
        var record = await db.Manifests.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel);
        if (record is null || !await actor.WorksForAsync(record.Merchant, db, cancel)) return BatchRefusals.ManifestNotFound;
        if (record.FileFormat is not { } format || !StoredFile.TryParse(record.File, out var file) || await files.OpenAsync(file, cancel) is not { } stream) return BatchRefusals.ManifestNotFound;
        await using (stream)
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancel);
            return new CarrierFile(format, bytes.ToArray());
        }
    }
}
