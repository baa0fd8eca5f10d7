using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;

namespace Storefront.Web.Hosting;

/// <summary>Brings the database to the shape that this build needs, or says in one sentence why it cannot.</summary>
public static class DatabaseStart
{
    /// <summary>The embedded database migrates itself; a server only when told to, because several nodes share it.</summary>
    /// <returns>Null when all is well.</returns>
    public static async Task<string?> PrepareAsync(IServiceProvider services, StartOptions options, CancellationToken cancel)
    {
        try
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<MarketDb>>().CreateDbContextAsync(cancel);
            if (options.Database == "sqlite" || options.MigrateOnly) await db.Database.MigrateAsync(cancel);
            else if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any()) return "The database is older than this program: run it once with --migrate.";
            if (await db.Counters.AnyAsync(c => c.Name == Counter.DemoMarket && c.Value == 0, cancel))
                return $"The demo market in {Place(options)} is unfinished: another start is making it now, or was interrupted. Wait if one is running; otherwise empty {Place(options)} and start again.";
            if (!await db.Counters.AnyAsync(c => c.Name == Counter.CatalogueFeed, cancel))
            {
                db.Counters.Add(Counter.Of(Counter.CatalogueFeed));
                await db.SaveChangesAsync(cancel);
            }

            db.ForgetDesign();
            return null;
        }
        catch (Exception e) when (e is DbException or InvalidOperationException { InnerException: DbException } or ArgumentException or System.Net.Sockets.SocketException)
        {
            return $"The {options.Database} database cannot be used: {(e.InnerException as DbException ?? e).Message.Split('\n')[0].TrimEnd('.')}. Check --connection.";
        }
    }

    private static string Place(StartOptions options) => options is { Database: "sqlite", Connection: null } ? $"the data folder {options.DataFolder}" : "the database";
}
