using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Disputes;

internal sealed class DisputeMapping : IEntityTypeConfiguration<Dispute>, IEntityTypeConfiguration<DisputeEntry>
{
    public void Configure(EntityTypeBuilder<Dispute> dispute)
    {
        dispute.ToTable("Disputes");
        dispute.HasKey(d => d.Id);
        dispute.Property(d => d.Id).ValueGeneratedNever();
        dispute.Property(d => d.Lines).AsJson(4000);
        dispute.Property(d => d.DecisionReasons).HasMaxLength(3000);
        dispute.Property(d => d.MadeGoodMinor).HasDefaultValue(0L);
        dispute.Ignore(d => d.MadeGood);
        dispute.Ignore(d => d.AppealUntilUtc);
        dispute.Ignore(d => d.IsAppeal);
        dispute.Property(d => d.Version).IsConcurrencyToken();
        dispute.HasIndex(d => d.Consignment);
        dispute.HasIndex(d => d.Order);
        dispute.HasIndex(d => new { d.Merchant, d.Status });
        dispute.HasIndex(d => new { d.Status, d.DueAtUtc });
    }

    public void Configure(EntityTypeBuilder<DisputeEntry> entry)
    {
        entry.ToTable("DisputeEntries");
        entry.HasKey(e => e.Id);
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.By).HasMaxLength(20).IsUnicode(false);
        entry.Property(e => e.Text).HasMaxLength(3000);
        entry.Property(e => e.Files).AsJson(2000);
        entry.HasIndex(e => new { e.Dispute, e.Id });
    }
}
