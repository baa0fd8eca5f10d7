using Storefront.Ledger;

namespace Storefront.Chargebacks;

/// <summary>The postings of a chargeback. While the bank decides, its money is an asset that we may get back; lost, it is posted as any refund of that amount is.</summary>
internal static class ChargebackJournal
{
    public static JournalEntry Debited(Chargeback chargeback, DateTime nowUtc) => Entry("chargeback", chargeback, nowUtc)
        .Debit(AccountKind.Disputed, Owner(chargeback), chargeback.Amount)
        .Credit(AccountKind.ProcessorBalance, chargeback.Provider, chargeback.Amount)
        .Balanced();

    /// <summary>The bank gives it back: the state before is there again.</summary>
    public static JournalEntry Returned(Chargeback chargeback, DateTime nowUtc) => Back("chargeback-won", chargeback, nowUtc);

    /// <summary>The bank keeps it. What is no asset any more is posted as the refunds that follow in the same save.</summary>
    public static JournalEntry Lost(Chargeback chargeback, DateTime nowUtc) => Back("chargeback-lost", chargeback, nowUtc);

    /// <param name="change">What the provider charges more than before; negative when it gives a part back.</param>
    public static JournalEntry Fee(Chargeback chargeback, Money change, DateTime nowUtc) => Entry("chargeback-fee", chargeback, nowUtc, $":{chargeback.Version}")
        .Debit(AccountKind.PaymentFees, chargeback.Provider, change)
        .Credit(AccountKind.ProcessorBalance, chargeback.Provider, change)
        .Balanced();

    /// <summary>What a lost chargeback takes beyond everything that was paid; the platform bears it.</summary>
    public static JournalEntry Borne(Chargeback chargeback, Money amount, DateTime nowUtc) => Entry("chargeback-borne", chargeback, nowUtc)
        .Debit(AccountKind.PlatformLosses, "", amount)
        .Credit(AccountKind.ProcessorBalance, chargeback.Provider, amount)
        .Balanced();

    /// <summary>A refund that had been refused was paid by the bank instead: the buyer is not owed it any more.</summary>
    public static JournalEntry PaidInstead(Chargeback chargeback, Guid refund, Money amount, DateTime nowUtc) => Entry("chargeback-instead", chargeback, nowUtc, $":{refund:N}")
        .Debit(AccountKind.OwedToBuyers, chargeback.Order.Value.ToString("N"), amount)
        .Credit(AccountKind.ProcessorBalance, chargeback.Provider, amount)
        .Balanced();

    private static JournalEntry Back(string what, Chargeback chargeback, DateTime nowUtc) => Entry(what, chargeback, nowUtc)
        .Debit(AccountKind.ProcessorBalance, chargeback.Provider, chargeback.Amount)
        .Credit(AccountKind.Disputed, Owner(chargeback), chargeback.Amount)
        .Balanced();

    private static string Owner(Chargeback chargeback) => chargeback.Id.Value.ToString("N");

    private static JournalEntry Entry(string what, Chargeback chargeback, DateTime nowUtc, string more = "") => JournalEntry.Of($"{what}:{chargeback.Id.Value:N}{more}", chargeback.Order, null, nowUtc);
}
