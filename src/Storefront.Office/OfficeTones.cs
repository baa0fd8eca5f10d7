using Storefront.Catalog;
using Storefront.Chargebacks;
using Storefront.Discounts;
using Storefront.Disputes;
using Storefront.Merchants;
using Storefront.Office.Kit;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;
using Storefront.Pricing;
using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Office;

/// <summary>What each state of the trade means for the person at the desk.</summary>
internal static class OfficeTones
{
    public static Tone Tone(this ConsignmentStatus status) => !status.IsKnown() ? Kit.Tone.Quiet : status switch
    {
        ConsignmentStatus.AwaitingPayment or ConsignmentStatus.Abandoned or ConsignmentStatus.Cancelled or ConsignmentStatus.Refunded => Kit.Tone.Quiet,
        ConsignmentStatus.ToPack or ConsignmentStatus.LabelBought => Kit.Tone.Attention,
        ConsignmentStatus.HandedOver => Kit.Tone.Active,
        ConsignmentStatus.Delivered or ConsignmentStatus.Received => Kit.Tone.Good,
    };

    public static Tone Tone(this DiscountStanding standing) => standing switch
    {
        DiscountStanding.Valid => Kit.Tone.Good,
        DiscountStanding.Coming => Kit.Tone.Active,
        DiscountStanding.Expired or DiscountStanding.UsedUp or DiscountStanding.Stopped => Kit.Tone.Quiet,
    };

    public static Tone Tone(this OrderStatus status) => !status.IsKnown() ? Kit.Tone.Quiet : status switch
    {
        OrderStatus.AwaitingPayment or OrderStatus.Abandoned or OrderStatus.Cancelled => Kit.Tone.Quiet,
        OrderStatus.PaymentProcessing => Kit.Tone.Active,
        OrderStatus.Paid => Kit.Tone.Good,
    };

    public static Tone Tone(this ParcelStatus status) => !status.IsKnown() ? Kit.Tone.Quiet : status switch
    {
        ParcelStatus.Buying => Kit.Tone.Active,
        ParcelStatus.Labelled => Kit.Tone.Attention,
        ParcelStatus.HandedOver => Kit.Tone.Active,
        ParcelStatus.Delivered => Kit.Tone.Good,
        ParcelStatus.Voided => Kit.Tone.Quiet,
        ParcelStatus.Refused => Kit.Tone.Urgent,
    };

    public static Tone Tone(this ManifestStatus status) => !status.IsKnown() ? Kit.Tone.Quiet : status switch
    {
        ManifestStatus.Making => Kit.Tone.Attention,
        ManifestStatus.Made => Kit.Tone.Good,
        ManifestStatus.Refused => Kit.Tone.Quiet,
    };

    public static Tone Tone(this PickupStatus status) => !status.IsKnown() ? Kit.Tone.Quiet : status switch
    {
        PickupStatus.Booking => Kit.Tone.Attention,
        PickupStatus.Booked => Kit.Tone.Good,
        PickupStatus.Refused or PickupStatus.Cancelled => Kit.Tone.Quiet,
    };

    public static Tone Tone(this ListingStatus status) => !status.IsKnown() ? Kit.Tone.Quiet : status switch
    {
        ListingStatus.Draft => Kit.Tone.Attention,
        ListingStatus.Published => Kit.Tone.Good,
        ListingStatus.Withdrawn => Kit.Tone.Quiet,
        ListingStatus.Blocked => Kit.Tone.Urgent,
    };

    public static Tone Tone(this MerchantStatus status) => !status.IsKnown() ? Kit.Tone.Quiet : status switch
    {
        MerchantStatus.Applied => Kit.Tone.Attention,
        MerchantStatus.Approved => Kit.Tone.Good,
        MerchantStatus.Refused or MerchantStatus.Closed => Kit.Tone.Quiet,
        MerchantStatus.Suspended => Kit.Tone.Urgent,
    };

    public static Tone Tone(this DisputeStatus status) => !status.IsKnown() ? Kit.Tone.Quiet : status switch
    {
        DisputeStatus.AwaitingMerchant => Kit.Tone.Attention,
        DisputeStatus.AwaitingBuyer => Kit.Tone.Active,
        DisputeStatus.UnderReview or DisputeStatus.RefundPending => Kit.Tone.Active,
        DisputeStatus.Closed => Kit.Tone.Quiet,
    };

    public static Tone Tone(this ReturnStatus status) => !status.IsKnown() ? Kit.Tone.Quiet : status switch
    {
        ReturnStatus.Requested or ReturnStatus.Received => Kit.Tone.Attention,
        ReturnStatus.Approved or ReturnStatus.OnTheWay or ReturnStatus.Inspected => Kit.Tone.Active,
        ReturnStatus.Refunded => Kit.Tone.Good,
        ReturnStatus.Refused or ReturnStatus.Closed => Kit.Tone.Quiet,
    };

