using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Trust;

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("AuditLog");
        entry.HasKey(e => e.Id);
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.Act).HasMaxLength(80).IsUnicode(false);
        entry.Property(e => e.Subject).HasMaxLength(120);
        entry.Property(e => e.Detail).HasMaxLength(2000);
        entry.HasIndex(e => e.User);
    }
}
