namespace Storefront.Orders;

/// <summary>What goes back of one line.</summary>
public readonly record struct LineRefund(OrderLine Line, LineParts Parts)
{
    public static LineRefund Of(OrderLine line, Money amount) => new(line, line.Left.Divide(amount));

    /// <summary>Divides an amount over lines by what is left of each, by largest remainder; ties go by the lines' ids, so that the same refund is always divided alike.</summary>
    /// <param name="amount">Positive, and not more than what is left of them together.</param>
    public static IReadOnlyList<LineRefund> Over(IEnumerable<OrderLine> lines, Money amount)
    {
        var refundable = lines.Where(l => l.Refundable.IsPositive).OrderBy(l => l.Id).ToList();
        if (amount > refundable.Sum(l => l.Refundable, amount.Currency)) throw new InvalidOperationException("A refund exceeds its lines.");
        var shares = amount.Split(refundable.ConvertAll(l => l.Refundable.Minor));
        return [.. refundable.Zip(shares, Of).Where(r => r.Parts.Total.IsPositive)];
    }
}
