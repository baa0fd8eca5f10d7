namespace Storefront.Shipping;

/// <summary>A company that moves parcels, as one account may ask it. What it can do for us is told by the further interfaces that it implements
/// (<see cref="CarrierAbility"/>); an ability that a carrier lacks is said to the person, not tried.</summary>
public interface ICarrier
{
    /// <summary>Stable, lower case, stored with every label.</summary>
    string Key { get; }

    /// <summary>As people know it.</summary>
    string Name { get; }

    /// <summary>A service as people know it; the key itself where the carrier does not offer it any more.</summary>
    string ServiceName(string serviceKey);

    /// <summary>Who can pay duty and tax on a service; a service that is not known leaves it to the addressee.</summary>
    IncotermAbility IncotermsOf(string serviceKey);
}
