namespace Storefront.Ledger;

/// <summary>The chart of accounts. A debit is positive, a credit negative; an asset's balance is positive, a liability's or income's negative.</summary>
public enum AccountKind
{
    /// <summary>Asset: captured money at the payment provider. Owner: the provider's key.</summary>
    ProcessorBalance,

    /// <summary>Liability: buyers' money held until receipt. Owner: the consignment.</summary>
    BuyerFundsHeld,

    /// <summary>Liability: released money that waits in a merchant's reserve before it is owed; in the merchant's currency. Owner: the merchant.</summary>
    MerchantReserve,

    /// <summary>Liability: released money owed to a merchant. A debit balance is the merchant's debt, which nets with its next releases by itself and which the trial balance shows apart
    /// (<see cref="Balances.DebtsAsync"/>). Owner: the merchant.</summary>
    MerchantPayable,

    /// <summary>Clearing: taken from what a merchant is owed, and not yet confirmed by the bank that it was sent to. Owner: the merchant.</summary>
    PayoutsOnTheWay,

    /// <summary>Liability: duty, tax and clearance together, of entries older than the three accounts below, where they stay. A refund of such a sale is booked in those: what an authority is owed is
    /// the sum of the four. Owner: the destination country.</summary>
    DutyAndTaxCollected,

    /// <summary>Liability: customs duty collected for an authority, in the charge currency. Owner: the destination country.</summary>
    DutyCollected,

    /// <summary>Liability: import or sales tax collected for an authority, in the charge currency. Owner: the destination country.</summary>
    TaxCollected,

    /// <summary>Liability: fees for clearing a parcel through customs, collected for whoever clears it, in the charge currency. Owner: the destination country.</summary>
    ClearanceCollected,

    /// <summary>Liability: labels bought and not yet settled with the carrier. Owner: the carrier's key.</summary>
    CarrierPayable,

    /// <summary>Income: commission.</summary>
    PlatformFees,

    /// <summary>Liability: value added tax on commission. Owner: the country whose tax it is.</summary>
    FeeTaxCollected,

    /// <summary>Position: amounts exchanged between currencies; per currency it shows what the platform is long or short.</summary>
    FxPosition,

    /// <summary>Expense: refunds that the platform bears itself.</summary>
    PlatformLosses,

    /// <summary>Asset: taken by a buyer's bank, which has not decided yet. Owner: the chargeback.</summary>
    Disputed,

    /// <summary>Expense: what providers charge, for payments and for chargebacks. Owner: the provider's key.</summary>
    PaymentFees,

    /// <summary>Liability: money that came and does not fit what was asked for; whose it is has to be found out. Owner: the payment.</summary>
    Unallocated,

    /// <summary>Liability: refunds that were refused or came back; the buyers are still owed them; and postage of returns that merchants owe them. Owner: the order, or the return.</summary>
    OwedToBuyers,
}
