namespace Storefront.Shipping;

/// <summary>A carrier whose protocol this build speaks, before anybody's account with it. A merchant's credentials make of it an <see cref="ICarrier"/> that can be asked.</summary>
public interface ICarrierConnector
{
    /// <summary>Stable, lower case, stored with every label.</summary>
    string Key { get; }

    /// <summary>As people know it.</summary>
    string Name { get; }

    /// <summary>What a merchant is asked for to connect an account, in the order of the form.</summary>
    IReadOnlyList<CredentialField> Fields { get; }

    /// <summary>What the carrier can do at all, in no account more than that.</summary>
    IReadOnlyList<CarrierAbility> Abilities { get; }

    /// <summary>The fields without which an ability cannot work.</summary>
    IEnumerable<CredentialField> Needs(CarrierAbility ability) => Fields.Where(f => !f.IsOptional && (f.For.Count == 0 || f.For.Contains(ability)));

    /// <summary>A service as people know it; the key itself where the carrier does not offer it any more.</summary>
    string ServiceName(string serviceKey);

    /// <summary>Who can pay duty and tax on a service; a service that is not known leaves it to the addressee.</summary>
    IncotermAbility IncotermsOf(string serviceKey);

    /// <summary>Whether a service goes to the carrier's pickup points, in every account alike.</summary>
    bool DeliversToPoint(string serviceKey) => false;

    /// <summary>What a merchant does about an ability that this carrier lacks, where the general word does not fit it: the name of a sentence among the office's <c>carrier-instead</c>. Null for the general word.</summary>
    string? Instead(CarrierAbility ability) => null;

    /// <summary>The country where its sorting warehouses take parcels that another carrier brings; null where it takes them over otherwise.</summary>
    Country? SortsIn => null;

    /// <summary>How it brings parcels to another carrier's sorting warehouse; null where it does not.</summary>
    FirstMileOffer? FirstMile => null;

    /// <summary>The carrier as this account may ask it. Opening calls nobody.</summary>
    ICarrier Open(CarrierCredentials credentials);
}
