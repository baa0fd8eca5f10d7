using Microsoft.EntityFrameworkCore;
using Storefront.Returns;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<Return> Returns => Set<Return>();

    public DbSet<ReturnLine> ReturnLines => Set<ReturnLine>();
}
