using System.Net;
using Microsoft.Data.Sqlite;

namespace Storefront.App.Tests.Selling;

public sealed class DatabaseAwayTests
{
    [Fact]
    public async Task While_the_database_is_locked_nothing_is_sold_politely_and_browsing_goes_on()
    {
        var stall = new Stall { Settings = "Default Timeout=1" };
        await stall.InitializeAsync();
        try
        {
            using var person = stall.Person();
            await person.AddAsync(stall.Teapot);
            await using (var other = new SqliteConnection($"Data Source={stall.DatabaseFile};Pooling=False"))
            {
                await other.OpenAsync();
                await ExecuteAsync(other, "BEGIN IMMEDIATE");

                var refused = await person.AddAsync(stall.Shirt);

                AssertPolite(person, refused);
                Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/fr/p/" + "celadon-teapot")).Status);
                Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/en/search?q=teapot")).Status);
                await ExecuteAsync(other, "ROLLBACK");
            }

            Assert.Contains("Linen shirt", (await person.AddAsync(stall.Shirt)).Text);
        }
        finally
        {
            await stall.DisposeAsync();
        }
    }

    [Fact]
    public async Task While_the_database_is_gone_basket_and_checkout_say_so_and_browsing_goes_on()
    {
        var stall = new Stall();
        await stall.InitializeAsync();
        try
        {
            using var person = stall.Person();
            await person.AddAsync(stall.Teapot);
            SqliteConnection.ClearAllPools();
            var aside = stall.DatabaseFile + ".aside";
            foreach (var end in new[] { "", "-wal", "-shm" })
            {
                if (File.Exists(stall.DatabaseFile + end)) File.Move(stall.DatabaseFile + end, aside + end);
            }

            Directory.CreateDirectory(stall.DatabaseFile);
            // A worker may have opened one in between, which would go on with the file that was moved.
            SqliteConnection.ClearAllPools();

            foreach (var path in new[] { "/en/basket", "/en/checkout", "/en/checkout/8f14e45f-ceea-467f-9575-2a3b1c2d3e4f", "/en/orders/ZZZZZZZZZZZZ", "/ar/basket" })
            {
                var page = await person.GetAsync(path);

                Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
            }

            AssertPolite(person, await person.AddAsync(stall.Shirt));
            foreach (var path in new[] { "/en", "/en/c/teaware", "/zh-Hans/p/linen-shirt", "/en/search?q=shirt" }) Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(path)).Status);

            Directory.Delete(stall.DatabaseFile);
            foreach (var end in new[] { "", "-wal", "-shm" })
            {
                if (File.Exists(aside + end)) File.Move(aside + end, stall.DatabaseFile + end);
            }

            Assert.Contains("Celadon teapot", (await person.GetAsync("/en/basket")).Text);
        }
        finally
        {
            await stall.DisposeAsync();
        }
    }

    private static void AssertPolite(Person person, Page page)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal(TimeSpan.FromSeconds(60), person.Answer.Headers.RetryAfter!.Delta);
        Assert.True(person.Answer.Headers.Contains("Content-Security-Policy"));
        Assert.Contains("We cannot take orders just now", page.Text);
        Assert.DoesNotContain("Sqlite", page.Document.DocumentElement.OuterHtml);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
