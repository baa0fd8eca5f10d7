using Storefront.Shipping;

namespace Storefront.Market.Tests.Shipping;

public sealed class RateCardTests
{
    private const string File =
        """
        zone,places,days_min,days_max,up_to_kg,price
        Nordics,NO; SE; DK,4,8,0.5,60
        Nordics,,,,2,95.50
        Far north,NO:9000-9990,6,14,0.5,90
        Far north,,,,2,140
        Yunnan,CN:65-67,2,5,10,12.00
        """;

    private static readonly Currency Cny = new("CNY");
    private static readonly Dimensions Box = new(250, 200, 100);

    [Theory]
    [InlineData("NO", "0155", 500, "Nordics", "60.00")]
    [InlineData("NO", "0155", 501, "Nordics", "95.50")]
    [InlineData("NO", "9990", 400, "Far north", "90.00")]
    [InlineData("NO", "8999", 400, "Nordics", "60.00")]
    [InlineData("SE", null, 2000, "Nordics", "95.50")]
    [InlineData("CN", "666 100", 9_999, "Yunnan", "12.00")]
    public void The_closest_place_and_the_first_step_that_holds_the_weight_decide(string country, string? postcode, int grams, string zone, string price)
    {
        var quote = CardQuote.Of(Terms(), new Country(country), postcode, null, new Weight(grams), Box).Value;

        Assert.Equal((zone, price), (quote.Zone, quote.Total.Major.ToString("F2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("FR", "69002", 500, "shipping.card-no-zone")]
    [InlineData("CN", "100000", 500, "shipping.card-no-zone")]
    [InlineData("NO", "0155", 2_001, "shipping.too-heavy")]
    public void What_the_card_does_not_hold_is_refused(string country, string postcode, int grams, string code) =>
        Assert.Equal(code, CardQuote.Of(Terms(), new Country(country), postcode, null, new Weight(grams), Box).Refusal?.Code);

    [Fact]
    public void Volume_counts_where_it_is_greater_and_surcharges_add_up_in_their_order()
    {
        // 60 x 50 x 40 cm over 8000 is 15 kg; the mass is one.
        var terms = Terms() with
        {
            Zones = [new CardZone("All", [new CardPlace(new Country("NO"), "", "")], 4, 8, [new CardStep(new Weight(20_000), 100_00)])],
            VolumetricDivisor = 8000, Fuel = PartsPerMillion.FromPercent(12.5m), Handling = 3_00, RemoteLeast = 20_00, RemotePerKilogram = 2_00, HandlingDays = 2,
        };

        var quote = CardQuote.Of(terms, new Country("NO"), "9990", null, new Weight(1000), new Dimensions(600, 500, 400)).Value;

        Assert.Equal((15_000, 15_000), (quote.Volumetric!.Value.Grams, quote.Chargeable.Grams));
        Assert.NotNull(quote.Area);
        // 100 + max(20, 2 x 15) = 130; fuel of 12.5 % is 16.25; and 3 for handling.
        Assert.Equal([("step", 100_00), ("remote", 30_00), ("fuel", 16_25), ("handling", 3_00)], quote.Lines.Select(l => (l.Key, (int)l.Amount.Minor)));
        Assert.Equal(new Money(149_25, Cny), quote.Total);
        Assert.Equal((6, 10), (quote.DaysMin, quote.DaysMax));
    }

    [Fact]
    public void The_contracts_own_far_addresses_replace_the_general_table()
    {
        var terms = Terms() with { RemoteLeast = 20_00, Remote = [new CardPlace(new Country("NO"), "01", "01")] };

        Assert.Contains(CardQuote.Of(terms, new Country("NO"), "0155", null, new Weight(500), Box).Value.Lines, l => l.Key == "remote");
        Assert.DoesNotContain(CardQuote.Of(terms, new Country("NO"), "9990", null, new Weight(500), Box).Value.Lines, l => l.Key == "remote");
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var zones = CardFile.Read(File, Cny).Zones;

        Assert.Equal(CardFile.Write(zones, Cny), CardFile.Write(CardFile.Read(CardFile.Write(zones, Cny), Cny).Zones, Cny));
        Assert.Equal(["NO", "SE", "DK"], zones[0].Places.Select(p => p.ToString()));
        Assert.Equal("NO:9000-9990", zones[1].Places[0].ToString());
    }

    /// <summary>Of a zone's places a prefix is closer than a town, and a town closer than the country.</summary>
    [Theory]
    [InlineData("AE", null, "Hatta, Dubai", "Far")]
    [InlineData("AE", null, "Dubai", "All")]
    [InlineData("AE", null, null, "All")]
    [InlineData("AE", "12345", "Hatta", "Box")]
    [InlineData("CN", null, "香格里拉市, 云南省", "Far")]
    public void A_town_is_a_place_of_a_zone(string country, string? postcode, string? town, string zone)
    {
        var terms = Terms() with { Zones = CardFile.Read("zone,places,days_min,days_max,up_to_kg,price\nAll,AE; CN,4,8,2,60\nFar,AE/Hatta; CN/香格里拉市,4,8,2,90\nBox,AE:12,4,8,2,70", Cny).Zones };

        Assert.Equal(zone, CardQuote.Of(terms, new Country(country), postcode, town, new Weight(400), Box).Value.Zone);
    }

    [Fact]
    public void A_town_of_the_contract_is_a_far_address()
    {
        var terms = Terms() with { Zones = [new CardZone("All", [new CardPlace(new Country("AE"), "", "")], 4, 8, [new CardStep(new Weight(2_000), 60_00)])], RemoteLeast = 20_00, Remote = [new CardPlace(new Country("AE"), "", "", "khor fakkan")] };
        CardQuote Of(string town) => CardQuote.Of(terms, new Country("AE"), null, town, new Weight(500), Box).Value;

        Assert.Equal((80_00, "AE/khor fakkan"), ((int)Of("Khor Fakkan, Sharjah").Total.Minor, Of("Khor Fakkan, Sharjah").Area));
        // Its own list stands in place of the market's.
        Assert.Equal(60_00, Of("Hatta, Dubai").Total.Minor);
        Assert.Equal(80_00, CardQuote.Of(terms with { Remote = [] }, new Country("AE"), null, "Hatta, Dubai", new Weight(500), Box).Value.Total.Minor);
    }

    /// <summary>All that a card says is in its file: every figure beside the zones too, and in a currency without decimal places.</summary>
    [Theory]
    [InlineData("CNY"), InlineData("JPY"), InlineData("KWD")]
    public void The_whole_card_is_written_and_read_back(string currency)
    {
        var card = new CardTerms
        {
            Currency = new Currency(currency), VolumetricDivisor = 6000, Fuel = PartsPerMillion.FromPercent(12.5m), Handling = 305, RemoteLeast = 2_001, RemotePerKilogram = 203, HandlingDays = 3,
            Remote = [new CardPlace(new Country("NO"), "9000", "9990"), new CardPlace(new Country("AE"), "", "", "hatta"), new CardPlace(new Country("GL"), "", "")],
            Zones = [new CardZone("All, and more", [new CardPlace(new Country("NO"), "", ""), new CardPlace(new Country("AE"), "", "", "al ain")], 4, 8, [new CardStep(new Weight(500), 6_000), new CardStep(new Weight(2_000), 9_555)]), new CardZone("North", [new CardPlace(new Country("NO"), "90", "99")], 6, 14, [new CardStep(new Weight(20_000), 14_000)])],
        };
        foreach (var terms in new[] { card, card with { VolumetricDivisor = null, Remote = [], Fuel = default, Handling = 0 } })
        {
            var (read, faults) = CardFile.Read(CardFile.Write(terms), new CardTerms { Currency = Currency.Eur, Zones = [], VolumetricDivisor = 5000, HandlingDays = 9, Fuel = PartsPerMillion.FromPercent(1), Handling = 7, Remote = [new CardPlace(new Country("FR"), "20", "20")] });

            Assert.Empty(faults);
            Assert.Equal(System.Text.Json.JsonSerializer.Serialize(terms), System.Text.Json.JsonSerializer.Serialize(read));
        }
    }

    [Fact]
    public void What_the_file_does_not_say_of_the_card_stays_and_figures_are_in_the_currency_that_it_names()
    {
        var (terms, _) = CardFile.Read("#,handling,7\n" + File + "\n#,currency,JPY", Terms() with { HandlingDays = 4, RemoteLeast = 12 });

        Assert.Null(terms);
        (terms, _) = CardFile.Read("#,handling,7\nzone,places,days_min,days_max,up_to_kg,price\nA,FR,1,2,1,500\n#,currency,JPY", Terms() with { HandlingDays = 4, RemoteLeast = 12 });
        Assert.Equal(("JPY", 7, 4, 12, 500), (terms!.Currency.Code, (int)terms.Handling, terms.HandlingDays, (int)terms.RemoteLeast, (int)terms.Zones[0].Steps[0].Minor));
    }

    [Theory]
    [InlineData("#,divisor,12")]
    [InlineData("#,fuel_percent,101")]
    [InlineData("#,handling,-1")]
    [InlineData("#,handling_days,61")]
    [InlineData("#,remote_least,free")]
    [InlineData("#,remote,Frankrijk")]
    [InlineData("#,currency,XX")]
    [InlineData("#,discount,5")]
    [InlineData("#")]
    public void A_row_of_the_whole_card_that_cannot_be_is_told_with_its_line(string row)
    {
        var (terms, faults) = CardFile.Read(File + "\n" + row, Terms());

        Assert.Null(terms);
        Assert.Equal((7, "shipping.card-setting-wrong"), (Assert.Single(faults).Line, faults[0].Refusal.Code));
    }

    [Theory]
    [InlineData("zone,places,days_min,days_max,up_to_kg\nA,FR,1,2,1", 1, "price", "shipping.card-column-missing")]
    [InlineData("zone,places,days_min,days_max,up_to_kg,price\nA,Frankrijk,1,2,1,5", 2, "places", "shipping.card-place-wrong")]
    [InlineData("zone,places,days_min,days_max,up_to_kg,price\nA,CN:70-65,1,2,1,5", 2, "places", "shipping.card-place-wrong")]
    [InlineData("zone,places,days_min,days_max,up_to_kg,price\nA,FR,1,2,1,5\nB,FR,1,2,1,5", 3, "places", "shipping.card-place-twice")]
    [InlineData("zone,places,days_min,days_max,up_to_kg,price\nA,FR,5,2,1,5", 2, "days_max", "shipping.card-days-wrong")]
    [InlineData("zone,places,days_min,days_max,up_to_kg,price\nA,FR,1,2,0,5", 2, "up_to_kg", "shipping.card-weight-wrong")]
    [InlineData("zone,places,days_min,days_max,up_to_kg,price\nA,FR,1,2,2,5\nA,,,,1,4", 3, "up_to_kg", "shipping.card-weight-order")]
    [InlineData("zone,places,days_min,days_max,up_to_kg,price\nA,FR,1,2,1,-5", 2, "price", "shipping.card-price-wrong")]
    [InlineData("zone,places,days_min,days_max,up_to_kg,price\nA,FR,1,2,1,5.001", 2, "price", "shipping.card-price-wrong")]
    [InlineData("zone,places,days_min,days_max,up_to_kg,price\nA,,1,2,1,5", 2, "places", "shipping.card-places-missing")]
    [InlineData("zone,places,days_min,days_max,up_to_kg,price\n", 1, "", "shipping.card-no-zones")]
    [InlineData("zone,places,days_min,days_max,up_to_kg,price\n\"A,FR", 2, "", "shipping.card-file-broken")]
    public void A_bad_row_is_told_with_its_line_and_column_and_nothing_is_taken(string text, int line, string column, string code)
    {
        var (zones, faults) = CardFile.Read(text, Cny);

        Assert.Empty(zones);
        Assert.Contains(faults, f => (f.Line, f.Column, f.Refusal.Code) == (line, column, code));
    }

    private static CardTerms Terms() => new() { Currency = Cny, Zones = CardFile.Read(File, Cny).Zones };
}
