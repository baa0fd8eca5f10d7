using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>A consignment of a merchant with the parcel that carries it, where one is labelled: all that its papers are made from.</summary>
internal sealed record PackedParcel(Order Order, Consignment Consignment, Parcel? Parcel, Merchant Shop)
{
    /// <summary>Loads many in four reads, however many they are, in the order in which they were asked for. What does not exist, is not paid or is another merchant's is left out.</summary>
    public static async Task<Outcome<IReadOnlyList<PackedParcel>>> LoadAsync(MarketDb db, MerchantId merchant, IReadOnlyCollection<ConsignmentId> ids, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var shop = await db.Merchants.AsNoTracking().SingleAsync(m => m.Id == merchant, cancel);
        var orders = await db.Orders.AsNoTracking()
            .Where(o => o.Consignments.Any(c => ids.Contains(c.Id)))
            .Include(o => o.Consignments.Where(c => ids.Contains(c.Id) && c.Merchant == merchant && c.Status != ConsignmentStatus.AwaitingPayment && c.Status != ConsignmentStatus.Abandoned))
            .ThenInclude(c => c.Lines)
            .ToListAsync(cancel);
        var parcels = await db.Parcels.AsNoTracking()
            .Where(p => ids.Contains(p.Consignment) && (p.Status == ParcelStatus.Labelled || p.Status == ParcelStatus.HandedOver || p.Status == ParcelStatus.Delivered))
            .ToListAsync(cancel);
        var labelled = parcels.GroupBy(p => p.Consignment).ToDictionary(g => g.Key, g => g.OrderByDescending(p => p.CreatedAtUtc).First());
        var found = orders.SelectMany(o => o.Consignments.Select(c => new PackedParcel(o, c, labelled.GetValueOrDefault(c.Id), shop))).ToDictionary(p => p.Consignment.Id);
        return Outcome<IReadOnlyList<PackedParcel>>.Of([.. ids.Distinct().Where(found.ContainsKey).Select(id => found[id])]);
    }

    public bool CrossesBorder => Consignment.CrossesBorder(Order.ShipTo.Country);

    /// <summary>What is declared, with the seller's number under the scheme by which the tax was collected.</summary>
    public Outcome<CustomsDeclaration> Declare()
    {
        var declared = Consignment.Declare(Order.Number);
        if (!declared.Succeeded) return declared;
        return declared.Value with { SenderReference = Shop.Registrations.Under(Consignment.SchemeToTell())?.Number };
    }

    public LabelMarks? Marks => Parcel?.Marks;
}
