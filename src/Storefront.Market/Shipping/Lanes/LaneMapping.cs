using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Shipping.Lanes;

internal sealed class LaneMapping : IEntityTypeConfiguration<LaneNotice>
{
    public void Configure(EntityTypeBuilder<LaneNotice> notice)
    {
        notice.ToTable("LaneNotices", t => t.HasCheckConstraint("CK_LaneNotices_MoreDays", $"\"MoreDays\" BETWEEN 0 AND {SetLane.MostDays}"));
        notice.HasKey(n => n.Id);
        notice.Property(n => n.Id).ValueGeneratedNever();
        notice.Property(n => n.Carrier).HasMaxLength(40).IsUnicode(false);
        notice.Property(n => n.Reason).HasMaxLength(SetLane.LongestReason);
        notice.Property(n => n.Version).IsConcurrencyToken();
        notice.HasIndex(n => n.UntilUtc);
        notice.HasIndex(n => n.SetAtUtc);
    }
}
