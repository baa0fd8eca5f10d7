using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Disputes;

/// <summary>Takes in a photo that a merchant shows in a case, with its answer or its appeal: made anew as JPEG, so that no place or device is told by it.</summary>
public sealed class TakeEvidence(MarketDb db, IResizePictures pictures, IStoreFiles files, TimeProvider clock)
{
    /// <summary>The file's name, to be handed over with the answer.</summary>
    public async Task<Outcome<string>> RunAsync(DisputeId id, Actor actor, ReadOnlyMemory<byte> original, CancellationToken cancel)
    {
        var known = await db.Disputes.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel);
        if (known is null || !await actor.WorksForAsync(known.Merchant, db, cancel)) return DisputeRefusals.NotFound;
        if (known.Status != DisputeStatus.AwaitingMerchant && !(known.AppealUntilUtc >= clock.GetUtcNow().UtcDateTime)) return DisputeRefusals.NotNow;
        var resized = await pictures.ResizeAsync(original, cancel);
        if (!resized.Succeeded) return resized.Refusal;
        var size = resized.Value.Sizes.Where(s => s.Format == PictureFormat.Jpeg).MaxBy(s => s.Width)!;
        return (await files.SaveAsync(size.Bytes, "jpg", cancel)).Name;
    }
}
