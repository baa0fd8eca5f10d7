namespace Storefront;

/// <summary>Two amounts of different currencies met in one calculation. Always our bug.</summary>
public sealed class CurrencyMismatchException(Currency left, Currency right)
    : InvalidOperationException($"Amounts in {left} and {right} cannot be combined without an exchange rate.");
