using FsCheck;
using FsCheck.Fluent;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Rates;

namespace Storefront.Market.Tests.Shipping;

public sealed class DeliveryTariffsTests
{
    private static readonly DeliveryTariffs Tariffs = DeliveryTariffs.BuiltIn;

    [Fact]
    public void A_small_packet_may_go_by_post_parcel_or_express_cheapest_first()
    {
        var options = Quote("CN", "DE", 300, (200, 150, 30)).Value;

        Assert.Equal(["post", "parcel", "express"], options.Select(o => o.MethodKey));
        Assert.All(options, o => Assert.True(o.DaysMin > 0 && o.DaysMin <= o.DaysMax && o.Price.IsPositive));
        Assert.True(options[0].DaysMax > options[2].DaysMax);
    }

    [Theory]
    [InlineData(2000, 300, true)]
    [InlineData(2001, 300, false)]
    [InlineData(500, 600, true)]
    [InlineData(500, 601, false)]
    public void Post_takes_two_kilograms_and_sixty_centimetres(int grams, int length, bool byPost)
    {
        var options = Quote("CN", "DE", grams, (length, 150, 100)).Value;

        Assert.Equal(byPost, options.Any(o => o.MethodKey == "post"));
    }

    [Fact]
    public void A_light_but_large_parcel_is_charged_by_volume()
    {
        var express = Quote("CN", "DE", 1_000, (500, 400, 300)).Value.Single(o => o.MethodKey == "express");

        Assert.Equal(12_000, express.ChargeableWeight.Grams);
    }

    [Fact]
    public void A_weight_step_covers_its_own_upper_end()
    {
        var (at, above) = (Post(500), Post(501));

        Assert.True(above > at);
        Assert.Equal(at, Post(499));

        static Money Post(int grams) => Quote("CN", "DE", grams, (200, 150, 30)).Value.Single(o => o.MethodKey == "post").Price;
    }

    [Fact]
    public void A_remote_area_costs_more_by_courier_and_nothing_more_by_post()
    {
        var highlands = RemoteAreas.BuiltIn.Find(new Country("GB"), "IV1 1AA", null);
        var ordinary = Quote("CN", "GB", 300, (200, 150, 30)).Value.ToDictionary(o => o.MethodKey);
        var remote = Quote("CN", "GB", 300, (200, 150, 30), highlands).Value.ToDictionary(o => o.MethodKey);

        Assert.Equal(ordinary["post"].Price, remote["post"].Price);
        Assert.Equal(ordinary["express"].Price + remote["express"].RemoteSurcharge, remote["express"].Price);
        Assert.Equal("20.00 USD", remote["express"].RemoteSurcharge.ToString());
        Assert.True(remote["post"].Remote);
        Assert.False(ordinary["express"].Remote);
    }

    [Fact]
    public void Couriers_do_not_reach_where_they_refuse()
    {
        var fieldPost = RemoteAreas.BuiltIn.Find(new Country("US"), "09012", null);

        var options = Quote("CN", "US", 300, (200, 150, 30), fieldPost).Value;

        Assert.DoesNotContain(options, o => o.MethodKey == "express");
        Assert.Contains(options, o => o.MethodKey == "post");
    }

    [Fact]
    public void A_battery_does_not_go_by_post()
    {
        var options = Quote("CN", "DE", 300, (200, 150, 30), battery: true).Value;

        Assert.Equal(["parcel", "express"], options.Select(o => o.MethodKey));
    }

    [Fact]
    public void A_battery_that_no_method_takes_is_refused()
    {
        var zero = Money.Zero(Currency.Usd);
        var postOnly = new DeliveryTariffs(
            [new DeliveryCountry(new Country("CN"), "a", "t")],
            [],
            [new DeliveryMethod("post", false, null, new Weight(2000), 600, 900, null, false)],
            [new DeliveryLane("t", "post", 0, 1, 2, zero, zero)],
            [new DeliveryStep("t", "post", 0, new Weight(2000), new Money(500, Currency.Usd))]);

        var refusal = postOnly.Quote(new Country("CN"), new Country("CN"), null, 100, (100, 100, 10), hasBattery: true).Refusal;

        Assert.Equal("shipping.battery-not-carried", refusal!.Code);
    }

