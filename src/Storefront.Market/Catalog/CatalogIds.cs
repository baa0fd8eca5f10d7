namespace Storefront.Catalog;

public readonly record struct ListingId(Guid Value) : IId<ListingId>
{
    public static ListingId From(Guid value) => new(value);
}

public readonly record struct VariantId(Guid Value) : IId<VariantId>
{
    public static VariantId From(Guid value) => new(value);
}
