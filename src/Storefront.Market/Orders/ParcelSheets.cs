using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

internal static class ParcelSheets
{
    /// <summary>Parcels with their scans, newest parcel first, in two reads.</summary>
    public static async Task<IReadOnlyList<ParcelSheet>> ParcelsOfAsync(this MarketDb db, Expression<Func<Parcel, bool>> which, CancellationToken cancel) =>
        [.. (await db.ParcelsWithConsignmentAsync(which, cancel)).Select(p => p.Parcel)];

    /// <summary>As <see cref="ParcelsOfAsync"/>, each with the consignment that it carries.</summary>
    public static async Task<IReadOnlyList<(ConsignmentId Consignment, ParcelSheet Parcel)>> ParcelsWithConsignmentAsync(this MarketDb db, Expression<Func<Parcel, bool>> which, CancellationToken cancel) =>
        await db.ReadAsync(db.Parcels.Where(which), cancel);

    /// <summary>Labels for the way back of a return, newest first.</summary>
    public static async Task<IReadOnlyList<ParcelSheet>> ReturnParcelsOfAsync(this MarketDb db, ReturnId id, CancellationToken cancel) =>
        [.. (await db.ReadAsync(db.EveryParcel.Where(p => p.Return == id), cancel)).Select(p => p.Parcel)];

    private static async Task<IReadOnlyList<(ConsignmentId Consignment, ParcelSheet Parcel)>> ReadAsync(this MarketDb db, IQueryable<Parcel> which, CancellationToken cancel)
    {
        var parcels = await which.AsNoTracking().OrderByDescending(p => p.CreatedAtUtc).ThenBy(p => p.Id).ToListAsync(cancel);
        var ids = parcels.ConvertAll(p => p.Id);
        var scans = (await db.ParcelScans.AsNoTracking().Where(s => ids.Contains(s.Parcel)).OrderBy(s => s.AtUtc).ThenBy(s => s.Id).ToListAsync(cancel)).ToLookup(s => s.Parcel);
        return parcels.ConvertAll(p => (p.Consignment, new ParcelSheet(
            p.Id, p.Status, p.Carrier, p.Service, p.TrackingNumber, p.Weight, p.Size, p.Cost, p.RefusalCode, p.CreatedAtUtc,
            [.. scans[p.Id].Select(s => new ScanSheet(s.Status, s.Country, s.Place, s.AtUtc))])
        {
            Reference = p.Reference, IsOwnAccount = p.Account is not null, CarrierLabel = p.LabelFile is null ? null : p.LabelFormat,
        }));
    }
}
