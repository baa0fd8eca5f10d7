namespace Storefront.Orders;

/// <summary>How long money is kept after receipt, by the merchant's standing, and how long it may be kept at all.</summary>
/// <remarks>Reserves and thresholds: docs/decisions/0015-holds.md, checked 2026-11-30.</remarks>
public sealed class HoldOptions
{
    /// <summary>Days from receipt to the merchant's balance.</summary>
    public int ReserveDays { get; set; } = 7;

    /// <summary>For a merchant with fewer settled orders than <see cref="NewBelowOrders"/>.</summary>
    public int NewMerchantReserveDays { get; set; } = 30;

    /// <summary>For a merchant with at least <see cref="TrustedOrders"/> settled orders and a dispute rate under <see cref="TrustedBelowPartsPerMillion"/>.</summary>
    public int TrustedReserveDays { get; set; }

    public int NewBelowOrders { get; set; } = 10;

    public int TrustedOrders { get; set; } = 100;

    /// <summary>Settled orders with a case among all of them: 5,000 is half a per cent.</summary>
    public int TrustedBelowPartsPerMillion { get; set; } = 5_000;

    /// <summary>Days from capture after which nothing is in reserve any more, and money that is still held gets a stated action. A platform has to pay out
    /// what it holds for a merchant within 90 days (Stripe, manual payouts, docs.stripe.com/connect/manual-payouts, checked 2026-11-30; merchants in the USA
    /// 2 years, in Thailand 10 days); ten fewer leave a person time to decide and a payout time to be sent. A market with merchants in Thailand sets a lower figure.</summary>
    public int LongestDays { get; set; } = 80;

    /// <exception cref="SettingsException">A negative number of days, or thresholds that contradict each other.</exception>
    public void Check()
    {
        if (ReserveDays < 0 || NewMerchantReserveDays < 0 || TrustedReserveDays < 0) throw new SettingsException("Holds: a reserve of fewer than no days.");
        if (NewBelowOrders > TrustedOrders) throw new SettingsException("Holds: a merchant would be new and trusted at once.");
        if (LongestDays < 1) throw new SettingsException("Holds:LongestDays must be a day or more.");
    }
}
