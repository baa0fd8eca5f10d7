namespace Storefront.Pricing;

/// <summary>Where a rate table comes from.</summary>
/// <param name="Day">The newest day that its source stated.</param>
/// <param name="TakenInAtUtc">When this market took that day in; null for the built-in table.</param>
public sealed record RateOrigin(string Source, DateOnly Day, DateTime? TakenInAtUtc);
