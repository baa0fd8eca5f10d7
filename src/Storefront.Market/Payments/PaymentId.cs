using System.Text.Json.Serialization;

namespace Storefront.Payments;

[JsonConverter(typeof(IdJsonConverter<PaymentId>))]
public readonly record struct PaymentId(Guid Value) : IId<PaymentId>
{
    public static PaymentId From(Guid value) => new(value);
}
