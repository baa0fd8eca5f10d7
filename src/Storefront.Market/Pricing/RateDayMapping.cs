using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Pricing;

internal sealed class RateDayMapping : IEntityTypeConfiguration<RateDay>, IEntityTypeConfiguration<PublishedRate>
{
    public void Configure(EntityTypeBuilder<RateDay> day)
    {
        day.ToTable("RateDays");
        day.HasKey(d => d.Id);
        day.Property(d => d.Id).ValueGeneratedNever();
        day.Property(d => d.Source).HasMaxLength(80);
        day.HasMany(d => d.Rates).WithOne().HasForeignKey(r => r.Day).OnDelete(DeleteBehavior.Restrict);
        day.Navigation(d => d.Rates).HasField("rates");
        day.HasIndex(d => new { d.Source, d.PublishedOn, d.Edition }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PublishedRate> rate)
    {
        rate.ToTable("PublishedRates", t => t.HasCheckConstraint("CK_PublishedRates_Positive", "\"UnitsPerEuro\" > 0"));
        rate.HasKey(r => new { r.Day, r.Currency });
        rate.Property(r => r.UnitsPerEuro).HasPrecision(20, 10);
        rate.HasIndex(r => new { r.Currency, r.PublishedOn, r.Edition });
    }
}
