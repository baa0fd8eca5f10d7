using Storefront.Shipping.Areas;

namespace Storefront.Shipping;

/// <summary>One line of how a card's price comes about.</summary>
/// <param name="Key">Names the line in the office: <c>step</c>, <c>remote</c>, <c>handling</c>, <c>fuel</c>.</param>
public sealed record CardQuoteLine(string Key, Money Amount);

/// <param name="Zone">The zone that holds the address.</param>
/// <param name="Area">Name of the far area, or null.</param>
/// <param name="DaysMin">With the card's own days before hand-over.</param>
public sealed record CardQuote(string Zone, Weight Mass, Weight? Volumetric, Weight Chargeable, string? Area, IReadOnlyList<CardQuoteLine> Lines, Money Total, int DaysMin, int DaysMax)
{
    /// <summary>The part of <see cref="Total"/> that the far area causes, its fuel with it; zero elsewhere.</summary>
    public required Money CausedByArea { get; init; }

    /// <summary>Calendar days from hand-over to delivery, one at least: as every offer of a carrier counts them.</summary>
    public required (int Least, int Most) DaysOnTheWay { get; init; }

    /// <summary>What a card asks for a parcel.</summary>
    /// <param name="town">As <see cref="PostalAddress.Places"/> gives it; null where it is not known.</param>
    /// <returns>Refusals <c>shipping.card-no-zone</c> and <c>shipping.too-heavy</c>.</returns>
    public static Outcome<CardQuote> Of(CardTerms terms, Country country, string? postcode, string? town, Weight mass, Dimensions size)
    {
        var code = Postcode.Normalise(country, postcode);
        var names = town is not null && terms.NamesTowns ? TownNames.In(town) : [];
        CardZone? zone = null;
        var closest = -1;
        foreach (var candidate in terms.Zones)
        {
            foreach (var place in candidate.Places)
            {
                if (place.Closeness > closest && place.Holds(country, code, names)) (zone, closest) = (candidate, place.Closeness);
            }
        }

        if (zone is null) return RateCardRefusals.NoZone(country);
        var volumetric = terms.VolumetricDivisor is { } divisor ? size.Volumetric(divisor) : default(Weight?);
        var chargeable = volumetric is { } v ? Weight.Max(mass, v) : mass;
        if (zone.Steps.FirstOrDefault(s => chargeable.Grams <= s.UpTo.Grams) is not { } step) return CarrierRefusals.TooHeavy(zone.Steps[^1].UpTo);

        var price = new Money(step.Minor, terms.Currency);
        var area = RemoteName(terms, country, postcode, code, town, names);
        var lines = new List<CardQuoteLine> { new("step", price) };
        if (area is not null && (terms.RemoteLeast > 0 || terms.RemotePerKilogram > 0))
            lines.Add(new("remote", new Money(Math.Max(terms.RemoteLeast, checked(terms.RemotePerKilogram * ((chargeable.Grams + 999) / 1000))), terms.Currency)));
        Money Fuel(Money of) => Money.Of(of.Major * terms.Fuel.AsFactor, terms.Currency, Rounding.HalfUp);
        var loaded = lines.Sum(l => l.Amount, terms.Currency);
        if (terms.Fuel.Value > 0) lines.Add(new("fuel", Fuel(loaded)));
        if (terms.Handling > 0) lines.Add(new("handling", new Money(terms.Handling, terms.Currency)));
        return new CardQuote(zone.Name, mass, volumetric, chargeable, area, lines, lines.Sum(l => l.Amount, terms.Currency), zone.DaysMin + terms.HandlingDays, zone.DaysMax + terms.HandlingDays)
        {
            CausedByArea = loaded + Fuel(loaded) - price - Fuel(price), DaysOnTheWay = (Math.Max(1, zone.DaysMin), Math.Max(1, zone.DaysMax)),
        };
    }

    /// <summary>By the contract's own list where it has one, else by the general table: the longest postcode prefix, then the town.</summary>
    private static string? RemoteName(CardTerms terms, Country country, string? postcode, string code, string? town, IReadOnlyList<string> names)
    {
        if (terms.Remote.Count > 0) return terms.Remote.Where(p => p.Holds(country, code, names)).MaxBy(p => p.Closeness)?.ToString();
        return RemoteAreas.BuiltIn.Find(country, postcode, town) is { Remote: true } area ? area.Name : null;
    }
}
