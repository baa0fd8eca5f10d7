using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Wired;

/// <summary>Whatever a carrier answers, or does not answer, is told as what it is: busy, silent or unknown, and never as a yes, a no or an empty way.</summary>
public abstract partial class WiredCarrierContract
{
    /// <summary>For tests in which the carrier hangs: long enough for every answer on loopback.</summary>
    private static readonly TimeSpan ShortLimit = TimeSpan.FromMilliseconds(700);

    /// <summary>As often as a call that may be repeated is tried.</summary>
    private const int EveryTry = 3;

    /// <summary>What may come instead of a carrier's answer, and how often, until a caller that asks again gives up.</summary>
    public enum Met
    {
        TooMany,
        NotDone,
        Failed,
        Malformed,
        Half,
        Hang,
        DoneAndSilent,
        DoneAndHang,
    }

    /// <summary>The same account over a wire that waits no longer than the test, where there is something to wait for in vain.</summary>
    private ICarrier Asking(Met met) => met is Met.Hang or Met.DoneAndHang ? MakeConnector(server.Base, Wire(ShortLimit), tokens, Clock).Open(Double.Good) : Carrier;

    [Fact]
    public async Task Too_many_requests_for_labels_are_waited_out_and_then_told()
    {
        if (Lacks<IBuyLabels>(CarrierAbility.Buy, out var labels)) return;
        var order = await OrderAsync();
        server.Next(Uses(CarrierAbility.Buy), Fault.TooMany, times: EveryTry);
        Assert.Equal("shipping.carrier-busy", (await labels.BuyAsync(order)).Refusal?.Code);
        Assert.Empty(Double.Labels);

        server.Next(Uses(CarrierAbility.Buy), Fault.TooMany, times: EveryTry - 1);
        Assert.True((await labels.BuyAsync(order)).Succeeded);
        Assert.Single(Double.Labels);
    }

    /// <summary>The carrier takes the order, or not, and never says so: the purchase is sent once, and what became of it is found by our reference or is not known.</summary>
    [Theory]
    [InlineData(Met.DoneAndHang, true), InlineData(Met.Hang, false)]
    public async Task A_purchase_at_a_carrier_that_hangs_is_sent_once_and_unknown(Met met, bool made)
    {
        if (Lacks<IBuyLabels>(CarrierAbility.Buy, out var labels)) return;
        var order = await OrderAsync();
        Meet(Uses(CarrierAbility.Buy), met);

        var unknown = await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((IBuyLabels)Asking(met)).BuyAsync(order));

