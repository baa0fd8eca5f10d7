using Microsoft.EntityFrameworkCore;
using Storefront.Reviews;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<Review> Reviews => Set<Review>();
}
