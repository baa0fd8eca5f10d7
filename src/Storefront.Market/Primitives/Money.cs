using System.Globalization;

namespace Storefront;

/// <summary>An amount in whole minor units of one currency. Arithmetic is checked and never mixes currencies.</summary>
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>
{
    public bool IsZero => Minor == 0;

    public bool IsNegative => Minor < 0;

    public bool IsPositive => Minor > 0;

    /// <summary>The amount in major units, exact.</summary>
    public decimal Major => (decimal)Minor / Currency.MinorPerMajor;

    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>An amount given in major units, settled to the minor unit by <paramref name="rounding"/>.</summary>
    public static Money Of(decimal major, Currency currency, Rounding rounding) =>
        new(Round.ToWhole(major * currency.MinorPerMajor, rounding), currency);

    /// <summary>An amount that must be exact in the currency's minor unit.</summary>
    /// <exception cref="ArgumentException">The amount has more digits than the currency.</exception>
    public static Money Exactly(decimal major, Currency currency)
    {
        var minor = major * currency.MinorPerMajor;
        if (minor != decimal.Truncate(minor)) throw new ArgumentException($"{major} has more digits than {currency} has.", nameof(major));
        return new Money(checked((long)minor), currency);
    }

    /// <summary>Reads <c>12.50</c> with a point, at most the currency's digits, no sign, no exponent, ASCII digits only.</summary>
    public static bool TryParse(string? text, Currency currency, out Money money)
    {
        money = default;
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > 15 || text.Any(c => c is not ((>= '0' and <= '9') or '.'))) return false;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var major)) return false;
        var minor = major * currency.MinorPerMajor;
        if (minor != decimal.Truncate(minor)) return false;
        money = new Money((long)minor, currency);
        return true;
    }

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + Same(a, b).Minor), a.Currency);

    public static Money operator -(Money a, Money b) => new(checked(a.Minor - Same(a, b).Minor), a.Currency);

    public static Money operator -(Money a) => new(checked(-a.Minor), a.Currency);

    public static Money operator *(Money a, int quantity) => new(checked(a.Minor * quantity), a.Currency);

    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;

    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;

    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    public static Money Min(Money a, Money b) => a <= b ? a : b;

    public static Money Max(Money a, Money b) => a >= b ? a : b;

    /// <summary>The amount times a plain factor, settled by <paramref name="rounding"/>.</summary>
    public Money Times(decimal factor, Rounding rounding) => new(Round.ToWhole(Minor * factor, rounding), Currency);

    /// <summary>The amount in the proportion of two whole numbers, settled by <paramref name="rounding"/>. It is multiplied before it is divided: a half stays a half.</summary>
    public Money Proportion(long part, long whole, Rounding rounding) => new(Round.ToWhole((decimal)Minor * part / whole, rounding), Currency);

    /// <summary>A share given in parts per million: 19 % is 190,000.</summary>
    public Money Share(PartsPerMillion share, Rounding rounding) => Times(share.AsFactor, rounding);

    /// <summary>Divides by weights with the largest-remainder rule: the parts sum to the whole to the last minor unit, ties go to the earlier part.</summary>
    /// <param name="weights">Not negative, at least one positive.</param>
    public Money[] Split(IReadOnlyList<long> weights)
    {
        ArgumentOutOfRangeException.ThrowIfZero(weights.Count);
        Int128 total = 0;
        foreach (var w in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(w);
            total += w;
        }

        ArgumentOutOfRangeException.ThrowIfEqual(total, 0, nameof(weights));
        var sign = Minor < 0 ? -1 : 1;
        Int128 whole = Int128.Abs(Minor);
        var parts = new long[weights.Count];
        var remainders = new (Int128 Left, int At)[weights.Count];
        Int128 given = 0;
        for (var i = 0; i < weights.Count; i++)
        {
            var (share, left) = Int128.DivRem(whole * weights[i], total);
            parts[i] = (long)share;
            remainders[i] = (left, i);
            given += share;
        }

        Array.Sort(remainders, static (a, b) => a.Left != b.Left ? b.Left.CompareTo(a.Left) : a.At.CompareTo(b.At));
        for (var i = 0; given < whole; i++, given++) parts[remainders[i].At]++;
        var currency = Currency;
        return Array.ConvertAll(parts, p => new Money(sign * p, currency));
    }

    public int CompareTo(Money other) => Minor.CompareTo(Same(this, other).Minor);

    /// <summary>Invariant text such as <c>12.50 EUR</c>, for logs and machine formats; people see the formatter's.</summary>
    public override string ToString() => $"{ToPlain()} {Currency}";

    /// <summary>Invariant digits only, such as <c>12.50</c>.</summary>
    public string ToPlain() => Major.ToString("F" + Currency.MinorDigits, CultureInfo.InvariantCulture);

    private static Money Same(Money a, Money b) => a.Currency == b.Currency ? b : throw new CurrencyMismatchException(a.Currency, b.Currency);
}

public static class MoneySums
{
    /// <summary>The sum in <paramref name="currency"/>; zero for an empty list.</summary>
    public static Money Sum(this IEnumerable<Money> amounts, Currency currency) =>
        amounts.Aggregate(Money.Zero(currency), static (sum, next) => sum + next);

    public static Money Sum<T>(this IEnumerable<T> items, Func<T, Money> amount, Currency currency) => items.Select(amount).Sum(currency);
}
