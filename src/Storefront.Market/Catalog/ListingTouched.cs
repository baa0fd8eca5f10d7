namespace Storefront.Catalog;

/// <summary>A listing, its stock or its reviews changed in a way that the shop shows: its copy is made anew.</summary>
public sealed record ListingTouched(ListingId Listing);
