using Storefront.Data.Conventions;

namespace Storefront.Orders;

public enum OrderEventKind
{
    Placed,
    PaymentProcessing,
    Paid,
    PaymentFailed,
    Abandoned,

    /// <summary>Money came after the order had been given up; it goes back. The detail is the amount.</summary>
    PaidTooLate,
    LabelBought,
    LabelVoided,
    HandedOver,
    Tracking,
    Delivered,
    Received,
    Released,
    Cancelled,
    Refunded,

    /// <summary>A refund's money came back from the buyer's bank.</summary>
    RefundFailed,

    /// <summary>Money was held as long as it may be, and a person has to decide about it.</summary>
    HeldTooLong,
    DisputeOpened,
    DisputeClosed,

    /// <summary>A side asks that the decision be looked at again.</summary>
    DisputeAppealed,

    /// <summary>The buyer wants to send goods back. The detail is the reason.</summary>
    ReturnRequested,

    /// <summary>The detail is the state that the return has come to.</summary>
    ReturnMoved,

    /// <summary>A label for the way back.</summary>
    ReturnLabelBought,
    ReturnLabelVoided,

    /// <summary>The buyer's bank took money back, or asks whether it was right to pay.</summary>
    ChargebackOpened,

    /// <summary>The detail is how it ended.</summary>
    ChargebackClosed,

    /// <summary>The card's network doubts the payment.</summary>
    FraudWarned,

    /// <summary>An admin looked at the warning and let the order go on.</summary>
    FraudWarningDismissed,

    /// <summary>A merchant asks the buyer whether another address is right.</summary>
    AddressProposed,
    AddressChanged,
    AddressDeclined,
}

/// <summary>A fact of an order's timeline and who caused it, never altered.</summary>
public sealed class OrderEvent : IInsertOnly
{
    private OrderEvent()
    {
    }

    public Guid Id { get; private set; }

    public OrderId Order { get; private set; }

    /// <summary>Null when it concerns the whole order.</summary>
    public ConsignmentId? Consignment { get; private set; }

    public OrderEventKind Kind { get; private set; }

    /// <summary><c>buyer</c>, <c>merchant</c>, <c>admin</c>, <c>timer</c>, <c>provider</c> or <c>carrier</c>.</summary>
    public string Cause { get; private set; } = "";

    /// <summary>A tracking status, an amount or a reason code, for the sentence that people read.</summary>
    public string? Detail { get; private set; }

    public DateTime AtUtc { get; private set; }

    public static OrderEvent Of(OrderId order, ConsignmentId? consignment, OrderEventKind kind, string cause, DateTime nowUtc, string? detail = null) =>
        new() { Id = Guid.CreateVersion7(), Order = order, Consignment = consignment, Kind = kind, Cause = cause, Detail = detail, AtUtc = nowUtc };
}
