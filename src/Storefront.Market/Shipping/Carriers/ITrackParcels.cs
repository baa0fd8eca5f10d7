namespace Storefront.Shipping;

/// <summary>Tells where parcels have been.</summary>
public interface ITrackParcels
{
    /// <summary>How many numbers one call takes.</summary>
    int MostNumbers { get; }

    /// <summary>Every event known now of each parcel, oldest first; a parcel that the carrier does not know is missing, or has no events.</summary>
    /// <param name="parcels">At most <see cref="MostNumbers"/>.</param>
    /// <returns>By <see cref="LabelHandle.Reference"/>.</returns>
    /// <exception cref="CarrierOutcomeUnknownException">No answer came back; asking again is harmless.</exception>
    Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default);
}
