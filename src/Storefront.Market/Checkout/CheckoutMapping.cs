using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Checkout;

internal sealed class CheckoutMapping : IEntityTypeConfiguration<Basket>, IEntityTypeConfiguration<BasketLine>, IEntityTypeConfiguration<CheckoutAttempt>
{
    public void Configure(EntityTypeBuilder<Basket> basket)
    {
        basket.ToTable("Baskets");
        basket.HasKey(b => b.Id);
        basket.Property(b => b.Id).ValueGeneratedNever();
        basket.Property(b => b.Codes).AsJson(4000);
        basket.HasIndex(b => b.User);
    }

    public void Configure(EntityTypeBuilder<BasketLine> line)
    {
        line.ToTable("BasketLines", t => t.HasCheckConstraint("CK_BasketLines_Quantity", $"\"Quantity\" BETWEEN 1 AND {Basket.MostUnits}"));
        line.HasKey(l => new { l.Basket, l.Variant });
        line.HasOne<Basket>().WithMany().HasForeignKey(l => l.Basket);
    }

    public void Configure(EntityTypeBuilder<CheckoutAttempt> attempt)
    {
        attempt.ToTable("CheckoutAttempts");
        attempt.HasKey(a => a.Id);
        attempt.Property(a => a.Id).ValueGeneratedNever();
        attempt.Property(a => a.Email).HasMaxLength(256);
        attempt.Property(a => a.Language).HasMaxLength(12).IsUnicode(false);
        attempt.Property(a => a.ShipTo).AsJson(3000);
        attempt.Property(a => a.Gift).HasMaxLength(Storefront.Orders.GiftWish.Longest);
        attempt.Property(a => a.Quote).AsJson(100_000);
        attempt.Property(a => a.Version).IsConcurrencyToken();
        attempt.HasIndex(a => a.Basket);
    }
}
