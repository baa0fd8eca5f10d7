using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Calls a collection off at its carrier. One that was never confirmed cannot be called off by us: the merchant does that at the carrier, and says here that nobody comes.</summary>
public sealed class CancelPickup(MarketDb db, MerchantCarriers carriers, CarrierDirectory directory)
{
    public async Task<Outcome<Done>> RunAsync(PickupId id, Actor actor, CancellationToken cancel)
    {
        var known = await db.Pickups.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);
        if (known is null || !await actor.WorksForAsync(known.Merchant, db, cancel)) return BatchRefusals.PickupNotFound;
        if (known.Status is PickupStatus.Cancelled or PickupStatus.Refused) return Done.Ok;
        if (known.Booked is { } booked)
        {
            if (await carriers.FindAsync(known.Account, cancel) is not { } found || found.As<IBookPickups>(CarrierAbility.Pickup) is not { } carrier) return BatchRefusals.NoPickup;
            // Calling off again is harmless, so a stop between here and the commit is made good by asking again.
            var off = await directory.AskAsync(known.Carrier, () => carrier.CancelAsync(booked, cancel));
            if (!off.Succeeded) return off.Refusal;
        }

        return await db.AtomicallyAsync<Done>(async () =>
        {
            var pickup = await db.Pickups.SingleAsync(p => p.Id == id, cancel);
            if (pickup.Status is PickupStatus.Booking or PickupStatus.Booked) pickup.Cancelled();
            return Done.Ok;
        }, cancel);
    }
}
