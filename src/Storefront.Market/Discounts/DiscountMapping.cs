using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Merchants;

namespace Storefront.Discounts;

internal sealed class DiscountMapping : IEntityTypeConfiguration<DiscountCode>, IEntityTypeConfiguration<DiscountUse>
{
    public void Configure(EntityTypeBuilder<DiscountCode> code)
    {
        code.ToTable("DiscountCodes", t =>
        {
            t.HasCheckConstraint("CK_DiscountCodes_Kind", "(\"Share\" IS NULL AND \"AmountMinor\" > 0) OR (\"AmountMinor\" IS NULL AND \"Share\" BETWEEN 10000 AND 1000000)");
            t.HasCheckConstraint("CK_DiscountCodes_Uses", "\"Uses\" >= 0 AND (\"MostUses\" IS NULL OR \"Uses\" <= \"MostUses\")");
        });
        code.HasKey(c => c.Id);
        code.Property(c => c.Id).ValueGeneratedNever();
        code.Property(c => c.Code).HasMaxLength(DiscountCode.Longest).IsUnicode(false);
        code.HasOne<Merchant>().WithMany().HasForeignKey(c => c.Merchant).OnDelete(DeleteBehavior.Restrict);
        // A shopper's word is looked up for all merchants of a basket; a merchant's list is read newest first.
        code.HasIndex(c => new { c.Code, c.Merchant }).IsUnique();
        code.HasIndex(c => new { c.Merchant, c.MadeAtUtc, c.Code });
    }

    public void Configure(EntityTypeBuilder<DiscountUse> use)
    {
        use.ToTable("DiscountUses");
        use.HasKey(u => new { u.Order, u.Code });
        use.Property(u => u.Email).HasMaxLength(256);
        use.HasOne<DiscountCode>().WithMany().HasForeignKey(u => u.Code).OnDelete(DeleteBehavior.Restrict);
        use.HasIndex(u => new { u.User, u.Code });
        use.HasIndex(u => new { u.Email, u.Code });
        use.HasIndex(u => new { u.Basket, u.Code });
    }
}
