namespace Storefront.Shipping;

/// <summary>Knows places where it keeps parcels until they are fetched, and delivers to them. Asking has no effect at the carrier and may be repeated.</summary>
public interface IFindPickupPoints
{
    /// <summary>False where the carrier surely has none; true where it may have some.</summary>
    bool MayHavePointsIn(Country country) => true;

    /// <summary>Whether a service goes to pickup points at all.</summary>
    bool DeliversToPoint(string serviceKey);

    /// <summary>The points that take parcels for others now, nearest first.</summary>
    /// <returns>Empty when there are none near; a refusal when the carrier does not take the question or does not answer.</returns>
    Task<Outcome<IReadOnlyList<NearbyPoint>>> FindPointsAsync(PointSearch search, CancellationToken cancel = default);

    /// <summary>Whether a point that was chosen before still takes parcels.</summary>
    /// <returns>A refusal when the carrier does not answer.</returns>
    Task<Outcome<bool>> KeepsPointAsync(PickupPoint point, CancellationToken cancel = default);
}
