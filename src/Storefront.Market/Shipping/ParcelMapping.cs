using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Shipping;

internal sealed class ParcelMapping : IEntityTypeConfiguration<Parcel>, IEntityTypeConfiguration<ParcelContent>, IEntityTypeConfiguration<ParcelScan>
{
    public void Configure(EntityTypeBuilder<Parcel> parcel)
    {
        parcel.ToTable("Parcels");
        parcel.HasKey(p => p.Id);
        parcel.Property(p => p.Id).ValueGeneratedNever();
        parcel.Property(p => p.Carrier).HasMaxLength(30).IsUnicode(false);
        parcel.Property(p => p.Service).HasMaxLength(60).IsUnicode(false);
        parcel.Property(p => p.Reference).HasMaxLength(60).IsUnicode(false);
        parcel.Property(p => p.TrackingNumber).HasMaxLength(60).IsUnicode(false);
        parcel.Property(p => p.CarrierReference).HasMaxLength(LabelRequest.LongestReference).IsUnicode(false);
        parcel.Property(p => p.ServiceName).HasMaxLength(120);
        parcel.Property(p => p.Marks).AsJson(1000);
        parcel.Property(p => p.Warehouse).AsJson(2000);
        parcel.Property(p => p.IsFirstMile).HasDefaultValue(false).ValueGeneratedNever();
        parcel.Property(p => p.PurchaseMark).HasMaxLength(64).IsUnicode(false);
        parcel.Property(p => p.LabelFile).HasMaxLength(200).IsUnicode(false);
        parcel.Property(p => p.Papers).AsJson(4000).IsRequired(false);
        parcel.Property(p => p.RefusalCode).HasMaxLength(80).IsUnicode(false);
        parcel.Property(p => p.Load).HasDefaultValue(ParcelLoad.Whole).ValueGeneratedNever();
        parcel.Property(p => p.Version).IsConcurrencyToken();
        // Whoever asks for parcels means those to buyers; what comes back or goes to a warehouse is asked for by name: MarketDb.EveryParcel.
        parcel.HasQueryFilter(p => p.Return == null && !p.IsFirstMile);
        parcel.HasIndex(p => p.Reference).IsUnique();
        parcel.HasIndex(p => p.Consignment);
        parcel.HasIndex(p => p.Order);
        parcel.HasIndex(p => p.TrackNextAtUtc);
        parcel.HasIndex(p => p.FetchLabelAtUtc);
        parcel.HasIndex(p => p.TrackingNumber);
        parcel.HasIndex(p => p.Manifest);
        parcel.HasIndex(p => p.Return);
        parcel.HasIndex(p => p.FirstMile);
        parcel.HasIndex(p => new { p.Status, p.CreatedAtUtc });
    }

    public void Configure(EntityTypeBuilder<ParcelContent> content)
    {
        content.ToTable("ParcelContents", t => t.HasCheckConstraint("CK_ParcelContents_Quantity", "\"Quantity\" > 0"));
        content.HasKey(c => new { c.Parcel, c.Line });
        content.HasIndex(c => c.Consignment);
        content.HasIndex(c => c.Order);
    }

    public void Configure(EntityTypeBuilder<ParcelScan> scan)
    {
        scan.ToTable("ParcelScans");
        scan.HasKey(s => s.Id);
        scan.Property(s => s.Id).ValueGeneratedNever();
        scan.Property(s => s.Code).HasMaxLength(60).IsUnicode(false);
        scan.Property(s => s.Status).HasMaxLength(40).IsUnicode(false);
        scan.Property(s => s.Place).HasMaxLength(120);
        scan.HasIndex(s => new { s.Parcel, s.Code }).IsUnique();
    }
}
