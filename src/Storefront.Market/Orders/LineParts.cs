namespace Storefront.Orders;

/// <summary>What a buyer's money for one order line is made of, in the charge currency.</summary>
public readonly record struct LineParts(Money Goods, Money Delivery, Money Duty, Money Tax, Money Fees)
{
    public Money Total => Goods + Delivery + Duty + Tax + Fees;

    /// <summary>The merchant's: goods and delivery.</summary>
    public Money Own => Goods + Delivery;

    /// <summary>The authorities': duty, tax and clearance fees.</summary>
    public Money Authority => Duty + Tax + Fees;

    public static LineParts None(Currency currency) => new(Money.Zero(currency), Money.Zero(currency), Money.Zero(currency), Money.Zero(currency), Money.Zero(currency));

    public static LineParts Sum(IEnumerable<LineParts> parts, Currency currency) =>
        parts.Aggregate(None(currency), (sum, p) => new LineParts(sum.Goods + p.Goods, sum.Delivery + p.Delivery, sum.Duty + p.Duty, sum.Tax + p.Tax, sum.Fees + p.Fees));

    public static LineParts operator -(LineParts a, LineParts b) => new(a.Goods - b.Goods, a.Delivery - b.Delivery, a.Duty - b.Duty, a.Tax - b.Tax, a.Fees - b.Fees);

    /// <summary>Divides an amount in the proportion of these parts by largest remainder, goods first in a tie. No part gets more than it has, and the
    /// whole amount gets every part whole: whatever was given back before, the last refund leaves nothing.</summary>
    /// <param name="amount">Not more than <see cref="Total"/>.</param>
    public LineParts Divide(Money amount)
    {
        if (amount > Total) throw new InvalidOperationException("A refund exceeds the line.");
        if (amount == Total) return this;
        var parts = amount.Split([Goods.Minor, Delivery.Minor, Duty.Minor, Tax.Minor, Fees.Minor]);
        return new LineParts(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }
}
