using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Disputes;

/// <summary>The photos of a case, for the merchant that it concerns and for admins.</summary>
public sealed class DisputeEvidence(MarketDb db, IStoreFiles files)
{
    /// <summary>The file; a refusal when it does not belong to the case, whoever asks.</summary>
    public async Task<Outcome<Stream>> OpenAsync(DisputeId id, string name, Actor actor, CancellationToken cancel)
    {
        if (!StoredFile.TryParse(name, out var file)) return DisputeRefusals.NotFound;
        var merchant = await db.Disputes.AsNoTracking().Where(d => d.Id == id).Select(d => new { d.Merchant }).SingleOrDefaultAsync(cancel);
        if (merchant is null || !(await actor.WorksForAsync(merchant.Merchant, db, cancel) || await actor.IsAdminAsync(db, cancel))) return DisputeRefusals.NotFound;
        var shown = await db.DisputeEntries.AsNoTracking().Where(e => e.Dispute == id).Select(e => e.Files).ToListAsync(cancel);
        if (!shown.Exists(list => list.Contains(name)) || await files.OpenAsync(file, cancel) is not { } stream) return DisputeRefusals.NotFound;
        return stream;
    }
}
