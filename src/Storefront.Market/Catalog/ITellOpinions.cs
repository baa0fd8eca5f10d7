using Storefront.Data;

namespace Storefront.Catalog;

/// <summary>Says what buyers think of listings; answered by the module that keeps their reviews.</summary>
public interface ITellOpinions
{
    /// <summary>Read through the caller's context, so that a copy is made of one state. A listing without reviews is left out.</summary>
    Task<IReadOnlyDictionary<ListingId, ListingOpinion>> OfAsync(MarketDb db, IReadOnlyCollection<ListingId> listings, CancellationToken cancel);
}

/// <param name="StarCounts">How many counted reviews gave 1, 2, 3, 4 and 5 stars.</param>
/// <param name="Newest">The newest of them, at most twenty.</param>
public sealed record ListingOpinion(IReadOnlyList<int> StarCounts, IReadOnlyList<ListingReview> Newest)
{
    public static readonly ListingOpinion None = new([0, 0, 0, 0, 0], []);
}
