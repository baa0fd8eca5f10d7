using System.Net;
using Microsoft.Data.Sqlite;
using Storefront.Testing;

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
            using var member = stall.Person();
            await member.SignInAsync();
            await member.AddAsync(stall.Teapot);
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

            await AssertMemberAsync(stall, member);

            Directory.Delete(stall.DatabaseFile);
            foreach (var end in new[] { "", "-wal", "-shm" })
            {
                if (File.Exists(aside + end)) File.Move(aside + end, stall.DatabaseFile + end);
            }

            Assert.Contains("Celadon teapot", (await person.GetAsync("/en/basket")).Text);
            Assert.Equal(HttpStatusCode.OK, (await member.GetAsync("/en/account")).Status);
            Assert.Equal("/en/account", member.At);
        }
        finally
        {
            await stall.DisposeAsync();
        }
    }

    [Fact]
    public async Task While_a_PostgreSQL_server_is_stopped_guests_and_members_are_told_so_and_browsing_goes_on()
    {
        var server = PostgresServer.OfItsOwn();
        // At its end there is no server left whose books could be looked at.
        var stall = new Stall { Postgres = server.NewDatabase(), LeavesBooksUnjudged = true };
        await stall.InitializeAsync();
        try
        {
            using var guest = stall.Person();
            using var member = stall.Person();
            await member.SignInAsync();
            foreach (var person in new[] { guest, member }) await person.AddAsync(stall.Teapot);

            await server.StopAsync();

            foreach (var path in new[] { "/en", "/en/c/teaware", "/fr/p/celadon-teapot", "/en/search?q=teapot", "/suggest?q=tea" }) Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync(path)).Status);
            AssertPolite(guest, await guest.GetAsync("/en/checkout"));
            AssertPolite(guest, await guest.AddAsync(stall.Shirt));
            await AssertMemberAsync(stall, member);
        }
        finally
        {
            await stall.DisposeAsync();
        }
    }

    /// <summary>Whose session has to be looked up, and cannot be.</summary>
    private static async Task AssertMemberAsync(Stall stall, Person member)
    {
        stall.Clock.Move(TimeSpan.FromMinutes(2));
        foreach (var path in new[] { "/en/basket", "/en/checkout", "/ar/basket", "/en/account", "/en/account/addresses", "/en/account/sign-in", "/office" })
            Assert.Equal((path, HttpStatusCode.ServiceUnavailable), (path, (await member.GetAsync(path)).Status));

        AssertPolite(member, await member.AddAsync(stall.Shirt));
        AssertPolite(member, await member.PostAsync("/account/addresses/8f14e45f-ceea-467f-9575-2a3b1c2d3e4f/remove"));
        foreach (var path in new[] { "/en", "/en/c/teaware", "/fr/p/celadon-teapot", "/en/search?q=shirt", "/suggest?q=shirt" }) Assert.Equal(HttpStatusCode.OK, (await member.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync("/en/no-such-page")).Status);
        await member.SubmitAsync(await member.GetAsync("/en"), "form[action*='preferences']");
        Assert.Equal(HttpStatusCode.OK, member.Answer.StatusCode);
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
