using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>What is known before parcels are sent to their carrier's sorting warehouse.</summary>
/// <param name="Sorter">Key of the carrier whose warehouse it is.</param>
/// <param name="Bag">Number of the bag in which they lie; null for loose parcels.</param>
/// <param name="Warehouse">As it was named the last time; null before.</param>
/// <param name="By">Carriers of the merchant that go there, with their services.</param>
public sealed record FirstMileForm(string Sorter, Country Country, string? Bag, IReadOnlyList<ParcelId> Parcels, Weight Weight, Dimensions Size, PostalAddress? Warehouse, IReadOnlyList<(string Carrier, string Service)> By, FirstMileSheet? Standing);

/// <summary>Reads what a merchant needs for a first mile.</summary>
public sealed class FirstMiles(MarketDb db, MerchantCarriers carriers, CarrierDirectory directory)
{
    public Task<Outcome<FirstMileForm>> OfParcelAsync(MerchantId merchant, ParcelId id, Actor actor, CancellationToken cancel) => OfAsync(merchant, db.Parcels.Where(p => p.Id == id), null, actor, cancel);

    /// <summary>Several loose parcels of one carrier, before they are put into its bag: some carriers want to know with the bag who brings it.</summary>
    public Task<Outcome<FirstMileForm>> OfParcelsAsync(MerchantId merchant, IReadOnlyList<ParcelId> ids, Actor actor, CancellationToken cancel) => OfAsync(merchant, db.Parcels.Where(p => ids.Contains(p.Id)), null, actor, cancel);

    public async Task<Outcome<FirstMileForm>> OfBagAsync(MerchantId merchant, ManifestId id, Actor actor, CancellationToken cancel)
    {
        var number = await db.Manifests.AsNoTracking().Where(m => m.Id == id && m.Merchant == merchant).Select(m => m.Number ?? m.Reference).SingleOrDefaultAsync(cancel);
        return number is null ? BatchRefusals.ManifestNotFound : await OfAsync(merchant, db.Parcels.Where(p => p.Manifest == id), number, actor, cancel);
    }

    private async Task<Outcome<FirstMileForm>> OfAsync(MerchantId merchant, IQueryable<Parcel> which, string? bag, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var parcels = await which.AsNoTracking().Where(p => p.Merchant == merchant).OrderBy(p => p.Reference).Take(BuyFirstMile.Most).ToListAsync(cancel);
        if (parcels.Count == 0) return OrderRefusals.NotFound;
        var first = parcels[0];
        if (directory.FindConnector(first.Carrier)?.SortsIn is not { } country) return FirstMileRefusals.NoWarehouse(directory.NameOf(first.Carrier));
        var warehouse = await db.CarrierAccounts.AsNoTracking().Where(a => a.Id == first.Account).Select(a => a.Warehouse).SingleOrDefaultAsync(cancel);
        var by = (await carriers.OfAsync(merchant, cancel)).Where(c => c.As<IBuyLabels>(CarrierAbility.Buy) is not null && c.Connector?.FirstMile?.Within == country).SelectMany(c => c.Connector!.FirstMile!.Services.Select(s => (c.Carrier.Key, s))).ToList();
        var miles = parcels.Select(p => p.FirstMile).OfType<ParcelId>().Distinct().ToList();
        var standing = miles.Count == 0 ? null : await db.EveryParcel.AsNoTracking().Where(p => miles.Contains(p.Id)).OrderByDescending(p => p.CreatedAtUtc).ThenBy(p => p.Id).FirstOrDefaultAsync(cancel);
        return new FirstMileForm(first.Carrier, country, bag, parcels.ConvertAll(p => p.Id), parcels.Aggregate(default(Weight), static (sum, p) => sum + p.Weight), parcels.Count == 1 ? first.Size : default, warehouse, by, standing is null ? null : FirstMileSheet.Of(standing));
    }
}
