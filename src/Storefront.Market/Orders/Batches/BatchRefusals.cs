namespace Storefront.Orders;

public static class BatchRefusals
{
    /// <summary>More orders than one batch takes. Argument: <c>most</c>.</summary>
    public static Refusal TooMany(int most) => new Refusal("shipping.batch-too-many").With("most", most);

    /// <summary>No carrier takes the parcel.</summary>
    public static readonly Refusal NoOffer = new("shipping.no-offer");

    /// <summary>A manifest and a collection are of one carrier and one account.</summary>
    public static readonly Refusal AccountsMixed = new("shipping.accounts-mixed");

    /// <summary>The carrier's manifest holds fewer. Argument: <c>most</c>.</summary>
    public static Refusal ManifestTooLong(int most) => new Refusal("shipping.manifest-too-long").With("most", most);

    public static Refusal OnManifest(string trackingNumber) => new Refusal("shipping.on-manifest").With("number", trackingNumber);

    /// <summary>Said the same whether it does not exist or is somebody else's.</summary>
    public static readonly Refusal ManifestNotFound = new("shipping.manifest-not-found");

    /// <summary>Its outcome is known already, or may still come by itself.</summary>
    public static readonly Refusal ManifestNotOpen = new("shipping.manifest-not-open");

    public static readonly Refusal ManifestNumberWrong = new("shipping.manifest-number-wrong", "number");

    /// <summary>Said the same whether it does not exist or is somebody else's.</summary>
    public static readonly Refusal PickupNotFound = new("shipping.pickup-not-found");

    /// <summary>The carrier sends nobody on our asking, or the account lacks credentials for it.</summary>
    public static readonly Refusal NoPickup = new("shipping.no-pickup");

    /// <summary>Not two times of one day that is still to come.</summary>
    public static readonly Refusal PickupTimes = new("shipping.pickup-times", "from");

    /// <summary>A driver of this account was asked for at this address on this day already. Argument: <c>number</c>, ours where the carrier has given none.</summary>
    public static Refusal PickupStands(string number) => new Refusal("shipping.pickup-stands", "day").With("number", number);

    public static Refusal PickupNoteLong(int most) => new Refusal("shipping.pickup-note-long", "note").With("most", most);
}
