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
        var packed = await PackedParcel.LoadAsync(db, id, actor, cancel);
        if (!packed.Succeeded) return packed.Refusal;
        return documents.Draw(papers.Slip(packed.Value), DocumentFormat.Pdf);
    }
}
