using System.Text.Json.Serialization;

namespace Storefront.Checkout;

/// <summary>Random, not time-ordered: whoever holds it holds the basket, so it cannot be guessed from another.</summary>
[JsonConverter(typeof(IdJsonConverter<BasketId>))]
public readonly record struct BasketId(Guid Value) : IId<BasketId>
{
    public static BasketId From(Guid value) => new(value);

    public static BasketId New() => new(Guid.NewGuid());
}
