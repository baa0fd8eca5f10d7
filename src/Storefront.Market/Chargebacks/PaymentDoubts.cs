using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Chargebacks;

internal static class PaymentDoubts
{
    /// <summary>Keeps the money of every line of an order where it is while its payment is in doubt, and lets it go its way when it is not, but for lines that a
    /// case of the buyer keeps. The order's lines must be loaded.</summary>
    /// <param name="isOpen">Whether the chargeback or warning that has changed is open now.</param>
    /// <param name="except">That one, of which the database may not know yet.</param>
    public static async Task PauseAsync(
        this MarketDb db, HeldCases cases, ReleaseFunds release, Payment payment, Order order, bool isOpen, Guid except, DateTime nowUtc, CancellationToken cancel)
    {
        var (chargeback, warning) = (new ChargebackId(except), except);
        var judged = db.ChangeTracker.Entries<FraudWarning>().Where(e => e.Entity.Verdict != FraudVerdict.Open).Select(e => e.Entity.Id).ToList();
        var doubted = isOpen
            || await db.Chargebacks.AnyAsync(c => c.Payment == payment.Id && c.ClosedAtUtc == null && c.Id != chargeback, cancel)
            || (!isOpen && payment.OpenChargebacks == 0 && await db.FraudWarnings.AnyAsync(w => w.Payment == payment.Id && w.Verdict == FraudVerdict.Open && w.Id != warning && !judged.Contains(w.Id), cancel));
        if (doubted == payment.IsDoubted) return;
        payment.Doubt(doubted);
        if (doubted)
        {
            foreach (var consignment in order.Consignments) consignment.Keep(consignment.Lines.Where(l => l.Hold is HoldState.Held or HoldState.Reserved or HoldState.Payable), nowUtc);
            return;
        }

        var kept = await cases.KeptAsync(db, order, cancel);
        foreach (var consignment in order.Consignments)
        {
            consignment.CaseClosed(consignment.Lines.Where(l => l.InDispute && !kept.Contains(l.Id)));
            await release.CaseClosedAsync(order, consignment, nowUtc, cancel);
        }
    }
}
