using Storefront.Customs;
using Storefront.Discounts;

namespace Storefront.Checkout;

/// <summary>The code that counts for one merchant's lines of a basket, and what it takes off each, in the merchant's currency.</summary>
internal sealed record BasketDiscount(OfferedDiscount Code, IReadOnlyList<Money> Off)
{
    /// <summary>Null where the basket carries none of this merchant, or none that counts now.</summary>
    public static BasketDiscount? Of(IReadOnlyList<BasketGoods> lines, DateTime nowUtc)
    {
        if (lines[0].Discount is not { } code) return null;
        var totals = lines.Select(l => l.Price * l.Quantity).ToList();
        return code.WhyNot(totals.Sum(lines[0].Price.Currency), DateOnly.FromDateTime(nowUtc)) is null ? new BasketDiscount(code, code.Off(totals)) : null;
    }
}

public static class DiscountedQuotes
{
    /// <summary>Why such a price is not sold: some goods would cost nothing across a customs border, where every article is declared with its price. Null for a price that is.</summary>
    public static Refusal? WhyNotSold(this LandedQuote quote, string code, Country from, Country to) =>
        quote.Total.IsZero ? DiscountRefusals.NothingToPay(code)
        : quote.Lines.Any(l => l.Total.IsZero && l.Discount.IsPositive) && !CustomsUnions.BuiltIn.SameArea(from, to) ? DiscountRefusals.FreeAtBorder(code)
        : null;
}
