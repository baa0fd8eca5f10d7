using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Returns;

internal sealed class ReturnMapping : IEntityTypeConfiguration<Return>, IEntityTypeConfiguration<ReturnLine>
{
    public void Configure(EntityTypeBuilder<Return> goods)
    {
        goods.ToTable("Returns");
        goods.HasKey(r => r.Id);
        goods.Property(r => r.Id).ValueGeneratedNever();
        goods.Property(r => r.Note).HasMaxLength(Return.LongestNote);
        goods.Property(r => r.Answer).HasMaxLength(Return.LongestReason);
        goods.Property(r => r.SendTo).AsJson(3000);
        goods.Property(r => r.Carrier).HasMaxLength(60);
        goods.Property(r => r.TrackingNumber).HasMaxLength(60);
        goods.Property(r => r.Version).IsConcurrencyToken();
        goods.HasMany(r => r.Lines).WithOne().HasForeignKey(l => l.Return);
        goods.Navigation(r => r.Lines).HasField("lines");
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
