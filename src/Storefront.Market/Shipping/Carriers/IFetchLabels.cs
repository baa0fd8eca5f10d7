namespace Storefront.Shipping;

/// <summary>Gives the file of a label that was bought before. Carriers that make a label in their own time, and those that keep it, can.</summary>
public interface IFetchLabels
{
    /// <summary>The carrier's own finished label, byte for byte. Asking has no effect and may be repeated.</summary>
    /// <returns><see cref="CarrierRefusals.LabelNotReady"/> while the carrier still makes it; another refusal when it never will.</returns>
    /// <exception cref="CarrierOutcomeUnknownException">No answer came back; asking again is harmless.</exception>
    Task<Outcome<CarrierFile>> FetchAsync(LabelHandle label, DocumentFormat format, CancellationToken cancel = default);
}
