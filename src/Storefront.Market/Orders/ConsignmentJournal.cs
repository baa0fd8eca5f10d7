using Storefront.Ledger;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>The postings of a consignment's money, from capture to release or refund. Amounts in the charge currency come from the
/// accepted quote; the merchant's from its own prices, frozen with it; the difference between the two is the platform's exchange position.</summary>
internal static class ConsignmentJournal
{
    public static JournalEntry Captured(Order order, Payment payment, DateTime nowUtc)
    {
        var entry = JournalEntry.Of($"captured:{payment.Id.Value:N}", order.Id, null, nowUtc).Debit(AccountKind.ProcessorBalance, payment.Provider, payment.Amount);
        foreach (var consignment in order.Consignments) entry.Credit(AccountKind.BuyerFundsHeld, Owner(consignment), consignment.Total);
        return entry.Balanced();
    }

    /// <summary>The buyer has the goods: what is still held goes to the merchant, the tax authority and, as commission, to the platform.</summary>
    public static JournalEntry Released(Consignment consignment, Country destination, DateTime nowUtc)
    {
        var held = consignment.Refundable;
        var (merchant, authority) = Parts(consignment, held);
        var (gross, fee) = Earned(consignment, held);
        return JournalEntry.Of($"released:{consignment.Id.Value:N}", consignment.Order, consignment.Id, nowUtc)
            .Debit(AccountKind.BuyerFundsHeld, Owner(consignment), held)
            .Credit(AccountKind.DutyAndTaxCollected, destination.Code, authority)
            .Credit(AccountKind.FxPosition, "", merchant)
            .Debit(AccountKind.FxPosition, "", gross)
            .Credit(AccountKind.MerchantPayable, consignment.Merchant.Value.ToString("N"), gross - fee)
            .Credit(AccountKind.PlatformFees, "", fee)
            .Balanced();
    }

    /// <summary>Money goes back: out of what is held, or after release out of what merchant, authority and platform received.</summary>
    public static JournalEntry Refunded(Consignment consignment, Refund refund, string provider, Country destination, DateTime nowUtc) =>
        Refunded(consignment, refund.Key, refund.Amount, provider, destination, nowUtc);

    /// <summary>As it would be posted for a refund that is only being thought about.</summary>
    public static JournalEntry Refunded(Consignment consignment, string key, Money amount, string provider, Country destination, DateTime nowUtc)
    {
        var entry = JournalEntry.Of($"refunded:{key}", consignment.Order, consignment.Id, nowUtc).Credit(AccountKind.ProcessorBalance, provider, amount);
        if (consignment.ReleasedAtUtc is null) return entry.Debit(AccountKind.BuyerFundsHeld, Owner(consignment), amount).Balanced();

        var (merchant, authority) = Parts(consignment, amount);
        var (gross, fee) = Earned(consignment, amount);
        return entry
            .Debit(AccountKind.DutyAndTaxCollected, destination.Code, authority)
            .Debit(AccountKind.FxPosition, "", merchant)
            .Credit(AccountKind.FxPosition, "", gross)
            .Debit(AccountKind.MerchantPayable, consignment.Merchant.Value.ToString("N"), gross - fee)
            .Debit(AccountKind.PlatformFees, "", fee)
            .Balanced();
    }

    /// <summary>Divides an amount of the consignment into the merchant's part (goods and delivery) and the authorities' (duty, tax, fees), in the proportion of the quote.</summary>
    private static (Money Merchant, Money Authority) Parts(Consignment consignment, Money amount)
    {
        var own = consignment.Goods + consignment.Delivery;
        var foreign = consignment.Total - own;
        var parts = amount.Split([own.Minor, foreign.Minor]);
        return (parts[0], parts[1]);
    }

    /// <summary>What that amount is to the merchant in its own currency, and the commission in it, both rounded half up.</summary>
    private static (Money Gross, Money Fee) Earned(Consignment consignment, Money amount)
    {
        var whole = consignment.MerchantGoods + consignment.MerchantDelivery;
        var gross = amount == consignment.Total ? whole : whole.Times((decimal)amount.Minor / consignment.Total.Minor, Rounding.HalfUp);
        return (gross, gross.Share(consignment.Fee, Rounding.HalfUp));
    }

    private static string Owner(Consignment consignment) => consignment.Id.Value.ToString("N");
}
