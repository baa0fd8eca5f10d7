using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>Carriers ask for values and masses of one piece, where we declare those of all pieces together.</summary>
internal static class PerPiece
{
    /// <summary>Rounded down to the minor unit, so that pieces times price never exceed what is declared; at least one minor unit, since nothing is declared as worth nothing.</summary>
    public static Money UnitPrice(this CustomsLine line) => new(Math.Max(1, line.Value.Minor / line.Quantity), line.Value.Currency);

    /// <summary>Rounded down to the gram; at least one.</summary>
    public static Weight UnitWeight(this CustomsLine line) => new(Math.Max(1, line.NetWeight.Grams / line.Quantity));
}
