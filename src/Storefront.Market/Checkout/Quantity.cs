using System.Globalization;

namespace Storefront.Checkout;

/// <summary>Reads a number of units from a form: ASCII digits only, 1 to <see cref="Basket.MostUnits"/>.</summary>
public static class Quantity
{
    public static Outcome<int> Parse(string? text) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units is >= 1 and <= Basket.MostUnits
            ? units
            : CheckoutRefusals.QuantityNotWhole;
}
