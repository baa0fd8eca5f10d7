namespace Storefront.Shipping;

/// <summary>Sends somebody to collect parcels.</summary>
public interface IBookPickups
{
    /// <summary>Books a collection. A carrier without a key of ours for it may book twice when it is asked twice, so it is asked once.</summary>
    /// <exception cref="CarrierOutcomeUnknownException">No answer came back; somebody may come.</exception>
    Task<Outcome<BookedPickup>> BookAsync(PickupRequest request, CancellationToken cancel = default);

    /// <summary>Calls it off; calling it off again succeeds.</summary>
    /// <exception cref="CarrierOutcomeUnknownException">No answer came back; calling off again is harmless.</exception>
    Task<Outcome<Done>> CancelAsync(BookedPickup pickup, CancellationToken cancel = default);
}

/// <param name="Reference">Ours, unique for the booking.</param>
/// <param name="ReadyAt">When the parcels are ready, in the local time of the place with its offset.</param>
/// <param name="ClosesAt">Until when somebody is there, on the same day.</param>
/// <param name="Labels">What is collected.</param>
/// <param name="Weight">Gross, of all together.</param>
/// <param name="Note">Where the parcels stand, for the driver; or null.</param>
public sealed record PickupRequest(string Reference, PostalAddress From, DateTimeOffset ReadyAt, DateTimeOffset ClosesAt, IReadOnlyList<LabelHandle> Labels, Weight Weight, string? Note = null);

/// <param name="Confirmation">The carrier's number of the booking.</param>
/// <param name="CarrierReference">What else the carrier wants back to call it off; or null.</param>
/// <param name="Charge">What it costs beside the labels; null where the carrier does not say.</param>
public sealed record BookedPickup(string Reference, string Confirmation, DateOnly Day, string? CarrierReference = null, Money? Charge = null);
