using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Customs.Classification;

internal sealed class NationalTariffMapping : IEntityTypeConfiguration<NationalTariff>
{
    public void Configure(EntityTypeBuilder<NationalTariff> tariff)
    {
        tariff.ToTable("NationalTariffs");
        tariff.HasKey(t => t.Id);
        tariff.Property(t => t.Id).ValueGeneratedNever();
        tariff.Property(t => t.Source).HasMaxLength(ImportTariff.LongestSource);
        tariff.HasIndex(t => new { t.Country, t.TakenAtUtc });
    }
}
