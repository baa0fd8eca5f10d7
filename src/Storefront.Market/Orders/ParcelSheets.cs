using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

internal static class ParcelSheets
{
    /// <summary>Parcels with their scans and contents, newest parcel first, in two reads; one more where one does not carry all of its consignment, and one where some go to a warehouse first.</summary>
    public static async Task<IReadOnlyList<ParcelSheet>> ParcelsOfAsync(this MarketDb db, ConsignmentId consignment, CancellationToken cancel) =>
        [.. (await db.SheetsAsync(db.ParcelsOf([consignment]), cancel)).Select(p => p.Parcel)];

    /// <summary>Those of an order, each with the consignments of which it carries something.</summary>
    public static async Task<ILookup<ConsignmentId, ParcelSheet>> ParcelsOfAsync(this MarketDb db, OrderId order, CancellationToken cancel) =>
        (await db.SheetsAsync(db.ParcelsOf([order]), cancel)).SelectMany(p => p.Consignments.Select(c => (Consignment: c, p.Parcel))).ToLookup(p => p.Consignment, p => p.Parcel);

    /// <summary>Labels for the way back of a return, newest first.</summary>
    public static async Task<IReadOnlyList<ParcelSheet>> ReturnParcelsOfAsync(this MarketDb db, ReturnId id, CancellationToken cancel) =>
        [.. (await db.SheetsAsync(db.EveryParcel.Where(p => p.Return == id), cancel)).Select(p => p.Parcel)];

    private static async Task<IReadOnlyList<(IReadOnlyList<ConsignmentId> Consignments, ParcelSheet Parcel)>> SheetsAsync(this MarketDb db, IQueryable<Parcel> which, CancellationToken cancel)
    {
        var parcels = await which.AsNoTracking().OrderByDescending(p => p.CreatedAtUtc).ThenBy(p => p.Id).ToListAsync(cancel);
        var ids = parcels.ConvertAll(p => p.Id);
        var miles = parcels.Select(p => p.FirstMile).OfType<ParcelId>().Distinct().ToList();
        var firsts = miles.Count == 0 ? [] : await db.EveryParcel.AsNoTracking().Where(p => miles.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        ids.AddRange(miles);
        var scans = (await db.ParcelScans.AsNoTracking().Where(s => ids.Contains(s.Parcel)).OrderBy(s => s.AtUtc).ThenBy(s => s.Id).ToListAsync(cancel)).ToLookup(s => s.Parcel);
        var contents = (await db.ContentsOfAsync(parcels, cancel)).ToLookup(c => c.Parcel);
        return parcels.ConvertAll(p => ((IReadOnlyList<ConsignmentId>)[.. contents[p.Id].Select(c => c.Consignment).Append(p.Consignment).Distinct()], new ParcelSheet(
            p.Id, p.Status, p.Carrier, p.Service, p.TrackingNumber, p.Weight, p.Size, p.Cost, p.RefusalCode, p.CreatedAtUtc,
            [.. scans[p.Id].Concat(p.FirstMile is { } mile ? scans[mile] : []).OrderBy(s => s.AtUtc).Select(s => new ScanSheet(s.Status, s.Country, s.Place, s.AtUtc, s.Parcel != p.Id))])
        {
            Reference = p.Reference, IsOwnAccount = p.Account is not null, CarrierLabel = p.LabelFile is null ? null : p.LabelFormat, CarrierPapers = p.Papers.Count, Load = p.Load, FirstMile = p.FirstMile is { } by && firsts.TryGetValue(by, out var first) ? FirstMileSheet.Of(first) : null, Contents = [.. contents[p.Id]],
        }));
    }
}
