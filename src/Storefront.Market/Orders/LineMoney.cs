namespace Storefront.Orders;

/// <summary>Where a line's money is, as people at either desk and the buyer read it. Amounts in the charge currency.</summary>
/// <param name="Paid">With its shares of delivery, duty and tax.</param>
/// <param name="GoesOnAtUtc">When it goes on without a word from anybody; null when it waits for somebody, or is where it belongs.</param>
/// <param name="AtLimit">Held as long as it may be: a person has to decide.</param>
public sealed record LineMoney(HoldState State, Money Paid, Money Refunded, DateTime? GoesOnAtUtc, bool AtLimit)
{
    public Money Refundable => Paid - Refunded;

    public static LineMoney Of(Consignment consignment, OrderLine line)
    {
        var isPaid = consignment.Status is not (ConsignmentStatus.AwaitingPayment or ConsignmentStatus.Abandoned);
        return new LineMoney(
            isPaid ? line.Hold : HoldState.AwaitingPayment, line.Paid.Total, line.Refunded.Total,
            line.Hold == HoldState.Reserved ? line.DueAtUtc : line.Hold == HoldState.Held && isPaid ? consignment.CountsAsReceivedAtUtc : null, line.StoppedAtUtc is not null);
    }
}
