using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Conventions;

namespace Storefront.Data;

/// <summary>The market's one database. Each module adds its sets in its own partial file; the model is the same for every brand.</summary>
public sealed partial class MarketDb : IdentityDbContext<User, IdentityRole<Guid>, Guid>
{
    /// <summary>A save that fails inside a transaction ends the whole transaction, everywhere: a savepoint before each save would be two
    /// statements for nobody.</summary>
    public MarketDb(DbContextOptions<MarketDb> options)
        : base(options) => Database.AutoSavepointsEnabled = false;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => ValueConventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        IdentityTables.Bound(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(MarketDb).Assembly);
    }
}
