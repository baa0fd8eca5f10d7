using Microsoft.EntityFrameworkCore;
using Storefront.Ledger;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<JournalEntry> JournalEntries => Set<JournalEntry>();

    public DbSet<Posting> Postings => Set<Posting>();

    public DbSet<Closing> Closings => Set<Closing>();

    public DbSet<ClosingBalance> ClosingBalances => Set<ClosingBalance>();
}
