using Storefront.Customs;
using Storefront.Pricing;
using Storefront.Shipping;
using Storefront.Shipping.Rates;

namespace Storefront.Market.Tests.Customs;

/// <summary>A merchant's rate card as a delivery method that the buyer pays for: its price, where it is offered, and what it promises of duty and tax.</summary>
public sealed class CardDeliveryTests
{
    private static readonly string[] EveryScheme = ["IOSS", "GB-VAT", "VOEC"];

    [Theory]
    [InlineData("FR", "EUR")]
    [InlineData("JP", "JPY")]
    [InlineData("KW", "KWD")]
    [InlineData("US", "USD")]
    [InlineData("FR", "CNY")]
    public void The_cards_price_becomes_the_charge_currency_once_as_a_delivery_price_does(string to, string currency)
    {
        var card = Card($"All,{to},5,9,2,61.37", schemes: EveryScheme);
        var asked = new Money(61_37, new Currency("CNY"));

        var quote = LandedCase.To(to, currency).Item("6911", 40, currency).Cards(card).By(card.MethodKey).Quote();

        var expected = currency == "CNY" ? asked : ExchangeRates.BuiltIn.Charged(asked.Currency, new Currency(currency)).Apply(asked, Rounding.HalfUp);
        Assert.Equal((expected, card), (quote.Delivery, quote.Chosen.Card));
        Assert.Equal(expected, quote.DeliveryOptions.Single(o => o.MethodKey == card.MethodKey).Price);
        Assert.Equal(quote.Goods + quote.Delivery + quote.Duty + quote.Tax, quote.Total);
        Assert.Equal(currency != "CNY", quote.Rates.Any(r => r.From.Code == "CNY" && r.To.Code == currency));
    }

    [Fact]
    public void It_stands_beside_the_platforms_methods_cheapest_first_and_the_cheapest_is_taken_where_none_is_chosen()
    {
        var (cheap, dear) = (Card("All,FR,5,9,2,1.00", schemes: EveryScheme), Card("All,FR,2,3,2,900.00", schemes: EveryScheme));
        var of = LandedCase.To("FR", "EUR").Item("6911", 40);
        var house = of.Quote();

        var quote = of.Cards(dear, cheap).Quote();

        Assert.Equal([cheap.MethodKey, .. house.DeliveryOptions.Select(o => o.MethodKey), dear.MethodKey], quote.DeliveryOptions.Select(o => o.MethodKey));
        Assert.Equal(cheap.MethodKey, quote.Chosen.MethodKey);
        Assert.Equal(house.Delivery, of.Cards(dear).Quote().Delivery);
        Assert.Equal(house.DeliveryOptions, of.Cards(dear, cheap).Quote().DeliveryOptions.Where(o => o.Card is null));
    }

    /// <summary>The platform's surcharge and a card's zone both follow the town where there is no postcode.</summary>
    [Fact]
    public void A_far_town_costs_more_by_every_method_than_the_rest_of_its_country()
    {
        var card = Card("All,AE,5,9,2,60\nFar,AE/Hatta,5,9,2,90", schemes: EveryScheme);
        var of = LandedCase.To("AE", "AED").Item("6911", 100).Cards(card);

        var (near, far) = (of.Town("Dubai").Quote(), of.Town("Hatta, Dubai").Quote());

        Assert.All(near.DeliveryOptions, o => Assert.False(o.Remote));
        Assert.Contains(far.DeliveryOptions, o => o is { Card: null, Remote: true, RemoteSurcharge.IsPositive: true });
        Assert.True(Of(far).Price.Minor > Of(near).Price.Minor);
        Assert.Equal(near.DeliveryOptions.Select(o => (o.MethodKey, o.Price)), of.Quote().DeliveryOptions.Select(o => (o.MethodKey, o.Price)));
        DeliveryOption Of(LandedQuote quote) => quote.DeliveryOptions.Single(o => o.Card is not null);
    }

    [Fact]
    public void A_territory_of_its_own_that_is_named_by_the_region_follows_no_rule_of_the_country() =>
        Assert.Contains(QuoteReason.TerritoryOutsideRules, LandedCase.To("CN", "CNY").From("FR").Town("香港").Item("6911", 100).Quote().Reasons);

