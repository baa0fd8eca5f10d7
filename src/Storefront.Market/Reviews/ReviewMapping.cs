using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Reviews;

internal sealed class ReviewMapping : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> review)
    {
        review.ToTable("Reviews", t => t.HasCheckConstraint("CK_Reviews_Stars", "\"Stars\" BETWEEN 1 AND 5"));
        review.HasKey(r => r.Id);
        review.Property(r => r.Id).ValueGeneratedNever();
        review.Property(r => r.Language).HasMaxLength(12).IsUnicode(false);
        review.Property(r => r.Text).HasMaxLength(3000);
        review.Property(r => r.Variant).HasMaxLength(200);
        review.HasIndex(r => r.OrderLine).IsUnique();
        review.HasIndex(r => new { r.Listing, r.WrittenAtUtc });
    }
}
