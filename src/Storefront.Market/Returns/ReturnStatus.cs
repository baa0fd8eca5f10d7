namespace Storefront.Returns;

/// <summary>Why goods go back. The reason says who pays for their way.</summary>
public enum ReturnReason
{
    /// <summary>Nothing is wrong with the goods: the buyer withdraws from the purchase.</summary>
    ChangedMind,
    Faulty,
    DamagedOnTheWay,
    WrongItem,
    NotAsDescribed,
}

/// <summary>Who pays for the way back.</summary>
public enum ReturnCarriage
{
    Buyer,
    Merchant,
}

/// <summary>How goods came back.</summary>
public enum ReturnCondition
{
    AsNew,
    Opened,
    Used,
    Damaged,

    /// <summary>They were not in the parcel.</summary>
    Missing,
}

public enum ReturnStatus
{
    /// <summary>The merchant has five days to answer.</summary>
    Requested,

    /// <summary>The buyer has fourteen days to send the goods.</summary>
    Approved,
    Refused,
    OnTheWay,

    /// <summary>The merchant has five days to look at the goods.</summary>
    Received,
    Inspected,
    Refunded,

    /// <summary>It ended without money back: the goods were not sent, or not accepted, or the buyer keeps them.</summary>
    Closed,
}

public static class ReturnMoves
{
    /// <summary>The one table of allowed moves.</summary>
    public static bool MayBecome(this ReturnStatus from, ReturnStatus to) => (from, to) switch
    {
        (ReturnStatus.Requested, ReturnStatus.Approved or ReturnStatus.Refused or ReturnStatus.Closed) => true,
        // A parcel may come whose number nobody typed.
        (ReturnStatus.Approved, ReturnStatus.OnTheWay or ReturnStatus.Received or ReturnStatus.Closed) => true,
        (ReturnStatus.OnTheWay, ReturnStatus.Received or ReturnStatus.Closed) => true,
        (ReturnStatus.Received, ReturnStatus.Inspected or ReturnStatus.Closed) => true,
        (ReturnStatus.Inspected, ReturnStatus.Refunded or ReturnStatus.Closed) => true,
        _ => false,
    };

    public static bool IsOpen(this ReturnStatus status) => status is ReturnStatus.Requested or ReturnStatus.Approved or ReturnStatus.OnTheWay or ReturnStatus.Received or ReturnStatus.Inspected;
}
