using System.Text.Json.Serialization;

namespace Storefront;

[JsonConverter(typeof(IdJsonConverter<ConsignmentId>))]
public readonly record struct ConsignmentId(Guid Value) : IId<ConsignmentId>
{
    public static ConsignmentId From(Guid value) => new(value);
}
