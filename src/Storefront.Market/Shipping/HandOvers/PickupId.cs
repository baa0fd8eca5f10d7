using System.Text.Json.Serialization;

namespace Storefront.Shipping;

[JsonConverter(typeof(IdJsonConverter<PickupId>))]
public readonly record struct PickupId(Guid Value) : IId<PickupId>
{
    public static PickupId From(Guid value) => new(value);
}
