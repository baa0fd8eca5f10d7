using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Storefront.Data;
using Storefront.Data.Postgres;
using Storefront.Data.Sqlite;

namespace Storefront.Testing;

/// <summary>Databases that are migrated already. To run every migration takes seconds, so each brand is migrated once in the tests' process and copied from then on.</summary>
internal static class MigratedDatabase
{
    private static readonly Lazy<byte[]> File = new(MigrateFile);
    private static readonly Lazy<string> Template = new(MigrateTemplate);

    public static Task WriteAsync(string file) => System.IO.File.WriteAllBytesAsync(file, File.Value);

    /// <summary>A connection string to a database on the tests' PostgreSQL server that nobody else uses.</summary>
    public static async Task<string> OnPostgresAsync()
    {
        var made = PostgresServer.Shared.NewDatabase();
        var server = new NpgsqlConnectionStringBuilder(made) { Database = "postgres" };
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {new NpgsqlConnectionStringBuilder(made).Database} TEMPLATE {Template.Value}";
        await command.ExecuteNonQueryAsync();
        return made;
    }

    private static byte[] MigrateFile()
    {
        var folder = Directory.CreateTempSubdirectory("storefront-migrated-").FullName;
        var file = Path.Combine(folder, "market.db");
        // The last connection to close writes the log into the file.
        Migrate(o => o.UseSqliteMarket(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, ForeignKeys = true }.ToString()));
        var bytes = System.IO.File.ReadAllBytes(file);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }

    /// <summary>The server copies no database to which somebody is connected.</summary>
    private static string MigrateTemplate()
    {
        var settings = new NpgsqlConnectionStringBuilder(PostgresServer.Shared.NewDatabase()) { Pooling = false };
        Migrate(o => o.UsePostgresMarket(settings.ConnectionString));
        return settings.Database!;
    }

    private static void Migrate(Action<DbContextOptionsBuilder<MarketDb>> use)
    {
        var options = new DbContextOptionsBuilder<MarketDb>();
        use(options);
        using var db = new MarketDb(options.Options);
        db.Database.Migrate();
    }
}
