namespace Storefront.Shipping;

/// <summary>What stands in the way of a pickup point.</summary>
public static class PickupPointRefusals
{
    /// <summary>Neither a postcode nor a town was typed.</summary>
    public static readonly Refusal NowhereToLook = new("shipping.point-nowhere", "near");

    /// <summary>The carrier does not offer the point now: it was never there, or has closed since the page was made.</summary>
    public static readonly Refusal NotOffered = new("shipping.point-not-offered");

    /// <summary>The point was chosen and paid for and takes no parcels any more.</summary>
    public static Refusal Gone(string point, string carrierName) => new Refusal("shipping.point-gone").With("point", point).With("carrier", carrierName);

    /// <summary>Only the carrier that keeps the point delivers there.</summary>
    public static Refusal OfAnotherCarrier(string point, string carrierName) => new Refusal("shipping.point-of-another-carrier").With("point", point).With("carrier", carrierName);

    /// <summary>The merchant does not work with the carrier that keeps the point, or not any more.</summary>
    public static Refusal CarrierNotConnected(string point, string carrierName) => new Refusal("shipping.point-carrier-not-connected").With("point", point).With("carrier", carrierName);

    /// <summary>The carrier has no service for this parcel that delivers to the point.</summary>
    public static Refusal NoService(string point, string carrierName) => new Refusal("shipping.point-no-service").With("point", point).With("carrier", carrierName);
}
