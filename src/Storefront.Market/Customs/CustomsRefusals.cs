namespace Storefront.Customs;

public static class CustomsRefusals
{
    /// <summary>There is nothing to quote.</summary>
    public static readonly Refusal NoItems = new("customs.no-items");

    /// <summary>A quantity is below one or above the limit. Arguments: <c>quantity</c>, <c>limit</c>.</summary>
    public static Refusal QuantityOutOfRange(int quantity, int limit) =>
        new Refusal("customs.quantity-out-of-range", "quantity").With("quantity", quantity).With("limit", limit);

    /// <summary>More lines than one parcel can declare. Arguments: <c>lines</c>, <c>limit</c>.</summary>
    public static Refusal TooManyLines(int lines, int limit) => new Refusal("customs.too-many-lines").With("lines", lines).With("limit", limit);

    /// <summary>The goods are worth more than the market sells in one parcel. Argument: <c>limit</c>, an amount.</summary>
    public static Refusal ValueTooHigh(Money limit) => new Refusal("customs.value-too-high").With("limit", limit);
}
