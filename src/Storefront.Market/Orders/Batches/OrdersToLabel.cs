using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <param name="UsualWeight">Gross, of the goods with usual packing: a first guess for the scales.</param>
/// <param name="Parcel">What became of the last try to buy a label; null when there was none.</param>
/// <param name="RefusalCode">Why the carrier made none that time.</param>
public sealed record OrderToLabel(
    ConsignmentId Id, string OrderNumber, string Recipient, Country Destination, string FirstTitle, int Units, Weight UsualWeight, DateTime DispatchByUtc, DateTime PromisedByUtc, bool InDispute,
    ParcelStatus? Parcel, string? RefusalCode);

/// <param name="Cost">What the carrier charges, in its currency.</param>
/// <param name="Manifest">On which it stands already, where its hand-over was not written down; null else.</param>
/// <param name="Account">The merchant's own account, to which the carrier bills; null for the installation's own carrier.</param>
public sealed record LabelledParcel(
    ParcelId Id, ConsignmentId Consignment, string OrderNumber, string Recipient, Country Destination, string Carrier, CarrierAccountId? Account, string Service, string TrackingNumber, Weight Weight, Money Cost,
    DateTime DispatchByUtc, ManifestId? Manifest);

/// <summary>What a merchant works on when it packs many orders at once, the earliest deadline first. The progress of a batch is what the parcels say, so it may be left and come back to.</summary>
public sealed class OrdersToLabel(MarketDb db)
{
    /// <summary>Orders to pack, at most <see cref="QuoteManyLabels.Most"/> on a page.</summary>
    public async Task<Outcome<Page<OrderToLabel>>> ToPackAsync(MerchantId merchant, Actor actor, string? after, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var rows = from c in db.Consignments.AsNoTracking()
                   join o in db.Orders on c.Order equals o.Id
                   where c.Merchant == merchant && c.Status == ConsignmentStatus.ToPack
                   select new { Consignment = c, Order = o };
        if (PageKey.Parse(after) is { } key) rows = rows.Where(r => r.Consignment.DispatchByUtc > key.AtUtc || (r.Consignment.DispatchByUtc == key.AtUtc && r.Order.Number.CompareTo(key.Name) > 0));
        var found = await rows.OrderBy(r => r.Consignment.DispatchByUtc).ThenBy(r => r.Order.Number).Take(QuoteManyLabels.Most + 1)
            .Select(r => new { r.Consignment.Id, r.Order.Number, r.Order.ShipTo, r.Order, r.Consignment.DispatchByUtc, r.Consignment.PromisedByUtc, r.Consignment.InDispute }).ToListAsync(cancel);
        var more = found.Count > QuoteManyLabels.Most;
        if (more) found.RemoveAt(QuoteManyLabels.Most);

        var ids = found.ConvertAll(r => r.Id);
        var goods = await db.Consignments.AsNoTracking().Include(c => c.Lines).Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        var orders = found.ToDictionary(r => r.Id, r => r.Order);
        var packings = await db.PackingsAsync([.. goods.Values.Select(c => (orders[c.Id], c))], track: false, cancel);
        var first = goods.Values.ToDictionary(c => c.Id, c => c.Lines.MinBy(l => l.Id)!);
        var titles = await db.TitlesAsync(first.Values.Select(l => l.Listing), cancel);
        var items = found.Where(r => goods.ContainsKey(r.Id)).Select(r =>
        {
            var packing = packings[r.Id];
            var last = packing.Parcels is [.., var newest] ? newest.Parcel : null;
            // Of one that waits for its label, the whole.
            var next = packing.Rest.Lines.Count > 0 ? packing.Rest : PackedGoods.All(r.Order, goods[r.Id]);
            return new OrderToLabel(
                r.Id, r.Number, r.ShipTo.Name, r.ShipTo.Country, titles.GetValueOrDefault(first[r.Id].Listing, first[r.Id].Title), next.Lines.Sum(l => l.Quantity), next.PackedWeight(),
                r.DispatchByUtc, r.PromisedByUtc, r.InDispute, last?.Status, last?.RefusalCode);
        }).ToList();
        return new Page<OrderToLabel>(items, more ? new PageKey(found[^1].DispatchByUtc, found[^1].Number).ToString() : null);
    }

    /// <summary>Parcels whose label is bought and that are still here, the earliest deadline first, at most <see cref="QuoteManyLabels.Most"/>.</summary>
    public async Task<Outcome<IReadOnlyList<LabelledParcel>>> LabelledAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var rows = await (from c in db.Consignments.AsNoTracking()
                          join o in db.Orders on c.Order equals o.Id
                          join p in db.Parcels on c.Id equals p.Consignment
                          where c.Merchant == merchant && (c.Status == ConsignmentStatus.LabelBought || c.Status == ConsignmentStatus.ToPack) && p.Status == ParcelStatus.Labelled
                          orderby c.DispatchByUtc, o.Number
                          select new { Parcel = p, o.Number, o.ShipTo, c.DispatchByUtc }).Take(QuoteManyLabels.Most).ToListAsync(cancel);
        return rows.ConvertAll(r => new LabelledParcel(
            r.Parcel.Id, r.Parcel.Consignment, r.Number, r.ShipTo.Name, r.ShipTo.Country, r.Parcel.Carrier, r.Parcel.Account, r.Parcel.Service, r.Parcel.TrackingNumber!, r.Parcel.Weight, r.Parcel.Cost, r.DispatchByUtc, r.Parcel.Manifest));
    }
}
