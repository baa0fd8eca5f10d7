using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Shipping;

internal sealed class HandOverMapping : IEntityTypeConfiguration<ManifestRecord>, IEntityTypeConfiguration<PickupRecord>
{
    public void Configure(EntityTypeBuilder<ManifestRecord> manifest)
    {
        manifest.ToTable("Manifests");
        manifest.HasKey(m => m.Id);
        manifest.Property(m => m.Id).ValueGeneratedNever();
        manifest.Property(m => m.Carrier).HasMaxLength(30).IsUnicode(false);
        manifest.Property(m => m.Reference).HasMaxLength(60).IsUnicode(false);
        manifest.Property(m => m.Number).HasMaxLength(120).IsUnicode(false);
        manifest.Property(m => m.File).HasMaxLength(200).IsUnicode(false);
        manifest.Property(m => m.RefusalCode).HasMaxLength(80).IsUnicode(false);
        manifest.Property(m => m.RefusalReason).HasMaxLength(300);
        manifest.Property(m => m.Version).IsConcurrencyToken();
        manifest.HasIndex(m => m.Reference).IsUnique();
        manifest.HasIndex(m => new { m.Merchant, m.CreatedAtUtc });
    }

    public void Configure(EntityTypeBuilder<PickupRecord> pickup)
    {
        pickup.ToTable("Pickups");
        pickup.HasKey(p => p.Id);
        pickup.Property(p => p.Id).ValueGeneratedNever();
        pickup.Property(p => p.Carrier).HasMaxLength(30).IsUnicode(false);
        pickup.Property(p => p.Reference).HasMaxLength(60).IsUnicode(false);
        pickup.Property(p => p.Note).HasMaxLength(PickupRecord.LongestNote);
        pickup.Property(p => p.Booked).AsJson(1000);
        pickup.Property(p => p.RefusalCode).HasMaxLength(80).IsUnicode(false);
        pickup.Property(p => p.RefusalReason).HasMaxLength(300);
        pickup.Property(p => p.Version).IsConcurrencyToken();
        pickup.Property(p => p.Turn).HasMaxLength(64).IsUnicode(false);
        pickup.HasIndex(p => p.Reference).IsUnique();
        pickup.HasIndex(p => p.Turn).IsUnique();
        pickup.HasIndex(p => new { p.Merchant, p.CreatedAtUtc });
    }
}
