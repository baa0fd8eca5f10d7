using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Orders;

internal sealed class OrderMapping :
    IEntityTypeConfiguration<Order>,
    IEntityTypeConfiguration<Consignment>,
    IEntityTypeConfiguration<OrderLine>,
    IEntityTypeConfiguration<OrderEvent>
{
    public void Configure(EntityTypeBuilder<Order> order)
    {
        order.ToTable("Orders");
        order.HasKey(o => o.Id);
        order.Property(o => o.Id).ValueGeneratedNever();
        order.Property(o => o.Number).HasMaxLength(20).IsUnicode(false);
        order.Property(o => o.Email).HasMaxLength(256);
        order.Property(o => o.Language).HasMaxLength(12).IsUnicode(false);
        order.Property(o => o.ShipTo).AsJson(3000);
        order.Property(o => o.Gift).HasMaxLength(GiftWish.Longest);
        order.Property(o => o.AccessKey).HasMaxLength(32).IsUnicode(false);
        order.Property(o => o.Version).IsConcurrencyToken();
        order.HasMany(o => o.Consignments).WithOne().HasForeignKey(c => c.Order);
        order.Navigation(o => o.Consignments).HasField("consignments");
        order.HasIndex(o => o.Number).IsUnique();
        order.HasIndex(o => o.Attempt).IsUnique();
        order.HasIndex(o => new { o.User, o.Id });
        // The market's list of orders, newest first, whole and by status.
        order.HasIndex(o => new { o.PlacedAtUtc, o.Number });
        order.HasIndex(o => new { o.Status, o.PlacedAtUtc });
    }

    public void Configure(EntityTypeBuilder<Consignment> consignment)
    {
        consignment.ToTable("Consignments", t => t.HasCheckConstraint("CK_Consignments_Refunds", "\"RefundedMinor\" >= 0 AND \"RefundedMinor\" <= \"Total_Minor\""));
        consignment.HasKey(c => c.Id);
        consignment.Property(c => c.Id).ValueGeneratedNever();
        consignment.Property(c => c.MerchantName).HasMaxLength(120);
        consignment.Property(c => c.DeliveryMethod).HasMaxLength(30).IsUnicode(false);
        consignment.Property(c => c.DiscountCode).HasMaxLength(30).IsUnicode(false);
        consignment.Property(c => c.DiscountMinor).HasDefaultValue(0L).ValueGeneratedNever();
        consignment.Property(c => c.Card).AsJson(int.MaxValue);
        consignment.Property(c => c.Point).AsJson(4000);
        consignment.Property(c => c.Terms).AsJson(4000);
        consignment.Property(c => c.Version).IsConcurrencyToken();
        consignment.HasMany(c => c.Lines).WithOne().HasForeignKey(l => l.Consignment);
        consignment.Navigation(c => c.Lines).HasField("lines");
        consignment.HasIndex(c => c.Order);
        consignment.HasIndex(c => new { c.Merchant, c.Status, c.Id });
        consignment.HasIndex(c => new { c.Status, c.PromisedByUtc });
        consignment.HasIndex(c => new { c.Merchant, c.SettledAtUtc });
    }

    public void Configure(EntityTypeBuilder<OrderLine> line)
    {
        line.ToTable("OrderLines", t =>
        {
            t.HasCheckConstraint("CK_OrderLines_Quantity", "\"Quantity\" > 0");
            t.HasCheckConstraint("CK_OrderLines_Refunds", "\"RefundedMinor\" = \"RefundedGoodsMinor\" + \"RefundedDeliveryMinor\" + \"RefundedDutyMinor\" + \"RefundedTaxMinor\" + \"RefundedFeesMinor\"");
            foreach (var (refunded, paid) in new[] { ("Goods", "LineTotal"), ("Delivery", "Delivery"), ("Duty", "Duty"), ("Tax", "Tax"), ("Fees", "Fees") })
                t.HasCheckConstraint($"CK_OrderLines_Refunded{refunded}", $"\"Refunded{refunded}Minor\" >= 0 AND \"Refunded{refunded}Minor\" <= \"{paid}_Minor\"");
        });
        line.HasKey(l => l.Id);
        line.Property(l => l.Id).ValueGeneratedNever();
        line.Property(l => l.Slug).HasMaxLength(120).IsUnicode(false);
        line.Property(l => l.Sku).HasMaxLength(64);
        line.Property(l => l.Title).HasMaxLength(300);
        line.Property(l => l.Options).HasMaxLength(200);
        line.Property(l => l.PictureUrl).HasMaxLength(300);
        line.Property(l => l.CustomsDescription).HasMaxLength(200);
        line.Property(l => l.LocalName).HasMaxLength(300);
        line.Property(l => l.Battery).HasDefaultValue(BatteryContent.None).ValueGeneratedNever();
        line.Property(l => l.CancelledUnits).HasDefaultValue(0).ValueGeneratedNever();
        line.Property(l => l.DiscountMinor).HasDefaultValue(0L).ValueGeneratedNever();
        line.Property(l => l.MerchantDiscountMinor).HasDefaultValue(0L).ValueGeneratedNever();
        line.Property(l => l.Sensitive).AsJson(400).IsRequired(false);
        line.HasIndex(l => l.Consignment);
        line.HasIndex(l => l.Listing);
        line.HasIndex(l => new { l.Hold, l.DueAtUtc });
        line.HasIndex(l => new { l.Merchant, l.Hold, l.DueAtUtc });
        line.HasIndex(l => l.StopAtUtc);
    }

    public void Configure(EntityTypeBuilder<OrderEvent> happened)
    {
        happened.ToTable("OrderEvents");
        happened.HasKey(e => e.Id);
        happened.Property(e => e.Id).ValueGeneratedNever();
        happened.Property(e => e.Cause).HasMaxLength(20).IsUnicode(false);
        happened.Property(e => e.Detail).HasMaxLength(300);
        happened.HasIndex(e => new { e.Order, e.Id });
    }
}
