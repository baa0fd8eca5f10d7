using Microsoft.EntityFrameworkCore;
using Storefront.Pricing;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<RateDay> RateDays => Set<RateDay>();

    public DbSet<PublishedRate> PublishedRates => Set<PublishedRate>();
}
