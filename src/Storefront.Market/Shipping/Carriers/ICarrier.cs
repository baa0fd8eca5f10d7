namespace Storefront.Shipping;

/// <summary>A company that moves parcels. What it can do for us is told by the further abilities it implements:
/// <see cref="IQuoteRates"/>, <see cref="IBuyLabels"/>, <see cref="IVoidLabels"/>, <see cref="ITakeHandOvers"/>, <see cref="ITrackParcels"/>.
/// An ability that a carrier lacks is said to the person, not tried.</summary>
public interface ICarrier
{
    /// <summary>Stable, lower case, stored with every label.</summary>
    string Key { get; }

    /// <summary>As people know it.</summary>
    string Name { get; }

    /// <summary>A service as people know it; the key itself where the carrier does not offer it any more.</summary>
    string ServiceName(string serviceKey);
}
