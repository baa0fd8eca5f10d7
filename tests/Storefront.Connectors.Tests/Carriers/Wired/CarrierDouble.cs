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

    /// <summary>Collections that were booked, called off ones too.</summary>
    public List<DoublePickup> Pickups { get; } = [];

    /// <summary>The numbers of the labels on each manifest that was made.</summary>
    public List<IReadOnlyList<string>> Manifests { get; } = [];

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

    /// <summary>Whether a request asks where a parcel is.</summary>
    public virtual bool IsTracking(ScriptedRequest request) => AbilityOf(request) == CarrierAbility.Track;

    /// <summary>Whether a request asks for a label's file.</summary>
    public virtual bool IsFetching(ScriptedRequest request) => AbilityOf(request) == CarrierAbility.FetchLabel;

    /// <summary>Whether a request books a collection for good.</summary>
    public virtual bool IsBooking(ScriptedRequest request) => request.Method == "POST" && AbilityOf(request) == CarrierAbility.Pickup && !IsCallingOff(request);

    /// <summary>Whether a request calls a collection off.</summary>
    public bool IsCallingOff(ScriptedRequest request) => AbilityOf(request) == CarrierAbility.Pickup && (request.Method == "DELETE" || request.Path.EndsWith("/cancel", StringComparison.Ordinal));

    public abstract ScriptedAnswer Answer(ScriptedRequest request);

    protected DoublePickup Book(string confirmation)
    {
        var pickup = new DoublePickup(confirmation);
        Pickups.Add(pickup);
        return pickup;
    }

    protected DoublePickup? PickupOf(string? confirmation) => Pickups.Find(p => p.Confirmation == confirmation);

    /// <summary>Puts labels on a manifest; false when one of them stands on another.</summary>
    protected bool Manifest(IEnumerable<string> numbers)
    {
        IReadOnlyList<string> wanted = [.. numbers];
        if (Manifests.SelectMany(m => m).Intersect(wanted).Any()) return false;
        Manifests.Add(wanted);
        return true;
    }
}

/// <summary>A collection that a stand-in was asked for.</summary>
internal sealed class DoublePickup(string confirmation)
{
    public string Confirmation { get; } = confirmation;

    public bool IsOff { get; set; }
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
    public byte[] File { get; set; } = System.Text.Encoding.ASCII.GetBytes($"%PDF-1.4 label {trackingNumber}\n%%EOF\n");
}
