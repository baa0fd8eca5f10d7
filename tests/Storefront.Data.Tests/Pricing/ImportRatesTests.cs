using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Pricing;

namespace Storefront.Data.Tests.Pricing;

public sealed class ImportRatesTests
{
    [Theory, Databases]
    public async Task A_day_that_is_taken_in_holds_at_once_and_is_written_down_with_its_source_and_instants(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var before = market.Current();

        await market.TakeInAsync(RateDays.Of(RateDays.Friday, ("USD", 1.2m), ("JPY", 180.5m)));

        Assert.NotSame(before, market.Current());
        Assert.Equal((1.2m, 180.5m), (market.Rate("USD"), market.Rate("JPY")));
        Assert.Equal(new RateOrigin("bank", RateDays.Friday, market.Clock.NowUtc), market.Current().Origin);
        Assert.Equal(1.1684m, before.Middle(Currency.Eur, Currency.Usd).Rate);
        var stored = await market.ReadAsync(db => db.RateDays.AsNoTracking().Include(d => d.Rates).SingleAsync());
        Assert.Equal(("bank", RateDays.Friday, 1, market.Clock.NowUtc), (stored.Source, stored.PublishedOn, stored.Edition, stored.AtUtc));
        Assert.NotNull(stored.TakenInBy);
        Assert.Equal([180.5m, 1.2m], stored.Rates.OrderBy(r => r.Currency.Code).Select(r => r.UnitsPerEuro));
        Assert.Equal("rates 2026-11-20", await market.ReadAsync(db => db.AuditLog.Where(a => a.Act == "ImportRates").Select(a => a.Subject).SingleAsync()));
        Assert.Equal([], market.Shadow.Faults);
    }

