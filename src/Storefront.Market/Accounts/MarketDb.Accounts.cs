using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<SavedAddress> SavedAddresses => Set<SavedAddress>();
}
