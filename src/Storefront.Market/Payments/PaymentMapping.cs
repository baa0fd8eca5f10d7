using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Payments;

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>, IEntityTypeConfiguration<Refund>, IEntityTypeConfiguration<ReceivedEvent>
{
    public void Configure(EntityTypeBuilder<Payment> payment)
    {
        payment.ToTable("Payments", t => t.HasCheckConstraint("CK_Payments_Refunds", "\"RefundedMinor\" >= 0 AND \"RefundedMinor\" <= \"Amount_Minor\""));
        payment.HasKey(p => p.Id);
        payment.Property(p => p.Id).ValueGeneratedNever();
        payment.Property(p => p.Provider).HasMaxLength(30).IsUnicode(false);
        payment.Property(p => p.Key).HasMaxLength(60).IsUnicode(false);
        payment.Property(p => p.Reference).HasMaxLength(100).IsUnicode(false);
        payment.Property(p => p.PageUrl).HasMaxLength(2000);
        payment.Property(p => p.FailureCode).HasMaxLength(80).IsUnicode(false);
        payment.HasKeyState(p => p.KeyState);
        payment.Property(p => p.Version).IsConcurrencyToken();
        payment.HasIndex(p => p.Order);
        payment.HasIndex(p => p.Key).IsUnique();
        payment.HasIndex(p => p.Reference);
        payment.HasIndex(p => new { p.Status, p.ExpiresAtUtc });
    }

    public void Configure(EntityTypeBuilder<Refund> refund)
    {
        refund.ToTable("Refunds");
        refund.HasKey(r => r.Id);
        refund.Property(r => r.Id).ValueGeneratedNever();
        refund.Property(r => r.Key).HasMaxLength(100).IsUnicode(false);
        refund.Ignore(r => r.ProviderKey);
        refund.Property(r => r.Reference).HasMaxLength(100).IsUnicode(false);
        refund.Property(r => r.FailureCode).HasMaxLength(80).IsUnicode(false);
        refund.HasKeyState(r => r.KeyState);
        refund.Property(r => r.Version).IsConcurrencyToken();
        refund.HasIndex(r => r.Key).IsUnique();
        refund.HasIndex(r => r.Order);
        refund.HasIndex(r => r.Reference);
        refund.HasIndex(r => new { r.Status, r.CreatedAtUtc });
    }

    public void Configure(EntityTypeBuilder<ReceivedEvent> received)
    {
        received.ToTable("ReceivedEvents");
        received.HasKey(e => new { e.Provider, e.EventId });
        received.Property(e => e.Provider).HasMaxLength(30).IsUnicode(false);
        received.Property(e => e.EventId).HasMaxLength(100).IsUnicode(false);
        received.Property(e => e.Kind).HasMaxLength(80).IsUnicode(false);
        received.Property(e => e.Subject).HasMaxLength(100).IsUnicode(false);
        received.HasIndex(e => new { e.ReceivedAtUtc, e.EventId });
        received.HasIndex(e => e.Message);
    }
}
