namespace Storefront.Pricing;

/// <summary>The rate table that holds now on this node. Whoever makes a price takes <see cref="Now"/> once and makes all of it from that one
/// snapshot; a newer table takes its place whole.</summary>
public sealed class CurrentRates(ExchangeRates first)
{
    private volatile ExchangeRates now = first;

    public ExchangeRates Now => now;

    internal void Replace(ExchangeRates next) => now = next;
}
