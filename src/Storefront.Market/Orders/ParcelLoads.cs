using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Everything that one parcel carries, with the orders that it is of.</summary>
internal sealed record Load(Parcel Parcel, IReadOnlyList<(Order Order, Consignment Consignment)> Goods, PackedGoods Packed)
{
    /// <summary>Under which a buyer is told of the parcel once for each consignment in it.</summary>
    public string KeyFor(Consignment consignment) => consignment.Id == Parcel.Consignment ? Parcel.Id.Value.ToString("N") : $"{Parcel.Id.Value:N}:{consignment.Id.Value:N}";

    /// <summary>Names the goods for a mail, a line each, as the buyer bought them.</summary>
    public string Says(Order order) => string.Join("\n", Packed.Lines.Where(l => l.Order.Id == order.Id).Select(l => $"{l.Quantity} × {l.Line.Title}{(l.Line.Options is { } options ? ", " + options : "")}"));
}

internal static class ParcelLoads
{
    /// <summary>The orders of a parcel, tracked, and what of them lies in it. A parcel with all of one consignment costs one read, others one more.</summary>
    public static async Task<Load> LoadOfAsync(this MarketDb db, Parcel parcel, CancellationToken cancel) => (await db.LoadsOfAsync([parcel], track: true, cancel))[0];

    /// <summary>The same of many, in the same number of reads.</summary>
    public static async Task<IReadOnlyList<Load>> LoadsOfAsync(this MarketDb db, IReadOnlyList<Parcel> parcels, bool track, CancellationToken cancel)
    {
        var parts = parcels.Where(p => p.Load != ParcelLoad.Whole).Select(p => p.Id).ToList();
        var rows = (parts.Count == 0 ? [] : await db.ParcelContents.AsNoTracking().Where(c => parts.Contains(c.Parcel)).ToListAsync(cancel)).ToLookup(c => c.Parcel);
        var ids = parcels.Select(p => p.Order).Concat(rows.SelectMany(r => r).Select(r => r.Order)).Distinct().ToList();
        if (ids.Count == 0) return [];
        var orders = track ? db.Orders : db.Orders.AsNoTracking();
        var loaded = await orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancel);
        return [.. parcels.Select(parcel =>
        {
            var own = rows[parcel.Id].ToList();
            // The first in it is the one that stands on the label.
            var goods = own.Select(r => (r.Order, r.Consignment)).Distinct().Where(g => g.Consignment != parcel.Consignment).OrderBy(g => g.Consignment.Value).Prepend((parcel.Order, parcel.Consignment))
                .Select(g => (loaded[g.Item1], loaded[g.Item1].Consignments.Single(c => c.Id == g.Item2))).ToList();
            return new Load(parcel, goods, Packed(parcel, goods, own.ToDictionary(r => r.Line, r => r.Quantity)));
        })];
    }

    /// <summary>The consignments and orders of which these parcels carry something; no read where each carries all of one.</summary>
    public static async Task<IReadOnlyList<(OrderId Order, ConsignmentId Consignment)>> CarriedByAsync(this MarketDb db, IReadOnlyCollection<Parcel> parcels, CancellationToken cancel)
    {
        var joint = parcels.Where(p => p.Load == ParcelLoad.Joint).Select(p => p.Id).ToList();
        var more = joint.Count == 0 ? [] : await db.ParcelContents.AsNoTracking().Where(c => joint.Contains(c.Parcel)).Select(c => new { c.Order, c.Consignment }).Distinct().ToListAsync(cancel);
        return [.. parcels.Select(p => (p.Order, p.Consignment)).Concat(more.Select(m => (m.Order, m.Consignment))).Distinct()];
    }

    /// <param name="units">By line; empty for all of one consignment.</param>
    internal static PackedGoods Packed(Parcel parcel, IReadOnlyList<(Order Order, Consignment Consignment)> goods, IReadOnlyDictionary<Guid, int> units) =>
        units.Count == 0
            ? PackedGoods.All(goods[0].Order, goods[0].Consignment)
            : new PackedGoods([.. goods.SelectMany(g => g.Consignment.Lines.Where(l => units.ContainsKey(l.Id)).Select(l => new PackedLine(g.Order, g.Consignment, l, units[l.Id])))], parcel.Part);
}
