using System.Collections.Frozen;

namespace Storefront.Shipping.Areas;

/// <summary>Far and special areas: an immutable snapshot. The longest matching postcode prefix decides, then the town, then a row for the whole country.</summary>
public sealed class RemoteAreas
{
    private static readonly Lazy<RemoteAreas> FromFile = new(() => new RemoteAreas(BuiltInRows()));

    private readonly FrozenDictionary<Country, RemoteArea[]> byCountry;

    private readonly FrozenSet<Country> withTowns;

    public RemoteAreas(IEnumerable<RemoteArea> rows)
    {
        byCountry = rows.GroupBy(r => r.Country).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(r => r.From.Length).ThenByDescending(r => r.Towns.Count > 0).ToArray());
        withTowns = byCountry.Where(c => c.Value.Any(r => r.Towns.Count > 0)).Select(c => c.Key).ToFrozenSet();
    }

    /// <summary>A generic table, compiled from public knowledge; carriers' own lists are longer and belong to their customers.</summary>
    public static RemoteAreas BuiltIn => FromFile.Value;

    public IEnumerable<RemoteArea> Rows => byCountry.Values.SelectMany(rows => rows);

    /// <summary>The area that holds this place, or null for the ordinary rest of the country. Without a postcode only a town or a row for
    /// the whole country can match.</summary>
    /// <param name="postcode">As a person writes it: any case, with or without space and hyphen.</param>
    /// <param name="town">Town, district and region as <see cref="PostalAddress.Places"/> gives them; null while they are not known.</param>
    public RemoteArea? Find(Country country, string? postcode, string? town)
    {
        if (!byCountry.TryGetValue(country, out var areas)) return null;
        var code = Postcode.Normalise(country, postcode);
        var names = town is null || !withTowns.Contains(country) ? [] : TownNames.In(town);
        foreach (var area in areas)
            if (area.Towns.Count == 0 ? Holds(area, code) : names.Count > 0 && IsIn(area, names)) return area;
        return null;
    }

    internal static IEnumerable<RemoteArea> BuiltInRows() =>
        from row in DataRow.In("Shipping.Data.remote-areas.csv")
        let country = row.Country("country")
        let source = row.Text("source")
        let towns = row.TextOrNull("towns") is null ? [] : row.List("towns").Select(TownNames.Plain).ToArray()
        from stretch in row.TextOrNull("postcodes") is null ? [""] : row.List("postcodes")
        let ends = stretch.Split('-')
        select new RemoteArea(
            country, ends[0], ends[^1], row.Text("area"), row.Yes("remote"),
            row.Name<Courier>("courier"), row.Name<Territory>("territory"), source, row.Date("checked_on")) { Towns = towns };

    private static bool IsIn(RemoteArea area, IReadOnlyList<string> names)
    {
        for (var i = 0; i < area.Towns.Count; i++)
            if (TownNames.Names(names, area.Towns[i])) return true;
        return false;
    }

    private static bool Holds(RemoteArea area, string code)
    {
        if (code.Length < area.From.Length) return false;
        if (area.From.Contains('?'))
        {
            for (var i = 0; i < area.From.Length; i++)
                if (area.From[i] != '?' && area.From[i] != code[i]) return false;
            return true;
        }

        var start = code.AsSpan(0, area.From.Length);
        return start.SequenceCompareTo(area.From) >= 0 && start.SequenceCompareTo(area.To) <= 0;
    }
}
