using System.Globalization;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.DhlExpress;

/// <summary>DHL's service points: what is asked and how it is read.</summary>
/// <remarks>General knowledge of MyDHL API's own description of <c>GET /servicepoints</c> and not run against the real service; to be confirmed with the carrier: the capabilities 86 and 87 (parcels that were directed to a point),
/// the key that they give for this interface, distances as <c>0.8 km</c>, and that a point which is not open has another state than A.</remarks>
internal static class DhlServicePoints
{
    private const int Most = 10;

    public static string Near(PointSearch search, string key) =>
        $"servicepoints?address={Uri.EscapeDataString(search.Near)}&countryCode={search.Country.Code}&servicePointResults={Most}&capability=86,87&resultUom=km&language=eng&key={Uri.EscapeDataString(key)}";

    public static string ById(PickupPoint point, string key) => $"servicepoints?servicePointID={Uri.EscapeDataString(point.Id)}&countryCode={point.Country.Code}&key={Uri.EscapeDataString(key)}";

    public static bool IsOpen(DhlServicePoint point) => point.SvpStatus is null or "A";

    /// <summary>Null for a point without id, name or street.</summary>
    public static NearbyPoint? Read(DhlServicePoint point, Country country)
    {
        if (!IsOpen(point) || point is not { FacilityId: { Length: > 0 } id, Address: { AddressLine1: { Length: > 0 } street } address }) return null;
        if ((point.LocalName ?? point.ServicePointName) is not { Length: > 0 } name) return null;
        return new NearbyPoint(
            new PickupPoint
            {
                Carrier = "dhl-express", Id = id, Name = name, Street = street, Street2 = string.IsNullOrWhiteSpace(address.AddressLine2) ? null : address.AddressLine2, City = address.City, Postcode = address.ZipCode,
                Country = Country.TryParse(address.Country, out var told) ? told : country,
            },
            Metres(point.Distance), [.. (point.OpeningHours?.OpeningHours ?? []).Select(Hours).OfType<OpeningHours>()]);
    }

    private static int? Metres(string? distance) => distance?.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var number] when Number(number) is { } km => (int)(km * 1000),
        [var number, "km"] when Number(number) is { } km => (int)(km * 1000),
        [var number, "m"] when Number(number) is { } metres => (int)metres,
        _ => null,
    };

    /// <summary>Beyond a thousand kilometres nothing is near, and it is no distance.</summary>
    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) && read < 1000 ? read : null;

    private static OpeningHours? Hours(DhlOpeningTime time) =>
        Enum.TryParse<DayOfWeek>(time.DayOfWeek, ignoreCase: true, out var day) && TimeOnly.TryParse(time.OpeningTime, CultureInfo.InvariantCulture, out var from) && TimeOnly.TryParse(time.ClosingTime, CultureInfo.InvariantCulture, out var until)
            ? new OpeningHours(day, from, until) : null;
}

internal sealed record DhlServicePointList(IReadOnlyList<DhlServicePoint>? ServicePoints);

/// <param name="FacilityId">Six characters: service area and facility.</param>
/// <param name="Distance">With its unit behind it.</param>
/// <param name="SvpStatus">A while it is open.</param>
internal sealed record DhlServicePoint(string? FacilityId, string? ServicePointName, string? LocalName, DhlPointAddress? Address, string? Distance, DhlOpeningHours? OpeningHours, string? SvpStatus);

internal sealed record DhlPointAddress(string? AddressLine1, string? AddressLine2, string? City, string? ZipCode, string? Country);

internal sealed record DhlOpeningHours(IReadOnlyList<DhlOpeningTime>? OpeningHours);

/// <param name="DayOfWeek">MONDAY to SUNDAY, or HOLIDAY.</param>
internal sealed record DhlOpeningTime(string? DayOfWeek, string? OpeningTime, string? ClosingTime);
