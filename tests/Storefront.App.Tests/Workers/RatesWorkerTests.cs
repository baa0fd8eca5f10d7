using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;
using Storefront.Pricing;

namespace Storefront.App.Tests.Workers;

/// <summary>Rates that are read from a file while shoppers look, and rates that nobody renews.</summary>
public sealed class RatesWorkerTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("storefront-rates-").FullName;
    private readonly Stall stall;

    public RatesWorkerTests() => stall = new Stall { App = new Dictionary<string, string?> { ["Rates:Ecb:Source"] = Source, ["Rates:MostAgeDays"] = "3650" } };

    private string Source => Path.Combine(folder, "eurofxref.csv");

    public Task InitializeAsync() => stall.InitializeAsync();

    public async Task DisposeAsync()
    {
        await stall.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_day_that_is_read_changes_the_pages_that_are_stored_and_only_then()
    {
        using var person = stall.Person("en-US");
        var path = "/en/p/" + await SlugAsync();
        var before = (await person.GetAsync(path)).Of(".landed-total");
        var stored = await person.GetAsync(path);
        Assert.NotNull(person.Answer.Headers.Age);
        Assert.Equal(before, stored.Of(".landed-total"));

        await PublishAsync("USD", 1.3m);

        // The worker looks at the clock every two seconds, and at what is stored as often.
        await WaitAsync(async () => (await person.GetAsync(path)).Of(".landed-total") != before);
        var after = (await person.GetAsync(path)).Of(".landed-total");
        await person.GetAsync(path);
        Assert.NotNull(person.Answer.Headers.Age);
        Assert.NotEqual(before, after);
        Assert.Equal(1.3m, await stall.DoAsync<CurrentRates, decimal>(rates => Task.FromResult(rates.Now.Middle(Currency.Eur, Currency.Usd).Rate)));
        Assert.Equal(1, await stall.ReadAsync(db => db.RateDays.CountAsync()));
    }

    [Fact]
    public async Task F52_a_currency_whose_rate_is_too_old_is_not_offered_and_the_shop_falls_back_to_one_that_is()
    {
        using var person = stall.Person("en-JP");
        var path = "/en/p/" + await SlugAsync();
        Assert.Equal("JPY", Chosen(await person.GetAsync(path)));

        stall.Clock.Move(TimeSpan.FromDays(3_700));
        await stall.DoAsync<FollowRates>(follow => follow.RunAsync(default));
        var page = await person.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("EUR", Chosen(page));
        Assert.Equal(["EUR"], page.Document.QuerySelectorAll("select[name=currency]")[0].QuerySelectorAll("option").Select(o => o.GetAttribute("value")));
        // The pot is priced in yuan: its price is not guessed.
        Assert.Null(page.Document.QuerySelector(".landed-total"));
        Assert.Contains("no exchange rate", page.Text);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/en")).Status);
        await person.AddAsync(stall.Teapot);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/en/basket")).Status);
        await stall.AssertBooksAsync();
    }

    /// <summary>Stands a new day where the source is read, at an hour of the day after when every node has looked for it once and may look again.</summary>
    private async Task PublishAsync(string currency, decimal units)
    {
        var now = stall.Clock.GetUtcNow().UtcDateTime;
        var evening = now.Date.AddDays(1).AddHours(23);
        var day = PublishingDay.Due(evening).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var whole = Path.Combine(folder, "next.csv");
        await File.WriteAllTextAsync(whole, string.Create(CultureInfo.InvariantCulture, $"Date,{currency},\n{day},{units},\n"));
        File.Move(whole, Source);
        stall.Clock.Move(evening - now);
    }

    private Task<string> SlugAsync() => stall.ReadAsync(db => db.Variants.Where(v => v.Id == stall.Teapot).Join(db.Listings, v => v.Listing, l => l.Id, (v, l) => l.Slug).SingleAsync());

    private static string? Chosen(Page page) => page.Document.QuerySelector("select[name=currency] option[selected]")?.GetAttribute("value");

    private static async Task WaitAsync(Func<Task<bool>> done)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await done()) await timer.WaitForNextTickAsync(limit.Token);
    }
}
