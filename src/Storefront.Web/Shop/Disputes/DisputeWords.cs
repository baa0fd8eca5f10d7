using Storefront.Disputes;
using Storefront.Languages;

namespace Storefront.Web.Shop.Disputes;

/// <summary>Reasons, states and steps of a case in the reader's language.</summary>
public static class DisputeWords
{
    public static string Of(DisputeReason reason, Words words) => words[reason.IsKnown() ? "dispute.reason." + Key(reason) : Words.NewerKey];

    public static string Explained(DisputeReason reason, Words words) => words["dispute.reason-text." + Key(reason)];

    public static string Of(DisputeStatus status, Words words) => words[!status.IsKnown() ? Words.NewerKey : status switch
    {
        DisputeStatus.AwaitingMerchant => "dispute.status.awaiting-merchant",
        DisputeStatus.AwaitingBuyer => "dispute.status.awaiting-buyer",
        DisputeStatus.UnderReview => "dispute.status.under-review",
        DisputeStatus.RefundPending => "dispute.status.refund-pending",
        DisputeStatus.Closed => "dispute.status.closed",
    }];

    public static string Tone(DisputeStatus status) => !status.IsKnown() ? "tone-off" : status switch
    {
        DisputeStatus.AwaitingBuyer => "tone-wait",
        DisputeStatus.AwaitingMerchant or DisputeStatus.UnderReview or DisputeStatus.RefundPending => "tone-way",
        DisputeStatus.Closed => "tone-off",
    };

    public static string Of(DisputeOutcome outcome, Words words) => words[!outcome.IsKnown() ? Words.NewerKey : outcome switch
    {
        DisputeOutcome.RefundedFull => "dispute.outcome.refunded-full",
        DisputeOutcome.RefundedPartial => "dispute.outcome.refunded-partial",
        DisputeOutcome.Rejected => "dispute.outcome.rejected",
        DisputeOutcome.Withdrawn => "dispute.outcome.withdrawn",
        DisputeOutcome.LapsedByBuyer => "dispute.outcome.lapsed",
        DisputeOutcome.ChargebackLost => "dispute.outcome.chargeback-lost",
    }];

    public static string Of(AppealOutcome outcome, Words words) => words[!outcome.IsKnown() ? Words.NewerKey : outcome switch
    {
        AppealOutcome.Upheld => "dispute.appeal.outcome.upheld",
        AppealOutcome.Changed => "dispute.appeal.outcome.changed",
        AppealOutcome.Withdrawn => "dispute.appeal.outcome.withdrawn",
    }];

    /// <summary>Who did it; a buyer reads "you".</summary>
    public static string Who(string by, string merchant, Words words) => by switch
    {
        "buyer" => words["dispute.by.buyer"],
        "merchant" => merchant,
        "admin" => words["dispute.by.admin"],
        _ => words["dispute.by.timer"],
    };

    public static string Of(DisputeEntryKind kind, Words words) => words[!kind.IsKnown() ? Words.NewerKey : kind switch
    {
        DisputeEntryKind.Opened => "dispute.entry.opened",
        DisputeEntryKind.Message => "dispute.entry.message",
        DisputeEntryKind.Accepted => "dispute.entry.accepted",
        DisputeEntryKind.Offered => "dispute.entry.offered",
        DisputeEntryKind.Rejected => "dispute.entry.rejected",
        DisputeEntryKind.OfferAccepted => "dispute.entry.offer-accepted",
        DisputeEntryKind.AskedAgain => "dispute.entry.asked-again",
        DisputeEntryKind.Escalated => "dispute.entry.escalated",
        DisputeEntryKind.Decided => "dispute.entry.decided",
        DisputeEntryKind.Withdrawn => "dispute.entry.withdrawn",
        DisputeEntryKind.TimeRanOut => "dispute.entry.time-ran-out",
        DisputeEntryKind.Refunded => "dispute.entry.refunded",
        DisputeEntryKind.Appealed => "dispute.entry.appealed",
        DisputeEntryKind.DecidedAgain => "dispute.entry.decided-again",
        DisputeEntryKind.AppealWithdrawn => "dispute.entry.appeal-withdrawn",
    }];

    private static string Key(DisputeReason reason) => reason switch
    {
        DisputeReason.NotReceived => "not-received",
        DisputeReason.NotAsDescribed => "not-as-described",
        DisputeReason.Damaged => "damaged",
        DisputeReason.Incomplete => "incomplete",
        DisputeReason.Counterfeit => "counterfeit",
        DisputeReason.Unsafe => "unsafe",
        DisputeReason.Withdrawal => "withdrawal",
    };
}
