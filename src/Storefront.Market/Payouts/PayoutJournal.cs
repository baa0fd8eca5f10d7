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

    /// <summary>Taken back out of the merchant's account at the provider: it owes so much less.</summary>
    public static JournalEntry Reversed(Reversal reversal, string provider, DateTime nowUtc) => JournalEntry.Of($"reversal:{reversal.Id:N}", null, null, nowUtc)
        .Debit(AccountKind.ProcessorBalance, provider, reversal.Amount)
        .Credit(AccountKind.MerchantPayable, Owner(reversal.Merchant), reversal.Amount)
        .Balanced();

    /// <summary>Owed again: out of what was on its way, or, when it had been paid, out of what came back to the provider, but for what had been taken back of it before.</summary>
    public static JournalEntry Failed(Payout payout, bool wasPaid, DateTime nowUtc)
    {
        var entry = Entry("payout-failed", payout, nowUtc);
        var amount = payout.Amount - payout.Reversed;
        if (wasPaid) entry.Debit(AccountKind.ProcessorBalance, payout.Provider, amount);
        else entry.Debit(AccountKind.PayoutsOnTheWay, Owner(payout.Merchant), amount);
        return entry.Credit(AccountKind.MerchantPayable, Owner(payout.Merchant), amount).Balanced();
    }

    private static JournalEntry Entry(string what, Payout payout, DateTime nowUtc) => JournalEntry.Of($"{what}:{payout.Id.Value:N}", null, null, nowUtc);
}
