using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Draws a bought label, with its customs form, from the figures of the accepted quote. Drawing again gives the same label.</summary>
public sealed class PrintLabel(MarketDb db, MerchantCarriers carriers, CarrierDirectory directory, FetchLabel fetch, IStoreFiles files, IDrawDocuments documents, CurrentRates rates)
{
    public async Task<Outcome<DrawnDocument>> RunAsync(ParcelId id, Actor actor, DocumentFormat format, int page, CancellationToken cancel)
    {
        var parcel = await db.Parcels.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);
        if (parcel is null || !await actor.WorksForAsync(parcel.Merchant, db, cancel)) return OrderRefusals.NotFound;
        var packed = await PackedConsignment.FromAsync(db, (await db.LoadOfAsync(parcel, cancel)).Packed, cancel);
        if (parcel.WhyNotUsable() is { } refusal) return refusal;
        var packing = new PackedLabel(packed.Sender, packed.Recipient, packed.Goods.Number, packed.Goods.Batteries, () => packed.Declare());
        return await DrawAsync(parcel, packing, format, page, cancel);
    }

    /// <summary>The carrier's own label as it came where it is of that format, else ours.</summary>
    internal async Task<Outcome<DrawnDocument>> DrawAsync(Parcel parcel, PackedLabel packed, DocumentFormat format, int page, CancellationToken cancel)
    {
        if (parcel.LabelIsToCome)
        {
            if (await fetch.RunAsync(parcel.Id, cancel) is { Succeeded: false } notYet) return notYet.Refusal;
            parcel = await db.EveryParcel.AsNoTracking().SingleAsync(p => p.Id == parcel.Id, cancel);
        }

        // The carrier's own label goes out as it came.
        if (parcel.LabelFormat == format && StoredFile.TryParse(parcel.LabelFile, out var kept) && await files.OpenAsync(kept, cancel) is { } stream)
        {
            await using (stream)
            {
                using var bytes = new MemoryStream();
                await stream.CopyToAsync(bytes, cancel);
                return new DrawnDocument(format, 1, bytes.ToArray());
            }
        }

        var (marks, serviceName) = (parcel.Marks, parcel.ServiceName);
        if (marks is null || serviceName is null)
        {
            if ((await carriers.ForAsync(parcel, cancel))?.As<IBuyLabels>(CarrierAbility.Buy) is not { } carrier) return CarrierRefusals.LabelUnknown;
            var found = await directory.AskAsync<BoughtLabel>(parcel.Carrier, async () => await carrier.FindAsync(parcel.Handle, cancel) is { } known ? known : CarrierRefusals.LabelUnknown);
            if (!found.Succeeded) return found.Refusal;
            (marks, serviceName) = (found.Value.Marks, found.Value.ServiceName);
        }

        var declared = packed.Declare();
        if (declared is { Succeeded: false } incomplete) return incomplete.Refusal;
        var customs = declared?.Value;
        return documents.Draw(
            new LabelContent
            {
                TrackingNumber = parcel.TrackingNumber!,
                ServiceName = serviceName,
                Marks = marks,
                Sender = packed.Sender,
                Recipient = packed.Recipient,
                Weight = parcel.Weight,
                Size = parcel.Size,
                Reference = packed.Reference,
                PostedOn = DateOnly.FromDateTime(parcel.BoughtAtUtc!.Value),
                Customs = customs,
                Batteries = packed.Batteries,
                Form = customs is null ? CustomsForm.Cn22 : CustomsForms.For(rates.Now.Convert(customs.TotalValue, SdrRate.Euro.Currency, Rounding.HalfUp), SdrRate.Euro, marks.Mail),
            },
            format,
            page);
    }
}

/// <summary>The parties of a label, the batteries inside, and what is declared to customs; null where no border is crossed.</summary>
internal sealed record PackedLabel(PostalAddress Sender, PostalAddress Recipient, string Reference, IReadOnlyList<BatteryContent> Batteries, Func<Outcome<CustomsDeclaration>?> Declare);
