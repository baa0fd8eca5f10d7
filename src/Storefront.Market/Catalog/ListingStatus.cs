namespace Storefront.Catalog;

public enum ListingStatus
{
    Draft,
    Published,

    /// <summary>Taken down by the merchant.</summary>
    Withdrawn,

    /// <summary>Taken down by an admin; the merchant cannot publish it.</summary>
    Blocked,
}
