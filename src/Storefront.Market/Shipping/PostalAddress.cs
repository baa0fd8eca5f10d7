using System.Text.RegularExpressions;

namespace Storefront.Shipping;

/// <summary>Where a parcel goes or comes from. Parts that a country does not use are null; a street number is never required.</summary>
public sealed partial record PostalAddress
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

    /// <summary>What of the address names a town: district, town and region, and a rural delivery's number, which stands in the street's lines in New Zealand. Null where there is none.</summary>
    public string? Places()
    {
        var places = new[] { District, City, Region }.Concat(RuralRoutes()).Where(p => !string.IsNullOrWhiteSpace(p)).ToList();
        return places.Count == 0 ? null : string.Join(", ", places);
    }

    private IEnumerable<string> RuralRoutes() => new[] { Street, Street2 }.OfType<string>().SelectMany(line => RuralRoute().Matches(line)).Select(m => $"RD {m.Groups["number"].Value}");

    [GeneratedRegex(@"(?<![A-Za-z0-9])(R\.?D\.?|[Rr]ural [Dd]elivery) ?(?<number>[0-9]{1,3})(?= *(,|$))")]
    private static partial Regex RuralRoute();
}
