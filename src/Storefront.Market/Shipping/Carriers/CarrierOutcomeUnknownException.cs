namespace Storefront.Shipping;

/// <summary>A carrier was called and no answer came back: what we asked for may or may not have happened.
/// The only right next step is to ask the carrier by our reference.</summary>
public sealed class CarrierOutcomeUnknownException(string carrierKey, string reference, Exception? inner = null)
    : Exception($"{carrierKey} gave no answer about {reference}.", inner)
{
    public string CarrierKey { get; } = carrierKey;

    public string Reference { get; } = reference;

    /// <summary>The carrier was not even reached: what we asked for has certainly not happened.</summary>
    public bool NothingWasSent { get; init; }
}
