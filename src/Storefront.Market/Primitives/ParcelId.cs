using System.Text.Json.Serialization;

namespace Storefront;

[JsonConverter(typeof(IdJsonConverter<ParcelId>))]
public readonly record struct ParcelId(Guid Value) : IId<ParcelId>
{
    public static ParcelId From(Guid value) => new(value);
}
