using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Gives an unused label back to the carrier and the cost back to the merchant.</summary>
public sealed class VoidLabel(MarketDb db, MerchantCarriers carriers, CarrierDirectory directory, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(ParcelId id, Actor actor, CancellationToken cancel)
    {
        var known = await db.EveryParcel.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);
        return known is null || !await actor.WorksForAsync(known.Merchant, db, cancel) ? OrderRefusals.NotFound : await RunAsync(known, "merchant", cancel);
    }

    /// <summary>A label that nobody will use any more.</summary>
    internal async Task<Outcome<Done>> UnneededAsync(ParcelId id, CancellationToken cancel) => await RunAsync(await db.EveryParcel.AsNoTracking().SingleAsync(p => p.Id == id, cancel), "timer", cancel);

    private async Task<Outcome<Done>> RunAsync(Parcel known, string by, CancellationToken cancel)
    {
        var id = known.Id;
        if (known.Status == ParcelStatus.Voided) return default(Done);
        if (known.WhyNotUsable() is { } refusal) return refusal;
        if (known.Status != ParcelStatus.Labelled) return CarrierRefusals.AlreadyHandedOver;
        if ((await carriers.ForAsync(known, cancel))?.As<IVoidLabels>(CarrierAbility.Void) is not { } carrier) return CarrierRefusals.ServiceUnavailable(known.Service);

        // Voiding at the carrier may be repeated; should we stop before writing it down, the next try finds it voided and goes on.
        var voided = await directory.AskAsync(known.Carrier, () => carrier.VoidAsync(known.Handle, cancel));
        if (!voided.Succeeded) return voided.Refusal;
        return await db.AtomicallyAsync<Done>(async () =>
        {
            var parcel = await db.EveryParcel.SingleAsync(p => p.Id == id, cancel);
            if (parcel.Status == ParcelStatus.Voided) return default(Done);
            var now = clock.GetUtcNow().UtcDateTime;
            var bought = parcel.Account is not null ? null : await db.JournalEntries.AsNoTracking().Include(e => e.Postings).SingleAsync(e => e.Key == $"label:{parcel.Id.Value:N}", cancel);
            var consignment = await db.Consignments.SingleAsync(c => c.Id == parcel.Consignment, cancel);
            parcel.Voided();
            if (parcel.Return is null && consignment.Status == ConsignmentStatus.LabelBought) consignment.Move(ConsignmentStatus.ToPack);
            if (bought is not null) db.JournalEntries.Add(Fulfilment.LabelVoided(parcel, bought, now));
            db.OrderEvents.Add(OrderEvent.Of(parcel.Order, parcel.Consignment, parcel.Return is null ? OrderEventKind.LabelVoided : OrderEventKind.ReturnLabelVoided, by, now, parcel.TrackingNumber));
            return default(Done);
        }, cancel);
    }
}
