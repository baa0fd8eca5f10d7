namespace Storefront.Shipping;

/// <summary>Tells where a parcel has been.</summary>
public interface ITrackParcels
{
    /// <summary>Every event known now, oldest first; empty when the carrier does not know the number.</summary>
    Task<IReadOnlyList<TrackingEvent>> TrackAsync(string trackingNumber, CancellationToken cancel = default);
}
