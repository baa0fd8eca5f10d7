using System.Text.Json.Serialization;

namespace Storefront;

[JsonConverter(typeof(IdJsonConverter<ReturnId>))]
public readonly record struct ReturnId(Guid Value) : IId<ReturnId>
{
    public static ReturnId From(Guid value) => new(value);
}
