using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Disputes;

/// <summary>Shows what a decision would post to the ledger, before anybody decides. Nothing is written.</summary>
public sealed class DecisionPreview(MarketDb db, TimeProvider clock)
{
    /// <param name="refund">As it would be decided; zero posts nothing.</param>
    public async Task<Outcome<IReadOnlyList<PreviewPosting>>> OfAsync(DisputeId id, Actor actor, Money refund, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var dispute = await db.Disputes.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel);
        if (dispute is null) return DisputeRefusals.NotFound;
        var consignment = await db.Consignments.AsNoTracking().Include(c => c.Lines).SingleAsync(c => c.Id == dispute.Consignment, cancel);
        if (refund.Currency != dispute.Ask.Currency || refund.IsNegative || refund > dispute.Refundable(consignment)) return DisputeRefusals.AmountOutOfRange;
        if (refund.IsZero) return Outcome<IReadOnlyList<PreviewPosting>>.Of([]);
        var shipTo = await db.Orders.AsNoTracking().Where(o => o.Id == dispute.Order).Select(o => o.ShipTo).SingleAsync(cancel);
        var provider = await db.Payments.AsNoTracking().Where(p => p.Order == dispute.Order && p.CapturedAtUtc != null).Select(p => p.Provider).SingleAsync(cancel);
        return Outcome<IReadOnlyList<PreviewPosting>>.Of([.. RefundPreview.Postings(consignment, LineRefund.Over(consignment.Lines.Where(dispute.IsAbout), refund), provider, shipTo.Country, clock.GetUtcNow().UtcDateTime)]);
    }
}
