using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>What became of a parcel moves its return on: a label is the buyer's to print, a scan says that it was sent, the last one that it is with its merchant, which starts the
/// time to look at the goods. A label that came when the return was over is given back. Told twice, it changes nothing the second time.</summary>
internal sealed class FollowReturnParcel(MarketDb db, CarrierDirectory directory, VoidLabel voids, TimeProvider clock) : IHandle<ReturnParcelMoved>
{
    public async Task HandleAsync(ReturnParcelMoved moved, CancellationToken cancel)
    {
        var unneeded = false;
        await db.AtomicallyAsync<Done>(async () =>
        {
            unneeded = false;
            var parcel = await db.EveryParcel.AsNoTracking().SingleAsync(p => p.Id == moved.Parcel, cancel);
            var it = (await ReturnCase.LoadAsync(db, parcel.Return!.Value, cancel))!;
            // It is told again when the bank has decided.
            if (it.Return.FrozenAtUtc is not null) return Done.Ok;
            var now = clock.GetUtcNow().UtcDateTime;
            switch (parcel.Status)
            {
                case ParcelStatus.Labelled when it.Return.Status == ReturnStatus.Approved:
                    var key = parcel.Id.Value.ToString("N");
                    if (!await db.Notices.AnyAsync(n => n.Key == ReturnCase.LabelNotice(key), cancel)) it.LabelCame(db, key, now);
                    break;
                case ParcelStatus.Labelled when !it.Return.IsOpen || (it.Return.Status == ReturnStatus.OnTheWay && it.Return.TrackingNumber != parcel.TrackingNumber):
                    unneeded = true;
                    break;
                case ParcelStatus.HandedOver when it.Return.Status == ReturnStatus.Approved:
                    await it.SentAsync(db, directory.NameOf(parcel.Carrier), parcel.TrackingNumber!, "carrier", now, cancel);
                    break;
                case ParcelStatus.Delivered when it.Return.Status is ReturnStatus.Approved or ReturnStatus.OnTheWay:
                    if (it.Return.Status == ReturnStatus.Approved) it.Return.Sent(directory.NameOf(parcel.Carrier), parcel.TrackingNumber!, now);
                    it.Received(db, "carrier", now);
                    await db.TellMerchantAsync(it.Return, it.Order.Number, "return-arrived", now, cancel, ("days", Return.InspectDays.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                    break;
                case ParcelStatus.Refused when it.Return.Status == ReturnStatus.Approved:
                    await db.TellMerchantOnceAsync(it.Return, it.Order.Number, "return-label-missing", now, cancel);
                    break;
            }

            return Done.Ok;
        }, cancel);
        if (!unneeded) return;
        var voided = await voids.UnneededAsync(moved.Parcel, cancel);
        // A carrier that takes no labels back, or has the parcel already, keeps it so; one that is silent is asked again.
        if (voided.Refusal?.Code == CarrierRefusals.Silent("").Code) throw new InvalidOperationException($"Label {moved.Parcel.Value:N} could not be given back yet.");
    }
}
