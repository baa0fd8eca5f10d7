using System.Globalization;
using System.Text.Json;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.FedEx;

/// <summary>Places where FedEx holds parcels: what is asked and how it is read.</summary>
/// <remarks>General knowledge of the Location Search interface, which several open clients use, and not run against the real service; to be confirmed with the carrier: the capability HOLD_AT_LOCATION, that the keys of the shipping project
/// open it, and that opening hours come as one stretch or several and the day under either spelling. It has no question by a location's number: a location is looked for around its own address.</remarks>
internal static class FedExLocations
{
    public const string Path = "location/v1/locations";

    private const int Most = 10;

    private const int MostAround = 20;

    private const int RadiusKilometres = 50;

    private const decimal KilometresPerMile = 1.609344m;

    /// <summary>What goes by the post or by ground to a home is not held.</summary>
    private static readonly string[] NotHeld = ["SMART_POST", "GROUND_HOME_DELIVERY", "FEDEX_REGIONAL_ECONOMY"];

    public static bool Takes(string service) => !NotHeld.Contains(service);

    public static object Near(PointSearch search) => Request(Most, new { postalCode = search.Postcode, city = search.City, countryCode = search.Country.Code });

    public static object Around(PickupPoint point) => Request(MostAround, new { streetLines = new[] { point.Street }, city = point.City, stateOrProvinceCode = point.Region, postalCode = point.Postcode, countryCode = point.Country.Code });

    /// <summary>Null for a place without number, name or street.</summary>
    public static NearbyPoint? Read(FedExLocation location)
    {
        if (location is not { LocationId: { Length: > 0 } id, ContactAndAddress: { Address: { StreetLines: [{ Length: > 0 } street, ..] } address } place }) return null;
        if ((place.Contact?.CompanyName ?? place.AddressAncillaryDetail?.DisplayName) is not { Length: > 0 } name || !Country.TryParse(address.CountryCode, out var country)) return null;
        return new NearbyPoint(
            new PickupPoint
            {
                Carrier = "fedex", Id = id, Name = name, Street = street, Street2 = address.StreetLines.Count > 1 && address.StreetLines[1].Length > 0 ? address.StreetLines[1] : null, City = address.City,
                Region = address.StateOrProvinceCode, Postcode = address.PostalCode, Country = country,
            },
            Metres(location.Distance), [.. (location.StoreHours ?? []).SelectMany(Hours)]);
    }

    private static object Request(int most, object address) => new
    {
        locationsSummaryRequestControlParameters = new { maxResults = most, distance = new { units = "KM", value = RadiusKilometres } },
        locationSearchCriterion = "ADDRESS",
        location = new { address },
        sameCountry = true,
        multipleMatchesAction = "RETURN_ALL",
        sort = new { criteria = "DISTANCE", order = "ASCENDING" },
        locationCapabilities = new[] { new { transferOfPossessionType = "HOLD_AT_LOCATION" } },
    };

    private static int? Metres(FedExDistance? distance) => distance?.Value is { } value and < 1000 ? (int)(value * (distance.Units == "MI" ? KilometresPerMile : 1) * 1000) : null;

    private static IEnumerable<OpeningHours> Hours(FedExStoreHours hours)
    {
        if (!Enum.TryParse<DayOfWeek>(hours.DayOfWeek, ignoreCase: true, out var day)) yield break;
        var stretches = hours.OperationalHours.ValueKind switch
        {
            JsonValueKind.Array => [.. hours.OperationalHours.EnumerateArray()],
            JsonValueKind.Object => [hours.OperationalHours],
            _ => Array.Empty<JsonElement>(),
        };
        foreach (var stretch in stretches.Where(s => s.ValueKind == JsonValueKind.Object))
        {
            if (Time(stretch, "begins") is { } from && Time(stretch, "ends") is { } until) yield return new OpeningHours(day, from, until);
        }
    }

    private static TimeOnly? Time(JsonElement stretch, string name) =>
        stretch.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && TimeOnly.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var time) ? time : null;
}

internal sealed record FedExLocationList(IReadOnlyList<FedExLocation>? LocationDetailList);

internal sealed record FedExLocation(string? LocationId, FedExDistance? Distance, FedExLocationPlace? ContactAndAddress, IReadOnlyList<FedExStoreHours>? StoreHours);

/// <param name="Units">KM or MI.</param>
internal sealed record FedExDistance(string? Units, decimal? Value);

internal sealed record FedExLocationPlace(FedExLocationContact? Contact, FedExLocationAddress? Address, FedExAncillary? AddressAncillaryDetail);

internal sealed record FedExLocationContact(string? CompanyName);

internal sealed record FedExLocationAddress(IReadOnlyList<string>? StreetLines, string? City, string? StateOrProvinceCode, string? PostalCode, string? CountryCode);

internal sealed record FedExAncillary(string? DisplayName);

/// <param name="DayOfWeek">MONDAY to SUNDAY; also written <c>dayofweek</c>.</param>
/// <param name="OperationalHours">One stretch, or a list of them; absent on days when it is closed.</param>
internal sealed record FedExStoreHours(string? DayOfWeek, JsonElement OperationalHours);
