namespace Storefront.Shipping;

/// <summary>Which postal customs form goes on a parcel.</summary>
public enum CustomsForm
{
    /// <summary>The short form, small enough to be a block of the label.</summary>
    Cn22,

    /// <summary>The full form, a page of its own.</summary>
    Cn23,
}

/// <summary>The rule by value: below 300 special drawing rights CN 22, from there CN 23.</summary>
/// <remarks>Source: UPU Convention regulations for letter post; the WCO-UPU Postal Customs Guide repeats it; checked 2026-11-22.</remarks>
public static class CustomsForms
{
    public const int ThresholdSdr = 300;

    /// <param name="value">All goods in the parcel, in the rate's currency.</param>
    /// <exception cref="CurrencyMismatchException">The value is not in the currency of the rate.</exception>
    public static CustomsForm For(Money value, SdrRate rate)
    {
        if (value.Currency != rate.Currency) throw new CurrencyMismatchException(value.Currency, rate.Currency);
        return value.Major < ThresholdSdr * rate.UnitsPerSdr ? CustomsForm.Cn22 : CustomsForm.Cn23;
    }

    /// <summary>As <see cref="For(Money, SdrRate)"/> for letter post; postal parcels and express mail carry CN 23 whatever they are worth.</summary>
    public static CustomsForm For(Money value, SdrRate rate, MailStream mail) =>
        mail == MailStream.LetterPost ? For(value, rate) : CustomsForm.Cn23;
}

/// <summary>What one special drawing right of the International Monetary Fund is worth.</summary>
/// <param name="UnitsPerSdr">Major units of the currency for one SDR.</param>
public sealed record SdrRate(Currency Currency, decimal UnitsPerSdr, DateOnly AsOf, string Source)
{
    /// <summary>Good enough for the threshold of a form, which posts themselves round in their currency; renewed by whoever sees it is old.</summary>
    public static readonly SdrRate Euro = new(Currency.Eur, 1.17176m, new DateOnly(2025, 10, 20), "IMF, currency units per SDR of 20 October 2025");
}
