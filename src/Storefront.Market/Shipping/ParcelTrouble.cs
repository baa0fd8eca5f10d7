namespace Storefront.Shipping;

/// <summary>What keeps a parcel from arriving, by the carrier's own word or by its silence. A task for the merchant, and where the goods will not come, a claim for the buyer.</summary>
public enum ParcelTrouble
{
    /// <summary>The carrier could not deliver and tries again, or waits for the addressee.</summary>
    DeliveryFailed,

    /// <summary>Nobody has scanned it for <see cref="ParcelTroubles.DaysWithoutScan"/> days.</summary>
    NoScan,

    /// <summary>It went back to where it came from.</summary>
    Returned,

    /// <summary>The carrier gave it up.</summary>
    Lost,
}

public static class ParcelTroubles
{
    /// <summary>A parcel that nobody has seen for so long counts as an exception of the carrier.</summary>
    /// <remarks>Convention of large markets: the claim of non-receipt opens at the promise, or at the first exception of the carrier, which no scan for fifteen days is; checked 2026-11-22.</remarks>
    public const int DaysWithoutScan = 15;

    /// <summary>The buyer may claim non-receipt now, whatever was promised.</summary>
    public static bool OpensClaim(this ParcelTrouble trouble) => trouble is ParcelTrouble.NoScan or ParcelTrouble.Returned or ParcelTrouble.Lost;

    /// <summary>The goods will not arrive: silence of the buyer does not count as receipt.</summary>
    public static bool WillNotArrive(this ParcelTrouble trouble) => trouble is ParcelTrouble.Returned or ParcelTrouble.Lost;

    /// <summary>The trouble that a parcel is in; null when it moves or has arrived.</summary>
    /// <param name="told">All that is known, in any order.</param>
    /// <param name="handedOverAtUtc">When it left the merchant: the first moment that counts as seen.</param>
    public static ParcelTrouble? Of(IReadOnlyCollection<(TrackingStatus Status, DateTime AtUtc)> told, DateTime handedOverAtUtc, DateTime nowUtc)
    {
        var last = told.Count == 0 ? default((TrackingStatus Status, DateTime AtUtc)?) : told.MaxBy(e => (e.AtUtc, e.Status));
        return last?.Status switch
        {
            TrackingStatus.Delivered => null,
            TrackingStatus.Lost => ParcelTrouble.Lost,
            TrackingStatus.Returned => ParcelTrouble.Returned,
            var status when nowUtc - (last?.AtUtc > handedOverAtUtc ? last.Value.AtUtc : handedOverAtUtc) > TimeSpan.FromDays(DaysWithoutScan) => ParcelTrouble.NoScan,
            TrackingStatus.DeliveryFailed => ParcelTrouble.DeliveryFailed,
            _ => null,
        };
    }
}
