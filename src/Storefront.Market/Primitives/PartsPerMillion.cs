namespace Storefront;

/// <summary>A share in parts per million, so that 8.1 % is 81,000 without a fraction.</summary>
public readonly record struct PartsPerMillion(int Value)
{
    public static readonly PartsPerMillion Zero = new(0);

    public decimal AsFactor => Value / 1_000_000m;

    public decimal AsPercent => Value / 10_000m;

    /// <summary>From a percentage with at most four digits after the point.</summary>
    public static PartsPerMillion FromPercent(decimal percent)
    {
        var parts = percent * 10_000m;
        if (parts != decimal.Truncate(parts)) throw new ArgumentException($"{percent} % is finer than a part per million.", nameof(percent));
        return new PartsPerMillion((int)parts);
    }
}
