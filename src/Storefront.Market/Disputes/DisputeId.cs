using System.Text.Json.Serialization;

namespace Storefront.Disputes;

[JsonConverter(typeof(IdJsonConverter<DisputeId>))]
public readonly record struct DisputeId(Guid Value) : IId<DisputeId>
{
    public static DisputeId From(Guid value) => new(value);
}
