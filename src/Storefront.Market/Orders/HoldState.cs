namespace Storefront.Orders;

/// <summary>Where the money of an order line is.</summary>
public enum HoldState
{
    /// <summary>Nothing was paid. A line is placed as held, since a payment must not write every line: as long as its consignment waits for payment it
    /// counts as this, and is stored so when no payment came at all.</summary>
    AwaitingPayment,

    /// <summary>Held until the goods are received.</summary>
    Held,

    /// <summary>An open case keeps it where <see cref="OrderLine.DisputedFrom"/> says.</summary>
    Disputed,

    /// <summary>Received: it is the merchant's, and waits in its reserve until <see cref="OrderLine.DueAtUtc"/>.</summary>
    Reserved,

    /// <summary>In the merchant's balance, or paid out.</summary>
    Payable,

    /// <summary>All of it went back to the buyer.</summary>
    Refunded,
}

/// <summary>Why a line's money is not in its merchant's balance, for people.</summary>
public enum HoldReason
{
    NotPaid,

    /// <summary>The merchant has not sent it.</summary>
    NotSent,

    /// <summary>Sent, and no carrier has scanned it as delivered.</summary>
    OnTheWay,

    /// <summary>Delivered; the buyer has not confirmed it, and its days to do so are not over.</summary>
    AwaitsConfirmation,

    /// <summary>A case of the buyer.</summary>
    OpenCase,

    /// <summary>The buyer wants to send it back, or has.</summary>
    Return,

    /// <summary>The buyer's bank took the payment back, or asks about it; whatever else keeps it.</summary>
    Chargeback,

    /// <summary>The card's network doubts the payment, and an admin has to look.</summary>
    FraudWarning,

    /// <summary>Received, and in the usual reserve.</summary>
    Reserve,

    /// <summary>Received, and in the longer reserve of a merchant that has sold little yet.</summary>
    NewMerchantReserve,

    /// <summary>Held as long as money may be held; a person has to decide.</summary>
    AtLimit,
}
