namespace Storefront.Search;

public sealed record HomeRails(IReadOnlyList<ListingCard> Newest, IReadOnlyList<ListingCard> BestSelling, IReadOnlyList<CategoryRail> Categories);

/// <summary>The best standing listings of one top category.</summary>
public sealed record CategoryRail(string Key, string Label, int Count, IReadOnlyList<ListingCard> Cards);
