using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Wired;

/// <summary>Manifests: a label stands on one, and what nobody answered to is not made again.</summary>
public abstract partial class WiredCarrierContract
{
    [Fact]
    public async Task A_manifest_is_made_of_bought_labels()
    {
        if (Lacks<IMakeManifests>(CarrierAbility.Manifest, out var manifests)) return;
        var wish = await HandOverAsync();

        var manifest = (await manifests.ManifestAsync(wish)).Value;

        Assert.InRange(manifest.Number.Length, 1, 120);
        Assert.True(manifests.MostLabels >= 1);
        Assert.Equal([wish.Labels[0].TrackingNumber!], Assert.Single(Double.Manifests));
    }

    [Fact]
    public async Task Wrong_credentials_make_no_manifest_and_say_so()
    {
        if (Lacks<IMakeManifests>(CarrierAbility.Manifest, out _)) return;
        var wish = await HandOverAsync();

        Assert.Equal("shipping.credentials-refused", (await ((IMakeManifests)Connector.Open(Double.Wrong)).ManifestAsync(wish)).Refusal?.Code);
        Assert.Empty(Double.Manifests);
    }

    [Fact]
    public async Task A_label_stands_on_one_manifest_only()
    {
        if (Lacks<IMakeManifests>(CarrierAbility.Manifest, out var manifests)) return;
        var wish = await HandOverAsync();
        Assert.True((await manifests.ManifestAsync(wish)).Succeeded);

        var again = await manifests.ManifestAsync(wish);

        Assert.Equal("shipping.carrier-refused", again.Refusal?.Code);
        Assert.NotEqual("", again.Refusal!.Arguments["reason"]);
        Assert.Single(Double.Manifests);
    }

    [Fact]
    public async Task Too_many_requests_for_manifests_are_waited_out_and_then_told()
    {
        if (Lacks<IMakeManifests>(CarrierAbility.Manifest, out var manifests)) return;
        var wish = await HandOverAsync();
        server.Next(Uses(CarrierAbility.Manifest), Fault.TooMany, times: 3);
        Assert.Equal("shipping.carrier-busy", (await manifests.ManifestAsync(wish)).Refusal?.Code);
        Assert.Empty(Double.Manifests);

        server.Next(Uses(CarrierAbility.Manifest), Fault.TooMany, times: 2);
        Assert.True((await manifests.ManifestAsync(wish)).Succeeded);
        Assert.Single(Double.Manifests);
    }

    [Theory]
    [InlineData(0, true), InlineData(1, true), InlineData(2, false), InlineData(3, false), InlineData(4, false)]
    public async Task A_manifest_without_an_answer_is_unknown_and_asked_for_once(int fault, bool made)
    {
        if (Lacks<IMakeManifests>(CarrierAbility.Manifest, out var manifests)) return;
        var wish = await HandOverAsync();
        server.Next(Uses(CarrierAbility.Manifest), new[] { Fault.DoneAndSilent, Fault.Half, Fault.NotDone, Fault.Failed, Fault.Malformed }[fault]);

        var unknown = await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => manifests.ManifestAsync(wish));

        Assert.Equal((Carrier.Key, "manifest-1", false), (unknown.CarrierKey, unknown.Reference, unknown.NothingWasSent));
        Assert.Equal(made ? 1 : 0, Double.Manifests.Count);
        Assert.Equal(1, server.Requests.Count(Uses(CarrierAbility.Manifest)));
    }

    [Fact]
    public async Task A_carrier_that_is_not_there_was_certainly_asked_for_no_manifest()
    {
        if (Lacks<IMakeManifests>(CarrierAbility.Manifest, out _)) return;
        var wish = await HandOverAsync();
        var nowhere = new Uri("http://127.0.0.1:9/");
        var nobody = (IMakeManifests)MakeConnector(nowhere, Wire(TimeSpan.FromSeconds(2)), new CarrierTokens(Clock), Clock).Open(GoodAt(nowhere));

        Assert.True((await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => nobody.ManifestAsync(wish))).NothingWasSent);
    }

    protected async Task<ManifestRequest> HandOverAsync() => new("manifest-1", Parcel.From, new DateOnly(2026, 11, 24), [HandleOf(await BoughtAsync())], Parcel.Weight);
}
