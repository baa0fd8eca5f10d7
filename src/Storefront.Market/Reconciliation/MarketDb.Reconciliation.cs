using Microsoft.EntityFrameworkCore;
using Storefront.Reconciliation;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<ReconciliationRun> ReconciliationRuns => Set<ReconciliationRun>();
}
