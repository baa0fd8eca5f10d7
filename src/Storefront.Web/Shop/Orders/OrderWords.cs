using Storefront.Languages;
using Storefront.Orders;
using Storefront.Returns;
using Storefront.Shipping;
using Storefront.Web.Shop.Returns;

namespace Storefront.Web.Shop.Orders;

/// <summary>States and events of an order in the reader's language.</summary>
public static class OrderWords
{
    public static string Of(OrderStatus status, Words words) => words[!status.IsKnown() ? Words.NewerKey : status switch
    {
        OrderStatus.AwaitingPayment => "order.status.awaiting-payment",
        OrderStatus.PaymentProcessing => "order.status.payment-processing",
        OrderStatus.Paid => "order.status.paid",
        OrderStatus.Abandoned => "order.status.abandoned",
        OrderStatus.Cancelled => "order.status.cancelled",
    }];

    public static string Of(ConsignmentStatus status, Words words) => words[!status.IsKnown() ? Words.NewerKey : status switch
    {
        ConsignmentStatus.AwaitingPayment => "order.consignment.status.awaiting-payment",
        ConsignmentStatus.ToPack => "order.consignment.status.to-pack",
        ConsignmentStatus.LabelBought => "order.consignment.status.label-bought",
        ConsignmentStatus.HandedOver => "order.consignment.status.handed-over",
        ConsignmentStatus.Delivered => "order.consignment.status.delivered",
        ConsignmentStatus.Received => "order.consignment.status.received",
        ConsignmentStatus.Cancelled => "order.consignment.status.cancelled",
        ConsignmentStatus.Refunded => "order.consignment.status.refunded",
        ConsignmentStatus.Abandoned => "order.consignment.status.abandoned",
    }];

    public static string Of(Consignment consignment, Words words) => consignment.IsPartlySent ? words["order.consignment.status.partly-sent"] : Of(consignment.Status, words);

    /// <summary>The state of one of several parcels.</summary>
    public static string Of(ParcelStatus status, Words words) => words[!status.IsKnown() ? Words.NewerKey : status switch
    {
        ParcelStatus.HandedOver => "order.consignment.status.handed-over",
        ParcelStatus.Delivered => "order.consignment.status.delivered",
        ParcelStatus.Buying or ParcelStatus.Labelled or ParcelStatus.Voided or ParcelStatus.Refused => "order.consignment.status.label-bought",
    }];

    /// <summary>The colour of a state's dot; the word beside it says the same.</summary>
    public static string Tone(ConsignmentStatus status) => !status.IsKnown() ? "tone-off" : status switch
    {
        ConsignmentStatus.AwaitingPayment => "tone-wait",
        ConsignmentStatus.ToPack or ConsignmentStatus.LabelBought or ConsignmentStatus.HandedOver => "tone-way",
        ConsignmentStatus.Delivered or ConsignmentStatus.Received => "tone-good",
        ConsignmentStatus.Cancelled or ConsignmentStatus.Refunded or ConsignmentStatus.Abandoned => "tone-off",
    };

    /// <summary>Null for what buyers are not told as an event of its own.</summary>
    public static string? Of(OrderEvent happened, Words words) => !happened.Kind.IsKnown() ? null : happened.Kind switch
    {
        OrderEventKind.Placed => words["order.timeline.placed"],
        OrderEventKind.PaymentProcessing => words["order.timeline.payment-processing"],
        OrderEventKind.Paid => words["order.timeline.paid"],
        OrderEventKind.PaymentFailed => words["order.timeline.payment-failed"],
        OrderEventKind.Abandoned => words["order.timeline.abandoned"],
        OrderEventKind.PaidTooLate => words["order.timeline.paid-too-late"],
        OrderEventKind.LabelBought => words["order.timeline.label-bought"],
        OrderEventKind.LabelVoided => words["order.timeline.label-voided"],
        OrderEventKind.HandedOver => words["order.timeline.handed-over"],
        OrderEventKind.Tracking => null,
        OrderEventKind.Delivered => words["order.timeline.delivered"],
        OrderEventKind.Received => words["order.timeline.received"],
        OrderEventKind.Released => words["order.timeline.released"],
        OrderEventKind.Cancelled => words["order.timeline.cancelled"],
        OrderEventKind.Refunded => AsMoney(happened.Detail) is { } amount ? words.Text("order.timeline.refunded", ("amount", amount)) : words["order.consignment.status.refunded"],
        OrderEventKind.RefundFailed => AsMoney(happened.Detail) is { } back ? words.Text("order.timeline.refund-failed", ("amount", back)) : null,
        OrderEventKind.HeldTooLong => words["order.timeline.held-too-long"],
        OrderEventKind.DisputeOpened => words["order.timeline.dispute-opened"],
        OrderEventKind.DisputeClosed => words["order.timeline.dispute-closed"],
        OrderEventKind.DisputeAppealed => words["order.timeline.dispute-appealed"],
        OrderEventKind.ReturnRequested => words["order.timeline.return-requested"],
        OrderEventKind.ReturnMoved => Enum.TryParse<ReturnStatus>(happened.Detail, out var state) ? words.Text("order.timeline.return-moved", ("state", ReturnWords.Of(state, words))) : null,
        OrderEventKind.ReturnLabelBought => words["order.timeline.return-label-bought"],
        OrderEventKind.ReturnLabelVoided => words["order.timeline.return-label-voided"],
        OrderEventKind.ChargebackOpened => words["order.timeline.chargeback-opened"],
        OrderEventKind.ChargebackClosed => words["order.timeline.chargeback-closed"],
        OrderEventKind.AddressProposed => words["order.timeline.address-proposed"],
        OrderEventKind.AddressChanged => words["order.timeline.address-changed"],
        OrderEventKind.AddressDeclined => words["order.timeline.address-declined"],
        // A buyer who is a fraud is not told that we know.
        OrderEventKind.FraudWarned or OrderEventKind.FraudWarningDismissed => null,
    };

    /// <summary>Where the money of a line is and what of it came back; null before it is paid.</summary>
    public static string? Of(LineMoney money, Words words)
    {
        string? state = !money.State.IsKnown() ? words[Words.NewerKey] : money.State switch
        {
            HoldState.AwaitingPayment => null,
            HoldState.Held => words["order.line-money.held"],
            HoldState.Disputed => words["order.line-money.disputed"],
            HoldState.Reserved or HoldState.Payable => words["order.line-money.released"],
            HoldState.Refunded => words["order.line-money.refunded"],
        };
        return money.State == HoldState.Refunded || !money.Refunded.IsPositive ? state : words.Text("order.line-money.refunded-part", ("amount", money.Refunded)) + (state is null ? "" : " · " + state);
    }

    /// <summary>Of a scan on the way to the sorting warehouse.</summary>
    public static string OfFirstMile(ParcelScan scan, Words words) => Enum.TryParse<TrackingStatus>(scan.Status, out var status) ? words[status.FirstMileTextKey()] : scan.Status;

    public static string Of(ParcelScan scan, Words words) => Enum.TryParse<TrackingStatus>(scan.Status, out var status) ? words[status.TextKey()] : scan.Status;

    private static Money? AsMoney(string? text) =>
        text?.Split(' ') is [var number, var code] && Currency.TryParse(code, out var currency) && Money.TryParse(number, currency, out var money) ? money : null;
}