    [Theory]
    [InlineData("North,NO:9000-9990,5,9,2,60", "0155", 300)]
    [InlineData("All,SE,5,9,2,60", "0155", 300)]
    [InlineData("All,NO,5,9,0.2,60", "0155", 300)]
    public void Where_no_zone_holds_the_address_or_no_step_the_weight_it_is_not_offered(string zones, string postcode, int grams)
    {
        var card = Card(zones, schemes: EveryScheme);
        var of = LandedCase.To("NO", "NOK").Postcode(postcode).Item("6911", 400, "NOK", grams: grams);

        Assert.DoesNotContain(of.Cards(card).Quote().DeliveryOptions, o => o.Card is not null);
        Assert.Equal("shipping.method-not-offered", of.Cards(card).By(card.MethodKey).Try().Refusal?.Code);
    }

    [Fact]
    public void A_far_address_is_named_with_its_surcharge_and_the_fuel_on_it()
    {
        var card = Card("All,NO,5,9,2,100.00", schemes: EveryScheme, change: t => t with { RemoteLeast = 20_00, Fuel = PartsPerMillion.FromPercent(10), Handling = 3_00, HandlingDays = 1 });
        var of = LandedCase.To("NO", "CNY").Item("6911", 300, "CNY").Cards(card).By(card.MethodKey);

        var (near, far) = (of.Postcode("0155").Quote().Chosen, of.Postcode("9990").Quote().Chosen);

        Assert.Equal((113_00, 0, false), ((int)near.Price.Minor, (int)near.RemoteSurcharge.Minor, near.Remote));
        Assert.Equal((135_00, 22_00, true), ((int)far.Price.Minor, (int)far.RemoteSurcharge.Minor, far.Remote));
        // The card's own day before hand-over stands beside the days on the way, in place of the merchant's.
        Assert.Equal((5, 9, 1), (far.DaysMin, far.DaysMax, far.HandlingDays!.Value));
    }

    [Fact]
    public void What_is_due_at_the_border_is_left_to_the_door_unless_the_card_says_that_the_carrier_pays()
    {
        // Mexico names the whole sum, so the platform's methods are prepaid there.
        var of = LandedCase.To("MX", "MXN").Item("6911", 900, "MXN");
        Assert.Equal(LandedTerms.Prepaid, of.Quote().Terms);
        var (dap, ddp) = (Card("All,MX,9,20,2,60"), Card("All,MX,9,20,2,60", Incoterm.Ddp));

        var (left, paid) = (of.Cards(dap).By(dap.MethodKey).Quote(), of.Cards(ddp).By(ddp.MethodKey).Quote());

        Assert.Equal((LandedTerms.DueAtDoor, true, left.Goods + left.Delivery), (left.Terms, left.DueAtDoor!.Value.IsPositive, left.Total));
        Assert.Equal((LandedTerms.Prepaid, null), (paid.Terms, paid.DueAtDoor));
        Assert.Equal(left.DueAtDoor!.Value.Minor, (paid.Duty + paid.Tax).Minor, 1.0);
    }

    [Fact]
    public void A_service_that_cannot_tell_customs_of_the_tax_that_was_collected_is_offered_only_where_none_is()
    {
        var (silent, telling) = (Card("All,FR,5,9,2,60"), Card("All,FR,5,9,2,70", schemes: EveryScheme));
        var (low, high) = (LandedCase.To("FR", "EUR").Item("6911", 40), LandedCase.To("FR", "EUR").Item("6911", 400));

        Assert.Equal([telling.MethodKey], low.Cards(silent, telling).Quote().DeliveryOptions.Where(o => o.Card is not null).Select(o => o.MethodKey));
        Assert.Equal((LandedTerms.Prepaid, "IOSS"), (low.Cards(telling).By(telling.MethodKey).Quote().Terms, low.Cards(telling).By(telling.MethodKey).Quote().Scheme));
        Assert.Equal(LandedTerms.DueAtDoor, high.Cards(silent).By(silent.MethodKey).Quote().Terms);
        // Inside one customs territory nobody asks anything.
        Assert.Equal(LandedTerms.Domestic, low.From("DE").Cards(silent).By(silent.MethodKey).Quote().Terms);
    }

    [Fact]
    public void Goods_that_the_service_does_not_take_are_not_priced_by_the_card()
    {
        var plain = Card("All,FR,5,9,2,60", schemes: EveryScheme);
        var careful = plain with { TakesBatteries = false, Refuses = [SensitiveGoods.Liquid] };

        Assert.NotNull(plain.Offer(new Country("FR"), "69002", null, 300, (200, 150, 30), hasBattery: true, [SensitiveGoods.Liquid]));
        Assert.Null(careful.Offer(new Country("FR"), "69002", null, 300, (200, 150, 30), hasBattery: true, []));
        Assert.Null(careful.Offer(new Country("FR"), "69002", null, 300, (200, 150, 30), hasBattery: false, [SensitiveGoods.Liquid]));
        Assert.Null(plain.Offer(new Country("FR"), "69002", null, long.MaxValue, (200, 150, 30), hasBattery: false, []));
        Assert.Null(plain.Offer(new Country("FR"), "69002", null, 300, (long.MaxValue, 150, 30), hasBattery: false, []));
    }

