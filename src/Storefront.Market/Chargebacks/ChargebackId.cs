using System.Text.Json.Serialization;

namespace Storefront.Chargebacks;

[JsonConverter(typeof(IdJsonConverter<ChargebackId>))]
public readonly record struct ChargebackId(Guid Value) : IId<ChargebackId>
{
    public static ChargebackId From(Guid value) => new(value);
}
