using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Catalog;

internal sealed class CatalogMapping :
    IEntityTypeConfiguration<Category>,
    IEntityTypeConfiguration<Listing>,
    IEntityTypeConfiguration<Variant>,
    IEntityTypeConfiguration<Stock>,
    IEntityTypeConfiguration<StockMovement>,
    IEntityTypeConfiguration<PublishedCopy>,
    IEntityTypeConfiguration<Counter>
{
    public void Configure(EntityTypeBuilder<Category> category)
    {
        category.ToTable("Categories");
        category.HasKey(c => c.Key);
        category.Property(c => c.Key).HasMaxLength(60).IsUnicode(false);
        category.Property(c => c.ParentKey).HasMaxLength(60).IsUnicode(false);
        category.Property(c => c.Names).AsJson(2000);
    }

    public void Configure(EntityTypeBuilder<Listing> listing)
    {
        listing.ToTable("Listings");
        listing.HasKey(l => l.Id);
        listing.Property(l => l.Id).ValueGeneratedNever();
        listing.Property(l => l.Slug).HasMaxLength(120).IsUnicode(false);
        listing.Property(l => l.Handle).HasMaxLength(ProductFile.LongestHandle);
        listing.Property(l => l.Category).HasMaxLength(60).IsUnicode(false);
        listing.Property(l => l.Brand).HasMaxLength(120);
        listing.Property(l => l.CustomsDescription).HasMaxLength(200);
        listing.Property(l => l.NationalCodes).AsJson(4000).IsRequired(false);
        listing.Property(l => l.Maker).AsJson(2000);
        listing.Property(l => l.ResponsiblePerson).AsJson(2000);
        listing.Property(l => l.Sensitive).AsJson(400).IsRequired(false);
        listing.Property(l => l.Language).HasMaxLength(12).IsUnicode(false);
        listing.Property(l => l.StatusReason).HasMaxLength(500);
        listing.Property(l => l.Texts).AsJson(100_000);
        listing.Property(l => l.Pictures).AsJson(20_000);
        listing.Property(l => l.Options).AsJson(20_000);
        listing.Property(l => l.Version).IsConcurrencyToken();
        listing.HasMany(l => l.Variants).WithOne().HasForeignKey(v => v.Listing);
        listing.Navigation(l => l.Variants).HasField("variants");
        listing.HasIndex(l => l.Slug).IsUnique();
        listing.HasIndex(l => new { l.Merchant, l.Id });
        listing.HasIndex(l => new { l.Merchant, l.Handle }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Variant> variant)
    {
        variant.ToTable("Variants", t => t.HasCheckConstraint("CK_Variants_Price", "\"Price_Minor\" > 0"));
        variant.HasKey(v => v.Id);
        variant.Property(v => v.Id).ValueGeneratedNever();
        variant.Property(v => v.Sku).HasMaxLength(64);
        variant.Property(v => v.Values).AsJson(1000);
        variant.Property(v => v.Barcode).HasMaxLength(20).IsUnicode(false);
        variant.Property(v => v.PartNumber).HasMaxLength(70);
        variant.Property(v => v.Battery).HasDefaultValue(BatteryContent.None).ValueGeneratedNever();
        variant.Property(v => v.Version).IsConcurrencyToken();
        variant.HasIndex(v => new { v.Merchant, v.Sku }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Stock> stock)
    {
        stock.ToTable("Stock", t => t.HasCheckConstraint(
            "CK_Stock_NeverOversold", "\"Reserved\" >= 0 AND \"Committed\" >= 0 AND \"OnHand\" >= \"Reserved\" + \"Committed\""));
        stock.HasKey(s => s.Variant);
        stock.Property(s => s.Variant).ValueGeneratedNever();
        stock.Property(s => s.Bin).HasMaxLength(Stock.LongestBin);
    }

    public void Configure(EntityTypeBuilder<StockMovement> movement)
    {
        movement.ToTable("StockMovements");
        movement.HasKey(m => m.Id);
        movement.Property(m => m.Id).ValueGeneratedNever();
        movement.HasIndex(m => m.Variant);
        movement.HasIndex(m => m.AtUtc);
    }

    public void Configure(EntityTypeBuilder<PublishedCopy> copy)
    {
        copy.ToTable("PublishedCopies");
        copy.HasKey(c => c.Listing);
        copy.Property(c => c.Listing).ValueGeneratedNever();
        copy.HasIndex(c => c.Sequence).IsUnique();
        copy.HasIndex(c => c.RulesAsOf);
        copy.HasIndex(c => c.MadeFrom);
    }

    public void Configure(EntityTypeBuilder<Counter> counter)
    {
        counter.ToTable("Counters");
        counter.HasKey(c => c.Name);
        counter.Property(c => c.Name).HasMaxLength(40).IsUnicode(false);
    }
}
