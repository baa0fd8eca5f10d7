using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Wired;

/// <summary>A carrier's stand-in at the other end of the wire: written from the carrier's specification, it answers in the carrier's own messages and remembers what it sold.
/// What the contract wants to happen is asked for by the address and the weight of the parcel.</summary>
internal abstract class CarrierDouble
{
    /// <summary>In the recipient's street: the carrier does not deliver there.</summary>
    public const string Unreachable = "Nowhere Lane";

    /// <summary>A postcode around which the carrier has no pickup points.</summary>
    public const string NoPoints = "97133";

    /// <summary>The carrier's own name of the nearest point around any other; null for a carrier without.</summary>
    public virtual string? NearestPoint => null;

    /// <summary>A parcel of this mass and more is too heavy for every service.</summary>
    public static readonly Weight TooHeavy = new(200_000);

    /// <summary>Labels that exist, voided ones too, by our reference.</summary>
    public Dictionary<string, DoubleLabel> Labels { get; } = new(StringComparer.Ordinal);

    /// <summary>How often a label is asked for before it is ready.</summary>
    public int LabelIsReadyAfter { get; set; }

    /// <summary>When the first event of a handed over parcel happened.</summary>
    public static readonly DateTime FirstScanUtc = new(2026, 11, 24, 2, 30, 0, DateTimeKind.Utc);

    /// <summary>Whose credentials are right.</summary>
    public abstract CarrierCredentials Good { get; }

    /// <summary>Credentials of the same shape that the carrier does not know.</summary>
    public abstract CarrierCredentials Wrong { get; }

    /// <summary>Which ability a request uses; null for a token or another preparation.</summary>
    public abstract CarrierAbility? AbilityOf(ScriptedRequest request);

    /// <summary>Whether a request looks a label up by our reference.</summary>
    public virtual bool IsLookUp(ScriptedRequest request) => false;

    public abstract ScriptedAnswer Answer(ScriptedRequest request);
}

/// <summary>A label that a stand-in sold.</summary>
internal sealed class DoubleLabel(string reference, string trackingNumber)
{
    public string Reference { get; } = reference;

    public string TrackingNumber { get; } = trackingNumber;

    public bool IsVoided { get; set; }

    /// <summary>The parcel is on its way: it has events and is not voided any more.</summary>
    public bool IsMoving { get; set; }

    public int Asked { get; set; }

    /// <summary>What the carrier drew.</summary>
    public byte[] File { get; } = System.Text.Encoding.ASCII.GetBytes($"%PDF-1.4 label {trackingNumber}\n%%EOF\n");
}
