using Storefront.Ledger;
using Storefront.Orders;

namespace Storefront.Chargebacks;

/// <summary>What the provider charged for a lost chargeback is borne by who is at fault: by the order's merchants where goods did not come or were not as described, else by the market, which let
/// the card through. Source of the rule: docs/decisions/0016-provider-records.md.</summary>
internal static class FeeOfTheLost
{
    /// <summary>Stripe's codes for what merchants answer for (docs.stripe.com/disputes/categories, checked 2026-11-30); the sandbox uses the same.</summary>
    private static readonly HashSet<string> MerchantsFault = ["product_not_received", "product_unacceptable"];

    /// <summary>One entry per consignment, in the proportion of what had not been given back of each by largest remainder, or of what was paid for each where all was, in the merchant's currency at the rate that the order froze, half a minor unit up. None where
    /// the market bears it, or where the fee is in another currency than the order: no rate was accepted for that.</summary>
    public static IEnumerable<JournalEntry> PassedOn(Chargeback chargeback, Order order, DateTime nowUtc)
    {
        if (!chargeback.Fee.IsPositive || !MerchantsFault.Contains(chargeback.Reason) || chargeback.Fee.Currency != order.Total.Currency) yield break;
        var consignments = order.Consignments.OrderBy(c => c.Id.Value).ToList();
        var left = consignments.ConvertAll(c => c.Total.Minor - c.RefundedMinor);
        var shares = chargeback.Fee.Split(left.Sum() > 0 ? left : consignments.ConvertAll(c => c.Total.Minor));
        foreach (var (consignment, share) in consignments.Zip(shares))
        {
            var own = consignment.InMerchantCurrency(share);
            if (own.IsZero) continue;
            var entry = JournalEntry.Of($"dispute-fee:{chargeback.Id.Value:N}:{consignment.Id.Value:N}", order.Id, consignment.Id, nowUtc)
                .Debit(AccountKind.MerchantPayable, consignment.Merchant.Value.ToString("N"), own)
                .Credit(AccountKind.PaymentFees, chargeback.Provider, share);
            if (own.Currency != share.Currency) entry = entry.Credit(AccountKind.FxPosition, "", own).Debit(AccountKind.FxPosition, "", share);
            yield return entry.Balanced();
        }
    }
}
