using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Customs.Classification;

namespace Storefront.Customs;

internal sealed class TariffDutyMapping : IEntityTypeConfiguration<TariffDuty>
{
    public void Configure(EntityTypeBuilder<TariffDuty> duty)
    {
        duty.ToTable("TariffDuties", t => t.HasCheckConstraint("CK_TariffDuties_Rate", $"\"Rate\" BETWEEN 0 AND {TariffFile.HighestDuty.Value}"));
        duty.HasKey(d => d.Id);
        duty.Property(d => d.Id).ValueGeneratedNever();
        duty.Property(d => d.HsPrefix).HasMaxLength(10).IsUnicode(false);
        duty.Property(d => d.Source).HasMaxLength(ImportTariff.LongestSource);
        duty.Property(d => d.Version).IsConcurrencyToken();
        duty.HasOne<NationalTariff>().WithMany().HasForeignKey(d => d.Tariff).OnDelete(DeleteBehavior.Restrict);
        duty.HasIndex(d => new { d.Tariff, d.SetAtUtc });
    }
}
