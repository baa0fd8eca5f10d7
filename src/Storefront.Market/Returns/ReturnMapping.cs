using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Returns;

internal sealed class ReturnMapping : IEntityTypeConfiguration<Return>, IEntityTypeConfiguration<ReturnLine>
{
    public void Configure(EntityTypeBuilder<Return> goods)
    {
        goods.ToTable("Returns", t => t.HasCheckConstraint("CK_Returns_Postage", "\"PostageGrantedMinor\" IS NULL OR (\"PostageAskedMinor\" IS NOT NULL AND \"PostageGrantedMinor\" >= 0 AND \"PostageGrantedMinor\" <= \"PostageAskedMinor\")"));
        goods.HasKey(r => r.Id);
        goods.Property(r => r.Id).ValueGeneratedNever();
        goods.Property(r => r.Note).HasMaxLength(Return.LongestNote);
        goods.Property(r => r.Answer).HasMaxLength(Return.LongestReason);
        goods.Property(r => r.SendTo).AsJson(3000);
        goods.Property(r => r.Number).HasMaxLength(ReturnNumber.Length).IsUnicode(false);
        goods.Property(r => r.LabelFile).HasMaxLength(200).IsUnicode(false);
        goods.Property(r => r.PostageReceipt).HasMaxLength(200).IsUnicode(false);
        goods.Property(r => r.PostageReference).HasMaxLength(Return.LongestReference);
        goods.Property(r => r.PostageAnswer).HasMaxLength(Return.LongestReason);
        goods.Property(r => r.Carrier).HasMaxLength(60);
        goods.Property(r => r.TrackingNumber).HasMaxLength(60);
        goods.Property(r => r.Version).IsConcurrencyToken();
        goods.HasMany(r => r.Lines).WithOne().HasForeignKey(l => l.Return);
        goods.Navigation(r => r.Lines).HasField("lines");
        goods.HasIndex(r => r.Number).IsUnique();
        goods.HasIndex(r => r.PostageOwedSinceUtc);
        goods.HasIndex(r => r.Consignment);
        goods.HasIndex(r => r.Order);
        goods.HasIndex(r => new { r.Merchant, r.Status, r.DueAtUtc });
        goods.HasIndex(r => new { r.Status, r.DueAtUtc });
    }

    public void Configure(EntityTypeBuilder<ReturnLine> line)
    {
        line.ToTable("ReturnLines", t => t.HasCheckConstraint("CK_ReturnLines_Units", "\"Units\" > 0 AND (\"AcceptedUnits\" IS NULL OR (\"AcceptedUnits\" >= 0 AND \"AcceptedUnits\" <= \"Units\")) AND \"DeductionMinor\" >= 0"));
        line.HasKey(l => l.Id);
        line.Property(l => l.Id).ValueGeneratedNever();
        line.Property(l => l.DeductionReason).HasMaxLength(Return.LongestReason);
        line.HasIndex(l => l.Return);
        line.HasIndex(l => l.OrderLine);
    }
}
