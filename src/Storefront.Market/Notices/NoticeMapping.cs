using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Notices;

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> notice)
    {
        notice.ToTable("Notices");
        notice.HasKey(n => n.Id);
        notice.Property(n => n.Id).ValueGeneratedNever();
        notice.Property(n => n.Key).HasMaxLength(120).IsUnicode(false);
        notice.Property(n => n.Template).HasMaxLength(60).IsUnicode(false);
        notice.Property(n => n.To).HasMaxLength(256);
        notice.Property(n => n.Language).HasMaxLength(12).IsUnicode(false);
        notice.Property(n => n.Values).AsJson(4000);
        notice.HasIndex(n => n.Key).IsUnique();
        notice.HasIndex(n => n.SentAtUtc);
        notice.HasIndex(n => n.To);
    }
}
