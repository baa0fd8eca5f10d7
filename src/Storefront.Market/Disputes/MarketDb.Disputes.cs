using Microsoft.EntityFrameworkCore;
using Storefront.Disputes;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<Dispute> Disputes => Set<Dispute>();

    public DbSet<DisputeEntry> DisputeEntries => Set<DisputeEntry>();
}
