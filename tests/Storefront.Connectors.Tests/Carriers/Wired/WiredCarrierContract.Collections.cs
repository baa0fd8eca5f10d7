using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Wired;

/// <summary>Collections: somebody is sent once, or nobody knows, and never two.</summary>
public abstract partial class WiredCarrierContract
{
    /// <summary>Whether the carrier is told what the collected parcels weigh; who is not told refuses nothing for it.</summary>
    protected virtual bool TellsWeightOfCollections => true;

    [Fact]
    public async Task A_pickup_is_booked_and_called_off()
    {
        if (Lacks<IBookPickups>(CarrierAbility.Pickup, out var pickups)) return;

        var booked = (await pickups.BookAsync(await CollectionAsync())).Value;

        Assert.Equal(("pickup-1", new DateOnly(2026, 11, 25)), (booked.Reference, booked.Day));
        Assert.Equal(Assert.Single(Double.Pickups).Confirmation, booked.Confirmation);
        Assert.Null((await pickups.CancelAsync(booked)).Refusal);
        Assert.True(Double.Pickups[0].IsOff);
        Assert.Null((await pickups.CancelAsync(booked)).Refusal);
    }

    [Fact]
    public async Task Wrong_credentials_book_nobody_and_say_so()
    {
        if (Lacks<IBookPickups>(CarrierAbility.Pickup, out _)) return;
        var stranger = (IBookPickups)Connector.Open(Double.Wrong);

        Assert.Equal("shipping.credentials-refused", (await stranger.BookAsync(await CollectionAsync())).Refusal?.Code);
        Assert.Empty(Double.Pickups);
    }

    [Fact]
    public async Task Where_nobody_collects_is_told_in_the_carriers_words()
    {
        if (Lacks<IBookPickups>(CarrierAbility.Pickup, out var pickups)) return;
        var wish = await CollectionAsync();

        var refused = await pickups.BookAsync(wish with { From = wish.From with { Street = CarrierDouble.Unreachable } });

        Assert.Equal("shipping.carrier-refused", refused.Refusal?.Code);
        Assert.NotEqual("", refused.Refusal!.Arguments["reason"]);
        Assert.Empty(Double.Pickups);
    }

    [Fact]
    public async Task Parcels_over_the_limits_are_not_collected()
    {
        if (Lacks<IBookPickups>(CarrierAbility.Pickup, out var pickups) || !TellsWeightOfCollections) return;

        var refused = await pickups.BookAsync(await CollectionAsync() with { Weight = CarrierDouble.TooHeavy });

        Assert.Equal("shipping.carrier-refused", refused.Refusal?.Code);
        Assert.Empty(Double.Pickups);
    }

    [Fact]
    public async Task Too_many_requests_for_collections_are_waited_out_and_then_told()
    {
        if (Lacks<IBookPickups>(CarrierAbility.Pickup, out var pickups)) return;
        var wish = await CollectionAsync();
        server.Next(Double.IsBooking, Fault.TooMany, times: 3);
        Assert.Equal("shipping.carrier-busy", (await pickups.BookAsync(wish)).Refusal?.Code);
        Assert.Empty(Double.Pickups);

        server.Next(Double.IsBooking, Fault.TooMany, times: 2);
        Assert.True((await pickups.BookAsync(wish)).Succeeded);
        Assert.Single(Double.Pickups);
    }

    /// <summary>The carriers here have no key of ours for a booking, so it is asked for once, whatever comes back.</summary>
    [Theory]
    [InlineData(0, true), InlineData(1, true), InlineData(2, false), InlineData(3, false), InlineData(4, false)]
    public async Task A_booking_without_an_answer_is_unknown_and_asked_for_once(int fault, bool booked)
    {
        if (Lacks<IBookPickups>(CarrierAbility.Pickup, out var pickups)) return;
        var wish = await CollectionAsync();
        server.Next(Double.IsBooking, new[] { Fault.DoneAndSilent, Fault.Half, Fault.NotDone, Fault.Failed, Fault.Malformed }[fault]);

        var unknown = await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => pickups.BookAsync(wish));

        Assert.Equal((Carrier.Key, "pickup-1", false), (unknown.CarrierKey, unknown.Reference, unknown.NothingWasSent));
        Assert.Equal(booked ? 1 : 0, Double.Pickups.Count);
        Assert.Equal(1, server.Requests.Count(Double.IsBooking));
    }

    [Fact]
    public async Task A_carrier_that_is_not_there_was_certainly_asked_for_no_collection()
    {
        if (Lacks<IBookPickups>(CarrierAbility.Pickup, out _)) return;
        var wish = await CollectionAsync();
        var nowhere = new Uri("http://127.0.0.1:9/");
        var nobody = (IBookPickups)MakeConnector(nowhere, Wire(TimeSpan.FromSeconds(2)), new CarrierTokens(Clock), Clock).Open(GoodAt(nowhere));

        Assert.True((await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => nobody.BookAsync(wish))).NothingWasSent);
    }

    /// <summary>The answer to the first calling off gets lost, so that the carrier hears it twice.</summary>
    [Fact]
    public async Task Calling_off_whose_answer_got_lost_is_asked_again_and_stands()
    {
        if (Lacks<IBookPickups>(CarrierAbility.Pickup, out var pickups)) return;
        var booked = (await pickups.BookAsync(await CollectionAsync())).Value;
        server.Next(Double.IsCallingOff, Fault.DoneAndSilent);

        Assert.Null((await pickups.CancelAsync(booked)).Refusal);

        Assert.True(Assert.Single(Double.Pickups).IsOff);
        Assert.Equal(2, server.Requests.Count(Double.IsCallingOff));
    }

    [Fact]
    public async Task Calling_off_without_an_answer_is_unknown()
    {
        if (Lacks<IBookPickups>(CarrierAbility.Pickup, out var pickups)) return;
        var booked = (await pickups.BookAsync(await CollectionAsync())).Value;
        server.Next(Double.IsCallingOff, Fault.Failed, times: 3);

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => pickups.CancelAsync(booked));

        Assert.False(Assert.Single(Double.Pickups).IsOff);
    }

    protected async Task<PickupRequest> CollectionAsync()
    {
        var ready = new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.FromHours(8));
        return new PickupRequest("pickup-1", Parcel.From, ready, ready.AddHours(6), [HandleOf(await BoughtAsync())], Parcel.Weight, "Back door");
    }
}
