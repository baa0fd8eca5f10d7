namespace Storefront.Orders;

/// <summary>The stages of one merchant's part of an order. <see cref="ConsignmentMoves"/> says which may follow which.</summary>
public enum ConsignmentStatus
{
    AwaitingPayment,
    ToPack,
    LabelBought,
    HandedOver,
    Delivered,

    /// <summary>The buyer confirmed receipt, or its time ran out: the money is released.</summary>
    Received,
    Cancelled,

    /// <summary>All of its money went back after a dispute.</summary>
    Refunded,
    Abandoned,
}

public static class ConsignmentMoves
{
    /// <summary>The one table of allowed moves.</summary>
    public static bool MayBecome(this ConsignmentStatus from, ConsignmentStatus to) => (from, to) switch
    {
        (ConsignmentStatus.AwaitingPayment, ConsignmentStatus.ToPack or ConsignmentStatus.Abandoned) => true,
        (ConsignmentStatus.ToPack, ConsignmentStatus.LabelBought or ConsignmentStatus.Cancelled or ConsignmentStatus.Refunded) => true,
        (ConsignmentStatus.LabelBought, ConsignmentStatus.ToPack or ConsignmentStatus.HandedOver or ConsignmentStatus.Refunded) => true,
        (ConsignmentStatus.HandedOver, ConsignmentStatus.Delivered or ConsignmentStatus.Received or ConsignmentStatus.Refunded) => true,
        (ConsignmentStatus.Delivered, ConsignmentStatus.Received or ConsignmentStatus.Refunded) => true,
        (ConsignmentStatus.Received, ConsignmentStatus.Refunded) => true,
        _ => false,
    };
}
