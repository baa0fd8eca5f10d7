using Storefront.Pricing;

namespace Storefront.Market.Tests.Pricing;

public sealed class RateComparisonTests
{
    private static readonly DateOnly Thursday = new(2026, 11, 26);
    private static readonly DateOnly Friday = new(2026, 11, 27);
    private static readonly Currency Lira = new("TRY");
    private static readonly HashSet<Currency> None = [];
    private static readonly RatePolicy Policy = RatePolicy.From(new RateSettings(), hasSource: true);

    [Theory]
    [InlineData("60", RateVerdict.Good)]
    [InlineData("60.000001", RateVerdict.Jumped)]
    [InlineData("40", RateVerdict.Good)]
    [InlineData("39.999999", RateVerdict.Jumped)]
    [InlineData("5000", RateVerdict.Jumped)]
    public void F52_a_rate_more_than_a_fifth_from_the_last_good_one_is_not_used(string rate, RateVerdict verdict)
    {
        var compared = Compare(Standing(("TRY", 50m)), Day(Friday, ("TRY", decimal.Parse(rate)), ("USD", 1.17m)));

        var (lira, dollar) = (compared.Days[0].Changes[0], compared.Days[0].Changes[1]);
        Assert.Equal(verdict, lira.Verdict);
        Assert.Equal(50m, lira.Before);
        Assert.Equal(Thursday, lira.BeforeOn);
        Assert.Equal(RateVerdict.Good, dollar.Verdict);
        Assert.Null(dollar.Before);
    }

    [Fact]
    public void A_jump_that_an_admin_calls_right_is_used()
    {
        var compared = RateComparison.Of(Read(Day(Friday, ("TRY", 80m))), Standing(("TRY", 50m)), Policy, Friday, new HashSet<Currency> { Lira }).Value;

        Assert.Equal(RateVerdict.Accepted, compared.Days[0].Changes[0].Verdict);
        Assert.Equal(new PartsPerMillion(600_000), compared.Days[0].Changes[0].Share);
        Assert.Empty(compared.Refused);
    }

    [Fact]
    public void Days_of_one_file_are_measured_against_the_good_ones_before_them()
    {
        var compared = Compare(Standing(("TRY", 50m)), Day(Friday.AddDays(-3), ("TRY", 55m)), Day(Friday.AddDays(-2), ("TRY", 90m)), Day(Friday, ("TRY", 57m)));

        Assert.Equal([RateVerdict.Good, RateVerdict.Jumped, RateVerdict.Good], compared.Days.Select(d => d.Changes[0].Verdict));
    }

    [Fact]
    public void A_day_that_stands_already_is_known_and_a_corrected_one_is_a_new_edition()
    {
        var history = new RateHistory([]);
        history.Add(Friday, 1, Lira, 50m, RateVerdict.Good);

        Assert.Equal((0, 1), Counts(Compare(history, Day(Friday, ("TRY", 50m)))));
        Assert.Equal(2, Compare(history, Day(Friday, ("TRY", 51m))).Days[0].Edition);
        Assert.Equal(2, Compare(history, Day(Friday, ("TRY", 50m), ("USD", 1.17m))).Days[0].Edition);
    }

    [Fact]
    public void A_jump_is_accepted_later_as_a_new_edition_and_then_known()
    {
        var history = Standing(("TRY", 50m));
        history.Add(Friday, 1, Lira, 80m, RateVerdict.Jumped);
        var day = Day(Friday, ("TRY", 80m));

        Assert.Equal((0, 1), Counts(Compare(history, day)));
        var accepted = RateComparison.Of(Read(day), history, Policy, Friday, new HashSet<Currency> { Lira }).Value;
        Assert.Equal((2, RateVerdict.Accepted), (accepted.Days[0].Edition, accepted.Days[0].Changes[0].Verdict));

        history.Add(Friday, 2, Lira, 80m, RateVerdict.Accepted);
        Assert.Equal((0, 1), Counts(Compare(history, day)));
    }

    [Fact]
    public void A_day_that_has_not_come_is_refused_and_one_beyond_the_history_left_out()
    {
        var ahead = RateComparison.Of(Read(Day(Friday.AddDays(1), ("TRY", 50m))), Standing(), Policy, Friday, None);
        var old = Compare(Standing(), Day(Friday.AddDays(-401), ("TRY", 1m)), Day(Friday.AddDays(-400), ("TRY", 50m)));

        Assert.Equal("pricing.day-ahead", ahead.Refusal?.Code);
        Assert.Equal((1, 1), (old.DaysTooOld, old.Days.Count));
    }

    private static (int Days, int Known) Counts(RateComparison compared) => (compared.Days.Count, compared.DaysKnown);

    private static RateComparison Compare(RateHistory history, params ReferenceDay[] days) => RateComparison.Of(Read(days), history, Policy, Friday, None).Value;

    private static ReferenceRates Read(params ReferenceDay[] days) => new("bank", days, []);

    private static ReferenceDay Day(DateOnly day, params (string Currency, decimal Units)[] rates) => new(day, [.. rates.Select(r => new ReferenceRate(new Currency(r.Currency), r.Units))]);

    /// <summary>Good rates of Thursday; for earlier days, too, there is one to measure by.</summary>
    private static RateHistory Standing(params (string Currency, decimal Units)[] rates) => new(
        rates.SelectMany(r => new[] { Thursday.AddDays(-30), Thursday }.Select(day => new ExchangeRate(new Currency(r.Currency), r.Units, day, "bank"))));
}
