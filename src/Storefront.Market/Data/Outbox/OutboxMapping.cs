using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Data.Outbox;

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.ToTable("Outbox");
        message.HasKey(m => m.Id);
        message.Property(m => m.Id).ValueGeneratedNever();
        message.Property(m => m.Kind).HasMaxLength(80).IsUnicode(false);
        message.Property(m => m.Body).HasMaxLength(4000);
        message.Property(m => m.LastError).HasMaxLength(2000);
        message.HasIndex(m => new { m.DoneAtUtc, m.DeadAtUtc, m.DueAtUtc });
    }
}
