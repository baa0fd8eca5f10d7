using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;
using Storefront.Payments;

namespace Storefront.Chargebacks;

internal sealed class ChargebackMapping : IEntityTypeConfiguration<Chargeback>, IEntityTypeConfiguration<ChargebackEntry>, IEntityTypeConfiguration<FraudWarning>
{
    public void Configure(EntityTypeBuilder<Chargeback> chargeback)
    {
        chargeback.ToTable("Chargebacks", t => t.HasCheckConstraint("CK_Chargebacks_Amount", "\"Amount_Minor\" > 0"));
        chargeback.HasKey(c => c.Id);
        chargeback.Property(c => c.Id).ValueGeneratedNever();
        chargeback.Property(c => c.Provider).HasMaxLength(30).IsUnicode(false);
        chargeback.Property(c => c.Reference).HasMaxLength(100).IsUnicode(false);
        chargeback.Property(c => c.Reason).HasMaxLength(80).IsUnicode(false);
        chargeback.Property(c => c.Told).HasMaxLength(60).IsUnicode(false);
        chargeback.Property(c => c.FailureCode).HasMaxLength(80).IsUnicode(false);
        chargeback.Property(c => c.Evidence).AsJson(30_000);
        chargeback.HasKeyState(c => c.KeyState);
        chargeback.Property(c => c.Version).IsConcurrencyToken();
        chargeback.HasIndex(c => new { c.Provider, c.Reference }).IsUnique();
        chargeback.HasIndex(c => c.Order);
        chargeback.HasIndex(c => c.Payment);
        chargeback.HasIndex(c => new { c.State, c.OpenedAtUtc });
        chargeback.HasIndex(c => c.OpenedAtUtc);
        chargeback.HasIndex(c => c.LookAtUtc);
    }

    public void Configure(EntityTypeBuilder<ChargebackEntry> entry)
    {
        entry.ToTable("ChargebackEntries");
        entry.HasKey(e => e.Id);
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.By).HasMaxLength(20).IsUnicode(false);
        entry.Property(e => e.Text).HasMaxLength(300);
        entry.HasIndex(e => new { e.Chargeback, e.Id });
    }

    public void Configure(EntityTypeBuilder<FraudWarning> warning)
    {
        warning.ToTable("FraudWarnings");
        warning.HasKey(w => w.Id);
        warning.Property(w => w.Id).ValueGeneratedNever();
        warning.Property(w => w.Provider).HasMaxLength(30).IsUnicode(false);
        warning.Property(w => w.Reference).HasMaxLength(100).IsUnicode(false);
        warning.Property(w => w.Kind).HasMaxLength(80).IsUnicode(false);
        warning.Property(w => w.Version).IsConcurrencyToken();
        warning.HasIndex(w => new { w.Provider, w.Reference }).IsUnique();
        warning.HasIndex(w => w.Order);
        warning.HasIndex(w => new { w.Verdict, w.CreatedAtUtc });
    }
}
