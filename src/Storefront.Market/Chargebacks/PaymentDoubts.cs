using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Chargebacks;

internal static class PaymentDoubts
{
    /// <summary>Keeps every consignment of an order where it is while its payment is in doubt, and lets it go when it is not, unless a case of the buyer keeps it.</summary>
    /// <param name="isOpen">Whether the chargeback or warning that has changed is open now.</param>
    /// <param name="except">That one, of which the database may not know yet.</param>
    public static async Task PauseAsync(this MarketDb db, IHoldCases cases, Payment payment, Order order, bool isOpen, Guid except, CancellationToken cancel)
    {
        var (chargeback, warning) = (new ChargebackId(except), except);
        var judged = db.ChangeTracker.Entries<FraudWarning>().Where(e => e.Entity.Verdict != FraudVerdict.Open).Select(e => e.Entity.Id).ToList();
        var doubted = isOpen
            || await db.Chargebacks.AnyAsync(c => c.Payment == payment.Id && c.ClosedAtUtc == null && c.Id != chargeback, cancel)
            || (!isOpen && payment.OpenChargebacks == 0 && await db.FraudWarnings.AnyAsync(w => w.Payment == payment.Id && w.Verdict == FraudVerdict.Open && w.Id != warning && !judged.Contains(w.Id), cancel));
        if (doubted == payment.IsDoubted) return;
        payment.Doubt(doubted);
        var kept = await cases.KeptAsync(db, order.Id, cancel);
        foreach (var consignment in order.Consignments) consignment.Hold(doubted || kept.Contains(consignment.Id));
    }
}
