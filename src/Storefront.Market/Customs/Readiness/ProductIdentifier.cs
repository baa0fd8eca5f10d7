using Storefront.Shipping;

namespace Storefront.Customs.Readiness;

/// <summary>Numbers by which the trade knows a product.</summary>
public static class ProductIdentifier
{
    /// <summary>A GTIN of 8, 12, 13 or 14 digits with its check digit right.</summary>
    public static bool IsGtin(string? text) => text is { Length: 8 or 12 or 13 or 14 } && Gs1CheckDigit.Holds(text);
}
