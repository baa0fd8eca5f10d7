using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Storefront.Connectors.Rates.Ecb;
using Storefront.Pricing;

namespace Storefront.Connectors.Tests.Rates;

/// <summary>Reading over HTTP, from a server on this machine, and from files.</summary>
public sealed class EcbRatesTests
{
    [Fact]
    public async Task The_daily_file_is_read_from_its_address()
    {
        await using var server = await Server.StartAsync(http => http.Response.WriteAsync(EcbText.Daily));

        var read = await FetchAsync(server.Address + "eurofxref-daily.xml");

        Assert.Equal(1.1592m, read.Value.Days[0].Rates[0].UnitsPerEuro);
        Assert.Equal(1, server.Asked);
    }

    [Theory]
    [InlineData(503, 3)]
    [InlineData(429, 3)]
    [InlineData(404, 1)]
    [InlineData(204, 1)]
    public async Task F52_a_source_that_is_down_is_tried_three_times_and_one_that_says_no_once(int status, int tries)
    {
        await using var server = await Server.StartAsync(http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var read = await FetchAsync(server.Address.ToString());

        Assert.Equal("pricing.source-silent", read.Refusal?.Code);
        Assert.Equal(status.ToString(), read.Refusal!.Arguments["answer"]);
        Assert.Equal(tries, server.Asked);
    }

    [Fact]
    public async Task A_source_that_comes_back_within_its_tries_is_read()
    {
        var asked = 0;
        await using var server = await Server.StartAsync(async http =>
        {
            if (++asked < 3) http.Response.StatusCode = 502;
            else await http.Response.WriteAsync(EcbText.Daily);
        });

        Assert.True((await FetchAsync(server.Address.ToString())).Succeeded);
    }

    [Fact]
    public async Task A_redirect_is_followed_on_the_same_host_and_never_to_another()
    {
        await using var server = await Server.StartAsync(http =>
        {
            http.Response.StatusCode = 302;
            http.Response.Headers.Location = http.Request.Path.Value switch { "/moved" => "/daily", "/away" => "http://localhost.example:1/daily", _ => http.Request.Path.Value };
            if (http.Request.Path != "/daily") return Task.CompletedTask;
            http.Response.StatusCode = 200;
            return http.Response.WriteAsync(EcbText.Daily);
        });

        Assert.True((await FetchAsync(server.Address + "moved")).Succeeded);
        var away = await FetchAsync(server.Address + "away");
        Assert.Equal(("pricing.source-elsewhere", "localhost.example"), (away.Refusal?.Code, away.Refusal!.Arguments["host"]));
        Assert.Equal("pricing.source-silent", (await FetchAsync(server.Address + "round")).Refusal?.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_without_end_is_cut_off(bool saysSo)
    {
        await using var server = await Server.StartAsync(async http =>
        {
            if (saysSo) http.Response.ContentLength = ImportRates.LargestBytes + 1L;
            var block = new byte[1024 * 1024];
            for (var i = 0; i <= 17; i++) await http.Response.Body.WriteAsync(block, http.RequestAborted);
        });

        Assert.Equal("pricing.file-too-large", (await FetchAsync(server.Address.ToString())).Refusal?.Code);
    }

    [Fact]
    public async Task A_transfer_that_breaks_off_is_tried_again_and_never_believed()
    {
        await using var server = await Server.StartAsync(async http =>
        {
            http.Response.ContentLength = 5_000;
            await http.Response.WriteAsync(EcbText.Daily[..100]);
            http.Abort();
        });

        Assert.Equal("pricing.source-silent", (await FetchAsync(server.Address.ToString())).Refusal?.Code);
        Assert.Equal(3, server.Asked);
    }

    [Fact]
    public async Task A_source_that_never_answers_is_given_up_after_its_time()
    {
        await using var server = await Server.StartAsync(http => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default));
        var clock = new ManualClock();
        var fetching = new EcbRates(new EcbSettings { Source = server.Address.ToString(), Tries = 1 }, Client(), clock).FetchAsync(default);

        await server.WasAsked;
        clock.Move(TimeSpan.FromSeconds(21));

        Assert.Equal("pricing.source-silent", (await fetching).Refusal?.Code);
    }

    [Fact]
    public async Task Plain_http_is_not_asked_beyond_this_machine_and_no_other_scheme_is()
    {
        Assert.Equal("pricing.source-silent", (await FetchAsync("http://rates.example/daily.xml")).Refusal?.Code);
        Assert.Equal("pricing.source-silent", (await FetchAsync("ftp://rates.example/daily.xml")).Refusal?.Code);
    }

    [Fact]
    public async Task A_file_is_read_from_its_path_and_a_missing_one_is_silence()
    {
        var folder = Directory.CreateTempSubdirectory("storefront-rates-").FullName;
        try
        {
            var path = Path.Combine(folder, "eurofxref.zip");
            await File.WriteAllBytesAsync(path, EcbText.Zip(("eurofxref.csv", "Date, USD, \n27 November 2026, 1.1592, \n")));

            Assert.True((await FetchAsync(path)).Succeeded);
            Assert.True((await FetchAsync(new Uri(path).AbsoluteUri)).Succeeded);
            Assert.Equal("pricing.source-silent", (await FetchAsync(path + ".gone")).Refusal?.Code);
            Assert.Equal("pricing.no-source", (await FetchAsync(" ")).Refusal?.Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<Outcome<ReferenceRates>> FetchAsync(string source) =>
        new EcbRates(new EcbSettings { Source = source, RetryAfterSeconds = 0 }, Client(), TimeProvider.System).FetchAsync(default);

    private static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private sealed class Server(WebApplication app) : IAsyncDisposable
    {
        private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int asked;

        public Uri Address => new(app.Urls.First() + "/");

        public int Asked => asked;

        public Task WasAsked => first.Task;

        public static async Task<Server> StartAsync(RequestDelegate answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var server = new Server(app);
            app.Run(http =>
            {
                Interlocked.Increment(ref server.asked);
                server.first.TrySetResult();
                return answer(http);
            });
            await app.StartAsync();
            return server;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
