using System.Text.Json.Serialization;

namespace Storefront.Shipping;

[JsonConverter(typeof(IdJsonConverter<CarrierAccountId>))]
public readonly record struct CarrierAccountId(Guid Value) : IId<CarrierAccountId>
{
    public static CarrierAccountId From(Guid value) => new(value);
}
