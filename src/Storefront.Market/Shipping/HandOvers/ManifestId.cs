using System.Text.Json.Serialization;

namespace Storefront.Shipping;

[JsonConverter(typeof(IdJsonConverter<ManifestId>))]
public readonly record struct ManifestId(Guid Value) : IId<ManifestId>
{
    public static ManifestId From(Guid value) => new(value);
}
