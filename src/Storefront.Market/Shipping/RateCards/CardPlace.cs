using System.Text.RegularExpressions;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping;

/// <summary>A country, or a stretch of its postcodes, that belongs to a zone of a rate card.</summary>
/// <param name="From">First postcode prefix, normalised; empty for the whole country.</param>
/// <param name="To">Last prefix of the same length; equal to <paramref name="From"/> for one prefix.</param>
public sealed partial record CardPlace(Country Country, string From, string To)
{
    /// <summary>How closely it names a place: a longer prefix wins over a shorter one, and over the whole country.</summary>
    public int Length => From.Length;

    public bool Holds(Country country, string normalisedPostcode) =>
        country == Country && normalisedPostcode.Length >= From.Length
        && normalisedPostcode.AsSpan(0, From.Length).SequenceCompareTo(From) >= 0 && normalisedPostcode.AsSpan(0, From.Length).SequenceCompareTo(To) <= 0;

    /// <summary>Reads <c>FR</c>, <c>CN:65</c> or <c>NO:9000-9990</c>.</summary>
    public static bool TryParse(string text, out CardPlace place)
    {
        place = null!;
        if (Shape().Match(text.Trim()) is not { Success: true } match || !Country.TryParse(match.Groups["country"].Value.ToUpperInvariant(), out var country)) return false;
        var from = Postcode.Normalise(country, match.Groups["from"].Value);
        var to = match.Groups["to"].Success ? Postcode.Normalise(country, match.Groups["to"].Value) : from;
        if (from.Length != to.Length || string.CompareOrdinal(from, to) > 0 || (match.Groups["from"].Success && from.Length == 0)) return false;
        place = new CardPlace(country, from, to);
        return true;
    }

    public override string ToString() => From.Length == 0 ? Country.Code : From == To ? $"{Country.Code}:{From}" : $"{Country.Code}:{From}-{To}";

    [GeneratedRegex(@"^(?<country>[A-Za-z]{2})(:(?<from>[A-Za-z0-9]{1,10})(-(?<to>[A-Za-z0-9]{1,10}))?)?$")]
    private static partial Regex Shape();
}
