using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;

namespace Storefront.Orders;

/// <param name="Owner">As in the ledger.</param>
/// <param name="Amount">Debit positive, credit negative.</param>
public sealed record PreviewPosting(AccountKind Account, string Owner, Money Amount);

/// <summary>Shows an admin what a refund of lines would post to the ledger, before it is made. Nothing is written.</summary>
public sealed class RefundPreview(MarketDb db, TimeProvider clock)
{
    public async Task<Outcome<IReadOnlyList<PreviewPosting>>> OfAsync(string orderNumber, Actor actor, IReadOnlyList<LineAmount> lines, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var order = await db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Number == orderNumber, cancel);
        if (order is null) return OrderRefusals.NotFound;
        var plan = RefundPlan.For(order, order.Consignments, lines);
        if (!plan.Succeeded) return plan.Refusal;
        var provider = await db.Payments.AsNoTracking().Where(p => p.Order == order.Id && p.CapturedAtUtc != null).Select(p => p.Provider).SingleAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        return Outcome<IReadOnlyList<PreviewPosting>>.Of([.. plan.Value.SelectMany(p => Postings(p.Consignment, p.Lines, provider, order.ShipTo.Country, now))]);
    }

    internal static IEnumerable<PreviewPosting> Postings(Consignment consignment, IReadOnlyList<LineRefund> refunds, string provider, Country destination, DateTime nowUtc) =>
        ConsignmentJournal.Refunded(consignment, "preview", refunds, provider, destination, nowUtc).Postings.Select(p => new PreviewPosting(p.Account, p.Owner, p.Amount));
}
