using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Chargebacks;

/// <summary>Takes in a picture that shows something in a chargeback: a receipt, a proof of posting. It is made anew as JPEG, so that no place or device is told by it.</summary>
public sealed class TakeChargebackFile(MarketDb db, IResizePictures pictures, IStoreFiles files, TimeProvider clock)
{
    /// <summary>The file's name, to be added by <see cref="AnswerChargeback.AddFileAsync"/>.</summary>
    public async Task<Outcome<string>> RunAsync(ChargebackId id, Actor actor, ReadOnlyMemory<byte> original, CancellationToken cancel)
    {
        if (await db.Chargebacks.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } it || await db.DeskOfAsync(it.Order, actor, cancel) is not { } by) return ChargebackRefusals.NotFound;
        if (!it.MayBeAnswered) return ChargebackRefusals.NotNow;
        var resized = await pictures.ResizeAsync(original, cancel);
        if (!resized.Succeeded) return resized.Refusal;
        var name = (await files.SaveAsync(resized.Value.Sizes.Where(s => s.Format == PictureFormat.Jpeg).MaxBy(s => s.Width)!.Bytes, "jpg", cancel)).Name;
        db.ChargebackEntries.Add(ChargebackEntry.Of(id, ChargebackEntryKind.EvidenceGathered, by, name, clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(cancel);
        return name;
    }
}

/// <summary>The files of a chargeback, for who may see it.</summary>
public sealed class ChargebackFiles(MarketDb db, HeldCases cases, IStoreFiles files)
{
    public async Task<Outcome<Stream>> OpenAsync(ChargebackId id, string name, Actor actor, CancellationToken cancel)
    {
        if (!StoredFile.TryParse(name, out var file) || await db.Chargebacks.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } it) return ChargebackRefusals.NotFound;
        if (await db.DeskOfAsync(it.Order, actor, cancel) is null || !await db.MayBeShownAsync(cases, it, name, cancel) || await files.OpenAsync(file, cancel) is not { } stream) return ChargebackRefusals.NotFound;
        return stream;
    }
}
