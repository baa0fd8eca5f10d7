using System.Text.Json.Serialization;

namespace Storefront.Shipping;

[JsonConverter(typeof(IdJsonConverter<RateCardId>))]
public readonly record struct RateCardId(Guid Value) : IId<RateCardId>
{
    public static RateCardId From(Guid value) => new(value);
}
