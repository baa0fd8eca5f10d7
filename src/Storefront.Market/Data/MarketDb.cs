using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Conventions;

namespace Storefront.Data;

/// <summary>The market's one database. Each module adds its sets in its own partial file; the model is the same for every brand.</summary>
public sealed partial class MarketDb(DbContextOptions<MarketDb> options) : IdentityDbContext<User, IdentityRole<Guid>, Guid>(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => ValueConventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        IdentityTables.Bound(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(MarketDb).Assembly);
    }
}
