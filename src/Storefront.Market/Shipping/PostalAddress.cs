namespace Storefront.Shipping;

/// <summary>Where a parcel goes or comes from. Parts that a country does not use are null; a street number is never required.</summary>
public sealed record PostalAddress
{
    public const int LongestPart = 100;

    public required Country Country { get; init; }

    /// <summary>One field, as on the parcel, in any script.</summary>
    public required string Name { get; init; }

    public string? Company { get; init; }

    public required string Street { get; init; }

    /// <summary>Building, village, landmark or second line.</summary>
    public string? Street2 { get; init; }

    /// <summary>Dependent locality, for example a Chinese district or a Mexican colonia.</summary>
    public string? District { get; init; }

    public string? City { get; init; }

    /// <summary>State, province, prefecture or emirate.</summary>
    public string? Region { get; init; }

    public string? Postcode { get; init; }

    /// <summary>E.164 where the shopper gave it so; carriers ask for it.</summary>
    public string? Phone { get; init; }

    /// <summary>CPF, PCCC or another number that the destination's customs asks of the addressee.</summary>
    public string? TaxId { get; init; }
}
