using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Catalog;
using Storefront.Merchants;

namespace Storefront.Fees;

internal sealed class FeeRuleMapping : IEntityTypeConfiguration<FeeRule>
{
    public void Configure(EntityTypeBuilder<FeeRule> rule)
    {
        rule.ToTable("FeeRules", t => t.HasCheckConstraint("CK_FeeRules_Rate", $"\"Rate\" BETWEEN 0 AND {SetFeeRule.Highest.Value}"));
        rule.HasKey(r => r.Id);
        rule.Property(r => r.Id).ValueGeneratedNever();
        rule.Property(r => r.Category).HasMaxLength(60).IsUnicode(false);
        rule.Property(r => r.Version).IsConcurrencyToken();
        rule.HasOne<Merchant>().WithMany().HasForeignKey(r => r.Merchant).OnDelete(DeleteBehavior.Restrict);
    }
}
