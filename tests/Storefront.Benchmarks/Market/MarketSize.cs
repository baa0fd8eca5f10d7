namespace Storefront.Benchmarks.Market;

/// <summary>How much there is in the market that is measured; none where it does not matter.</summary>
internal readonly record struct MarketSize(int Listings = 0, int Orders = 0);
