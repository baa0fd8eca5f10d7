using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>What a merchant has in one parcel, or is to pack into the next: all that its papers are made from. Of several orders the first stands on them.</summary>
/// <param name="Parcel">Null while no label is bought for these goods.</param>
internal sealed record PackedParcel(Order Order, Consignment Consignment, PackedGoods Goods, Parcel? Parcel, Merchant Shop)
{
    /// <summary>Loads many in four reads, however many they are, in the order in which they were asked for: of each consignment the parcels that are still here and what is left to pack, or
    /// where nothing of it is here, what was sent. What does not exist, is not paid or is another merchant's is left out.</summary>
    public static async Task<Outcome<IReadOnlyList<PackedParcel>>> LoadAsync(MarketDb db, MerchantId merchant, IReadOnlyCollection<ConsignmentId> ids, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var shop = await db.Merchants.AsNoTracking().SingleAsync(m => m.Id == merchant, cancel);
        var orders = await db.Orders.AsNoTracking()
            .Where(o => o.Consignments.Any(c => ids.Contains(c.Id)))
            .Include(o => o.Consignments.Where(c => ids.Contains(c.Id) && c.Merchant == merchant && c.Status != ConsignmentStatus.AwaitingPayment && c.Status != ConsignmentStatus.Abandoned))
            .ThenInclude(c => c.Lines)
            .ToListAsync(cancel);
        var goods = orders.SelectMany(o => o.Consignments.Select(c => (Order: o, Consignment: c))).ToDictionary(g => g.Consignment.Id);
        var packings = await db.PackingsAsync([.. goods.Values], track: false, cancel);
        var found = new List<PackedParcel>();
        foreach (var id in ids.Distinct().Where(goods.ContainsKey))
        {
            var (order, consignment) = goods[id];
            var packing = packings[id];
            var here = packing.Parcels.Where(p => p.Parcel.Status == ParcelStatus.Labelled).ToList();
            var rest = packing.Rest;
            if (here.Count == 0 && rest.Lines.Count == 0) here = [.. packing.Parcels.Where(p => p.Parcel.IsLive)];
            // A parcel of several orders is one parcel, whichever of them was asked for.
            foreach (var (parcel, _) in here.Where(p => found.TrueForAll(f => f.Parcel?.Id != p.Parcel.Id))) found.Add(new PackedParcel(order, consignment, new PackedGoods([], parcel.Part), parcel, shop));
            if (rest.Lines.Count > 0) found.Add(new PackedParcel(order, consignment, rest, null, shop));
            else if (here.Count == 0) found.Add(new PackedParcel(order, consignment, PackedGoods.All(order, consignment), null, shop));
        }

        return Outcome<IReadOnlyList<PackedParcel>>.Of(await FillAsync(db, found, packings, cancel));
    }

    /// <summary>One labelled parcel with all that lies in it.</summary>
    public static async Task<Outcome<PackedParcel>> LoadAsync(MarketDb db, ParcelId id, Actor actor, CancellationToken cancel)
    {
        if (await db.Parcels.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } parcel || !await actor.WorksForAsync(parcel.Merchant, db, cancel)) return OrderRefusals.NotFound;
        var load = await db.LoadOfAsync(parcel, cancel);
        var shop = await db.Merchants.AsNoTracking().SingleAsync(m => m.Id == parcel.Merchant, cancel);
        return new PackedParcel(load.Goods[0].Order, load.Goods[0].Consignment, load.Packed, parcel, shop);
    }

    public bool CrossesBorder => Consignment.CrossesBorder(Order.ShipTo.Country);

    /// <summary>What is declared, with the seller's number under the scheme by which the tax was collected.</summary>
    public Outcome<CustomsDeclaration> Declare() => Goods.Declare(Shop.Registrations);

    /// <summary>By which the destination admits what lies in it, as they were in force when the label was bought: a paper that is printed again names the same.</summary>
    public IReadOnlyList<Licence> Licences(DestinationRules rules, LicenceTable licences)
    {
        if (Parcel is not { } parcel) return [];
        var at = parcel.BoughtAtUtc ?? parcel.CreatedAtUtc;
        var held = licences.Of(Consignment.Merchant, at);
        return [.. Goods.Lines.SelectMany(l => rules.LicencesFor(l.Line.HsCode, l.Line.Battery, l.Line.Sensitive, Consignment.ShipsFrom, Order.ShipTo.Country, DateOnly.FromDateTime(at), held)).Distinct()];
    }

    public LabelMarks? Marks => Parcel?.Marks;

    /// <summary>Says what lies in each parcel; those of several orders are looked up, the others are known.</summary>
    private static async Task<IReadOnlyList<PackedParcel>> FillAsync(MarketDb db, IReadOnlyList<PackedParcel> found, IReadOnlyDictionary<ConsignmentId, Packing> packings, CancellationToken cancel)
    {
        var joint = (await db.LoadsOfAsync([.. found.Select(f => f.Parcel).OfType<Parcel>().Where(p => p.Load == ParcelLoad.Joint)], track: false, cancel)).ToDictionary(l => l.Parcel.Id);
        return [.. found.Select(one =>
        {
            if (one.Parcel is not { } parcel) return one;
            if (joint.TryGetValue(parcel.Id, out var load)) return one with { Order = load.Goods[0].Order, Consignment = load.Goods[0].Consignment, Goods = load.Packed };
            var packing = packings[one.Consignment.Id];
            return one with { Goods = new PackedGoods([.. packing.LinesOf(packing.Parcels.Single(p => p.Parcel.Id == parcel.Id))], parcel.Part) };
        })];
    }
}
