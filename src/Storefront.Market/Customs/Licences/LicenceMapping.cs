using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Customs;

internal sealed class LicenceMapping : IEntityTypeConfiguration<MerchantLicence>
{
    public void Configure(EntityTypeBuilder<MerchantLicence> licence)
    {
        licence.ToTable("MerchantLicences");
        licence.HasKey(l => l.Id);
        licence.Property(l => l.Id).ValueGeneratedNever();
        licence.Property(l => l.Restriction).HasMaxLength(60).IsUnicode(false);
        licence.Property(l => l.Number).HasMaxLength(AskForLicence.LongestNumber);
        licence.Property(l => l.Authority).HasMaxLength(AskForLicence.LongestAuthority);
        licence.Property(l => l.File).HasMaxLength(StoredFile.LongestName).IsUnicode(false);
        licence.Property(l => l.Reason).HasMaxLength(JudgeLicence.LongestReason);
        licence.Property(l => l.Version).IsConcurrencyToken();
        licence.HasOne<Merchant>().WithMany().HasForeignKey(l => l.Merchant).OnDelete(DeleteBehavior.Restrict);
        licence.HasIndex(l => new { l.Merchant, l.AskedAtUtc });
        licence.HasIndex(l => new { l.Status, l.AskedAtUtc });
    }
}
