using System.Globalization;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Sandbox;

/// <summary>The sandbox carrier's pickup points, worked out from the place alone, so that every node tells the same ones and a choice needs no record.</summary>
internal static class SandboxPoints
{
    private const int RuralTimes = 8;

    private const int LongestPlace = 40;

    private static readonly string[] Services = ["parcel", "express"];

    private static readonly Row[] Rows = [.. EmbeddedFile.Rows("Carriers.Sandbox.Data.points.csv", typeof(SandboxPoints).Assembly).Select(r => new Row(
        r["number"], r["name"], r["street"], int.Parse(r["metres"], CultureInfo.InvariantCulture), r["rural"] == "yes", [.. r["days"].Select(d => (DayOfWeek)((d - '0') % 7))],
        TimeOnly.TryParse(r["opens"], CultureInfo.InvariantCulture, out var opens) ? opens : default, TimeOnly.TryParse(r["closes"], CultureInfo.InvariantCulture, out var closes) ? closes : default,
        DateOnly.Parse(r["opened_on"], CultureInfo.InvariantCulture), DateOnly.TryParse(r["closed_on"], CultureInfo.InvariantCulture, out var closed) ? closed : DateOnly.MaxValue))];

    /// <summary>Letters go by post alone, and are not kept.</summary>
    public static bool Takes(string service) => Services.Contains(service);

    /// <summary>Around a postcode that begins with 000 there are none, so that this can be tried too.</summary>
    public static IReadOnlyList<NearbyPoint> Near(PointSearch search, DateOnly today)
    {
        var place = string.Concat(search.Near.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        if (place.StartsWith("000", StringComparison.Ordinal)) return [];
        if (place.Length > LongestPlace) place = place[..LongestPlace];
        var isRural = search.Postcode is { } postcode && SandboxTariff.IsRural(new PostalAddress { Country = search.Country, Name = "", Street = "", Postcode = postcode });
        return [.. Rows.Where(r => r.IsOpen(today) && (r.Rural || !isRural)).Select(r => new NearbyPoint(
            new PickupPoint
            {
                Carrier = SandboxCarrier.CarrierKey, Id = $"{search.Country.Code}-{place}-{r.Number}", Name = r.Name, Street = r.Street, City = search.City ?? "Sandbox Town", Postcode = search.Postcode, Country = search.Country,
            },
            r.Metres * (isRural ? RuralTimes : 1), [.. r.Days.Select(d => new OpeningHours(d, r.Opens, r.Closes))]))];
    }

    public static bool Keeps(PickupPoint point, DateOnly today) => Rows.Any(r => r.IsOpen(today) && point.Id.StartsWith($"{point.Country.Code}-", StringComparison.Ordinal) && point.Id.EndsWith($"-{r.Number}", StringComparison.Ordinal));

    private sealed record Row(string Number, string Name, string Street, int Metres, bool Rural, IReadOnlyList<DayOfWeek> Days, TimeOnly Opens, TimeOnly Closes, DateOnly OpenedOn, DateOnly ClosedOn)
    {
        public bool IsOpen(DateOnly today) => today >= OpenedOn && today < ClosedOn;
    }
}
