using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Draws the commercial invoice of a labelled parcel, from the figures of the accepted quote as they are declared to customs.</summary>
public sealed class PrintInvoice(MarketDb db, IDrawDocuments documents, ShippingPapers papers)
{
    public async Task<Outcome<DrawnDocument>> RunAsync(ParcelId id, Actor actor, CancellationToken cancel)
    {
        var read = await ReadAsync(id, actor, cancel);
        return read.Succeeded ? documents.Draw(read.Value, DocumentFormat.Pdf) : read.Refusal;
    }

    /// <summary>What stands on it.</summary>
    public async Task<Outcome<CommercialInvoice>> ReadAsync(ParcelId id, Actor actor, CancellationToken cancel)
    {
        var packed = await PackedParcel.LoadAsync(db, id, actor, cancel);
        if (!packed.Succeeded) return packed.Refusal;
        if (packed.Value.Parcel!.WhyNotUsable() is { } refusal) return refusal;
        return papers.Invoice(packed.Value);
    }
}
