using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Karrio;

/// <summary>Manifests of the carriers behind the server.</summary>
internal sealed partial class KarrioCarrier : IMakeManifests
{
    /// <summary>Ours; they name no limit.</summary>
    public int MostLabels => 100;

    /// <summary>A manifest is of one carrier's parcels. The server leaves out shipments that stand on another without a word, so what it put on is counted.</summary>
    public async Task<Outcome<Manifest>> ManifestAsync(ManifestRequest request, CancellationToken cancel = default)
    {
        var carried = await OfOneCarrierAsync(request.Labels, cancel);
        if (carried.Refusal is { } several) return several;
        var asked = await CallAsync<KarrioManifest>(HttpMethod.Post, "v1/manifests", KarrioMapping.Manifest(request, carried.Value.Carrier, carried.Value.Shipments), mayRepeat: false, request.Reference, cancel);
        if (asked.Refusal is { } refusal) return refusal;
        // With fewer on it than were asked for, it is not the manifest of these parcels: somebody looks.
        if (asked.Value is not { Id: { Length: > 0 } id } made || made.ShipmentIdentifiers is { } put && put.Count != request.Labels.Count) throw Unreadable(request.Reference);
        return new Manifest(id, await PaperAsync(id, request.Reference, cancel));
    }

    /// <summary>The manifest's paper; null where there is none, for then ours is printed.</summary>
    private async Task<CarrierFile?> PaperAsync(string manifest, string reference, CancellationToken cancel)
    {
        try
        {
            var asked = await CallAsync<KarrioDocument>(HttpMethod.Post, $"v1/manifests/{Uri.EscapeDataString(manifest)}/document", new { }, mayRepeat: true, reference, cancel);
            return asked.Succeeded ? KarrioMapping.File(asked.Value) : null;
        }
        catch (CarrierOutcomeUnknownException)
        {
            return null; // Made all the same.
        }
    }
}
