using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Checkout;

/// <param name="Near">Where the points were looked for that the page showed.</param>
/// <param name="Carrier">Key of the carrier that keeps the point.</param>
/// <param name="Id">The carrier's own name for it.</param>
public sealed record PointChoice(string? Near, string Carrier, string Id);

/// <summary>The buyer has one merchant's parcel sent to a pickup point, or home again. A form names a point; what is kept is what its carrier answers about it.</summary>
public sealed class ChoosePickupPoint(MarketDb db, FindPickupPoints points, PrepareCheckout prepare)
{
    /// <summary>A checkout that goes on, of whoever holds its basket, with one merchant's parcel in it.</summary>
    /// <param name="choice">Null for the buyer's own address.</param>
    public async Task<Outcome<Done>> RunAsync(Guid attempt, BasketId basket, MerchantId merchant, PointChoice? choice, CancellationToken cancel)
    {
        var known = await db.CheckoutAttempts.SingleOrDefaultAsync(a => a.Id == attempt && a.Basket == basket, cancel);
        if (known?.Quote.Consignments.FirstOrDefault(c => c.Merchant == merchant) is not { } parcel) return CheckoutRefusals.AttemptUnknown;
        if (known.Order is not null) return default(Done);
        if (choice is null) return await prepare.SendToPointAsync(known, merchant, null, cancel);
        if (PointSearch.Of(known.ShipTo.Country, choice.Near) is not { } search) return PickupPointRefusals.NowhereToLook;
        var found = await points.RunAsync(merchant, parcel.ShipsFrom, search, cancel);
        if (found.Points.FirstOrDefault(p => p.Point.Carrier == choice.Carrier && p.Point.Id == choice.Id) is not { } near) return found.Silent is [var silent, ..] ? CarrierRefusals.Silent(silent) : PickupPointRefusals.NotOffered;
        return await prepare.SendToPointAsync(known, merchant, near.Point, cancel);
    }
}
