using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Draws a bought label, with its customs form, from the figures of the accepted quote. Drawing again gives the same label.</summary>
public sealed class PrintLabel(MarketDb db, CarrierDirectory carriers, IDrawDocuments documents, CurrentRates rates)
{
    public async Task<Outcome<DrawnDocument>> RunAsync(ParcelId id, Actor actor, DocumentFormat format, int page, CancellationToken cancel)
    {
        var parcel = await db.Parcels.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);
        if (parcel is null || await PackedConsignment.LoadAsync(db, parcel.Consignment, actor, cancel) is not { } packed) return OrderRefusals.NotFound;
        if (parcel.WhyNotUsable() is { } refusal) return refusal;
        if (carriers.Find(parcel.Carrier) is not IBuyLabels carrier) return CarrierRefusals.LabelUnknown;
        var found = await carriers.AskAsync<BoughtLabel>(parcel.Carrier, async () => await carrier.FindAsync(parcel.Handle, cancel) is { } known ? known : CarrierRefusals.LabelUnknown);
        if (!found.Succeeded) return found.Refusal;
        var label = found.Value;
        if (label.File is { } file && file.Format == format) return new DrawnDocument(format, 1, file.Bytes.ToArray());

        var declared = packed.Consignment.CrossesBorder(packed.Order.ShipTo.Country) ? packed.Consignment.Declare(packed.Order.Number) : default(Outcome<CustomsDeclaration>?);
        if (declared is { Succeeded: false } incomplete) return incomplete.Refusal;
        var customs = declared?.Value;
        return documents.Draw(
            new LabelContent
            {
                TrackingNumber = label.TrackingNumber,
                ServiceName = label.ServiceName,
                Marks = label.Marks,
                Sender = packed.Sender,
                Recipient = packed.Order.ShipTo,
                Weight = parcel.Weight,
                Size = parcel.Size,
                Reference = packed.Order.Number,
                PostedOn = DateOnly.FromDateTime(parcel.BoughtAtUtc!.Value),
                Customs = customs,
                Form = customs is null ? CustomsForm.Cn22 : CustomsForms.For(rates.Now.Convert(customs.TotalValue, SdrRate.Euro.Currency, Rounding.HalfUp), SdrRate.Euro, label.Marks.Mail),
            },
            format,
            page);
    }
}
