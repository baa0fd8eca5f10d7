using Storefront.Ledger;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>The postings of an order's money, from capture to release or refund, reckoned line by line. Amounts in the charge currency come from the
/// accepted quote; the merchant's from its own prices, frozen with it; the difference between the two is the platform's exchange position.</summary>
internal static class ConsignmentJournal
{
    public static JournalEntry Captured(Order order, Payment payment, DateTime nowUtc)
    {
        var entry = JournalEntry.Of($"captured:{payment.Id.Value:N}", order.Id, null, nowUtc).Debit(AccountKind.ProcessorBalance, payment.Provider, payment.Amount);
        foreach (var consignment in order.Consignments) entry.Credit(AccountKind.BuyerFundsHeld, Owner(consignment), consignment.Total);
        return entry.Balanced();
    }

    /// <summary>The buyer has the goods: what is still held of the line goes to the merchant's reserve or balance, the authorities (duty, tax and clearance each by itself) and, as commission, to the platform.</summary>
    public static JournalEntry Released(Consignment consignment, OrderLine line, bool intoReserve, Country destination, DateTime nowUtc)
    {
        var left = line.Left;
        var entry = JournalEntry.Of($"released:{line.Id:N}", consignment.Order, consignment.Id, nowUtc).Debit(AccountKind.BuyerFundsHeld, Owner(consignment), left.Total);
        return Share(entry, consignment, left, consignment.EarningLeft(line), intoReserve ? AccountKind.MerchantReserve : AccountKind.MerchantPayable, destination).Balanced();
    }

    /// <summary>The line's reserve is over: what is left of it joins the merchant's balance.</summary>
    public static JournalEntry ReserveOver(Consignment consignment, OrderLine line, DateTime nowUtc)
    {
        var net = consignment.EarningLeft(line).Net;
        return JournalEntry.Of($"reserve-over:{line.Id:N}", consignment.Order, consignment.Id, nowUtc)
            .Debit(AccountKind.MerchantReserve, Merchant(consignment), net)
            .Credit(AccountKind.MerchantPayable, Merchant(consignment), net)
            .Balanced();
    }

    /// <summary>Money goes back: out of what is held, or after release out of what merchant, authority and platform received of each line. What the
    /// merchant no longer has becomes its debt.</summary>
    public static JournalEntry Refunded(Consignment consignment, string key, IReadOnlyList<LineRefund> refunds, string provider, Country destination, DateTime nowUtc)
    {
        var currency = consignment.Total.Currency;
        var entry = JournalEntry.Of($"refunded:{key}", consignment.Order, consignment.Id, nowUtc).Credit(AccountKind.ProcessorBalance, provider, refunds.Sum(r => r.Parts.Total, currency));
        foreach (var from in refunds.GroupBy(r => r.Line.MoneyIn).OrderBy(g => g.Key))
        {
            // Money that came after its order was given up is held, whatever its line says, and for no longer than this save.
            if (from.Key is HoldState.Held or HoldState.AwaitingPayment)
            {
                entry.Debit(AccountKind.BuyerFundsHeld, Owner(consignment), from.Sum(r => r.Parts.Total, currency));
                continue;
            }

            // One posting for each account, so that a merchant's statement has one line for one refund.
            var merchants = consignment.MerchantGoods.Currency;
            var earned = from.Select(r => consignment.EarningLeft(r.Line) - consignment.Earning(r.Line, (r.Line.Left - r.Parts).Own)).ToList();
            Share(
                entry, consignment, LineParts.None(currency) - LineParts.Sum(from.Select(r => r.Parts), currency), -LineEarning.Sum(earned, merchants),
                from.Key == HoldState.Reserved ? AccountKind.MerchantReserve : AccountKind.MerchantPayable, destination);
        }

        return entry.Balanced();
    }

    private static JournalEntry Share(JournalEntry entry, Consignment consignment, LineParts parts, LineEarning earned, AccountKind merchants, Country destination) => entry
        .Credit(AccountKind.DutyCollected, destination.Code, parts.Duty)
        .Credit(AccountKind.TaxCollected, destination.Code, parts.Tax)
        .Credit(AccountKind.ClearanceCollected, destination.Code, parts.Fees)
        .Credit(AccountKind.FxPosition, "", parts.Own)
        .Debit(AccountKind.FxPosition, "", earned.Gross)
        .Credit(merchants, Merchant(consignment), earned.Net)
        .Credit(AccountKind.PlatformFees, "", earned.Fee)
        .Credit(AccountKind.FeeTaxCollected, consignment.FeeTaxCountry?.Code ?? "", earned.FeeTax);

    private static string Owner(Consignment consignment) => consignment.Id.Value.ToString("N");

    private static string Merchant(Consignment consignment) => consignment.Merchant.Value.ToString("N");
}