    [Fact]
    public void Goods_with_a_hazard_go_by_the_methods_that_take_them_and_nowhere_when_none_does()
    {
        var (zero, china) = (Money.Zero(Currency.Usd), new Country("CN"));
        DeliveryTariffs With(params SensitiveGoods[] parcelRefuses) => new(
            [new DeliveryCountry(china, "a", "t")],
            [],
            [
                new DeliveryMethod("post", false, null, new Weight(2000), 600, 900, null, true) { Refuses = [SensitiveGoods.Aerosol, SensitiveGoods.Magnet] },
                new DeliveryMethod("parcel", false, null, new Weight(2000), 600, 900, null, true) { Refuses = parcelRefuses },
            ],
            [new DeliveryLane("t", "post", 0, 1, 2, zero, zero), new DeliveryLane("t", "parcel", 0, 1, 2, zero, zero)],
            [new DeliveryStep("t", "post", 0, new Weight(2000), new Money(500, Currency.Usd)), new DeliveryStep("t", "parcel", 0, new Weight(2000), new Money(700, Currency.Usd))]);
        Outcome<IReadOnlyList<DeliveryOption>> Sent(DeliveryTariffs tariffs, params SensitiveGoods[] goods) => tariffs.Quote(china, china, null, 100, (100, 100, 10), false, goods);

        Assert.Equal(["post", "parcel"], Sent(With()).Value.Select(o => o.MethodKey));
        Assert.Equal(["parcel"], Sent(With(), SensitiveGoods.Aerosol, SensitiveGoods.Food).Value.Select(o => o.MethodKey));
        Assert.Equal(("shipping.goods-not-carried", "CN"), (Sent(With(SensitiveGoods.Aerosol), SensitiveGoods.Aerosol).Refusal!.Code, Sent(With(SensitiveGoods.Aerosol), SensitiveGoods.Aerosol).Refusal!.Arguments["country"]));
        Assert.Equal("shipping.goods-not-carried", With(SensitiveGoods.Aerosol).WhyNotCarried(china, china, true, [SensitiveGoods.Aerosol])!.Code);
        Assert.Null(With().WhyNotCarried(china, china, true, [SensitiveGoods.Aerosol]));
        Assert.Null(With(SensitiveGoods.Aerosol).WhyNotCarried(new Country("FR"), china, true, [SensitiveGoods.Aerosol]));
    }

    [Theory]
    [InlineData(30_001, 300, "shipping.parcel-too-heavy")]
    [InlineData(9_000_000_000, 300, "shipping.parcel-too-heavy")]
    [InlineData(1_000, 1_501, "shipping.parcel-too-large")]
    [InlineData(1_000, 4_000_000_000_000, "shipping.parcel-too-large")]
    public void A_parcel_that_no_method_carries_is_refused(long grams, long length, string code)
    {
        var refusal = Quote("CN", "DE", grams, (length, 200, 100)).Refusal;

        Assert.Equal(code, refusal!.Code);
    }

    [Fact]
    public void The_refusal_of_a_heavy_parcel_names_weight_and_limit_in_kilograms()
    {
        var refusal = Quote("CN", "DE", 31_500, (300, 200, 100)).Refusal!;

        Assert.Equal(31.5m, refusal.Arguments["weight"]);
        Assert.Equal(30m, refusal.Arguments["limit"]);
    }

    [Theory]
    [InlineData("CN", "RU", "shipping.not-delivered-to")]
    [InlineData("RU", "DE", "shipping.not-shipped-from")]
    [InlineData("GL", "DE", "shipping.not-shipped-from")]
    public void A_country_outside_the_tariffs_is_refused(string from, string to, string code) =>
        Assert.Equal(code, Quote(from, to, 300, (200, 150, 30)).Refusal!.Code);

    [Fact]
    public void Every_origin_reaches_every_destination_with_a_small_parcel()
    {
        foreach (var from in Tariffs.Origins)
        foreach (var to in Tariffs.Destinations)
            Assert.True(Tariffs.Quote(from, to, null, 300, (200, 150, 30), false).Succeeded, $"{from} to {to}");
    }

    [Fact]
    public void A_heavier_parcel_is_never_cheaper_and_a_quicker_method_is_never_cheaper_than_a_slower()
    {
        var cases =
            from fromCountry in Gen.Elements(Tariffs.Origins.ToArray())
            from to in Gen.Elements(Tariffs.Destinations.ToArray())
            from grams in Gen.Choose(1, 29_000)
            from more in Gen.Choose(0, 1_000)
            select (fromCountry, to, grams, more);

        Prop.ForAll(Arb.From(cases), c =>
        {
            var light = Tariffs.Quote(c.fromCountry, c.to, null, c.grams, (200, 150, 30), false).Value;
            var heavy = Tariffs.Quote(c.fromCountry, c.to, null, c.grams + c.more, (200, 150, 30), false).Value;

            Assert.All(heavy, h => Assert.True(h.Price >= light.Single(l => l.MethodKey == h.MethodKey).Price));
            Assert.True(light.Zip(light.Skip(1)).All(pair => pair.First.DaysMax >= pair.Second.DaysMax));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_lane_without_weight_steps_is_our_bug()
    {
        var zero = Money.Zero(Currency.Usd);

        Assert.Throws<ArgumentException>(() => new DeliveryTariffs(
            [new DeliveryCountry(new Country("CN"), "a", "t")],
            [],
            [new DeliveryMethod("post", false, null, new Weight(2000), 600, 900, null, false)],
            [new DeliveryLane("t", "post", 0, 1, 2, zero, zero)],
            []));
    }

    private static Outcome<IReadOnlyList<DeliveryOption>> Quote(string from, string to, long grams, (long, long, long) size, RemoteArea? area = null, bool battery = false) =>
        Tariffs.Quote(new Country(from), new Country(to), area, grams, size, battery);
}
