using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Ledger;

internal sealed class LedgerMapping : IEntityTypeConfiguration<JournalEntry>, IEntityTypeConfiguration<Posting>
{
    public void Configure(EntityTypeBuilder<JournalEntry> entry)
    {
        entry.ToTable("JournalEntries");
        entry.HasKey(e => e.Id);
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.Key).HasMaxLength(120).IsUnicode(false);
        // A version that does not know of it leaves it out.
        entry.Property(e => e.Rate).AsJson(600).IsRequired(false);
        entry.HasMany(e => e.Postings).WithOne().HasForeignKey(p => p.Entry).OnDelete(DeleteBehavior.Restrict);
        entry.Navigation(e => e.Postings).HasField("postings");
        entry.HasIndex(e => e.Key).IsUnique();
        entry.HasIndex(e => e.Order);
        entry.HasIndex(e => new { e.AtUtc, e.Key });
    }

    public void Configure(EntityTypeBuilder<Posting> posting)
    {
        posting.ToTable("Postings");
        posting.HasKey(p => new { p.Entry, p.Line });
        posting.Property(p => p.Owner).HasMaxLength(60).IsUnicode(false);
        // To the entry, so that a statement's page is read in its order and nothing is sorted.
        posting.HasIndex(p => new { p.Account, p.Owner, p.AtUtc, p.Entry });
        posting.HasIndex(p => p.AtUtc);
    }
}
