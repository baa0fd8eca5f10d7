using Storefront.Ledger;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>The postings of money that came and does not fit what was asked for.</summary>
internal static class UnallocatedJournal
{
    public static JournalEntry Came(Payment payment, Money amount, DateTime nowUtc) => JournalEntry.Of($"unallocated:{payment.Id.Value:N}", payment.Order, null, nowUtc)
        .Debit(AccountKind.ProcessorBalance, payment.Provider, amount)
        .Credit(AccountKind.Unallocated, Owner(payment), amount)
        .Balanced();

    /// <param name="reference">The provider's name for the refund by which it went back.</param>
    public static JournalEntry WentBack(Payment payment, Money amount, string reference, DateTime nowUtc) => JournalEntry.Of(KeyOfBack(reference), payment.Order, null, nowUtc)
        .Debit(AccountKind.Unallocated, Owner(payment), amount)
        .Credit(AccountKind.ProcessorBalance, payment.Provider, amount)
        .Balanced();

    public static string KeyOfBack(string reference) => $"unallocated-back:{reference}";

    public static string Owner(Payment payment) => payment.Id.Value.ToString("N");
}
