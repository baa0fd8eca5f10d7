using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Shipping;
using Storefront.Trust;

namespace Storefront.Orders;

/// <summary>A purchase whose answer never came, at a carrier that cannot be asked by our reference: the merchant looks in the carrier's portal and says what is there.</summary>
public sealed class ResolveLabel(MarketDb db, TimeProvider clock)
{
    /// <summary>Until then an answer may still come by itself.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="trackingNumber">The number that stands in the carrier's portal under our reference; null when there is no label.</param>
    public async Task<Outcome<Done>> RunAsync(ParcelId id, string? trackingNumber, Actor actor, CancellationToken cancel)
    {
        var number = trackingNumber is null ? null : string.Concat(trackingNumber.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        if (number is { Length: < 6 or > 40 }) return new Refusal("shipping.number-wrong", "number");
        return await db.AtomicallyAsync<Done>(async () =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            if (await db.EveryParcel.SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } parcel || !await actor.WorksForAsync(parcel.Merchant, db, cancel)) return OrderRefusals.NotFound;
            // The installation's own carrier is always asked; a person's word counts only for the person's own account.
            if (parcel.Status != ParcelStatus.Buying || parcel.Account is null || parcel.CreatedAtUtc > now - Patience) return CarrierRefusals.LabelNotReady;
            db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(ResolveLabel), $"parcel {parcel.Reference}", number ?? "no label", now));
            if (number is null)
            {
                parcel.Refused("shipping.carrier-silent");
                if (parcel.Return is not null) db.Tell(new ReturnParcelMoved(id), now);
                return Done.Ok;
            }

            if (await db.EveryParcel.AnyAsync(p => p.TrackingNumber == number && p.Carrier == parcel.Carrier, cancel)) return new Refusal("shipping.number-used", "number");
            parcel.Found(number, now);
            await db.LabelledAsync(parcel, now, cancel);
            return Done.Ok;
        }, cancel);
    }
}
