using System.Collections.Frozen;

namespace Storefront.Customs;

/// <summary>Customs unions inside which a sale crosses no customs border. An immutable snapshot.</summary>
public sealed class CustomsUnions
{
    private static readonly Lazy<CustomsUnions> FromFile = new(() => new CustomsUnions(
        DataRow.In("Customs.Data.customs-unions.csv").Select(row => (row.Country("country"), row.Text("union")))));

    private readonly FrozenDictionary<Country, string> unions;

    public CustomsUnions(IEnumerable<(Country Member, string Union)> members) =>
        unions = members.ToFrozenDictionary(m => m.Member, m => m.Union);

    /// <summary>The European Union's 27, and Switzerland with Liechtenstein.</summary>
    public static CustomsUnions BuiltIn => FromFile.Value;

    /// <summary>The union that a country belongs to, <c>EU</c>, or null.</summary>
    public string? UnionOf(Country country) => unions.GetValueOrDefault(country);

    /// <summary>True inside one country and between two members of one union.</summary>
    public bool SameArea(Country from, Country to) =>
        from == to || (unions.TryGetValue(from, out var one) && unions.TryGetValue(to, out var other) && one == other);
}
