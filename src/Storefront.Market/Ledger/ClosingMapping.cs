using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Ledger;

internal sealed class ClosingMapping : IEntityTypeConfiguration<Closing>, IEntityTypeConfiguration<ClosingBalance>
{
    public void Configure(EntityTypeBuilder<Closing> closing)
    {
        closing.ToTable("Closings");
        closing.HasKey(c => c.UpToUtc);
        closing.Property(c => c.UpToUtc).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<ClosingBalance> balance)
    {
        balance.ToTable("ClosingBalances");
        balance.HasKey(b => new { b.Account, b.Owner, b.Currency, b.UpToUtc });
        balance.HasIndex(b => new { b.UpToUtc, b.Account });
        balance.Property(b => b.Owner).HasMaxLength(60).IsUnicode(false);
    }
}
