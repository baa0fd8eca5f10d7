using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Draws the sheet that lies in a parcel, in the buyer's language and with the figures that the buyer accepted.</summary>
public sealed class PrintPackingSlip(MarketDb db, IDrawDocuments documents, ShippingPapers papers)
{
    public async Task<Outcome<DrawnDocument>> RunAsync(ParcelId id, Actor actor, CancellationToken cancel)
    {
        if (await db.Parcels.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } parcel) return OrderRefusals.NotFound;
        var packed = await PackedParcel.LoadAsync(db, parcel.Merchant, [parcel.Consignment], actor, cancel);
        if (!packed.Succeeded) return packed.Refusal;
        return packed.Value is [var one] ? documents.Draw(papers.Slip(one with { Parcel = parcel }), DocumentFormat.Pdf) : OrderRefusals.NotFound;
    }
}
