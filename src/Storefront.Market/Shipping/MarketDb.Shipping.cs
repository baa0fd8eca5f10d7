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

    public DbSet<Parcel> Parcels => Set<Parcel>();

    public DbSet<ParcelContent> ParcelContents => Set<ParcelContent>();

    public DbSet<ParcelScan> ParcelScans => Set<ParcelScan>();
}
