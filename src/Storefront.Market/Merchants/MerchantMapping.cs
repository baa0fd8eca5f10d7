using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Merchants;

internal sealed class MerchantMapping : IEntityTypeConfiguration<Merchant>, IEntityTypeConfiguration<MerchantMember>
{
    public void Configure(EntityTypeBuilder<Merchant> merchant)
    {
        merchant.ToTable("Merchants");
        merchant.HasKey(m => m.Id);
        merchant.Ignore(m => m.Profile);
        merchant.Property(m => m.Id).ValueGeneratedNever();
        merchant.Property(m => m.Slug).HasMaxLength(80).IsUnicode(false);
        merchant.Property(m => m.Name).HasMaxLength(120);
        merchant.Property(m => m.NativeName).HasMaxLength(120);
        merchant.Property(m => m.Registration).HasMaxLength(120);
        merchant.Property(m => m.VatNumber).HasMaxLength(40);
        merchant.Property(m => m.Eori).HasMaxLength(20);
        merchant.Property(m => m.Email).HasMaxLength(256);
        merchant.Property(m => m.StatusReason).HasMaxLength(500);
        merchant.Property(m => m.Address).AsJson(3000);
        merchant.Property(m => m.Registrations).HasConversion(RegistrationLines.Converter, RegistrationLines.Comparer).HasMaxLength(1000).IsUnicode(false);
        merchant.Property(m => m.ReturnAddresses).AsJson(20_000);
        merchant.Property(m => m.ReturnPostage).HasDefaultValue(ReturnPostage.Buyer).ValueGeneratedNever();
        merchant.Property(m => m.About).AsJson(100_000);
        merchant.Property(m => m.Version).IsConcurrencyToken();
        merchant.HasIndex(m => m.Slug).IsUnique();
        merchant.HasIndex(m => new { m.Status, m.AppliedAtUtc });
    }

    public void Configure(EntityTypeBuilder<MerchantMember> member)
    {
        member.ToTable("MerchantMembers");
        member.HasKey(m => new { m.Merchant, m.User });
        member.HasIndex(m => m.User);
    }
}
