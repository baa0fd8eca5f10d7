using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Customs.Classification;

namespace Storefront.Customs;

internal sealed class ClearanceFeeMapping : IEntityTypeConfiguration<ClearanceFeeVersion>
{
    public void Configure(EntityTypeBuilder<ClearanceFeeVersion> fee)
    {
        fee.ToTable("ClearanceFees", t => t.HasCheckConstraint("CK_ClearanceFees_Share", "\"Share\" BETWEEN 0 AND 1000000"));
        fee.HasKey(f => f.Id);
        fee.Property(f => f.Id).ValueGeneratedNever();
        fee.Property(f => f.Handler).HasMaxLength(ClearanceFee.LongestHandler).IsUnicode(false);
        fee.Property(f => f.Amount).HasPrecision(18, 4);
        fee.Property(f => f.Least).HasPrecision(18, 4);
        fee.Property(f => f.Most).HasPrecision(18, 4);
        fee.Property(f => f.Above).HasPrecision(18, 4);
        fee.Property(f => f.Source).HasMaxLength(ImportTariff.LongestSource);
        fee.Property(f => f.Version).IsConcurrencyToken();
        fee.HasIndex(f => f.SetAtUtc);
    }
}