        Assert.Equal((Carrier.Key, order.Reference, false), (unknown.CarrierKey, unknown.Reference, unknown.NothingWasSent));
        Assert.Equal(made ? 1 : 0, Double.Labels.Count);
        Assert.Equal(1, server.Requests.Count(Uses(CarrierAbility.Buy)));
        if (CanLookUp && (made || !FindsNumberOnly)) Assert.Equal(Double.Labels.Values.SingleOrDefault()?.TrackingNumber, (await labels.FindAsync(Purchase(order.Reference)))?.TrackingNumber);
        else await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => labels.FindAsync(Purchase(order.Reference)));
        Assert.Equal(1, server.Requests.Count(Uses(CarrierAbility.Buy)));
    }

    /// <summary>Where the carrier keeps our reference apart, the same purchase again gives the label that is there, or makes the one that is not.</summary>
    [Theory]
    [InlineData(Met.DoneAndSilent), InlineData(Met.DoneAndHang), InlineData(Met.Half), InlineData(Met.NotDone), InlineData(Met.Failed), InlineData(Met.Malformed), InlineData(Met.Hang)]
    public async Task A_purchase_that_may_be_repeated_makes_one_label_whatever_became_of_the_first(Met met)
    {
        if (Carrier is not IRepeatPurchases labels) return;
        Assert.False(CanLookUp);
        var order = await OrderAsync();
        server.Next(Uses(CarrierAbility.Buy), Enum.Parse<Fault>(met.ToString()));
        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((IBuyLabels)Asking(met)).BuyAsync(order));

        var again = (await labels.BuyAsync(order)).Value;

        Assert.Equal(Assert.Single(Double.Labels.Values).TrackingNumber, again.TrackingNumber);
    }

    [Theory]
    [InlineData(Met.TooMany), InlineData(Met.NotDone), InlineData(Met.Failed), InlineData(Met.Malformed), InlineData(Met.Half), InlineData(Met.Hang)]
    public async Task Rates_are_told_as_not_told(Met met)
    {
        if (Lacks<IQuoteRates>(CarrierAbility.Quote, out var quotes)) return;
        Meet(Uses(CarrierAbility.Quote), met);

        var refused = await ((IQuoteRates)Asking(met)).QuoteRatesAsync(Parcel);

        Assert.Equal(met == Met.TooMany ? "shipping.carrier-busy" : "shipping.carrier-silent", refused.Refusal?.Code);
        Assert.NotEmpty((await quotes.QuoteRatesAsync(Parcel)).Value);
    }

    [Theory]
    [InlineData(Met.TooMany), InlineData(Met.NotDone), InlineData(Met.Failed), InlineData(Met.Malformed), InlineData(Met.Half), InlineData(Met.Hang)]
    public async Task A_label_whose_file_does_not_come_is_fetched_another_time(Met met)
    {
        if (Lacks<IFetchLabels>(CarrierAbility.FetchLabel, out var fetches)) return;
        var label = await BoughtAsync();
        Meet(Double.IsFetching, met);

        var refused = await ((IFetchLabels)Asking(met)).FetchAsync(HandleOf(label), DocumentFormat.Pdf);

        Assert.Equal(met == Met.TooMany ? "shipping.carrier-busy" : "shipping.carrier-silent", refused.Refusal?.Code);
        Assert.Equal(Double.Labels.Values.Single().File, (await fetches.FetchAsync(HandleOf(label), DocumentFormat.Pdf)).Value.Bytes.ToArray());
    }

    /// <summary>A voiding without an answer is no voiding and no refusal: it is asked again, which does no harm.</summary>
    [Theory]
    [InlineData(Met.TooMany), InlineData(Met.NotDone), InlineData(Met.Failed), InlineData(Met.Malformed), InlineData(Met.Half), InlineData(Met.Hang), InlineData(Met.DoneAndHang)]
    public async Task A_voiding_without_an_answer_is_unknown_and_asked_again(Met met)
    {
        if (Lacks<IVoidLabels>(CarrierAbility.Void, out var voids)) return;
        var label = await BoughtAsync();
        Meet(Uses(CarrierAbility.Void), met);
        var asked = (IVoidLabels)Asking(met);

        if (met == Met.TooMany) Assert.Equal("shipping.carrier-busy", (await asked.VoidAsync(HandleOf(label))).Refusal?.Code);
        else Assert.False((await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => asked.VoidAsync(HandleOf(label)))).NothingWasSent);

        Assert.Equal(met is Met.Half or Met.DoneAndHang, Double.Labels.Values.Single().IsVoided);
        Assert.Null((await voids.VoidAsync(HandleOf(label))).Refusal);
        Assert.True(Double.Labels.Values.Single().IsVoided);
    }

    /// <summary>No answer is not the same as no scans.</summary>
    [Theory]
    [InlineData(Met.TooMany), InlineData(Met.NotDone), InlineData(Met.Failed), InlineData(Met.Malformed), InlineData(Met.Half), InlineData(Met.Hang)]
    public async Task A_way_without_an_answer_is_unknown_and_never_empty(Met met)
    {
        if (Lacks<ITrackParcels>(CarrierAbility.Track, out var tracks)) return;
        var label = await BoughtAsync();
        Double.Labels.Values.Single().IsMoving = true;
        Meet(Double.IsTracking, met);

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((ITrackParcels)Asking(met)).TrackAsync([HandleOf(label)]));

        Assert.Equal(TrackingStatus.Delivered, (await tracks.TrackAsync([HandleOf(label)]))[label.Reference][^1].Status);
    }

    [Theory]
    [InlineData(Met.TooMany), InlineData(Met.Hang)]
    public async Task Pickup_points_are_told_as_not_told(Met met)
    {
        if (Lacks<IFindPickupPoints>(CarrierAbility.PickupPoints, out var points)) return;
        Meet(Uses(CarrierAbility.PickupPoints), met);

        var refused = await ((IFindPickupPoints)Asking(met)).FindPointsAsync(Lyon);

        Assert.Equal(met == Met.TooMany ? "shipping.carrier-busy" : "shipping.carrier-silent", refused.Refusal?.Code);
        Assert.NotEmpty((await points.FindPointsAsync(Lyon)).Value);
    }

    [Theory]
    [InlineData(Met.DoneAndHang, true), InlineData(Met.Hang, false)]
    public async Task A_booking_at_a_carrier_that_hangs_is_sent_once_and_unknown(Met met, bool booked)
    {
        if (Lacks<IBookPickups>(CarrierAbility.Pickup, out _)) return;
        var wish = await CollectionAsync();
        Meet(Double.IsBooking, met);

        var unknown = await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((IBookPickups)Asking(met)).BookAsync(wish));

        Assert.Equal(("pickup-1", false), (unknown.Reference, unknown.NothingWasSent));
        Assert.Equal((booked ? 1 : 0, 1), (Double.Pickups.Count, server.Requests.Count(Double.IsBooking)));
    }

    [Theory]
    [InlineData(Met.TooMany), InlineData(Met.NotDone), InlineData(Met.Failed), InlineData(Met.Malformed), InlineData(Met.Hang), InlineData(Met.DoneAndHang)]
    public async Task A_calling_off_without_an_answer_is_asked_again(Met met)
    {
        if (Lacks<IBookPickups>(CarrierAbility.Pickup, out var pickups)) return;
        var booked = (await pickups.BookAsync(await CollectionAsync())).Value;
        Meet(Double.IsCallingOff, met);
        var asked = (IBookPickups)Asking(met);

        if (met == Met.TooMany) Assert.Equal("shipping.carrier-busy", (await asked.CancelAsync(booked)).Refusal?.Code);
        else await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => asked.CancelAsync(booked));

        Assert.Equal(met == Met.DoneAndHang, Assert.Single(Double.Pickups).IsOff);
        Assert.Null((await pickups.CancelAsync(booked)).Refusal);
        Assert.True(Assert.Single(Double.Pickups).IsOff);
    }

    [Theory]
    [InlineData(Met.DoneAndHang, true), InlineData(Met.Hang, false)]
    public async Task A_manifest_at_a_carrier_that_hangs_is_sent_once_and_unknown(Met met, bool made)
    {
        if (Lacks<IMakeManifests>(CarrierAbility.Manifest, out _)) return;
        var wish = await HandOverAsync();
        Meet(Uses(CarrierAbility.Manifest), met);

        var unknown = await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((IMakeManifests)Asking(met)).ManifestAsync(wish));

        Assert.Equal(("manifest-1", false), (unknown.Reference, unknown.NothingWasSent));
        Assert.Equal((made ? 1 : 0, 1), (Double.Manifests.Count, server.Requests.Count(Uses(CarrierAbility.Manifest))));
    }

    /// <summary>A trial of credentials at a carrier that is not well says so, and never that the credentials are wrong or right.</summary>
    [Theory]
    [InlineData(Met.TooMany), InlineData(Met.NotDone), InlineData(Met.Failed), InlineData(Met.Malformed), InlineData(Met.Hang)]
    public async Task Credentials_are_neither_right_nor_wrong_at_a_carrier_that_does_not_answer(Met met)
    {
        foreach (var ability in Connector.Abilities.Where(a => a != CarrierAbility.News))
        {
            server.Forget();
            Meet(_ => true, met);

            var refused = await ((ITestCredentials)Asking(met)).TestAsync(ability);

            Assert.Contains(refused.Refusal?.Code, met == Met.TooMany ? ["shipping.carrier-busy"] : new[] { "shipping.carrier-silent" });
            // Waiting takes the time: one ability stands for all.
            if (met == Met.Hang) break;
        }
    }

    /// <summary>What may be repeated is met as often as it is tried; what hangs, comes in half or as something else is not tried again.</summary>
    private void Meet(Func<ScriptedRequest, bool> where, Met met) => server.Next(where, Enum.Parse<Fault>(met.ToString()), met is Met.TooMany or Met.NotDone or Met.Failed ? EveryTry : 1);
}
