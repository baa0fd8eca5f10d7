using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>What a refund gave back of one order line, in minor units of the refund's currency. Written with the refund and never changed; whether the
/// money arrived is the refund's to say.</summary>
public sealed class RefundLine : IInsertOnly
{
    private RefundLine()
    {
    }

    public Guid Refund { get; private set; }

    public Guid Line { get; private set; }

    public long GoodsMinor { get; private set; }

    public long DeliveryMinor { get; private set; }

    public long DutyMinor { get; private set; }

    public long TaxMinor { get; private set; }

    public long FeesMinor { get; private set; }

    public DateTime AtUtc { get; private set; }

    internal static RefundLine Of(Refund refund, LineRefund part, DateTime nowUtc) => new()
    {
        Refund = refund.Id, Line = part.Line.Id, GoodsMinor = part.Parts.Goods.Minor, DeliveryMinor = part.Parts.Delivery.Minor, DutyMinor = part.Parts.Duty.Minor,
        TaxMinor = part.Parts.Tax.Minor, FeesMinor = part.Parts.Fees.Minor, AtUtc = nowUtc,
    };
}

internal sealed class RefundLineMapping : IEntityTypeConfiguration<RefundLine>
{
    public void Configure(EntityTypeBuilder<RefundLine> line)
    {
        line.ToTable("RefundLines");
        line.HasKey(l => new { l.Refund, l.Line });
        line.HasOne<Refund>().WithMany().HasForeignKey(l => l.Refund).OnDelete(DeleteBehavior.Restrict);
        line.HasIndex(l => l.Line);
    }
}