    [Theory, Databases]
    public async Task A_day_that_many_nodes_take_in_at_once_is_stored_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        var read = RateDays.Of(RateDays.Friday, ("USD", 1.2m));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            market.DoAsync<ImportRates, Outcome<RateComparison>>(import => import.TakeInAsync(admin, read, RateDays.None, default)))));

        Assert.All(outcomes, o => Assert.True(o.Succeeded, o.Refusal?.Code));
        Assert.Equal(1, outcomes.Sum(o => o.Value.Days.Count));
        Assert.Equal(1, await market.ReadAsync(db => db.RateDays.CountAsync()));
        Assert.Equal(1, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == "ImportRates")));
    }

    [Theory, Databases]
    public async Task F52_a_rate_that_jumps_is_kept_out_until_an_admin_calls_it_right(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        await market.TakeInAsync(RateDays.Of(RateDays.Friday.AddDays(-1), ("USD", 1.17m), ("TRY", 50m)));
        var absurd = RateDays.Of(RateDays.Friday, ("USD", 1.18m), ("TRY", 5_000m));

        await market.TakeInAsync(absurd);

        Assert.Equal((1.18m, 50m), (market.Rate("USD"), market.Rate("TRY")));
        var warning = (await market.DoAsync<ReadRates, Outcome<RateWarning>>(read => read.WarningAsync(admin, default))).Value;
        Assert.Equal(["TRY"], warning.Waiting.Select(c => c.Code));
        var sheet = (await market.DoAsync<ReadRates, Outcome<RateSheet>>(read => read.SheetAsync(admin, default))).Value;
        Assert.Equal(RateStanding.Waiting, sheet.Currencies.Single(c => c.Currency.Code == "TRY").Standing);

        await market.TakeInAsync(absurd, new Currency("TRY"));

        Assert.Equal(5_000m, market.Rate("TRY"));
        Assert.Empty((await market.DoAsync<ReadRates, Outcome<RateWarning>>(read => read.WarningAsync(admin, default))).Value.Waiting);
        var history = (await market.DoAsync<ReadRates, Outcome<IReadOnlyList<RateOnDay>>>(read => read.HistoryAsync(admin, new Currency("TRY"), default))).Value;
        Assert.Equal([(2, RateVerdict.Accepted), (1, RateVerdict.Jumped), (1, RateVerdict.Good)], history.Select(h => (h.Edition, h.Verdict)));
        Assert.Equal([], market.Shadow.Faults);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Another_node_follows_when_it_looks_and_not_before(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var policy = market.Services.GetRequiredService<RatePolicy>();
        var other = new CurrentRates(RateTable.Compose([], null, policy, DateOnly.FromDateTime(market.Clock.NowUtc)));
        using var follow = new FollowRates(market.Services.GetRequiredService<IDbContextFactory<MarketDb>>(), other, policy, market.Clock);
        Assert.False(await follow.RunAsync(default));
        await market.TakeInAsync(RateDays.Of(RateDays.Friday, ("USD", 1.2m)));
        var stale = other.Now;

        Assert.True(await follow.RunAsync(default));

        Assert.Equal(1.1684m, stale.Middle(Currency.Eur, Currency.Usd).Rate);
        Assert.Equal(1.2m, other.Now.Middle(Currency.Eur, Currency.Usd).Rate);
        Assert.Equal(market.Current().Origin, other.Now.Origin);
        Assert.False(await follow.RunAsync(default));
    }

    [Theory, Databases]
    public async Task F52_a_rate_that_nobody_renews_ends_by_itself_on_every_node(string database)
    {
        await using var market = await TestMarket.OnAsync(database, RateDays.WithSource);
        await market.TakeInAsync(RateDays.Of(RateDays.Friday, ("USD", 1.2m), ("JPY", 180m)));
        var follow = market.Services.GetRequiredService<FollowRates>();
        Assert.True(market.Current().Offers(new Currency("JPY")));
        Assert.False(market.Current().Offers(new Currency("GBP")));

        market.Clock.Move(TimeSpan.FromDays(8));
        Assert.False(await follow.RunAsync(default));
        market.Clock.Move(TimeSpan.FromDays(1));
        Assert.True(await follow.RunAsync(default));

        Assert.True(market.Current().Offered.SetEquals([Currency.Eur]));
        Assert.Equal(180m, market.Rate("JPY"));
        await market.TakeInAsync(RateDays.Of(RateDays.Friday.AddDays(10), ("JPY", 181m)));
        Assert.True(market.Current().Offers(new Currency("JPY")));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task A_look_shows_what_would_change_and_saves_nothing()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var admin = await market.AdminAsync();
        var file = Encoding.UTF8.GetBytes("Date, USD, JPY, \n20 November 2026, 1.2, 9999, \n");

        var looked = (await market.DoAsync<ImportRates, Outcome<RateProposal>>(import => import.LookAsync(admin, file, default))).Value;

        Assert.Equal([(RateVerdict.Good, 1.1684m, 1.2m), (RateVerdict.Jumped, 186.75m, 9999m)], looked.Comparison.Days[0].Changes.Select(c => (c.Verdict, c.Before!.Value, c.Now)));
        Assert.Equal(27_046, looked.Comparison.Days[0].Changes[0].Share.Value);
        Assert.Equal(0, await market.ReadAsync(db => db.RateDays.CountAsync()));
        Assert.Equal(1.1684m, market.Rate("USD"));
    }

    [Theory]
    [InlineData("Date, USD, \n20 November 2026, 0, \n", "pricing.rate-not-positive")]
    [InlineData("Date, USD, \n20 November 2026, 1.2", "pricing.day-ahead", "21 January 2027")]
    [InlineData("Date, USD, JPY, \n20 November 2026, 1.2", "pricing.file-broken")]
    [InlineData("<html>maintenance</html>", "pricing.not-rates")]
    public async Task F52_a_source_with_any_fault_leaves_the_last_good_rates_as_they_are(string text, string code, string? day = null)
    {
        var path = Path.GetTempFileName();
        await using var market = await TestMarket.OnAsync("sqlite", new Dictionary<string, string?> { ["Rates:Ecb:Source"] = path });
        await market.TakeInAsync(RateDays.Of(RateDays.Friday.AddDays(-1), ("USD", 1.15m)));
        await File.WriteAllTextAsync(path, day is null ? text : text.Replace("20 November 2026", day, StringComparison.Ordinal));

        var fetched = await market.DoAsync<ImportRates, Outcome<RateComparison>>(import => import.FetchAsync(default));
        File.Delete(path);
        var gone = await market.DoAsync<ImportRates, Outcome<RateComparison>>(import => import.FetchAsync(default));

        Assert.Equal(code, fetched.Refusal?.Code);
        Assert.Equal("pricing.source-silent", gone.Refusal?.Code);
        Assert.Equal(1, await market.ReadAsync(db => db.RateDays.CountAsync()));
        Assert.Equal(1.15m, market.Rate("USD"));
        await market.AssertBooksBalanceAsync();
    }
}
