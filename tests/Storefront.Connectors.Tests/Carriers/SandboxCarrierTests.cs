using Storefront.Connectors.Carriers.Sandbox;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers;

public sealed class SandboxCarrierTests : CarrierContract
{
    private readonly SandboxScript script = new();
    private readonly SandboxCarrier carrier;

    public SandboxCarrierTests() => carrier = new SandboxCarrier(new RecordsInMemory(), new SandboxCarrierSettings(), script, Clock);

    protected override ICarrier Carrier => carrier;

    [Fact]
    public async Task The_number_is_a_valid_postal_number_of_the_senders_country()
    {
        var label = await BuyAsync("parcel");

        Assert.True(S10Number.TryParse(label.TrackingNumber, out var number));
        Assert.Equal(("CX", new Country("CN")), (number.Service, number.Origin));
        Assert.Contains("SANDBOX", label.Marks.Notice);
    }

    [Fact]
    public async Task A_light_large_parcel_is_billed_by_its_volume()
    {
        var request = A.RateRequest(Clock.NowUtc) with { Weight = new Weight(900), Size = new Dimensions(400, 300, 250) };

        var rates = await RatesAsync(request);

        // 40 x 30 x 25 cm over 5000 is 6 kg.
        Assert.Equal(new Weight(6_000), rates.Single(r => r.ServiceKey == "parcel").ChargeableWeight);
        Assert.DoesNotContain(rates, r => r.ServiceKey == "post-tracked");
    }

    [Fact]
    public async Task A_heavy_small_parcel_is_billed_by_its_mass_rounded_up_to_the_step()
    {
        var request = A.RateRequest(Clock.NowUtc) with { Weight = new Weight(1_730), Size = new Dimensions(100, 100, 100) };

        var rates = await RatesAsync(request);

        Assert.Equal(new Weight(1_800), rates.Single(r => r.ServiceKey == "post-tracked").ChargeableWeight);
        Assert.Equal(new Weight(2_000), rates.Single(r => r.ServiceKey == "parcel").ChargeableWeight);
        // Zone 3: 3.40 + 17 further steps of 0.85; 13.90 + 3 of 3.10.
        Assert.Equal(new Money(17_85, Currency.Eur), rates.Single(r => r.ServiceKey == "post-tracked").Price);
        Assert.Equal(new Money(23_20, Currency.Eur), rates.Single(r => r.ServiceKey == "parcel").Price);
    }

    [Theory]
    [InlineData("FR", "20090", true)]
    [InlineData("FR", "69001", false)]
    [InlineData("GB", "kw15 1ab", true)]
    [InlineData("GB", "SW1A 1AA", false)]
    [InlineData("NO", "9170", true)]
    public async Task A_rural_postcode_costs_a_surcharge_that_is_named_and_part_of_the_price_but_not_by_post(string country, string postcode, bool rural)
    {
        var to = A.Lyon with { Country = new Country(country), Postcode = postcode };

        var rates = await RatesAsync(A.RateRequest(Clock.NowUtc) with { To = to });

        var town = await RatesAsync(A.RateRequest(Clock.NowUtc) with { To = to with { Postcode = null } });
        var parcel = rates.Single(r => r.ServiceKey == "parcel");
        Assert.Equal(rural ? [new Surcharge("rural", new Money(6_50, Currency.Eur))] : [], parcel.Surcharges);
        Assert.Equal(town.Single(r => r.ServiceKey == "parcel").Price + parcel.Surcharges.Sum(s => s.Amount, Currency.Eur), parcel.Price);
        Assert.Empty(rates.Single(r => r.ServiceKey == "post-tracked").Surcharges);
    }

    [Fact]
    public async Task Its_pickup_points_are_the_same_for_everybody_until_the_day_on_which_one_closes()
    {
        var france = new Country("FR");
        var found = (await carrier.FindPointsAsync(new PointSearch(france, "69001"))).Value;
        var again = (await carrier.FindPointsAsync(new PointSearch(france, "69001"))).Value;
        var kiosk = found[^1].Point;

        Assert.Equal(found.Select(p => p.Point), again.Select(p => p.Point));
        Assert.Equal([320, 850, 1400, 2900], found.Select(p => p.DistanceMetres!.Value));
        Assert.All(found, p => Assert.True(p.Point.IsWhole()));
        Assert.Equal(new OpeningHours(DayOfWeek.Monday, new TimeOnly(8, 0), new TimeOnly(20, 0)), found[0].Hours[0]);
        Assert.Equal([6_800, 23_200], (await carrier.FindPointsAsync(new PointSearch(new Country("NO"), "9990"))).Value.Select(p => p.DistanceMetres!.Value));
        Assert.Equal("Longquan", (await carrier.FindPointsAsync(new PointSearch(new Country("CN"), "Longquan"))).Value[0].Point.City);
        Assert.Empty((await carrier.FindPointsAsync(new PointSearch(france, "00012"))).Value);
        Assert.Empty((await carrier.FindPointsAsync(new PointSearch(new Country("AQ"), "96598"))).Value);
        Assert.True((await carrier.KeepsPointAsync(kiosk)).Value);
        Clock.Move(new DateTime(2027, 6, 30, 0, 0, 0, DateTimeKind.Utc) - Clock.NowUtc);
        Assert.False((await carrier.KeepsPointAsync(kiosk)).Value);
        Assert.Equal(3, (await carrier.FindPointsAsync(new PointSearch(france, "69001"))).Value.Count);
    }

