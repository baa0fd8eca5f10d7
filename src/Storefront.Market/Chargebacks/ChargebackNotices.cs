using Storefront.Data;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Chargebacks;

/// <summary>What the merchants of an order are written when a buyer's bank takes its payment back, and when it has decided.</summary>
internal static class ChargebackNotices
{
    /// <summary>Once when it is opened, and once more when an inquiry becomes a chargeback.</summary>
    public static async Task TellOpenedAsync(this MarketDb db, Chargeback chargeback, Order order, DateTime nowUtc, CancellationToken cancel)
    {
        var kind = chargeback.State == ChargebackState.Inquiry ? "Inquiry" : "Taken";
        var until = chargeback.SendsItselfAtUtc ?? chargeback.AnswerByUtc;
        await TellAsync(db, chargeback, order, "chargeback-opened", $"{kind}:", nowUtc, cancel,
            ("kind", kind), ("reason", chargeback.Reason), ("until", until is { } at ? order.TimeThere(at) : "none"));
    }

    public static Task TellClosedAsync(this MarketDb db, Chargeback chargeback, Order order, DateTime nowUtc, CancellationToken cancel) =>
        TellAsync(db, chargeback, order, "chargeback-closed", "", nowUtc, cancel, ("outcome", chargeback.State.ToString()), ("took", chargeback.DebitedAtUtc is null ? "Nothing" : "Money"));

    /// <param name="key">What tells this fact from others of the chargeback.</param>
    private static async Task TellAsync(MarketDb db, Chargeback chargeback, Order order, string template, string key, DateTime nowUtc, CancellationToken cancel, params (string Name, string Value)[] values)
    {
        foreach (var merchant in order.Consignments.Select(c => c.Merchant).Distinct().OrderBy(m => m.Value))
        {
            await db.WriteToMerchantAsync(
                merchant, null, template, $"{key}{chargeback.Id.Value:N}:{merchant.Value:N}", $"/office/chargebacks/{chargeback.Id.Value:D}", nowUtc, cancel,
                [("number", order.Number), ("amount", chargeback.Amount.ToString()), .. values]);
        }
    }
}
