using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Orders;

namespace Storefront.Disputes;

/// <param name="Amount">Debit positive, credit negative.</param>
public sealed record PreviewPosting(AccountKind Account, string Owner, Money Amount);

/// <summary>Shows what a decision would post to the ledger, before anybody decides. Nothing is written.</summary>
public sealed class DecisionPreview(MarketDb db, TimeProvider clock)
{
    /// <param name="refund">As it would be decided; zero posts nothing.</param>
    public async Task<Outcome<IReadOnlyList<PreviewPosting>>> OfAsync(DisputeId id, Actor actor, Money refund, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var dispute = await db.Disputes.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel);
        if (dispute is null) return DisputeRefusals.NotFound;
        var consignment = await db.Consignments.AsNoTracking().SingleAsync(c => c.Id == dispute.Consignment, cancel);
        if (refund.Currency != dispute.Ask.Currency || refund.IsNegative || refund > consignment.Refundable) return DisputeRefusals.AmountOutOfRange;
        if (refund.IsZero) return Outcome<IReadOnlyList<PreviewPosting>>.Of([]);
        var shipTo = await db.Orders.AsNoTracking().Where(o => o.Id == dispute.Order).Select(o => o.ShipTo).SingleAsync(cancel);
        var provider = await db.Payments.AsNoTracking().Where(p => p.Order == dispute.Order && p.CapturedAtUtc != null).Select(p => p.Provider).SingleAsync(cancel);
        var entry = ConsignmentJournal.Refunded(consignment, "preview", refund, provider, shipTo.Country, clock.GetUtcNow().UtcDateTime);
        return Outcome<IReadOnlyList<PreviewPosting>>.Of([.. entry.Postings.Select(p => new PreviewPosting(p.Account, p.Owner, p.Amount))]);
    }
}
