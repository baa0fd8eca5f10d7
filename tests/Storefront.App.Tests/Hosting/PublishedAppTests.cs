using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Storefront.Testing;

namespace Storefront.App.Tests.Hosting;

/// <summary>Starting the app as an operator does, from what the Dockerfile publishes.</summary>
public sealed class PublishedAppTests(PublishedApp published) : IClassFixture<PublishedApp>
{
    private static readonly string[] Options = ["--urls", "--data", "--database", "--connection", "--no-demo", "--migrate", "--help"];

    [Fact]
    public async Task It_serves_pages_styles_pictures_and_scripts_and_keeps_its_data()
    {
        var data = Directory.CreateTempSubdirectory("storefront-kept-").FullName;
        try
        {
            string keysBefore;
            await using (var first = await RunningApp.StartAsync(data, published.Program, "--no-demo"))
            {
                using var client = new HttpClient { BaseAddress = new Uri(first.Url) };
                var home = await client.GetStringAsync("/en");
                foreach (var file in Regex.Matches(home, "(?:href|src)=\"(/(?:css|js|img)/[^\"]+)\"").Select(m => m.Groups[1].Value).Distinct())
                    Assert.Equal((file, HttpStatusCode.OK), (file, (await client.GetAsync(file)).StatusCode));
                Assert.Contains(".css", home);
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/_framework/blazor.web.js")).StatusCode);
                foreach (var file in new[] { "Storefront.Office/office.css", "MudBlazor/MudBlazor.min.css", "MudBlazor/MudBlazor.min.js" })
                    Assert.Equal((file, HttpStatusCode.OK), (file, (await client.GetAsync("/_content/" + file)).StatusCode));
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
                Assert.DoesNotContain("missing", first.Output, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("Demo sign-ins", first.Output);
                keysBefore = await KeysAsync(data);
            }

            await using var second = await RunningApp.StartAsync(data, published.Program, "--no-demo");
            Assert.Equal(keysBefore, await KeysAsync(data));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task Without_the_picture_tools_it_starts_and_says_so_in_one_sentence()
    {
        await using var app = await RunningApp.StartAsync(null, published.Program, [("PATH", "/nowhere")], "--no-demo");

        var sentence = Assert.Single(app.Output.Split('\n'), l => l.Contains("missing", StringComparison.Ordinal));
        Assert.Contains("libvips-tools", sentence);
        using var client = new HttpClient { BaseAddress = new Uri(app.Url) };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/en")).StatusCode);
    }

    [Fact]
    public async Task Help_lists_every_option()
    {
        var (code, said) = await published.RunAsync("--help");

        Assert.Equal(0, code);
        Assert.All(Options, option => Assert.Contains(option, said));
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        await FailsAsync($"{url} is taken by another program: choose another address with --urls.", "--urls", url, "--no-demo");
    }

    [Theory]
    [InlineData("postgres", "Host=127.0.0.1;Port=1;Username=nobody;Password=hidden-word;Timeout=2", "The postgres database cannot be used: Failed to connect to 127.0.0.1:1")]
    [InlineData("postgres", "nonsense", "The postgres database cannot be used: ")]
    [InlineData("sqlserver", "Colour=blue", "The sqlserver database cannot be used: ")]
    [InlineData("sqlite", "Data Source=/nowhere/at/all.db", "The sqlite database cannot be used: ")]
    public async Task A_bad_connection_string_is_one_sentence_without_the_password(string brand, string connection, string sentence)
    {
        var said = await FailsAsync(sentence, "--database", brand, "--connection", connection, "--urls", $"http://127.0.0.1:{RunningApp.FreePort()}", "--no-demo");

        Assert.DoesNotContain("hidden-word", said);
    }

    [Theory]
    [InlineData("--database postgres needs --connection", "--database", "postgres")]
    [InlineData("--database is sqlite, postgres or sqlserver, not 'oracle'.", "--database", "oracle")]
    [InlineData("The option --colour is not known. --help lists the options.", "--colour", "blue")]
    [InlineData("--urls needs an address such as http://localhost:8080, not 'here'.", "--urls", "here")]
    [InlineData("--data needs a value.", "--data")]
    public async Task A_wrong_option_is_one_sentence(string sentence, params string[] arguments)
    {
        var (code, said) = await published.RunAsync(arguments);

        Assert.Equal(1, code);
        Assert.StartsWith(sentence, said.Trim(), StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_one_sentence()
    {
        var (code, said) = await published.RunAsync("--data", "/proc/storefront", "--no-demo");

        Assert.Equal(1, code);
        Assert.Single(said.Trim().Split('\n'));
        Assert.Contains("/proc/storefront", said);
    }

    [Fact]
    public async Task Migrate_brings_the_database_up_to_date_and_stops()
    {
        var data = Directory.CreateTempSubdirectory("storefront-migrated-").FullName;
        var (code, said) = await published.RunAsync("--migrate", "--data", data);

        Assert.Equal((0, "The database is up to date."), (code, said.Trim()));
        Assert.True(File.Exists(Path.Combine(data, "market.db")));
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task On_a_database_server_it_waits_for_migrate_and_then_opens_the_same_demo_market()
    {
        var connection = PostgresServer.Shared.NewDatabase();
        string[] server = ["--database", "postgres", "--connection", connection];

        await FailsAsync("The database is older than this program: run it once with --migrate.", [.. server, "--urls", $"http://127.0.0.1:{RunningApp.FreePort()}"]);
        var (code, said) = await published.RunAsync([.. server, "--migrate"]);
        await using var app = await RunningApp.StartAsync(null, published.Program, server);
        using var client = new HttpClient { BaseAddress = new Uri(app.Url) };

        Assert.Equal((0, "The database is up to date."), (code, said.Trim()));
        Assert.Contains("celadon-teapot", await client.GetStringAsync("/en/search?q=teapot"));
        Assert.Contains("Demo sign-ins", app.Output);
        Assert.False(File.Exists(Path.Combine(app.DataFolder, "market.db")));
    }

    [Fact]
    public async Task The_image_installs_what_the_app_needs_runs_unprivileged_and_is_asked_for_its_health()
    {
        var packages = await File.ReadAllTextAsync(Path.Combine(RunningApp.Root, "eng/packages.sh"));
        var needed = Regex.Match(packages, @"APP_PACKAGES=\((.*)\)").Groups[1].Value.Split(' ');
        var installed = Regex.Match(PublishedApp.Dockerfile, "--no-install-recommends (.*) \\\\").Groups[1].Value.Split(' ');
        var entry = Regex.Match(PublishedApp.Dockerfile, "ENTRYPOINT \\[(.*)\\]").Groups[1].Value.Split(", ").Select(a => a.Trim('"')).ToList();

        Assert.Equal([.. needed, "curl"], installed);
        Assert.True(PublishedApp.Dockerfile.IndexOf("USER $APP_UID", StringComparison.Ordinal) > PublishedApp.Dockerfile.IndexOf("apt-get install", StringComparison.Ordinal));
        Assert.Contains("HEALTHCHECK", PublishedApp.Dockerfile);
        Assert.Contains("http://localhost:8080/health/ready", PublishedApp.Dockerfile);
        Assert.Equal(["dotnet", "Storefront.Web.dll", "--data", "/data", "--urls", "http://+:8080"], entry);
        Assert.True(File.Exists(published.Program));
    }

    /// <summary>The app ends with an error and one line, which is returned.</summary>
    private async Task<string> FailsAsync(string sentence, params string[] arguments)
    {
        var data = Directory.CreateTempSubdirectory("storefront-failing-").FullName;
        var (code, said) = await published.RunAsync([.. arguments, "--data", data]);

        Assert.True(code == 1, said);
        Assert.StartsWith(sentence, said.Trim(), StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
        Directory.Delete(data, recursive: true);
        return said;
    }

    /// <summary>The data-protection keys in the database: a new start that lost its data would make others.</summary>
    private static async Task<string> KeysAsync(string data)
    {
        await using var db = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(data, "market.db")};Mode=ReadOnly");
        await db.OpenAsync();
        var command = db.CreateCommand();
        command.CommandText = "SELECT group_concat(Name, ',') FROM (SELECT Name FROM ProtectionKeys ORDER BY Name)";
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
