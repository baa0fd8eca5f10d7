using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Returns;

namespace Storefront.Disputes;

/// <param name="Ask">In the charge currency, more than nothing, at most what is left of the lines with their shares of delivery, duty and tax.</param>
/// <param name="Files">Keys of photos that were stored before.</param>
public sealed record DisputeClaim(DisputeReason Reason, Money Ask, string Text, IReadOnlyList<string> Files)
{
    /// <summary>The order lines that it is about; none for the whole consignment.</summary>
    public IReadOnlyList<Guid> Lines { get; init; } = [];
}

/// <summary>A buyer claims money back for a consignment or some of its lines. From then on the money of those lines is neither released nor paid out.</summary>
public sealed class OpenDispute(MarketDb db, TimeProvider clock)
{
    public const int LongestText = 3000;

    public Task<Outcome<DisputeId>> RunAsync(string orderNumber, ConsignmentId id, OrderAccess access, DisputeClaim claim, CancellationToken cancel) => db.AtomicallyAsync<DisputeId>(async () =>
    {
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Number == orderNumber, cancel);
        if (order is null || !access.Opens(order) || order.Consignments.SingleOrDefault(c => c.Id == id) is not { } consignment) return DisputeRefusals.NotFound;
        if (string.IsNullOrWhiteSpace(claim.Text)) return DisputeRefusals.TextMissing;
        if (claim.Text.Length > LongestText) return DisputeRefusals.TextTooLong;
        var named = claim.Lines.Distinct().ToList();
        var lines = consignment.Lines.Where(l => named.Count == 0 || named.Contains(l.Id)).ToList();
        if (lines.Count < named.Count) return DisputeRefusals.NotFound;
        // All of them said one by one is the whole.
        if (named.Count == consignment.Lines.Count) named.Clear();
        // A line may also be kept because a bank doubts the payment; the buyer may say so all the same.
        if (lines.Exists(l => l.InDispute) && (await db.Disputes.Where(d => d.Consignment == id && d.Status != DisputeStatus.Closed).ToListAsync(cancel)).Exists(d => lines.Exists(d.IsAbout))) return DisputeRefusals.OpenAlready;
        // What becomes of goods on their way back is decided when they are there.
        if (lines.Exists(l => l.InDispute) && (await db.Returns.Include(r => r.Lines).Where(r => r.Consignment == id && r.ClosedAtUtc == null).ToListAsync(cancel)).Exists(r => lines.Exists(r.IsAbout))) return DisputeRefusals.GoodsGoBack;
        if (consignment is { IsShipped: false, FirstArrivedAtUtc: null } && claim.Reason != DisputeReason.NotReceived) return DisputeRefusals.OutsideWindow;
        if (order.PaidAtUtc is null) return DisputeRefusals.NotYetPaid;

        var now = clock.GetUtcNow().UtcDateTime;
        if (!ClaimWindow.IsOpen(claim.Reason, consignment, now)) return DisputeRefusals.OutsideWindow;
        if (claim.Ask.Currency != order.Total.Currency || !claim.Ask.IsPositive || claim.Ask > lines.Sum(l => l.Refundable, claim.Ask.Currency)) return DisputeRefusals.AmountOutOfRange;

        var dispute = Dispute.Open(order.Id, id, consignment.Merchant, named, claim.Reason, claim.Ask, now);
        db.Disputes.Add(dispute);
        db.DisputeEntries.Add(DisputeEntry.Of(dispute.Id, DisputeEntryKind.Opened, "buyer", now, claim.Text.Trim(), claim.Ask, claim.Files));
        db.OrderEvents.Add(OrderEvent.Of(order.Id, id, OrderEventKind.DisputeOpened, "buyer", now, claim.Reason.ToString()));
        consignment.CaseOpened(lines.Where(l => l.Hold != HoldState.Refunded), now);
        return dispute.Id;
    }, cancel);
}
