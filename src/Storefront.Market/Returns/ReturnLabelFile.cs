using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>The label for the way back, for its buyer and for those who work for its merchant; for nobody else does it exist.</summary>
public sealed class ReturnLabelFile(MarketDb db, PrintLabel print, IStoreFiles files)
{
    public async Task<Outcome<DrawnDocument>> ForBuyerAsync(ReturnId id, OrderAccess access, CancellationToken cancel) =>
        await PackedReturn.LoadAsync(db, id, cancel) is { } packed && access.Opens(packed.Order) ? await ReadAsync(packed, cancel) : ReturnRefusals.NotFound;

    public async Task<Outcome<DrawnDocument>> ForMerchantAsync(ReturnId id, Actor actor, CancellationToken cancel) =>
        await PackedReturn.LoadAsync(db, id, cancel) is { } packed && await actor.WorksForAsync(packed.Return.Merchant, db, cancel) ? await ReadAsync(packed, cancel) : ReturnRefusals.NotFound;

    private async Task<Outcome<DrawnDocument>> ReadAsync(PackedReturn packed, CancellationToken cancel)
    {
        var it = packed.Return;
        if (it.Status is not (ReturnStatus.Approved or ReturnStatus.OnTheWay)) return ReturnRefusals.NotNow;
        var parcel = await db.EveryParcel.AsNoTracking().SingleOrDefaultAsync(p => p.Return == it.Id && (p.Status == ParcelStatus.Labelled || p.Status == ParcelStatus.HandedOver), cancel);
        if (parcel is not null) return await print.DrawAsync(parcel, packed.Label(), parcel.LabelFile is null ? DocumentFormat.Pdf : parcel.LabelFormat ?? DocumentFormat.Pdf, page: 1, cancel);
        if (!StoredFile.TryParse(it.LabelFile, out var kept) || await files.OpenAsync(kept, cancel) is not { } stream) return ReturnRefusals.NoLabel;
        await using (stream)
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancel);
            return new DrawnDocument(DocumentFormat.Pdf, 1, bytes.ToArray());
        }
    }
}
