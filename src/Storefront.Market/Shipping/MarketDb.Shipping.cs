using Microsoft.EntityFrameworkCore;
using Storefront.Shipping;
using Storefront.Shipping.Lanes;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<CarrierAccount> CarrierAccounts => Set<CarrierAccount>();

    public DbSet<CarrierMessage> CarrierMessages => Set<CarrierMessage>();

    public DbSet<LaneNotice> LaneNotices => Set<LaneNotice>();

    public DbSet<RateCard> RateCards => Set<RateCard>();

    public DbSet<ManifestRecord> Manifests => Set<ManifestRecord>();

    public DbSet<PickupRecord> Pickups => Set<PickupRecord>();

    /// <summary>Parcels to buyers.</summary>
    public DbSet<Parcel> Parcels => Set<Parcel>();

    /// <summary>Those that come back too, and first miles.</summary>
    public IQueryable<Parcel> EveryParcel => Parcels.IgnoreQueryFilters();

    public DbSet<ParcelContent> ParcelContents => Set<ParcelContent>();

    public DbSet<ParcelScan> ParcelScans => Set<ParcelScan>();
}
