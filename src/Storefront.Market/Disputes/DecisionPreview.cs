using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Disputes;

/// <summary>Shows what a decision would post to the ledger, before anybody decides. Nothing is written.</summary>
public sealed class DecisionPreview(MarketDb db, TimeProvider clock)
{
    /// <param name="refund">As it would be decided; zero posts nothing. On appeal what the buyer should have got in all.</param>
    public async Task<Outcome<IReadOnlyList<PreviewPosting>>> OfAsync(DisputeId id, Actor actor, Money refund, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var dispute = await db.Disputes.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel);
        if (dispute is null) return DisputeRefusals.NotFound;
        var consignment = await db.Consignments.AsNoTracking().Include(c => c.Lines).SingleAsync(c => c.Id == dispute.Consignment, cancel);
        if (dispute.IsAppeal)
        {
            if (!AppealRange.Of(dispute, dispute.Refundable(consignment)).Allows(refund)) return DisputeRefusals.AmountOutOfRange;
            if (refund < dispute.Decided)
            {
                var entry = await db.MadeGoodAsync(consignment, DisputeCase.RefundKey(id), "preview", dispute.Decided - refund, clock.GetUtcNow().UtcDateTime, cancel);
                return Outcome<IReadOnlyList<PreviewPosting>>.Of([.. entry.Postings.Select(p => new PreviewPosting(p.Account, p.Owner, p.Amount))]);
            }

            // What comes on top of what the buyer has.
            refund -= dispute.Decided;
        }

        if (refund.Currency != dispute.Ask.Currency || refund.IsNegative || refund > dispute.Refundable(consignment)) return DisputeRefusals.AmountOutOfRange;
        if (refund.IsZero) return Outcome<IReadOnlyList<PreviewPosting>>.Of([]);
        var shipTo = await db.Orders.AsNoTracking().Where(o => o.Id == dispute.Order).Select(o => o.ShipTo).SingleAsync(cancel);
        var provider = await db.Payments.AsNoTracking().Where(p => p.Order == dispute.Order && p.CapturedAtUtc != null).Select(p => p.Provider).SingleAsync(cancel);
        return Outcome<IReadOnlyList<PreviewPosting>>.Of([.. RefundPreview.Postings(consignment, LineRefund.Over(consignment.Lines.Where(dispute.IsAbout), refund), provider, shipTo.Country, clock.GetUtcNow().UtcDateTime)]);
    }
}
