using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>The buyer has taken the labelled parcel to the carrier and says so before its first scan does.</summary>
public sealed class HandOverReturn(MarketDb db, MerchantCarriers carriers, CarrierDirectory directory, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(ReturnId id, OrderAccess access, CancellationToken cancel)
    {
        var it = await ReturnCase.LoadAsync(db, id, cancel);
        if (it is null || !access.Opens(it.Order)) return ReturnRefusals.NotFound;
        if (it.Return.FrozenAtUtc is not null) return ReturnRefusals.Frozen;
        if (it.Return.Status == ReturnStatus.OnTheWay) return Done.Ok;
        if (it.Return.Status != ReturnStatus.Approved) return ReturnRefusals.NotNow;
        var known = await db.EveryParcel.AsNoTracking().SingleOrDefaultAsync(p => p.Return == id && p.Status == ParcelStatus.Labelled, cancel);
        if (known is null && it.Return is not { Carrier: not null, TrackingNumber: not null }) return ReturnRefusals.TrackingMissing;
        db.ChangeTracker.Clear();

        // Telling the carrier again changes nothing there.
        var now = clock.GetUtcNow().UtcDateTime;
        if (known is not null && (await carriers.ForAsync(known, cancel))?.As<ITakeHandOvers>(CarrierAbility.HandOver) is { } carrier)
        {
            var told = await directory.AskAsync(known.Carrier, () => carrier.HandOverAsync([known.TrackingNumber!], now, cancel));
            if (!told.Succeeded) return told.Refusal;
        }

        return await db.AtomicallyAsync<Done>(async () =>
        {
            var back = (await ReturnCase.LoadAsync(db, id, cancel))!;
            if (back.Return.FrozenAtUtc is not null) return ReturnRefusals.Frozen;
            if (back.Return.Status == ReturnStatus.OnTheWay) return Done.Ok;
            if (back.Return.Status != ReturnStatus.Approved) return ReturnRefusals.NotNow;
            var parcel = known is null ? null : await db.EveryParcel.SingleAsync(p => p.Id == known.Id, cancel);
            if (parcel is { Status: ParcelStatus.Labelled }) parcel.HandOver(now);
            else if (parcel is not null) return parcel.WhyNotUsable() ?? ReturnRefusals.NotNow;
            await back.SentAsync(db, parcel is null ? back.Return.Carrier! : directory.NameOf(parcel.Carrier), parcel?.TrackingNumber ?? back.Return.TrackingNumber!, "buyer", now, cancel);
            return Done.Ok;
        }, cancel);
    }
}