    [Fact]
    public async Task A_silent_sandbox_tells_no_pickup_points()
    {
        script.Next(SandboxCall.FindPoints, SandboxFault.TimeOutBefore).Next(SandboxCall.FindPoints, SandboxFault.TimeOutAfter);
        var search = new PointSearch(new Country("FR"), "69001");

        Assert.Equal("shipping.carrier-silent", (await carrier.FindPointsAsync(search)).Refusal?.Code);
        Assert.Equal("shipping.carrier-silent", (await carrier.FindPointsAsync(search)).Refusal?.Code);
        Assert.True((await carrier.FindPointsAsync(search)).Succeeded);
    }

    [Fact]
    public async Task Letters_do_not_go_to_a_pickup_point_and_a_closed_one_gets_no_label()
    {
        var point = (await carrier.FindPointsAsync(new PointSearch(new Country("FR"), "69001"))).Value[^1].Point;
        var request = A.RateRequest(Clock.NowUtc) with { To = point.For(A.Lyon), Point = point };

        var rates = await RatesAsync(request);
        var bought = await carrier.BuyAsync(A.LabelRequest(rates.Single(r => r.ServiceKey == "parcel")) with { Recipient = request.To, Point = point });
        var gone = await carrier.BuyAsync(A.LabelRequest(rates.Single(r => r.ServiceKey == "parcel"), "label-2") with { Recipient = request.To, Point = point with { Id = "FR-69001-9" } });

        Assert.Equal(["express", "parcel"], rates.Select(r => r.ServiceKey).Order());
        Assert.True(bought.Succeeded);
        Assert.Equal("shipping.address-refused", gone.Refusal?.Code);
    }

    [Fact]
    public async Task Express_does_not_go_to_a_post_office_box()
    {
        var rates = await RatesAsync(A.RateRequest(Clock.NowUtc) with { To = A.Lyon with { Street = "P.O. Box 12" } });

        Assert.DoesNotContain(rates, r => r.ServiceKey == "express");
        Assert.Contains(rates, r => r.ServiceKey == "post-tracked");
    }

    [Fact]
    public async Task Nearer_lanes_cost_less()
    {
        var inside = await RatesAsync(A.RateRequest(Clock.NowUtc) with { To = A.Potter });
        var region = await RatesAsync(A.RateRequest(Clock.NowUtc) with { To = A.Lyon with { Country = new Country("JP"), Postcode = "100-0001" } });
        var far = await RatesAsync(A.RateRequest(Clock.NowUtc));

        Assert.True(Parcel(inside) < Parcel(region) && Parcel(region) < Parcel(far));

        static Money Parcel(IReadOnlyList<CarrierRate> rates) => rates.Single(r => r.ServiceKey == "parcel").Price;
    }

    [Theory]
    [InlineData(30_001, 100, "shipping.too-heavy")]
    [InlineData(1_000, 1_501, "shipping.too-large")]
    public async Task A_parcel_over_every_limit_is_refused(int grams, int lengthMm, string code)
    {
        var quoted = await carrier.QuoteRatesAsync(A.RateRequest(Clock.NowUtc) with { Weight = new Weight(grams), Size = new Dimensions(lengthMm, 100, 100) });

        Assert.Equal(code, quoted.Refusal?.Code);
    }

    [Fact]
    public async Task Across_a_customs_border_a_label_needs_a_declaration_and_within_the_union_it_does_not()
    {
        var across = await carrier.BuyAsync(A.LabelRequest(await CheapestAsync()) with { Customs = null });
        var union = A.RateRequest(Clock.NowUtc) with { From = A.Porto };
        var within = await carrier.BuyAsync(A.LabelRequest((await RatesAsync(union))[0], "label-2") with { Sender = A.Porto, Customs = null });

        Assert.Equal("shipping.customs-missing", across.Refusal?.Code);
        Assert.True(within.Succeeded);
    }

