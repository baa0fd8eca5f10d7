using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping;

/// <summary>A country, a stretch of its postcodes, or a town in it, that belongs to a zone of a rate card.</summary>
/// <param name="From">First postcode prefix, normalised; empty for the whole country.</param>
/// <param name="To">Last prefix of the same length; equal to <paramref name="From"/> for one prefix.</param>
/// <param name="Town">A town, district or region as <see cref="TownNames.Plain"/> writes it; null for a stretch of postcodes or the whole country.</param>
public sealed partial record CardPlace(Country Country, string From, string To, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Town = null)
{
    public const int LongestTown = 60;

    /// <summary>Characters of the postcode by which it tells places apart.</summary>
    [JsonIgnore]
    public int Length => From.Length;

    /// <summary>How closely it names a place: a longer prefix wins over a shorter one, any prefix over a town, and a town over the whole country.</summary>
    [JsonIgnore]
    public int Closeness => From.Length > 0 ? From.Length + 1 : Town is null ? 0 : 1;

    /// <param name="names">What <see cref="TownNames.In"/> said of the address.</param>
    public bool Holds(Country country, string normalisedPostcode, IReadOnlyList<string> names) =>
        country == Country && (Town is { } town ? TownNames.Names(names, town) : InStretch(normalisedPostcode));

    private bool InStretch(string normalisedPostcode) =>
        normalisedPostcode.Length >= From.Length
        && normalisedPostcode.AsSpan(0, From.Length).SequenceCompareTo(From) >= 0 && normalisedPostcode.AsSpan(0, From.Length).SequenceCompareTo(To) <= 0;

    /// <summary>Reads <c>FR</c>, <c>CN:65</c>, <c>NO:9000-9990</c> or, for a town, <c>AE/Hatta</c>.</summary>
    public static bool TryParse(string text, out CardPlace place)
    {
        place = null!;
        if (Shape().Match(text.Trim()) is not { Success: true } match || !Country.TryParse(match.Groups["country"].Value.ToUpperInvariant(), out var country)) return false;
        if (match.Groups["town"].Success)
        {
            var town = TownNames.Plain(match.Groups["town"].Value);
            if (town.Trim('#', ' ').Length == 0 || town.Length > LongestTown) return false;
            place = new CardPlace(country, "", "", town);
            return true;
        }

        var from = Postcode.Normalise(country, match.Groups["from"].Value);
        var to = match.Groups["to"].Success ? Postcode.Normalise(country, match.Groups["to"].Value) : from;
        if (from.Length != to.Length || string.CompareOrdinal(from, to) > 0 || (match.Groups["from"].Success && from.Length == 0)) return false;
        place = new CardPlace(country, from, to);
        return true;
    }

    public override string ToString() => Town is { } town ? $"{Country.Code}/{town}" : From.Length == 0 ? Country.Code : From == To ? $"{Country.Code}:{From}" : $"{Country.Code}:{From}-{To}";

    [GeneratedRegex(@"^(?<country>[A-Za-z]{2})(:(?<from>[A-Za-z0-9]{1,10})(-(?<to>[A-Za-z0-9]{1,10}))?|/(?<town>[^/,]+))?$")]
    private static partial Regex Shape();
}
