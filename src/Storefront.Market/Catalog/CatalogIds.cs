using System.Text.Json.Serialization;

namespace Storefront.Catalog;

[JsonConverter(typeof(IdJsonConverter<ListingId>))]
public readonly record struct ListingId(Guid Value) : IId<ListingId>
{
    public static ListingId From(Guid value) => new(value);
}

[JsonConverter(typeof(IdJsonConverter<VariantId>))]
public readonly record struct VariantId(Guid Value) : IId<VariantId>
{
    public static VariantId From(Guid value) => new(value);
}
