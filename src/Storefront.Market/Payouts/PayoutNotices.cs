using Storefront.Data;
using Storefront.Merchants;
using Storefront.Orders;

namespace Storefront.Payouts;

/// <summary>What a merchant is written about its payouts.</summary>
internal static class PayoutNotices
{
    public static Task TellMerchantAsync(
        this MarketDb db, MerchantId merchant, string to, string template, string key, DateTime nowUtc, CancellationToken cancel, params (string Name, string Value)[] values) =>
        db.WriteToMerchantAsync(merchant, to, template, key, "/office/payouts", nowUtc, cancel, values);
}
