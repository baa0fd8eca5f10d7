using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Storefront.Shipping;

/// <summary>What a driver signs for: all parcels that go with one carrier on one day. Ours; a carrier that makes its own closes the labels with it (<see cref="IMakeManifests"/>).</summary>
public sealed record HandOverList : Paper
{
    /// <summary>Ours, for its bar code: the day, and a mark of the very parcels on it, so that the same list printed again has the same number.</summary>
    public required string Number { get; init; }

    public required string CarrierName { get; init; }

    public required DateOnly Day { get; init; }

    public required PostalAddress From { get; init; }

    public required IReadOnlyList<HandOverLine> Lines { get; init; }

    public required PaperWords Words { get; init; }

    public Weight TotalWeight => Lines.Aggregate(default(Weight), static (sum, l) => sum + l.Weight);

    /// <summary>The keys of <see cref="Words"/>.</summary>
    public static readonly IReadOnlyList<string> Keys =
        ["hand-over-title", "carrier", "day", "from", "tracking", "order", "destination", "weight", "parcels", "total-weight", "handed-over-by", "received-by", "page", "number"];

    public static string NumberOf(DateOnly day, IEnumerable<string> trackingNumbers)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', trackingNumbers.Order(StringComparer.Ordinal))));
        return string.Create(CultureInfo.InvariantCulture, $"H{day:yyMMdd}-{Convert.ToHexString(hash, 0, 4)}");
    }
}

/// <param name="Weight">Gross.</param>
public sealed record HandOverLine(string TrackingNumber, string OrderNumber, Country Destination, string? Postcode, Weight Weight);
