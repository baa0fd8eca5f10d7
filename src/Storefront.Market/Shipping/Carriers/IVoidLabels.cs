namespace Storefront.Shipping;

/// <summary>Gives back a label that was not used.</summary>
public interface IVoidLabels
{
    /// <summary>Voids the label bought under our reference; voiding it again succeeds.</summary>
    /// <returns>A refusal when the parcel is already on its way or the time for giving back is over.</returns>
    /// <exception cref="CarrierOutcomeUnknownException">No answer came back; voiding again is harmless.</exception>
    Task<Outcome<Done>> VoidAsync(string reference, CancellationToken cancel = default);
}
