using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>A merchant whose carriers sell no labels for the way back brings one from elsewhere: its paper, the number under which the parcel is expected, or both.</summary>
public sealed class GiveReturnLabel(MarketDb db, IStoreFiles files, TimeProvider clock)
{
    public const int LargestBytes = 2 * 1024 * 1024;

    private static ReadOnlySpan<byte> PdfBegins => "%PDF-"u8;

    /// <param name="paper">A PDF; null where there is only a number.</param>
    /// <param name="carrier">As people know it.</param>
    public async Task<Outcome<Done>> RunAsync(ReturnId id, Actor actor, ReadOnlyMemory<byte>? paper, string carrier, string? trackingNumber, CancellationToken cancel)
    {
        var (name, number) = (carrier.Trim(), string.IsNullOrWhiteSpace(trackingNumber) ? null : trackingNumber.Trim());
        if (name.Length is 0 or > FollowReturn.LongestText) return ReturnRefusals.CarrierMissing;
        if (number is null && paper is null || number is { Length: > FollowReturn.LongestText }) return ReturnRefusals.TrackingMissing;
        if (paper is { } given && (given.Length > LargestBytes || !given.Span.StartsWith(PdfBegins))) return ReturnRefusals.LabelNoPdf;
        // Who may, is judged before a file is kept for it, and again with the change.
        if (await db.Returns.AsNoTracking().Where(r => r.Id == id).Select(r => (Merchants.MerchantId?)r.Merchant).SingleOrDefaultAsync(cancel) is not { } merchant || !await actor.WorksForAsync(merchant, db, cancel)) return ReturnRefusals.NotFound;
        var kept = paper is { } bytes ? await files.SaveAsync(bytes, "pdf", cancel) : default(StoredFile?);
        return await ReturnDesk.ActAsync(db, clock, id, actor, async (it, by, now) =>
        {
            if (by != "merchant") return ReturnRefusals.NotFound;
            if (it.Return.Status != ReturnStatus.Approved) return ReturnRefusals.NotNow;
            if (await db.EveryParcel.AnyAsync(p => p.Return == id && p.Status != ParcelStatus.Voided && p.Status != ParcelStatus.Refused, cancel)) return ReturnRefusals.LabelThere;
            it.Return.Labelled(kept?.Name, name, number);
            it.LabelCame(db, $"{id.Value:N}-{it.Return.Version}", now);
            return null;
        }, cancel);
    }
}
