using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<Category> Categories => Set<Category>();

    public DbSet<Listing> Listings => Set<Listing>();

    public DbSet<Variant> Variants => Set<Variant>();

    public DbSet<Stock> Stock => Set<Stock>();

    public DbSet<StockMovement> StockMovements => Set<StockMovement>();

    public DbSet<PublishedCopy> PublishedCopies => Set<PublishedCopy>();

    public DbSet<Counter> Counters => Set<Counter>();
}