    [Fact]
    public async Task An_offer_that_is_over_is_not_sold()
    {
        var rate = await CheapestAsync();
        Clock.Move(TimeSpan.FromHours(24));

        var bought = await carrier.BuyAsync(A.LabelRequest(rate));

        Assert.Equal("shipping.quote-expired", bought.Refusal?.Code);
    }

    [Fact]
    public async Task A_forged_lower_price_is_not_sold()
    {
        var rate = await CheapestAsync();

        var bought = await carrier.BuyAsync(A.LabelRequest(rate with { Price = new Money(1, Currency.Eur) }));

        Assert.Equal("shipping.price-changed", bought.Refusal?.Code);
        Assert.Null(await carrier.FindAsync(A.Handle("label-1")));
    }

    [Fact]
    public async Task A_time_out_before_the_label_was_made_leaves_none_behind()
    {
        script.Next(SandboxCall.Buy, SandboxFault.TimeOutBefore);
        var request = A.LabelRequest(await CheapestAsync());

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => carrier.BuyAsync(request));

        Assert.Null(await carrier.FindAsync(A.Handle(request.Reference)));
        Assert.True((await carrier.BuyAsync(request)).Succeeded);
    }

    [Fact]
    public async Task A_time_out_after_the_label_was_made_leaves_one_that_is_found_and_not_bought_again()
    {
        script.Next(SandboxCall.Buy, SandboxFault.TimeOutAfter);
        var request = A.LabelRequest(await CheapestAsync());

        var unknown = await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => carrier.BuyAsync(request));

        Assert.Equal(("sandbox", request.Reference), (unknown.CarrierKey, unknown.Reference));
        var found = await carrier.FindAsync(A.Handle(request.Reference));
        Assert.NotNull(found);
        Assert.Equal(found, (await carrier.BuyAsync(request)).Value);
    }

    [Fact]
    public async Task A_call_that_hangs_ends_at_its_time_limit_with_an_unknown_outcome()
    {
        script.Next(SandboxCall.Buy, SandboxFault.Hang);
        var buying = carrier.BuyAsync(A.LabelRequest(await CheapestAsync()));
        Assert.False(buying.IsCompleted);

        Clock.Move(TimeSpan.FromSeconds(15));

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => buying);
    }

    [Fact]
    public async Task A_quote_that_is_not_answered_is_refused_and_may_be_asked_again()
    {
        script.Next(SandboxCall.Quote, SandboxFault.TimeOutBefore);

        var first = await carrier.QuoteRatesAsync(A.RateRequest(Clock.NowUtc));
        var second = await carrier.QuoteRatesAsync(A.RateRequest(Clock.NowUtc));

        Assert.Equal("shipping.carrier-silent", first.Refusal?.Code);
        Assert.True(second.Succeeded);
    }

    [Fact]
    public async Task A_refused_address_leaves_no_label()
    {
        script.Next(SandboxCall.Buy, SandboxFault.RefuseAddress);

        var bought = await carrier.BuyAsync(A.LabelRequest(await CheapestAsync()));

        Assert.Equal(("shipping.address-refused", "recipient"), (bought.Refusal?.Code, bought.Refusal?.Field));
        Assert.Null(await carrier.FindAsync(A.Handle("label-1")));
    }

    [Fact]
    public async Task A_number_that_another_parcel_has_is_passed_over()
    {
        var records = new RecordsInMemory();
        var label = await BuyAsync("parcel");
        await records.AddAsync("sandbox-carrier", $"number:{label.TrackingNumber}", "\"someone-else\"");
        var crowded = new SandboxCarrier(records, new SandboxCarrierSettings(), script, Clock);

        var next = (await crowded.BuyAsync(A.LabelRequest(await RateAsync("parcel")))).Value;

        Assert.True(S10Number.TryParse(next.TrackingNumber, out _));
        Assert.Equal(int.Parse(label.TrackingNumber[2..10]) + 1, int.Parse(next.TrackingNumber[2..10]));
    }

    [Fact]
    public async Task The_clock_moves_the_parcel_from_hand_over_to_delivery()
    {
        var label = await BuyAsync("express");
        Assert.Equal([TrackingStatus.LabelMade], await StatusesAsync(label));

        await carrier.HandOverAsync([label.TrackingNumber], Clock.NowUtc);
        Assert.Equal([TrackingStatus.LabelMade, TrackingStatus.HandedOver], await StatusesAsync(label));

        Clock.Move(TimeSpan.FromDays(6));
        Assert.Equal(
            [
                TrackingStatus.LabelMade, TrackingStatus.HandedOver, TrackingStatus.InTransit, TrackingStatus.ExportCustoms, TrackingStatus.DepartedOrigin,
                TrackingStatus.ArrivedDestination, TrackingStatus.ImportCustoms, TrackingStatus.InTransit, TrackingStatus.InTransit,
                TrackingStatus.OutForDelivery, TrackingStatus.Delivered,
            ],
            await StatusesAsync(label));
    }

    [Fact]
    public async Task A_parcel_is_delivered_by_day_within_the_days_that_were_quoted_and_its_events_stand_in_order()
    {
        foreach (var service in new[] { "post-tracked", "parcel", "express" })
        {
            for (var i = 0; i < 25; i++)
            {
                var clock = new ManualClock();
                var own = new SandboxCarrier(new RecordsInMemory(), new SandboxCarrierSettings(), new SandboxScript(), clock);
                var rate = (await own.QuoteRatesAsync(A.RateRequest(clock.NowUtc))).Value.Single(r => r.ServiceKey == service);
                var label = (await own.BuyAsync(A.LabelRequest(rate, $"label-{service}-{i}"))).Value;
                clock.Move(TimeSpan.FromHours(i));
                var handedOver = clock.NowUtc;
                await own.HandOverAsync([label.TrackingNumber], handedOver);
                clock.Move(TimeSpan.FromDays(30));

                var events = await A.TrackAsync(own, label);

                Assert.Equal(events.OrderBy(e => e.AtUtc), events);
                Assert.Equal(events.Count, events.Select(e => (e.Code, e.AtUtc)).Distinct().Count());
                Assert.Equal(TrackingStatus.Delivered, events[^1].Status);
                Assert.InRange((events[^1].AtUtc.AddHours(1).Date - handedOver.AddHours(1).Date).Days, rate.DaysMin, rate.DaysMax);
                Assert.InRange(events[^1].AtUtc.AddHours(1).Hour, 9, 16);
            }
        }
    }

    [Fact]
    public async Task Within_the_union_no_customs_are_passed()
    {
        var rate = (await RatesAsync(A.RateRequest(Clock.NowUtc) with { From = A.Porto })).Single(r => r.ServiceKey == "parcel");
        var label = (await carrier.BuyAsync(A.LabelRequest(rate) with { Sender = A.Porto, Customs = null })).Value;
        await carrier.HandOverAsync([label.TrackingNumber], Clock.NowUtc);
        Clock.Move(TimeSpan.FromDays(20));

        var statuses = await StatusesAsync(label);

        Assert.DoesNotContain(statuses, s => s is TrackingStatus.ExportCustoms or TrackingStatus.ImportCustoms);
        Assert.Equal(TrackingStatus.Delivered, statuses[^1]);
    }

    [Theory]
    [InlineData("sandbox-second-try", TrackingStatus.DeliveryFailed, TrackingStatus.Delivered)]
    [InlineData("sandbox-returned", TrackingStatus.DeliveryFailed, TrackingStatus.Returned)]
    [InlineData("sandbox-lost", TrackingStatus.ImportCustoms, TrackingStatus.Lost)]
    public async Task A_word_in_the_second_address_line_ends_the_journey_otherwise(string word, TrackingStatus passes, TrackingStatus ends)
    {
        var request = A.LabelRequest(await RateAsync("express"));
        var label = (await carrier.BuyAsync(request with { Recipient = request.Recipient with { Street2 = word } })).Value;
        await carrier.HandOverAsync([label.TrackingNumber], Clock.NowUtc);
        Clock.Move(TimeSpan.FromDays(40));

        var statuses = await StatusesAsync(label);

        Assert.Contains(passes, statuses);
        Assert.Equal(ends, statuses[^1]);
    }

    [Fact]
    public async Task A_hand_over_told_twice_keeps_its_first_time()
    {
        var label = await BuyAsync("parcel");
        var first = Clock.NowUtc;
        await carrier.HandOverAsync([label.TrackingNumber], first);
        Clock.Move(TimeSpan.FromHours(5));

        await carrier.HandOverAsync([label.TrackingNumber], Clock.NowUtc);

        Assert.Equal(first, (await A.TrackAsync(carrier, label)).Single(e => e.Status == TrackingStatus.HandedOver).AtUtc);
    }

    private async Task<IReadOnlyList<CarrierRate>> RatesAsync(RateRequest request) => (await carrier.QuoteRatesAsync(request)).Value;

    private async Task<CarrierRate> RateAsync(string service) => (await RatesAsync(A.RateRequest(Clock.NowUtc))).Single(r => r.ServiceKey == service);

    private async Task<BoughtLabel> BuyAsync(string service) => (await carrier.BuyAsync(A.LabelRequest(await RateAsync(service)))).Value;

    private async Task<TrackingStatus[]> StatusesAsync(BoughtLabel label) => [.. (await A.TrackAsync(carrier, label)).Select(e => e.Status)];
}
