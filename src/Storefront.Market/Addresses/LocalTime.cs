using System.Collections.Frozen;
using Storefront.Shipping;

namespace Storefront.Addresses;

/// <summary>What the clocks show where an address is, so that whoever waits for a parcel there reads times as on their own wall.</summary>
/// <param name="IsOfRegion">The country has several zones and this is that of the address's region alone.</param>
/// <remarks>The country's zone; in countries with several that of the region or of the postcode's beginning, else that of most people there. UTC where none is known. A time shown in it always names its distance from UTC.
/// Source and date are in <c>Data/time-zones.csv</c>.</remarks>
public sealed record LocalTime(TimeZoneInfo Zone, bool IsOfRegion)
{
    /// <summary>As the table calls it: that of military post, whose place no address tells.</summary>
    private const string Utc = "Etc/UTC";

    private static readonly LocalTime Unknown = new(TimeZoneInfo.Utc, false);

    /// <summary>Names alone: a zone is hundreds of rules, and few destinations are bought for at one time.</summary>
    private static readonly FrozenDictionary<(Country, string Region, string Postcode), string> Known = EmbeddedFile.Rows("Addresses.Data.time-zones.csv")
        .ToFrozenDictionary(row => (new Country(row["country"]), row["region"], row["postcode"]), row => row["zone"]);

    /// <summary>Digits of a postcode that decide.</summary>
    private const int PostcodeDigits = 2;

    public static LocalTime Of(PostalAddress address)
    {
        if (address.Region is { Length: > 0 } region && Known.TryGetValue((address.Country, region.Trim().ToUpperInvariant(), ""), out var ofRegion)) return Named(ofRegion, isOfRegion: true);
        if (address.Postcode?.Trim() is { Length: >= PostcodeDigits } postcode && Known.TryGetValue((address.Country, "", postcode[..PostcodeDigits]), out var ofPostcode)) return Named(ofPostcode, isOfRegion: true);
        return Of(address.Country);
    }

    public static LocalTime Of(Country country) => Known.TryGetValue((country, "", ""), out var zone) ? Named(zone, isOfRegion: false) : Unknown;

    /// <summary>A machine without the database of zones shows UTC, and says so beside each time.</summary>
    private static LocalTime Named(string zone, bool isOfRegion) =>
        zone == Utc ? Unknown : TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? new LocalTime(found, isOfRegion) : Unknown;

    /// <summary>What people call the part of the country that keeps the address's time: the region's name and not its key, else the town; null where neither is told.</summary>
    public static string? PlaceOf(PostalAddress address) =>
        address.Region is { Length: > 0 } region ? AddressForm.For(address.Country).FindRegion(region)?.Label ?? region.Trim() : address.City is { Length: > 0 } city ? city : null;

    /// <summary>The day there.</summary>
    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone));
}
