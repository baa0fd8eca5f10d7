using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Goods in a parcel, as the buyer bought them.</summary>
public sealed record ContentSheet(ParcelId Parcel, string OrderNumber, ConsignmentId Consignment, Guid Line, string Title, string? Options, string Sku, int Quantity);

public static class ParcelContents
{
    /// <summary>What lies in parcels that do not carry all of their consignment, by the order of their lines; nothing is read where all do.</summary>
    public static async Task<IReadOnlyList<ContentSheet>> ContentsOfAsync(this MarketDb db, IEnumerable<Parcel> parcels, CancellationToken cancel)
    {
        var ids = parcels.Where(p => p.Load != ParcelLoad.Whole).Select(p => p.Id).ToList();
        if (ids.Count == 0) return [];
        return await (from c in db.ParcelContents.AsNoTracking()
                      join l in db.OrderLines on c.Line equals l.Id
                      join o in db.Orders on c.Order equals o.Id
                      where ids.Contains(c.Parcel)
                      orderby c.Parcel, o.Number, l.Id
                      select new ContentSheet(c.Parcel, o.Number, c.Consignment, c.Line, l.Title, l.Options, l.Sku, c.Quantity)).ToListAsync(cancel);
    }
}
