using Storefront.Catalog;

namespace Storefront.Search;

/// <summary>One entry of the change feed.</summary>
/// <param name="Sequence">Rises with every change of any listing; of two changes of one listing the higher is the newer.</param>
/// <param name="Copy">The listing as it now is, or null when it was withdrawn.</param>
public sealed record ListingChange(long Sequence, ListingId Id, ListingCopy? Copy);