    [Fact]
    public void A_card_opens_no_destination_to_goods_that_no_method_of_the_platform_takes_there_and_goes_where_they_are_only_too_heavy()
    {
        var card = Card("All,FR,5,9,100,60", schemes: EveryScheme);
        var of = LandedCase.To("FR", "EUR").Cards(card).Tables(t => t with
        {
            Tariffs = new DeliveryTariffs(
                [new DeliveryCountry(new Country("CN"), "world", "one"), new DeliveryCountry(new Country("FR"), "world", "one")], [new DeliveryDistance("world", "world", 1)],
                [new DeliveryMethod("post", false, null, new Weight(2_000), 5_000, null, null, CarriesBatteries: false)],
                [new DeliveryLane("one", "post", 1, 5, 9, Money.Zero(Currency.Usd), Money.Zero(Currency.Usd))], [new DeliveryStep("one", "post", 1, new Weight(2_000), new Money(5_00, Currency.Usd))]),
        });

        Assert.Equal("shipping.battery-not-carried", of.Item("8513", 20, "EUR", battery: true).Try().Refusal?.Code);
        Assert.Equal("shipping.parcel-too-heavy", of.Cards().Item("6911", 20, "EUR", grams: 30_000).Try().Refusal?.Code);
        Assert.Equal([card.MethodKey], of.Item("6911", 20, "EUR", grams: 30_000).Quote().DeliveryOptions.Select(o => o.MethodKey));
    }

    [Theory]
    [InlineData("NO", "9990")]
    [InlineData("NO", "0155")]
    [InlineData("SE", "11122")]
    [InlineData("CN", "666100")]
    public void A_card_that_is_cut_to_a_country_asks_the_same_there(string country, string postcode)
    {
        var terms = Terms("North,NO:9000-9990,5,9,2,90\nAll,NO;SE;CN,5,9,2,60") with { RemoteLeast = 20_00, Remote = [new CardPlace(new Country("NO"), "01", "01")] };
        var to = new Country(country);

        var (whole, cut) = (CardQuote.Of(terms, to, postcode, null, new Weight(900), default).Value, CardQuote.Of(terms.In(to), to, postcode, null, new Weight(900), default).Value);

        Assert.Equal((whole.Total, whole.Zone, whole.Area), (cut.Total, cut.Zone, cut.Area));
        Assert.All(terms.In(to).Zones.SelectMany(z => z.Places), p => Assert.Equal(to, p.Country));
    }

    [Fact]
    public void The_table_finds_a_merchants_cards_by_country_and_says_how_much_of_a_postcode_tells_prices_apart()
    {
        var (mine, other) = (Id.New<Storefront.Merchants.MerchantId>(), Id.New<Storefront.Merchants.MerchantId>());
        var card = Card("North,NO:9000-9990,5,9,2,90\nAll,NO;SE,5,9,2,60");

        var table = new BuyerCards([(mine, card), (other, Card("Yunnan,CN:65,2,4,2,12"))]);

        var (norway, sweden) = (new Country("NO"), new Country("SE"));
        Assert.Equal([card.Id], table.Of(mine, norway).Select(c => c.Id));
        Assert.Empty(table.Of(other, norway));
        Assert.Equal(card.Id, table.Find(mine, sweden, card.MethodKey)?.Id);
        Assert.Null(table.Find(other, sweden, card.MethodKey));
        Assert.Equal(("9990", "", "66", ""), (table.TellingPart(norway, "9990"), table.TellingPart(sweden, "11122"), table.TellingPart(new Country("CN"), "666 100"), table.TellingPart(new Country("DE"), "10115")));
        Assert.True(card.MethodKey.Length <= 30 && BuyerCard.IsKey(card.MethodKey) && !BuyerCard.IsKey("post"));
    }

    private static BuyerCard Card(string zones, Incoterm incoterm = Incoterm.Dap, IReadOnlyList<string>? schemes = null, Func<CardTerms, CardTerms>? change = null) =>
        new(Id.New<RateCardId>(), 1, "Contract", "4px", "F3", incoterm, schemes ?? [], true, [], (change ?? (t => t))(Terms(zones)));

    private static CardTerms Terms(string zones) => new() { Currency = new Currency("CNY"), Zones = CardFile.Read("zone,places,days_min,days_max,up_to_kg,price\n" + zones, new Currency("CNY")).Zones };
}
