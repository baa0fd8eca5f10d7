using Storefront.Customs;
using Storefront.Pricing;
using Storefront.Shipping.Lanes;

namespace Storefront.Market.Tests.Shipping;

public sealed class LaneTableTests
{
    private static readonly Country China = new("CN"), France = new("FR"), Germany = new("DE");
    private static readonly DateTime Now = new(2026, 11, 30, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_lane_without_a_notice_is_open() => Assert.Equal(default, LaneTable.Open.StandingOf(China, France));

    [Fact]
    public void The_strictest_notice_counts()
    {
        var table = new LaneTable([Notice(China, null, null, LaneStatus.Delayed, 3), Notice(null, France, null, LaneStatus.Delayed, 9), Notice(China, Germany, null, LaneStatus.Suspended)]);

        Assert.Equal(9, table.StandingOf(China, France).MoreDays);
        Assert.True(table.StandingOf(China, Germany).IsSuspended);
        Assert.Equal(3, table.StandingOf(China, new Country("US")).MoreDays);
        Assert.Null(table.StandingOf(Germany, China).Status);
    }

    [Fact]
    public void A_notice_of_one_carrier_concerns_only_who_asks_for_it()
    {
        var table = new LaneTable([Notice(China, France, "sandbox", LaneStatus.Suspended)]);

        Assert.False(table.StandingOf(China, France).IsSuspended);
        Assert.True(table.StandingOf(China, France, "sandbox").IsSuspended);
        Assert.False(table.StandingOf(China, France, "other").IsSuspended);
    }

    [Fact]
    public void A_delay_is_added_to_the_promised_days_and_a_suspension_refuses()
    {
        var lanes = new CurrentLanes();
        var cost = new LandedCost(LandedCostTables.BuiltIn, new CurrentRates(LandedCostTables.BuiltIn.Rates), lanes);
        var before = cost.Quote(Request()).Value;

        lanes.Replace(new LaneTable([Notice(China, France, null, LaneStatus.Delayed, 6)]));
        var delayed = cost.Quote(Request()).Value;
        lanes.Replace(new LaneTable([Notice(China, France, null, LaneStatus.Suspended)]));

        Assert.Equal((before.Chosen.DaysMin + 6, before.Chosen.DaysMax + 6, before.Total), (delayed.Chosen.DaysMin, delayed.Chosen.DaysMax, delayed.Total));
        Assert.Equal("lanes.suspended", cost.Quote(Request()).Refusal!.Code);
        Assert.True(cost.Quote(Request() with { Destination = Germany }).Succeeded);
        Assert.Equal(2, lanes.Edition);
    }

    private static LandedRequest Request() => new()
    {
        ShipsFrom = China, Destination = France, ChargeCurrency = Currency.Eur, AtUtc = Now,
        Items = [new LandedItem(new HsCode("691110"), China, 1, Money.Exactly(88m, new Currency("CNY")), new Weight(300), new Dimensions(200, 150, 30), false)],
    };

    private static LaneNotice Notice(Country? from, Country? to, string? carrier, LaneStatus status, int days = 0) =>
        LaneNotice.Of(new LaneNoticeDraft(from, to, carrier, status, days, "Strike", null, null), Now, new UserId(Guid.NewGuid()), Now);
}
