namespace Storefront.Pricing;

/// <summary>A currency whose authority keeps it at a published number of units to another: it follows the other's newest rate.</summary>
/// <param name="UnitsPerAnchor">Major units of <paramref name="Currency"/> for one of <paramref name="Anchor"/>.</param>
/// <param name="AsOf">The day for which the parity is stated.</param>
public sealed record Peg(Currency Currency, Currency Anchor, decimal UnitsPerAnchor, string Source, DateOnly AsOf)
{
    private static readonly Lazy<IReadOnlyList<Peg>> FromFile = new(() => [.. DataRow.In("Pricing.Data.pegs.csv").Select(row => new Peg(
        row.Currency("currency"), row.Currency("anchor"), row.Decimal("per_anchor"), row.Text("source"), row.Date("as_of")))]);

    public static IReadOnlyList<Peg> BuiltIn => FromFile.Value;
}
