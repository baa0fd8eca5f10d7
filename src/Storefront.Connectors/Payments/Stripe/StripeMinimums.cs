using Storefront.Payments;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>The least that can be charged. Stripe measures it in the currency in which a charge settles, after its own conversion (docs.stripe.com/currencies, checked 2026-11-29). Where a
/// charge settles is known from the settings alone; where they do not say, a currency with a row of <c>minimums.csv</c> is taken to settle in itself, and one without in dollars.</summary>
internal static class StripeMinimums
{
    /// <summary>Stripe converts at a rate of its own, less its fee: an amount so little above the least may be too small there. The market's own choice, made 2026-11-30.</summary>
    private const decimal Margin = 1.05m;

    private static readonly Currency Unsaid = Currency.Usd;

    /// <param name="settles">The currencies in which our account settles; others become the first of them. Empty when nobody said.</param>
    /// <param name="convert">At the middle rate; null for a currency without one.</param>
    public static NotCharged? WhyNotCharged(Money amount, IReadOnlyList<Currency> settles, Func<Money, Currency, Money?> convert)
    {
        var least = LeastOf(amount.Currency, settles, convert);
        return StripeMoney.WhyNotCharged(amount) is { } code ? new NotCharged(code, code == StripeMoney.TooSmall ? least : null) : amount < least ? new NotCharged(StripeMoney.TooSmall, least) : null;
    }

    /// <summary>In the currency of the charge, rounded up to an amount that can be charged; null when nothing is known.</summary>
    private static Money? LeastOf(Currency currency, IReadOnlyList<Currency> settles, Func<Money, Currency, Money?> convert)
    {
        var own = RowOf(currency);
        var settlement = settles.Contains(currency) ? currency : settles.Count > 0 ? settles[0] : own is null ? Unsaid : currency;
        var there = settlement == currency || RowOf(settlement) is not { } row || convert(row, currency) is not { } converted ? null : (Money?)Chargeable(Money.Of(converted.Major * Margin, currency, Rounding.Up));
        return own is { } a && there is { } b ? Money.Max(a, b) : own ?? there;
    }

    private static Money? RowOf(Currency currency) => StripeMoney.Least.TryGetValue(currency.Code, out var least) ? Money.Of(least, currency, Rounding.Up) : null;

    private static Money Chargeable(Money amount)
    {
        var units = StripeMoney.Of(amount.Currency.Code);
        // Where Stripe's integer is coarser than ours, and where it has steps.
        var step = Math.Max(StripeMoney.FromWire(1, amount.Currency.Code) ?? 1, units.MinorOf(units.ChargeStep));
        return new Money((amount.Minor + step - 1) / step * step, amount.Currency);
    }
}