    public static Tone Tone(this PaymentStatus status) => !status.IsKnown() ? Kit.Tone.Quiet : status switch
    {
        PaymentStatus.Pending or PaymentStatus.AtProvider or PaymentStatus.Processing => Kit.Tone.Active,
        PaymentStatus.Captured => Kit.Tone.Good,
        PaymentStatus.Failed or PaymentStatus.Expired => Kit.Tone.Quiet,
    };

    public static Tone Tone(this RateStanding standing) => !standing.IsKnown() ? Kit.Tone.Quiet : standing switch
    {
        RateStanding.Current => Kit.Tone.Good,
        RateStanding.Unrenewed or RateStanding.Indicative or RateStanding.Waiting => Kit.Tone.Attention,
        RateStanding.TooOld => Kit.Tone.Urgent,
    };

    public static Tone Tone(this RateVerdict verdict) => !verdict.IsKnown() ? Kit.Tone.Quiet : verdict switch
    {
        RateVerdict.Good or RateVerdict.Accepted => Kit.Tone.Good,
        RateVerdict.Jumped => Kit.Tone.Urgent,
    };

    public static Tone Tone(this PayoutTransferState state) => state switch
    {
        PayoutTransferState.Waiting => Kit.Tone.Quiet,
        PayoutTransferState.Asked => Kit.Tone.Active,
        PayoutTransferState.Made => Kit.Tone.Good,
        PayoutTransferState.Back => Kit.Tone.Urgent,
    };

    public static Tone Tone(this PayoutStatus status) => !status.IsKnown() ? Kit.Tone.Quiet : status switch
    {
        PayoutStatus.Pending or PayoutStatus.Sent => Kit.Tone.Active,
        PayoutStatus.Paid => Kit.Tone.Good,
        PayoutStatus.Failed => Kit.Tone.Urgent,
    };

    public static Tone Tone(this PayeeStanding standing) => !standing.IsKnown() ? Kit.Tone.Quiet : standing switch
    {
        PayeeStanding.Ready => Kit.Tone.Good,
        PayeeStanding.Incomplete => Kit.Tone.Attention,
        PayeeStanding.Blocked => Kit.Tone.Urgent,
    };

    public static Tone Tone(this HoldState state) => !state.IsKnown() ? Kit.Tone.Quiet : state switch
    {
        HoldState.AwaitingPayment or HoldState.Refunded => Kit.Tone.Quiet,
        HoldState.Held or HoldState.Reserved => Kit.Tone.Active,
        HoldState.Disputed => Kit.Tone.Attention,
        HoldState.Payable => Kit.Tone.Good,
    };

    public static Tone Tone(this HoldReason reason) => !reason.IsKnown() ? Kit.Tone.Quiet : reason switch
    {
        HoldReason.NotPaid => Kit.Tone.Quiet,
        HoldReason.NotSent or HoldReason.OnTheWay or HoldReason.AwaitsConfirmation or HoldReason.Reserve or HoldReason.NewMerchantReserve => Kit.Tone.Active,
        HoldReason.OpenCase or HoldReason.Return or HoldReason.Chargeback or HoldReason.FraudWarning => Kit.Tone.Attention,
        HoldReason.AtLimit => Kit.Tone.Urgent,
    };

    public static Tone Tone(this ChargebackState state) => !state.IsKnown() ? Kit.Tone.Quiet : state switch
    {
        ChargebackState.Inquiry => Kit.Tone.Attention,
        ChargebackState.NeedsAnswer or ChargebackState.Unknown => Kit.Tone.Urgent,
        ChargebackState.UnderReview => Kit.Tone.Active,
        ChargebackState.Won => Kit.Tone.Good,
        ChargebackState.Lost or ChargebackState.Closed => Kit.Tone.Quiet,
    };

    public static Tone Tone(this InboxState state) => !state.IsKnown() ? Kit.Tone.Quiet : state switch
    {
        InboxState.Waiting => Kit.Tone.Active,
        InboxState.Done => Kit.Tone.Good,
        InboxState.Failed => Kit.Tone.Urgent,
        InboxState.Ignored => Kit.Tone.Quiet,
    };

    public static Tone Tone(this RefundStatus status) => !status.IsKnown() ? Kit.Tone.Quiet : status switch
    {
        RefundStatus.Pending => Kit.Tone.Active,
        RefundStatus.Succeeded => Kit.Tone.Good,
        RefundStatus.Failed => Kit.Tone.Urgent,
    };
}
