using System.Text.Json.Serialization;

namespace Storefront;

[JsonConverter(typeof(IdJsonConverter<OrderId>))]
public readonly record struct OrderId(Guid Value) : IId<OrderId>
{
    public static OrderId From(Guid value) => new(value);
}
