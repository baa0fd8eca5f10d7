namespace Storefront.Disputes;

public enum DisputeReason
{
    NotReceived,
    NotAsDescribed,
    Damaged,
    Incomplete,
    Counterfeit,
    Unsafe,
    Withdrawal,
}

public enum DisputeStatus
{
    /// <summary>The merchant has five days to accept, offer or reject.</summary>
    AwaitingMerchant,

    /// <summary>An offer or a rejection stands; the buyer has five days.</summary>
    AwaitingBuyer,

    /// <summary>An admin decides within seven days.</summary>
    UnderReview,
    RefundPending,
    Closed,
}

public enum DisputeOutcome
{
    RefundedFull,
    RefundedPartial,
    Rejected,
    Withdrawn,
    LapsedByBuyer,

    /// <summary>The buyer's bank took the money back: the case has nothing left to decide.</summary>
    ChargebackLost,
}

public enum DisputeSide
{
    Buyer,
    Merchant,
}

public enum AppealOutcome
{
    /// <summary>The first decision stands.</summary>
    Upheld,

    /// <summary>The buyer gets more, or the merchant is given something back.</summary>
    Changed,

    /// <summary>Who appealed took it back, or nothing was left to decide: the first decision stands.</summary>
    Withdrawn,
}

public static class DisputeMoves
{
    /// <summary>The one table of allowed moves.</summary>
    public static bool MayBecome(this DisputeStatus from, DisputeStatus to) => (from, to) switch
    {
        (DisputeStatus.AwaitingMerchant, DisputeStatus.AwaitingBuyer or DisputeStatus.UnderReview or DisputeStatus.RefundPending or DisputeStatus.Closed) => true,
        (DisputeStatus.AwaitingBuyer, DisputeStatus.AwaitingMerchant or DisputeStatus.UnderReview or DisputeStatus.RefundPending or DisputeStatus.Closed) => true,
        (DisputeStatus.UnderReview, DisputeStatus.RefundPending or DisputeStatus.Closed) => true,
        (DisputeStatus.RefundPending, DisputeStatus.Closed) => true,
        // The named reopening: an appeal.
        (DisputeStatus.Closed, DisputeStatus.UnderReview) => true,
        _ => false,
    };
}
