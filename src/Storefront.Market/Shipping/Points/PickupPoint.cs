namespace Storefront.Shipping;

/// <summary>A shop, office or locker where a carrier keeps a parcel until the buyer fetches it, as the carrier described it. It is no address of the buyer:
/// who receives is the buyer, where it goes is the point.</summary>
public sealed record PickupPoint
{
    public const int LongestId = 60;

    /// <summary>Key of the carrier that keeps the point; no other carrier delivers there.</summary>
    public required string Carrier { get; init; }

    /// <summary>The carrier's own name for it, as it wants it back at a purchase.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Street { get; init; }

    public string? Street2 { get; init; }

    public string? City { get; init; }

    public string? Region { get; init; }

    public string? Postcode { get; init; }

    public required Country Country { get; init; }

    /// <summary>The point's own address, for pages: its name stands where a person's would.</summary>
    public PostalAddress Address() => new() { Country = Country, Name = Name, Street = Street, Street2 = Street2, City = City, Region = Region, Postcode = Postcode };

    /// <summary>Name and address one after the other, for plain text.</summary>
    public string OnOneLine() => string.Join(", ", new[] { Name, Street, Street2, string.Join(' ', new[] { Postcode, City }.Where(p => p is not null)), Region }.Where(p => !string.IsNullOrWhiteSpace(p)));

    /// <summary>What stands on the parcel: name, phone and numbers of the buyer, street of the point.</summary>
    public PostalAddress For(PostalAddress buyer) => Address() with { Name = buyer.Name, Company = Name, Phone = buyer.Phone, TaxId = buyer.TaxId };

    /// <summary>Whether all that a parcel needs is there and nothing is longer than is kept: nothing of an address is ever cut off.</summary>
    public bool IsWhole() =>
        Id is { Length: > 0 and <= LongestId } && !string.IsNullOrWhiteSpace(Name) && !string.IsNullOrWhiteSpace(Street)
        && new[] { Name, Street, Street2, City, Region, Postcode }.All(part => part is null || part.Length <= PostalAddress.LongestPart);
}

/// <summary>A point that a carrier found near a place.</summary>
/// <param name="DistanceMetres">From the place that was asked about, as the crow flies; null where the carrier does not say.</param>
/// <param name="Hours">Of an ordinary week at the point's own time; empty where they are not known.</param>
public sealed record NearbyPoint(PickupPoint Point, int? DistanceMetres, IReadOnlyList<OpeningHours> Hours);

/// <summary>One stretch of an ordinary day; a day may have several.</summary>
public readonly record struct OpeningHours(DayOfWeek Day, TimeOnly From, TimeOnly Until);

/// <summary>Where points are looked for. One of postcode and town is enough.</summary>
/// <param name="Near">A postcode; a town where the country has no postcodes, or where the person typed one.</param>
public readonly record struct PointSearch(Country Country, string Near)
{
    public const int Longest = 60;

    /// <summary>Digits are what a postcode has and a town has not.</summary>
    public bool IsPostcode => Near.Any(char.IsDigit);

    public string? Postcode => IsPostcode ? Near : null;

    public string? City => IsPostcode ? null : Near;

    /// <summary>The search as a person typed it, tidied; null where there is nothing to look for.</summary>
    public static PointSearch? Of(Country country, string? typed)
    {
        var near = string.Join(' ', (typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return near.Length is 0 or > Longest || !near.Any(char.IsLetterOrDigit) ? null : new PointSearch(country, near);
    }

    /// <summary>Around an address: its postcode, or its town where it has none.</summary>
    public static PointSearch? Around(PostalAddress address) => Of(address.Country, address.Postcode) ?? Of(address.Country, address.City ?? address.Region);
}
