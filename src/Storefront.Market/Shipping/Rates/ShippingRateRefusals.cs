namespace Storefront.Shipping.Rates;

public static class ShippingRateRefusals
{
    /// <summary>No tariff begins in the merchant's country. Argument: <c>country</c>.</summary>
    public static Refusal NotShippedFrom(Country country) => new Refusal("shipping.not-shipped-from").With("country", country.Code);

    /// <summary>No method reaches the country. Argument: <c>country</c>.</summary>
    public static Refusal NotDeliveredTo(Country country) => new Refusal("shipping.not-delivered-to").With("country", country.Code);

    /// <summary>Heavier than any method carries. Arguments: <c>weight</c> and <c>limit</c>, kilograms.</summary>
    public static Refusal TooHeavy(decimal kilograms, Weight limit) =>
        new Refusal("shipping.parcel-too-heavy").With("weight", kilograms).With("limit", limit.Kilograms);

    /// <summary>Larger than any method carries. Arguments: <c>length</c>, <c>width</c>, <c>height</c>, whole centimetres.</summary>
    public static Refusal TooLarge(long lengthMm, long widthMm, long heightMm) =>
        new Refusal("shipping.parcel-too-large").With("length", (lengthMm + 9) / 10).With("width", (widthMm + 9) / 10).With("height", (heightMm + 9) / 10);

    /// <summary>No method that reaches the address takes batteries at this weight and size. Argument: <c>country</c>.</summary>
    public static Refusal BatteryNotCarried(Country country) => new Refusal("shipping.battery-not-carried").With("country", country.Code);

    /// <summary>No method that reaches the address takes goods with such a hazard. Argument: <c>country</c>.</summary>
    public static Refusal GoodsNotCarried(Country country) => new Refusal("shipping.goods-not-carried").With("country", country.Code);

    /// <summary>Only couriers could carry it, and they do not serve the area. Argument: <c>area</c>.</summary>
    public static Refusal AreaNotServed(string area) => new Refusal("shipping.area-not-served").With("area", area);

    /// <summary>The chosen method is not among those offered. Arguments: <c>method</c>, <c>country</c>.</summary>
    public static Refusal MethodNotOffered(string method, Country country) =>
        new Refusal("shipping.method-not-offered", "delivery").With("method", method).With("country", country.Code);
}
