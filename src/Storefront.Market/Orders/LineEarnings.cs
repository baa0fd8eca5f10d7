namespace Storefront.Orders;

/// <summary>What a line comes to for its merchant, in its own currency.</summary>
public readonly record struct LineEarning(Money Gross, Money Fee)
{
    public Money Net => Gross - Fee;

    public static LineEarning operator -(LineEarning a, LineEarning b) => new(a.Gross - b.Gross, a.Fee - b.Fee);
}

internal static class LineEarnings
{
    /// <summary>For so much of the buyer's money for goods and delivery, half a minor unit up. What a refund takes back is the difference of two such
    /// figures, so that several refunds take back in all what one would.</summary>
    /// <param name="own">Of <see cref="LineParts.Own"/>, in the charge currency.</param>
    public static LineEarning Earning(this Consignment consignment, OrderLine line, Money own)
    {
        var whole = line.MerchantGoods + line.MerchantDelivery;
        var gross = own == line.Paid.Own ? whole : whole.Times((decimal)own.Minor / line.Paid.Own.Minor, Rounding.HalfUp);
        return new LineEarning(gross, Commission(consignment, gross));
    }

    /// <summary>For what is left of the line after its refunds.</summary>
    public static LineEarning EarningLeft(this Consignment consignment, OrderLine line) => consignment.Earning(line, line.Left.Own);

    /// <summary>The one place where a line's commission is reckoned: the fee that was frozen with the order, of goods and delivery, half a minor unit up.</summary>
    private static Money Commission(Consignment consignment, Money gross) => gross.Share(consignment.Fee, Rounding.HalfUp);
}
