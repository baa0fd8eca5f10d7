using Storefront.Orders;

namespace Storefront.Returns;

/// <summary>What goes back for accepted goods. A unit gives its share of the line's goods, duty and tax; the charges for the way to the buyer, delivery and
/// clearance fees, are given back when all of the consignment comes back in one return, and never for a part of it.</summary>
/// <remarks>Directive 2011/83/EU, article 13(1), asks for the delivery back on a withdrawal from the whole contract. Amounts in the charge currency.</remarks>
internal static class ReturnRefund
{
    /// <param name="before">Units of each order line that earlier returns gave money for.</param>
    public static IReadOnlyList<LineRefund> Of(Return wanted, Consignment consignment, IReadOnlyDictionary<Guid, int> before)
    {
        var accepted = wanted.Lines.ToDictionary(l => l.OrderLine);
        var isWhole = consignment.Lines.Where(l => l.CancelledUnits < l.Quantity).All(l => accepted.TryGetValue(l.Id, out var back) && back.AcceptedUnits == l.Quantity - l.CancelledUnits);
        return [.. consignment.Lines.Where(l => accepted.ContainsKey(l.Id)).OrderBy(l => l.Id)
            .Select(l => new LineRefund(l, Parts(l, accepted[l.Id], before.GetValueOrDefault(l.Id), isWhole))).Where(r => r.Parts.Total.IsPositive)];
    }

    /// <summary>The goods' share of units of a line, in the charge currency, rounded to the nearest minor unit so that all units together are the line.</summary>
    public static Money Goods(OrderLine line, int before, int units) => Money.Min(Units(line.LineTotal, line.Quantity, before, units), line.Left.Goods);

    private static LineParts Parts(OrderLine line, ReturnLine back, int before, bool isWhole)
    {
        var (left, none, units) = (line.Left, Money.Zero(line.LineTotal.Currency), back.AcceptedUnits ?? 0);
        // Some of it may have been given back in another way before.
        Money Share(Money whole, Money rest) => Money.Min(Units(whole, line.Quantity, before, units), rest);
        var goods = Goods(line, before, units) - new Money(back.DeductionMinor, none.Currency);
        return new LineParts(goods.IsNegative ? none : goods, isWhole ? left.Delivery : none, Share(line.Duty, left.Duty), Share(line.Tax, left.Tax), isWhole ? left.Fees : none);
    }

    /// <summary>The difference of two roundings, so that returns unit by unit give what one would.</summary>
    private static Money Units(Money whole, int quantity, int before, int units) => UpTo(whole, quantity, before + units) - UpTo(whole, quantity, before);

    private static Money UpTo(Money whole, int quantity, int units) => units == quantity ? whole : whole.Proportion(units, quantity, Rounding.HalfUp);
}
