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
    public static async Task<Load> LoadOfAsync(this MarketDb db, Parcel parcel, CancellationToken cancel)
    {
        var rows = parcel.Load == ParcelLoad.Whole ? [] : await db.ParcelContents.AsNoTracking().Where(c => c.Parcel == parcel.Id).ToListAsync(cancel);
        List<OrderId> orders = [parcel.Order, .. rows.Select(r => r.Order).Where(o => o != parcel.Order).Distinct().OrderBy(o => o.Value)];
        var loaded = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).Where(o => orders.Contains(o.Id)).ToListAsync(cancel);
        List<ConsignmentId> consignments = [parcel.Consignment, .. rows.Select(r => r.Consignment)];
        var goods = loaded.OrderBy(o => orders.IndexOf(o.Id)).SelectMany(o => o.Consignments.Where(c => consignments.Contains(c.Id)).Select(c => (o, c))).ToList();
        return new Load(parcel, goods, Packed(parcel, goods, rows.ToDictionary(r => r.Line, r => r.Quantity)));
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
