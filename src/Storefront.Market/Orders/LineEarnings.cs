namespace Storefront.Orders;

/// <summary>What a line comes to for its merchant, in its own currency.</summary>
/// <param name="Fee">The platform's commission.</param>
/// <param name="FeeTax">Tax on it.</param>
public readonly record struct LineEarning(Money Gross, Money Fee, Money FeeTax)
{
    public Money Net => Gross - Fee - FeeTax;

    public static LineEarning operator -(LineEarning a, LineEarning b) => new(a.Gross - b.Gross, a.Fee - b.Fee, a.FeeTax - b.FeeTax);

    public static LineEarning operator -(LineEarning a) => new(-a.Gross, -a.Fee, -a.FeeTax);

    public static LineEarning Sum(IReadOnlyCollection<LineEarning> all, Currency currency) => new(all.Sum(e => e.Gross, currency), all.Sum(e => e.Fee, currency), all.Sum(e => e.FeeTax, currency));
}

internal static class LineEarnings
{
    /// <summary>For so much of the buyer's money for goods and delivery, half a minor unit up. What a refund takes back is the difference of two such
    /// figures, so that several refunds take back in all what one would.</summary>
    /// <param name="own">Of <see cref="LineParts.Own"/>, in the charge currency.</param>
    public static LineEarning Earning(this Consignment consignment, OrderLine line, Money own)
    {
        var whole = line.MerchantGoods + line.MerchantDelivery;
        var gross = own == line.Paid.Own ? whole : whole.Proportion(own.Minor, line.Paid.Own.Minor, Rounding.HalfUp);
        var fee = Commission(line, gross);
        return new LineEarning(gross, fee, fee.Share(consignment.FeeTax, Rounding.HalfUp));
    }

    /// <summary>For what is left of the line after its refunds.</summary>
    public static LineEarning EarningLeft(this Consignment consignment, OrderLine line) => consignment.Earning(line, line.Left.Own);

    /// <summary>The one place where a line's commission is reckoned: the rate that was frozen with the line, of goods and delivery, half a minor unit up.</summary>
    private static Money Commission(OrderLine line, Money gross) => gross.Share(line.Fee, Rounding.HalfUp);
}
