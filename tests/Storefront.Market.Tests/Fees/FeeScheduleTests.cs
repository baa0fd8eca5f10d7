using Storefront.Fees;
using Storefront.Merchants;

namespace Storefront.Market.Tests.Fees;

/// <summary>Which rule decides about a commission.</summary>
public sealed class FeeScheduleTests
{
    private static readonly DateOnly Day = new(2026, 12, 1);
    private static readonly DateTime Set = new(2026, 11, 1, 8, 0, 0, DateTimeKind.Utc);
    private static readonly MerchantId Shop = Id.New<MerchantId>();
    private static readonly MerchantId Other = Id.New<MerchantId>();
    private static readonly Dictionary<string, string?> Shelves = new() { ["home"] = null, ["kitchen"] = "home", ["tea-pots"] = "kitchen", ["toys"] = null };

    [Fact]
    public void Without_a_rule_the_standard_holds() => Assert.Equal(FeeSchedule.Standard, Rate("kitchen"));

    [Fact]
    public void A_rule_for_a_category_holds_for_all_below_it_and_nowhere_else()
    {
        var rule = Rule(null, "home", 6);

        Assert.Equal(Percent(6), Rate("tea-pots", rule));
        Assert.Equal(FeeSchedule.Standard, Rate("toys", rule));
    }

    [Fact]
    public void The_nearer_category_goes_before_the_wider_and_both_before_all() =>
        Assert.Equal([Percent(3), Percent(5), Percent(9)], new[] { "tea-pots", "kitchen", "toys" }.Select(c => Rate(c, Rule(null, null, 9), Rule(null, "home", 5), Rule(null, "tea-pots", 3))));

    [Fact]
    public void A_rule_for_the_shop_goes_before_any_for_all_shops()
    {
        FeeRule[] rules = [Rule(Shop, null, 4), Rule(null, "tea-pots", 3)];

        Assert.Equal(Percent(4), Rate("tea-pots", rules));
        Assert.Equal(Percent(3), new FeeSchedule(rules, Shelves).RateFor(Other, "tea-pots", Day));
    }

    [Theory]
    [InlineData(-1, 80_000)]
    [InlineData(0, 50_000)]
    [InlineData(9, 50_000)]
    [InlineData(10, 70_000)]
    public void The_rule_that_began_last_holds_from_its_first_day(int days, int ppm) =>
        Assert.Equal(new PartsPerMillion(ppm), new FeeSchedule([Rule(null, null, 5), Rule(null, null, 7, Day.AddDays(10))], Shelves).RateFor(Shop, "toys", Day.AddDays(days)));

    [Fact]
    public void A_rule_holds_on_its_last_day_and_not_after_it()
    {
        var rule = Rule(null, null, 5);
        rule.End(Day.AddDays(3));
        var schedule = new FeeSchedule([rule], Shelves);

        Assert.Equal(Percent(5), schedule.RateFor(Shop, "toys", Day.AddDays(3)));
        Assert.Equal(FeeSchedule.Standard, schedule.RateFor(Shop, "toys", Day.AddDays(4)));
    }

    [Fact]
    public void A_rule_taken_away_before_its_first_day_never_holds()
    {
        var rule = Rule(null, null, 5);
        rule.End(Day.AddDays(-1));

        Assert.Equal(FeeSchedule.Standard, Rate("toys", rule));
    }

    [Fact]
    public void A_category_that_is_above_itself_has_an_end() =>
        Assert.Equal(Percent(9), new FeeSchedule([Rule(null, null, 9)], new Dictionary<string, string?> { ["a"] = "b", ["b"] = "a" }).RateFor(Shop, "a", Day));

    private static PartsPerMillion Rate(string category, params FeeRule[] rules) => new FeeSchedule(rules, Shelves).RateFor(Shop, category, Day);

    private static FeeRule Rule(MerchantId? shop, string? category, decimal percent, DateOnly? from = null) => FeeRule.Of(shop, category, Percent(percent), from ?? Day, Id.New<UserId>(), Set);

    private static PartsPerMillion Percent(decimal percent) => PartsPerMillion.FromPercent(percent);
}
