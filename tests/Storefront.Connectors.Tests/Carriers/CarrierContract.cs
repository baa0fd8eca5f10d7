using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers;

/// <summary>What every carrier's folder promises, whatever its wire. A carrier's tests derive from this.</summary>
public abstract class CarrierContract
{
    protected ManualClock Clock { get; } = new();

    protected abstract ICarrier Carrier { get; }

    private IQuoteRates Quotes => (IQuoteRates)Carrier;

    private IBuyLabels Labels => (IBuyLabels)Carrier;

    private IVoidLabels Voids => (IVoidLabels)Carrier;

    private ITakeHandOvers HandOvers => (ITakeHandOvers)Carrier;

    [Fact]
    public async Task Rates_come_cheapest_first_and_name_the_carrier_its_currency_and_their_end()
    {
        var rates = (await Quotes.QuoteRatesAsync(A.RateRequest(Clock.NowUtc))).Value;

        Assert.NotEmpty(rates);
        Assert.Equal(rates.OrderBy(r => r.Price.Minor), rates);
        Assert.All(rates, r =>
        {
            Assert.Equal(Carrier.Key, r.CarrierKey);
            Assert.True(r.Price.IsPositive);
            Assert.InRange(r.DaysMin, 1, r.DaysMax);
            Assert.True(r.ExpiresAtUtc > Clock.NowUtc);
            Assert.True(r.ChargeableWeight.Grams >= 910);
        });
    }

    [Fact]
    public async Task A_label_costs_what_was_quoted()
    {
        var rate = await CheapestAsync();

        var label = (await Labels.BuyAsync(A.LabelRequest(rate))).Value;

        Assert.Equal(rate.Price, label.Price);
        Assert.Equal((Carrier.Key, rate.ServiceKey, "label-1"), (label.CarrierKey, label.ServiceKey, label.Reference));
    }

    [Fact]
    public async Task Buying_twice_with_one_reference_gives_one_label()
    {
        var request = A.LabelRequest(await CheapestAsync());

        var first = (await Labels.BuyAsync(request)).Value;
        var second = (await Labels.BuyAsync(request)).Value;

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Twenty_buying_at_once_with_one_reference_get_one_label()
    {
        var request = A.LabelRequest(await CheapestAsync());

        var labels = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Labels.BuyAsync(request))));

        Assert.Single(labels.Select(l => l.Value).Distinct());
    }

    [Fact]
    public async Task Two_references_get_two_numbers()
    {
        var rate = await CheapestAsync();

        var one = (await Labels.BuyAsync(A.LabelRequest(rate, "label-1"))).Value;
        var other = (await Labels.BuyAsync(A.LabelRequest(rate, "label-2"))).Value;

        Assert.NotEqual(one.TrackingNumber, other.TrackingNumber);
    }

    [Fact]
    public async Task A_bought_label_is_found_by_our_reference_and_an_unknown_one_is_not()
    {
        var label = (await Labels.BuyAsync(A.LabelRequest(await CheapestAsync()))).Value;

        Assert.Equal(label, await Labels.FindAsync(A.Handle("label-1")));
        Assert.Null(await Labels.FindAsync(A.Handle("label-9")));
    }

    [Fact]
    public async Task A_label_is_voided_once_and_voiding_it_again_succeeds()
    {
        await Labels.BuyAsync(A.LabelRequest(await CheapestAsync()));

        Assert.True((await Voids.VoidAsync(A.Handle("label-1"))).Succeeded);
        Assert.True((await Voids.VoidAsync(A.Handle("label-1"))).Succeeded);
        Assert.NotNull((await Labels.FindAsync(A.Handle("label-1")))!.VoidedAtUtc);
    }

    [Fact]
    public async Task A_label_whose_parcel_was_handed_over_is_not_voided()
    {
        var label = (await Labels.BuyAsync(A.LabelRequest(await CheapestAsync()))).Value;
        await HandOvers.HandOverAsync([label.TrackingNumber], Clock.NowUtc);

        var voided = await Voids.VoidAsync(A.Handle("label-1"));

        Assert.Equal("shipping.already-handed-over", voided.Refusal?.Code);
    }

    [Fact]
    public async Task A_voided_label_is_not_handed_over_and_nothing_beside_it_is()
    {
        var rate = await CheapestAsync();
        var good = (await Labels.BuyAsync(A.LabelRequest(rate, "label-1"))).Value;
        var voided = (await Labels.BuyAsync(A.LabelRequest(rate, "label-2"))).Value;
        await Voids.VoidAsync(A.Handle("label-2"));

        var handedOver = await HandOvers.HandOverAsync([good.TrackingNumber, voided.TrackingNumber], Clock.NowUtc);

        Assert.Equal("shipping.label-voided", handedOver.Refusal?.Code);
        Assert.True((await Voids.VoidAsync(A.Handle("label-1"))).Succeeded);
    }

    [Fact]
    public async Task An_unknown_label_is_not_voided_nor_handed_over()
    {
        Assert.Equal("shipping.label-unknown", (await Voids.VoidAsync(A.Handle("label-9"))).Refusal?.Code);
        Assert.Equal("shipping.label-unknown", (await HandOvers.HandOverAsync(["CX000000005CN"], Clock.NowUtc)).Refusal?.Code);
    }

    [Fact]
    public async Task An_unknown_number_has_no_events() => Assert.Empty(await ((ITrackParcels)Carrier).TrackAsync([A.Handle("label-9", "no such number")]));

    protected async Task<CarrierRate> CheapestAsync() => (await Quotes.QuoteRatesAsync(A.RateRequest(Clock.NowUtc))).Value[0];
}
