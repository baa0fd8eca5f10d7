using System.Text.Json.Serialization;

namespace Storefront;

[JsonConverter(typeof(IdJsonConverter<UserId>))]
public readonly record struct UserId(Guid Value) : IId<UserId>
{
    public static UserId From(Guid value) => new(value);
}
