namespace Storefront.Shipping;

/// <summary>Gives back a label that was not used.</summary>
public interface IVoidLabels
{
    /// <summary>Voids the label; voiding it again succeeds.</summary>
    /// <returns>A refusal when the parcel is already on its way or the time for giving back is over.</returns>
    /// <exception cref="CarrierOutcomeUnknownException">No answer came back; voiding again is harmless.</exception>
    Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default);
}
