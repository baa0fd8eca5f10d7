using Storefront.Ledger;
using Storefront.Merchants;

namespace Storefront.Payouts;

/// <summary>The postings of a payout, in the merchant's own currency throughout.</summary>
internal static class PayoutJournal
{
    public static string Owner(MerchantId merchant) => merchant.Value.ToString("N");

    public static JournalEntry Written(Payout payout, DateTime nowUtc) => Entry("payout", payout, nowUtc)
        .Debit(AccountKind.MerchantPayable, Owner(payout.Merchant), payout.Amount)
        .Credit(AccountKind.PayoutsOnTheWay, Owner(payout.Merchant), payout.Amount)
        .Balanced();

    public static JournalEntry Paid(Payout payout, DateTime nowUtc) => Entry("payout-paid", payout, nowUtc)
        .Debit(AccountKind.PayoutsOnTheWay, Owner(payout.Merchant), payout.Amount)
        .Credit(AccountKind.ProcessorBalance, payout.Provider, payout.Amount)
        .Balanced();

    /// <summary>Owed again: out of what was on its way, or, when it had been paid, out of what came back to the provider.</summary>
    public static JournalEntry Failed(Payout payout, bool wasPaid, DateTime nowUtc)
    {
        var entry = Entry("payout-failed", payout, nowUtc);
        if (wasPaid) entry.Debit(AccountKind.ProcessorBalance, payout.Provider, payout.Amount);
        else entry.Debit(AccountKind.PayoutsOnTheWay, Owner(payout.Merchant), payout.Amount);
        return entry.Credit(AccountKind.MerchantPayable, Owner(payout.Merchant), payout.Amount).Balanced();
    }

    private static JournalEntry Entry(string what, Payout payout, DateTime nowUtc) => JournalEntry.Of($"{what}:{payout.Id.Value:N}", null, null, nowUtc);
}
