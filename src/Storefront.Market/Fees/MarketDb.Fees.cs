using Microsoft.EntityFrameworkCore;
using Storefront.Fees;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<FeeRule> FeeRules => Set<FeeRule>();
}
