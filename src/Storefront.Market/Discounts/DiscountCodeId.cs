using System.Text.Json.Serialization;

namespace Storefront.Discounts;

[JsonConverter(typeof(IdJsonConverter<DiscountCodeId>))]
public readonly record struct DiscountCodeId(Guid Value) : IId<DiscountCodeId>
{
    public static DiscountCodeId From(Guid value) => new(value);
}
