using Storefront.Ledger;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>The postings of a refund that did not reach its buyer, in the charge currency: until it does, the buyer is owed it.</summary>
internal static class RefundJournal
{
    /// <summary>The provider refused the refund, or its money came back.</summary>
    public static JournalEntry Owed(Refund refund, string provider, DateTime nowUtc) => JournalEntry.Of(KeyOf("refund-owed", refund), refund.Order, refund.Consignment, nowUtc)
        .Debit(AccountKind.ProcessorBalance, provider, refund.Amount)
        .Credit(AccountKind.OwedToBuyers, Owner(refund), refund.Amount)
        .Balanced();

    /// <summary>It is tried again.</summary>
    public static JournalEntry SentAgain(Refund refund, string provider, DateTime nowUtc) => JournalEntry.Of(KeyOf("refund-again", refund), refund.Order, refund.Consignment, nowUtc)
        .Debit(AccountKind.OwedToBuyers, Owner(refund), refund.Amount)
        .Credit(AccountKind.ProcessorBalance, provider, refund.Amount)
        .Balanced();

    /// <summary>A refund may fail several times; its version tells which.</summary>
    private static string KeyOf(string what, Refund refund) => $"{what}:{refund.Id:N}:{refund.Version}";

    private static string Owner(Refund refund) => refund.Order.Value.ToString("N");
}
