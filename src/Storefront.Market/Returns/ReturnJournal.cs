using Storefront.Ledger;
using Storefront.Orders;

namespace Storefront.Returns;

/// <summary>The postings of postage that a merchant owes a buyer. A provider gives back at most what was captured, and with the goods all of that may go; so it is no refund of
/// the payment but a debt of the merchant, which the market pays for it.</summary>
internal static class ReturnJournal
{
    /// <summary>Taken from the merchant's balance, which may become a debt, in its currency at the rate that the order froze, half a minor unit up; owed to the buyer in the charge currency.</summary>
    public static JournalEntry PostageOwed(Return it, Consignment consignment, Money amount, DateTime nowUtc)
    {
        var own = consignment.InMerchantCurrency(amount);
        var entry = JournalEntry.Of($"return-postage:{it.Id.Value:N}", it.Order, it.Consignment, nowUtc)
            .Debit(AccountKind.MerchantPayable, it.Merchant.Value.ToString("N"), own)
            .Credit(AccountKind.OwedToBuyers, Owner(it), amount);
        if (own.Currency != amount.Currency) entry.Credit(AccountKind.FxPosition, "", own).Debit(AccountKind.FxPosition, "", amount);
        return entry.Balanced();
    }

    /// <summary>The market paid it out of the money that lies at the provider.</summary>
    public static JournalEntry PostagePaid(Return it, Money amount, string provider, DateTime nowUtc) => JournalEntry.Of($"postage-paid:{it.Id.Value:N}", it.Order, it.Consignment, nowUtc)
        .Debit(AccountKind.OwedToBuyers, Owner(it), amount)
        .Credit(AccountKind.ProcessorBalance, provider, amount)
        .Balanced();

    private static string Owner(Return it) => it.Id.Value.ToString("N");
}
