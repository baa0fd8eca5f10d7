namespace Storefront;

/// <summary>How a fraction of a minor unit is settled. Always named at the call, never a default.</summary>
public enum Rounding
{
    /// <summary>Half away from zero, as invoices and most tax authorities do.</summary>
    HalfUp,

    /// <summary>Half to the even neighbour; for sums of many roundings.</summary>
    HalfEven,

    /// <summary>Toward zero.</summary>
    Down,

    /// <summary>Away from zero; for charges that must cover a cost.</summary>
    Up,
}

internal static class Round
{
    /// <summary>Settles <paramref name="value"/> to a whole number by <paramref name="how"/>.</summary>
    /// <exception cref="OverflowException">The result does not fit 64 bits.</exception>
    public static long ToWhole(decimal value, Rounding how) => checked((long)(how switch
    {
        Rounding.HalfUp => Math.Round(value, 0, MidpointRounding.AwayFromZero),
        Rounding.HalfEven => Math.Round(value, 0, MidpointRounding.ToEven),
        Rounding.Down => Math.Truncate(value),
        Rounding.Up => value >= 0 ? Math.Ceiling(value) : Math.Floor(value),
        _ => throw new ArgumentOutOfRangeException(nameof(how)),
    }));
}
