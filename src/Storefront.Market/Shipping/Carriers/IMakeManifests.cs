namespace Storefront.Shipping;

/// <summary>Closes a set of labels for hand-over and makes the paper that is signed for all of them, such as a SCAN form or a big bag's list.</summary>
public interface IMakeManifests
{
    /// <summary>How many labels one manifest holds at most.</summary>
    int MostLabels { get; }

    /// <summary>Makes it. A label stands on one manifest only; asked again with the same reference, the carrier's answer may be a refusal that it is there already.</summary>
    /// <exception cref="CarrierOutcomeUnknownException">No answer came back; the manifest may exist.</exception>
    Task<Outcome<Manifest>> ManifestAsync(ManifestRequest request, CancellationToken cancel = default);
}

/// <param name="Reference">Ours, unique for the manifest.</param>
/// <param name="Day">On which it is handed over.</param>
/// <param name="Weight">Gross, of all parcels together.</param>
public sealed record ManifestRequest(string Reference, PostalAddress From, DateOnly Day, IReadOnlyList<LabelHandle> Labels, Weight Weight)
{
    /// <summary>Under which another carrier brings all of it to this one's sorting warehouse; null where none does, or not all of it under one.</summary>
    public FirstMileWaybill? FirstMile { get; init; }
}

/// <param name="Carrier">Key of the carrier that brings it.</param>
/// <param name="Number">As in its bar code.</param>
public sealed record FirstMileWaybill(string Carrier, string Number);

/// <param name="Number">As the carrier knows it, for its bar code.</param>
/// <param name="File">The paper, where the carrier makes one; else ours is printed.</param>
public sealed record Manifest(string Number, CarrierFile? File);
