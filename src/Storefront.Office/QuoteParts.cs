using Storefront.Orders;

namespace Storefront.Office;

internal static class QuoteParts
{
    /// <summary>The figures of an accepted quote by name, goods before the discount; what is zero is left out, but for goods and delivery.</summary>
    public static IReadOnlyList<(string Name, Money Amount)> Of(Seat seat, QuoteFigures paid) =>
        [.. new (string Name, Money Amount)[]
        {
            (seat.Say("order.goods"), paid.Goods + (paid.Discount ?? Money.Zero(paid.Goods.Currency))), (seat.Say("order.discount", ("code", paid.DiscountCode)), -(paid.Discount ?? Money.Zero(paid.Goods.Currency))), (seat.Say("order.delivery"), paid.Delivery), (seat.Say("order.duty"), paid.Duty), (seat.Say("order.tax"), paid.Tax), (seat.Say("order.fees"), paid.Fees),
        }.Where((p, i) => i is 0 or 2 || !p.Amount.IsZero)];
}
