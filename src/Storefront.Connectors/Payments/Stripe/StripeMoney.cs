using System.Globalization;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>The one place where our amounts, in ISO 4217 minor units, become Stripe's integers and come back. The rules are the rows of
/// <c>currencies.csv</c> and <c>minimums.csv</c>, with their source and date.</summary>
internal static class StripeMoney
{
    /// <summary>Twelve digits, the most that a card payment takes.</summary>
    private const long Most = 999_999_999_999;

    internal const string TooSmall = "amount_too_small";

    private static readonly Units Usual = new(2, 2, 1, 1);

    private static readonly Dictionary<string, Units> Exceptions = EmbeddedFile.Rows("Payments.Stripe.Data.currencies.csv", typeof(StripeMoney).Assembly)
        .ToDictionary(r => r["currency"], r => new Units(Whole(r["iso_digits"]), Whole(r["wire_digits"]), Whole(r["charge_step"]), Whole(r["payout_step"])), StringComparer.Ordinal);

    /// <summary>In major units, by settlement currency.</summary>
    internal static readonly IReadOnlyDictionary<string, decimal> Least = EmbeddedFile.Rows("Payments.Stripe.Data.minimums.csv", typeof(StripeMoney).Assembly)
        .ToDictionary(r => r["currency"], r => decimal.Parse(r["least"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), StringComparer.Ordinal);

    public static Units Of(string currency) => Exceptions.GetValueOrDefault(currency, Usual);

    /// <summary>Stripe's name of the currency.</summary>
    public static string Wire(this Currency currency) => currency.Code.ToLowerInvariant();

    /// <summary>Stripe's integer of an amount that moves without being charged or paid out.</summary>
    /// <exception cref="ProviderRefusedException">The amount has a part that Stripe's integer cannot hold.</exception>
    public static long Wire(this Money amount) => ToWire(amount.Minor, amount.Currency.Code) ?? throw Refused("amount_not_whole", amount);

    /// <summary>Stripe's integer of an amount to charge.</summary>
    /// <exception cref="ProviderRefusedException">Stripe would refuse it: below the least or above the most of its currency, or not of its step.</exception>
    public static long WireCharge(this Money amount) => WhyNotCharged(amount) is { } code ? throw Refused(code, amount) : amount.Wire();

    /// <summary>Stripe's code for why it would refuse to charge the amount, null when it would not. The least is that of the currency itself;
    /// <see cref="StripeMinimums"/> measures a charge also where it settles.</summary>
    public static string? WhyNotCharged(Money amount)
    {
        if (ToWire(amount.Minor, amount.Currency.Code) is not { } wire || wire % Of(amount.Currency.Code).ChargeStep != 0) return "amount_not_whole";
        if (!amount.IsPositive || amount.Major < Least.GetValueOrDefault(amount.Currency.Code)) return TooSmall;
        return wire > Most ? "amount_too_large" : null;
    }

    /// <summary>The part that a bank can be sent: forints and Taiwan dollars only whole, although both are charged with decimals.</summary>
    public static Money PayablePart(Money amount)
    {
        var units = Of(amount.Currency.Code);
        var step = units.MinorOf(units.PayoutStep);
        return new Money(amount.Minor / step * step, amount.Currency);
    }

    /// <summary>Our amount of Stripe's integer.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">The currency is unknown here, or the integer is no whole number of its minor units: nothing is concluded from it.</exception>
    public static Money From(long wire, string? currency) => TryFrom(wire, currency) ?? throw new ProviderOutcomeUnknownException($"Stripe tells of {wire} {currency}, which is no amount that this market knows.");

    /// <summary>As <see cref="From"/>, null for what this market does not know.</summary>
    public static Money? TryFrom(long wire, string? currency) =>
        Currency.TryParse(currency, out var known) && FromWire(wire, known.Code) is { } minor ? new Money(minor, known) : null;

    /// <summary>Stripe's integer of ISO minor units; null when it cannot hold them.</summary>
    public static long? ToWire(long minor, string currency)
    {
        var units = Of(currency);
        return units.WireDigits >= units.IsoDigits ? checked(minor * Power(units.WireDigits - units.IsoDigits)) : Divided(minor, Power(units.IsoDigits - units.WireDigits));
    }

    /// <summary>ISO minor units of Stripe's integer; null when they are no whole number.</summary>
    public static long? FromWire(long wire, string currency)
    {
        var units = Of(currency);
        return units.IsoDigits >= units.WireDigits ? checked(wire * Power(units.IsoDigits - units.WireDigits)) : Divided(wire, Power(units.WireDigits - units.IsoDigits));
    }

    private static long? Divided(long amount, long by) => amount % by == 0 ? amount / by : null;

    private static long Power(int digits) => digits switch { 0 => 1, 1 => 10, 2 => 100, 3 => 1000, _ => throw new ArgumentOutOfRangeException(nameof(digits)) };

    private static int Whole(string cell) => int.Parse(cell, NumberStyles.None, CultureInfo.InvariantCulture);

    private static ProviderRefusedException Refused(string code, Money amount) => new(code, $"Stripe does not take {amount} ({code}).");

    /// <param name="ChargeStep">Stripe's integer of a charge is a multiple of it.</param>
    /// <param name="PayoutStep">Stripe's integer of a payout is a multiple of it.</param>
    internal sealed record Units(int IsoDigits, int WireDigits, int ChargeStep, int PayoutStep)
    {
        /// <summary>A step of Stripe's integer in ISO minor units, at least one.</summary>
        public long MinorOf(int step) => WireDigits <= IsoDigits ? step * Power(IsoDigits - WireDigits) : Math.Max(1, step / Power(WireDigits - IsoDigits));
    }
}
