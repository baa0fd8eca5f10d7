using System.Globalization;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>Masses, measures and amounts as carriers write them.</summary>
/// <remarks>Pound 453.59237 g, ounce a sixteenth of it, inch 25.4 mm: exact by definition (international yard and pound agreement of 1959).</remarks>
internal static class Units
{
    private const decimal GramsPerPound = 453.59237m;

    /// <summary>Kilograms, rounded up to a thousandth.</summary>
    public static decimal Kilograms(this Weight weight) => weight.Grams / 1000m;

    /// <summary>Rounded up to a gram.</summary>
    public static Weight FromKilograms(decimal kilograms) => new((int)Math.Ceiling(kilograms * 1000));

    /// <inheritdoc cref="FromKilograms"/>
    public static Weight FromPounds(decimal pounds) => new((int)Math.Ceiling(pounds * GramsPerPound));

    /// <summary>Kilograms, rounded up to <paramref name="digits"/>.</summary>
    public static decimal Kilograms(this Weight weight, int digits) => Up(weight.Grams / 1000m, digits);

    /// <summary>Pounds, rounded up to <paramref name="digits"/>: a parcel is never said to be lighter than it is.</summary>
    public static decimal Pounds(this Weight weight, int digits = 2) => Up(weight.Grams / GramsPerPound, digits);

    /// <summary>Ounces, rounded up to <paramref name="digits"/>.</summary>
    public static decimal Ounces(this Weight weight, int digits = 1) => Up(weight.Grams * 16 / GramsPerPound, digits);

    /// <summary>Whole centimetres, rounded up.</summary>
    public static int Centimetres(int millimetres) => (millimetres + 9) / 10;

    /// <summary>Inches, rounded up to <paramref name="digits"/>.</summary>
    public static decimal Inches(int millimetres, int digits = 1) => Up(millimetres / 25.4m, digits);

    /// <summary>An amount as a plain decimal with the currency's own digits, such as <c>34.10</c> or <c>1200</c>.</summary>
    public static string Plain(this Money money) => money.Major.ToString("F" + money.Currency.MinorDigits, CultureInfo.InvariantCulture);

    /// <summary>Reads what a carrier bills. More digits than the currency has are rounded up: a price is never shown lower than it is.</summary>
    /// <returns>Null when it is not a number or not a currency.</returns>
    public static Money? Amount(string? number, string? currency) =>
        decimal.TryParse(number, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var major) && Currency.TryParse(currency, out var known) ? Amount(major, known) : null;

    /// <inheritdoc cref="Amount(string?, string?)"/>
    public static Money Amount(decimal major, Currency currency) => Money.Exactly(Up(major, currency.MinorDigits), currency);

    private static decimal Up(decimal value, int digits)
    {
        var scale = (decimal)Math.Pow(10, digits);
        return Math.Ceiling(value * scale) / scale;
    }
}
