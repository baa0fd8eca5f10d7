using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <param name="Units">At least one.</param>
public readonly record struct LineUnits(Guid Line, int Units);

/// <summary>A parcel with what lies in it of one consignment.</summary>
internal sealed record PackedPart(Parcel Parcel, IReadOnlyDictionary<Guid, int> Units);

/// <summary>Where the units of a consignment are: in which parcels, and what is left to pack.</summary>
internal sealed class Packing(Order order, Consignment consignment, IReadOnlyList<PackedPart> parcels)
{
    public Order Order => order;

    public Consignment Consignment => consignment;

    /// <summary>All that were ever begun, oldest first.</summary>
    public IReadOnlyList<PackedPart> Parcels => parcels;

    /// <summary>Units of a line in parcels for which something holds.</summary>
    public int In(OrderLine line, Func<Parcel, bool> which) => parcels.Where(p => which(p.Parcel)).Sum(p => p.Units.GetValueOrDefault(line.Id));

    /// <summary>Units that the buyer waits for and that lie in no parcel.</summary>
    public int Left(OrderLine line) => Math.Max(0, line.ToSend - In(line, p => p.HoldsGoods));

    /// <summary>Units that could be packed, wanted or not: a line whose money went back may be sent all the same.</summary>
    public int Free(OrderLine line) => line.Quantity - line.CancelledUnits - In(line, p => p.HoldsGoods);

    /// <summary>What is left to pack, in the order of the lines.</summary>
    public PackedGoods Rest => new([.. consignment.Lines.Where(l => Left(l) > 0).Select(l => new PackedLine(order, consignment, l, Left(l)))], NextPart);

    /// <summary>What lies in a parcel, of this consignment.</summary>
    public IEnumerable<PackedLine> LinesOf(PackedPart part) => consignment.Lines.Where(l => part.Units.ContainsKey(l.Id)).Select(l => new PackedLine(order, consignment, l, part.Units[l.Id]));

    /// <summary>Every unit that the buyer waits for lies in a parcel that has its label.</summary>
    public bool IsPacked => parcels.Any(p => p.Parcel.IsLive) && consignment.Lines.All(l => In(l, p => p.IsLive) >= l.ToSend);

    /// <summary>Chooses what the next parcel carries.</summary>
    /// <param name="wanted">Null for all that is left and that no case is about.</param>
    public Outcome<PackedGoods> Choose(IReadOnlyList<LineUnits>? wanted)
    {
        if (wanted is null)
        {
            // What a case is about waits for it; the rest goes on its way. Where nothing else is left, its price may be asked, and its label is not sold.
            List<PackedLine> rest = [.. Rest.Lines];
            var free = rest.FindAll(l => !l.Line.InDispute);
            return rest.Count == 0 ? OrderRefusals.NothingToPack : Numbered(free.Count > 0 ? free : rest);
        }

        var lines = new List<PackedLine>();
        foreach (var line in consignment.Lines)
        {
            var asked = wanted.Where(w => w.Line == line.Id).ToList();
            if (asked.Count == 0) continue;
            var units = asked.Sum(a => (long)a.Units);
            if (asked.Exists(a => a.Units < 1) || units > Free(line)) return OrderRefusals.OnlyUnitsLeft(line.Title, Free(line));
            lines.Add(new PackedLine(order, consignment, line, (int)units));
        }

        if (lines.Count == 0) return OrderRefusals.NothingToPack;
        return wanted.All(w => consignment.Lines.Any(l => l.Id == w.Line)) ? Numbered(lines) : OrderRefusals.NotFound;
    }

    private int NextPart => parcels.Count(p => p.Parcel.Load != ParcelLoad.Whole) + 1;

    /// <summary>A parcel with all of it has no number among parts.</summary>
    private PackedGoods Numbered(List<PackedLine> lines) =>
        new(lines, lines.Count == consignment.Lines.Count && lines.All(l => l.Quantity == l.Line.Quantity) ? null : NextPart);
}

public static class ParcelsOfOrders
{
    /// <summary>The parcels in which goods of these consignments lie, by two indexes.</summary>
    public static IQueryable<Parcel> ParcelsOf(this MarketDb db, IReadOnlyCollection<ConsignmentId> ids)
    {
        var of = db.Parcels.Where(p => ids.Contains(p.Consignment)).Select(p => p.Id).Union(db.ParcelContents.Where(c => ids.Contains(c.Consignment)).Select(c => c.Parcel));
        return db.Parcels.Where(p => of.Contains(p.Id));
    }

    /// <summary>The parcels in which goods of these orders lie.</summary>
    public static IQueryable<Parcel> ParcelsOf(this MarketDb db, IReadOnlyCollection<OrderId> ids)
    {
        var of = db.Parcels.Where(p => ids.Contains(p.Order)).Select(p => p.Id).Union(db.ParcelContents.Where(c => ids.Contains(c.Order)).Select(c => c.Parcel));
        return db.Parcels.Where(p => of.Contains(p.Id));
    }
}

internal static class PackingReading
{
    /// <summary>Where the units of these consignments are, in one statement. Parcels come tracked where the context tracks them: what is changed and not saved counts.</summary>
    /// <param name="goods">With their lines.</param>
    public static async Task<IReadOnlyDictionary<ConsignmentId, Packing>> PackingsAsync(this MarketDb db, IReadOnlyCollection<(Order Order, Consignment Consignment)> goods, bool track, CancellationToken cancel)
    {
        var ids = goods.Select(g => g.Consignment.Id).ToList();
        var parcels = track ? db.ParcelsOf(ids) : db.ParcelsOf(ids).AsNoTracking();
        var rows = await (from p in parcels
                          join c in db.ParcelContents on p.Id equals c.Parcel into contents
                          from c in contents.DefaultIfEmpty()
                          orderby p.CreatedAtUtc, p.Id
                          select new { Parcel = p, Line = (Guid?)c.Line, Quantity = (int?)c.Quantity }).ToListAsync(cancel);
        var found = rows.GroupBy(r => r.Parcel.Id).Select(g => (g.First().Parcel, Units: g.Where(r => r.Line is not null).ToDictionary(r => r.Line!.Value, r => r.Quantity!.Value))).ToList();
        return goods.ToDictionary(g => g.Consignment.Id, g => new Packing(g.Order, g.Consignment, [.. found.Select(p => new PackedPart(p.Parcel, UnitsOf(g.Consignment, p.Parcel, p.Units))).Where(p => p.Units.Count > 0)]));
    }

    public static async Task<Packing> PackingAsync(this MarketDb db, Order order, Consignment consignment, CancellationToken cancel) =>
        (await db.PackingsAsync([(order, consignment)], track: true, cancel))[consignment.Id];

    private static Dictionary<Guid, int> UnitsOf(Consignment consignment, Parcel parcel, Dictionary<Guid, int> units) =>
        units.Count == 0 ? (parcel.Consignment == consignment.Id ? consignment.Lines.ToDictionary(l => l.Id, l => l.Quantity) : [])
        : consignment.Lines.Where(l => units.ContainsKey(l.Id)).ToDictionary(l => l.Id, l => units[l.Id]);
}
