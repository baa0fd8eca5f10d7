using System.Globalization;
using System.Text.Json.Serialization;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Ups;

/// <summary>UPS Access Points: what is asked of the Locator and how it is read.</summary>
/// <remarks>General knowledge of the Locator interface, which several open clients use, and not run against the real service; to be confirmed with the carrier: request option 64 (access points), state 01 (active), days from 1 (Sunday) to 7,
/// hours as <c>930</c>, and which services deliver to access points.</remarks>
internal static class UpsAccessPoints
{
    public const string Path = "api/locations/v3/search/availabilities/64?Locale=en_US";

    private const int Most = 10;

    private const int RadiusKilometres = 50;

    private const decimal KilometresPerMile = 1.609344m;

    /// <summary>Economy services of the post and freight end elsewhere.</summary>
    private static readonly string[] NotThere = ["17", "72", "96"];

    public static bool Takes(string service) => !NotThere.Contains(service);

    public static object Near(PointSearch search) => Request(search.Country, search.Postcode, search.City, new { AccessPointStatus = "01" });

    public static object ById(PickupPoint point) => Request(point.Country, point.Postcode, point.City, new { PublicAccessPointID = point.Id });

    /// <summary>Null for a place that is no active access point, or has no name or street.</summary>
    public static NearbyPoint? Read(UpsDropLocation place)
    {
        if (place is not { AccessPointInformation: { PublicAccessPointID: { Length: > 0 } id } access, AddressKeyFormat: { ConsigneeName: { Length: > 0 } name, AddressLine: [{ Length: > 0 } street, ..] } address }) return null;
        if (access.AccessPointStatus?.Code is { } status && status != "01") return null;
        if (!Country.TryParse(address.CountryCode, out var country)) return null;
        return new NearbyPoint(
            new PickupPoint
            {
                Carrier = "ups", Id = id, Name = name, Street = street, Street2 = address.AddressLine.Count > 1 ? address.AddressLine[1] : null, City = address.PoliticalDivision2, Region = address.PoliticalDivision1,
                Postcode = address.PostcodePrimaryLow, Country = country,
            },
            Metres(place.Distance), [.. (place.OperatingHours?.StandardHours ?? []).SelectMany(h => h.DayOfWeek ?? []).Select(Hours).OfType<OpeningHours>().Distinct()]);
    }

    private static object Request(Country country, string? postcode, string? city, object accessPoint) => new
    {
        LocatorRequest = new
        {
            Request = new { RequestAction = "Locator", RequestOption = "64" },
            OriginAddress = new { AddressKeyFormat = new { PoliticalDivision2 = city, PostcodePrimaryLow = postcode, CountryCode = country.Code } },
            Translate = new { Locale = "en_US" },
            UnitOfMeasurement = new { Code = "KM" },
            LocationSearchCriteria = new { MaximumListSize = Most.ToString(CultureInfo.InvariantCulture), SearchRadius = RadiusKilometres.ToString(CultureInfo.InvariantCulture), AccessPointSearch = accessPoint },
        },
    };

    private static int? Metres(UpsDistance? distance)
    {
        if (!decimal.TryParse(distance?.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value >= 1000) return null;
        return (int)(value * (distance.UnitOfMeasurement?.Code == "MI" ? KilometresPerMile : 1) * 1000);
    }

    private static OpeningHours? Hours(UpsDay day) =>
        int.TryParse(day.Day, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 7 && Time(day.OpenHours) is { } from && Time(day.CloseHours) is { } until ? new OpeningHours((DayOfWeek)(number - 1), from, until) : null;

    private static TimeOnly? Time(string? text) => TimeOnly.TryParseExact(text?.PadLeft(4, '0'), "HHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

internal sealed record UpsLocated(UpsLocatorResponse? LocatorResponse);

/// <param name="Response">Says 1 when the question was taken, also where nothing is near.</param>
internal sealed record UpsLocatorResponse(UpsLocatorStatus? Response, UpsSearchResults? SearchResults);

internal sealed record UpsLocatorStatus(string? ResponseStatusCode, UpsLocatorError? Error);

internal sealed record UpsLocatorError(string? ErrorCode, string? ErrorDescription);

internal sealed record UpsSearchResults([property: JsonConverter(typeof(OneOrMany<UpsDropLocation>))] IReadOnlyList<UpsDropLocation>? DropLocation);

internal sealed record UpsDropLocation(string? LocationID, UpsKeyFormat? AddressKeyFormat, UpsDistance? Distance, UpsAccessPoint? AccessPointInformation, UpsOperatingHours? OperatingHours);

/// <param name="PoliticalDivision2">The town.</param>
/// <param name="PoliticalDivision1">The state.</param>
internal sealed record UpsKeyFormat(
    string? ConsigneeName,
    [property: JsonConverter(typeof(OneOrMany<string>))] IReadOnlyList<string>? AddressLine,
    string? PoliticalDivision2,
    string? PoliticalDivision1,
    string? PostcodePrimaryLow,
    string? CountryCode);

internal sealed record UpsDistance(string? Value, UpsCode? UnitOfMeasurement);

internal sealed record UpsAccessPoint(string? PublicAccessPointID, UpsCode? AccessPointStatus);

internal sealed record UpsOperatingHours([property: JsonConverter(typeof(OneOrMany<UpsStandardHours>))] IReadOnlyList<UpsStandardHours>? StandardHours);

internal sealed record UpsStandardHours([property: JsonConverter(typeof(OneOrMany<UpsDay>))] IReadOnlyList<UpsDay>? DayOfWeek);

/// <param name="Day">1 is Sunday.</param>
/// <param name="OpenHours">Hours and minutes without a colon, as <c>930</c>.</param>
internal sealed record UpsDay(string? Day, string? OpenHours, string? CloseHours);
