namespace Storefront.Shipping;

/// <summary>What a carrier says no to.</summary>
public static class CarrierRefusals
{
    /// <summary>The carrier did not answer something that may be asked again without harm; asking later may help.</summary>
    public static Refusal Silent(string carrierName) => new Refusal("shipping.carrier-silent").With("carrier", carrierName);

    /// <summary>The carrier does not take the credentials; <c>reason</c> is in the carrier's words.</summary>
    public static Refusal CredentialsRefused(string carrierName, string reason) => new Refusal("shipping.credentials-refused").With("carrier", carrierName).With("reason", reason);

    /// <summary>Too many calls; asking later helps.</summary>
    public static Refusal Busy(string carrierName) => new Refusal("shipping.carrier-busy").With("carrier", carrierName);

    /// <summary>The carrier said no for a reason that has no name of its own here; <c>reason</c> is in the carrier's words.</summary>
    public static Refusal Refused(string carrierName, string reason) => new Refusal("shipping.carrier-refused").With("carrier", carrierName).With("reason", reason);

    /// <summary>The reference was used for a label that has been voided since: it stands for no second one.</summary>
    public static readonly Refusal ReferenceUsed = new("shipping.reference-used");

    /// <summary>News whose mark is missing, wrong or too old.</summary>
    public static readonly Refusal NewsRefused = new("shipping.news-refused");

    /// <summary>The carrier cannot deliver to the address; <c>reason</c> is in the carrier's words.</summary>
    public static Refusal AddressRefused(string reason) => new Refusal("shipping.address-refused", "recipient").With("reason", reason);

    public static Refusal ServiceUnavailable(string serviceName) => new Refusal("shipping.service-unavailable").With("service", serviceName);

    public static Refusal TooHeavy(Weight limit) => new Refusal("shipping.too-heavy", "weight").With("kilograms", limit.Kilograms);

    public static readonly Refusal TooLarge = new("shipping.too-large", "size");

    public static readonly Refusal QuoteExpired = new("shipping.quote-expired");

    /// <summary>The carrier's price rose above the accepted one.</summary>
    public static Refusal PriceChanged(Money now) => new Refusal("shipping.price-changed").With("price", now);

    public static readonly Refusal CustomsMissing = new("shipping.customs-missing");

    /// <summary>The carrier has not said yet whether it made the label.</summary>
    public static readonly Refusal LabelNotReady = new("shipping.label-not-ready");

    /// <summary>The carrier gives the label out in its portal alone, or its account is gone.</summary>
    public static readonly Refusal LabelElsewhere = new("shipping.label-elsewhere");

    public static readonly Refusal LabelUnknown = new("shipping.label-unknown");

    public static readonly Refusal LabelVoided = new("shipping.label-voided");

    /// <summary>The carrier has closed the label with a manifest, or may have. Argument: <c>manifest</c>.</summary>
    public static Refusal OnManifest(string manifest) => new Refusal("shipping.void-on-manifest").With("manifest", manifest);

    /// <summary>The carrier wants to be told the one waybill under which another brings all the parcels to its warehouse.</summary>
    public static Refusal FirstMileMissing(string carrierName) => new Refusal("shipping.first-mile-missing").With("carrier", carrierName);

    public static readonly Refusal AlreadyHandedOver = new("shipping.already-handed-over");
}
