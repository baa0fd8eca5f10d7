using System.Text.Json.Serialization;

namespace Storefront.Merchants;

[JsonConverter(typeof(IdJsonConverter<MerchantId>))]
public readonly record struct MerchantId(Guid Value) : IId<MerchantId>
{
    public static MerchantId From(Guid value) => new(value);
}
