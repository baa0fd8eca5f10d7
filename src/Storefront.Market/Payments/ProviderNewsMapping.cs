using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Payments;

internal sealed class ProviderNewsMapping : IEntityTypeConfiguration<RefusedDelivery>, IEntityTypeConfiguration<NewsCursor>, IEntityTypeConfiguration<PayeeNewsCursor>, IEntityTypeConfiguration<Difference>
{
    public void Configure(EntityTypeBuilder<RefusedDelivery> refused)
    {
        refused.ToTable("RefusedDeliveries");
        refused.HasKey(r => new { r.Provider, r.Day });
        refused.Property(r => r.Provider).HasMaxLength(30).IsUnicode(false);
        refused.HasIndex(r => r.Day);
    }

    public void Configure(EntityTypeBuilder<NewsCursor> cursor)
    {
        cursor.ToTable("NewsCursors");
        cursor.HasKey(c => c.Provider);
        cursor.Property(c => c.Provider).HasMaxLength(30).IsUnicode(false);
        cursor.ComplexProperty(c => c.Walk, Walk);
        cursor.Property(c => c.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<PayeeNewsCursor> cursor)
    {
        cursor.ToTable("PayeeNewsCursors");
        cursor.HasKey(c => new { c.Provider, c.Payee });
        cursor.Property(c => c.Provider).HasMaxLength(30).IsUnicode(false);
        cursor.Property(c => c.Payee).HasMaxLength(100).IsUnicode(false);
        cursor.ComplexProperty(c => c.Walk, Walk);
        cursor.Property(c => c.Version).IsConcurrencyToken();
    }

    private static void Walk(ComplexPropertyBuilder<NewsWalk> walk)
    {
        walk.Property(w => w.SinceUtc).HasColumnName("SinceUtc");
        walk.Property(w => w.BeganAtUtc).HasColumnName("WalkBeganAtUtc");
        walk.Property(w => w.After).HasColumnName("After").HasMaxLength(200).IsUnicode(false);
        walk.Property(w => w.LookAtUtc).HasColumnName("LookAtUtc");
    }

    public void Configure(EntityTypeBuilder<Difference> difference)
    {
        difference.ToTable("Differences");
        difference.HasKey(d => d.Id);
        difference.Property(d => d.Id).ValueGeneratedNever();
        difference.Property(d => d.Provider).HasMaxLength(30).IsUnicode(false);
        difference.Property(d => d.Reference).HasMaxLength(100).IsUnicode(false);
        difference.Property(d => d.Ours).HasMaxLength(200);
        difference.Property(d => d.Theirs).HasMaxLength(200);
        difference.Property(d => d.Note).HasMaxLength(Difference.LongestNote);
        difference.Property(d => d.Version).IsConcurrencyToken();
        difference.HasIndex(d => new { d.Provider, d.Object, d.Reference, d.Kind }).IsUnique();
        difference.HasIndex(d => new { d.ResolvedAtUtc, d.FoundAtUtc });
        difference.HasIndex(d => d.Order);
        difference.HasIndex(d => d.Run);
    }
}
