using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Disputes;

/// <summary>The side that lost by an admin's decision says, with what is new, why it should be looked at again: once for a case, within 30 days. What was paid
/// stays paid; what is left of the goods' money stays where it is until another admin has decided.</summary>
public sealed class AppealDispute(MarketDb db, TimeProvider clock)
{
    public Task<Outcome<Done>> ByBuyerAsync(DisputeId id, OrderAccess access, string text, IReadOnlyList<string> files, CancellationToken cancel) =>
        RunAsync(id, DisputeSide.Buyer, it => Task.FromResult(access.Opens(it.Order)), text, files, cancel);

    public Task<Outcome<Done>> ByMerchantAsync(DisputeId id, Actor actor, string text, IReadOnlyList<string> files, CancellationToken cancel) =>
        RunAsync(id, DisputeSide.Merchant, it => actor.WorksForAsync(it.Dispute.Merchant, db, cancel), text, files, cancel);

    private Task<Outcome<Done>> RunAsync(DisputeId id, DisputeSide side, Func<DisputeCase, Task<bool>> mayAsync, string text, IReadOnlyList<string> files, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (await DisputeCase.LoadAsync(db, id, cancel) is not { } it || !await mayAsync(it)) return DisputeRefusals.NotFound;
        var (dispute, now) = (it.Dispute, clock.GetUtcNow().UtcDateTime);
        if (dispute.AppealedBy is not null) return DisputeRefusals.AppealedAlready;
        if (dispute.AppealUntilUtc is not { } until) return DisputeRefusals.NotNow;
        if (now > until) return DisputeRefusals.AppealTooLate;
        if (!dispute.Lost(side)) return DisputeRefusals.NothingToAppeal;
        if (string.IsNullOrWhiteSpace(text)) return DisputeRefusals.TextMissing;
        if (text.Length > OpenDispute.LongestText) return DisputeRefusals.TextTooLong;
        var lines = it.Lines;
        if (lines.Any(l => l.InDispute))
        {
            if ((await db.Disputes.Where(d => d.Consignment == dispute.Consignment && d.Id != id && d.Status != DisputeStatus.Closed).ToListAsync(cancel)).Exists(d => lines.Any(d.IsAbout))) return DisputeRefusals.OpenAlready;
            if ((await db.Returns.Include(r => r.Lines).Where(r => r.Consignment == dispute.Consignment && r.ClosedAtUtc == null).ToListAsync(cancel)).Exists(r => lines.Any(r.IsAbout))) return DisputeRefusals.GoodsGoBack;
        }

        dispute.Appealed(side, now);
        // A line with an open case is never paid out, wherever its money lies by now.
        it.Consignment.Keep(lines.Where(l => l.Hold is HoldState.Held or HoldState.Reserved or HoldState.Payable), now);
        if (await db.Payments.AnyAsync(p => p.Order == it.Order.Id && p.OpenChargebacks > 0, cancel)) dispute.Freeze(now);
        var by = side == DisputeSide.Buyer ? "buyer" : "merchant";
        db.DisputeEntries.Add(DisputeEntry.Of(id, DisputeEntryKind.Appealed, by, now, text.Trim(), null, files));
        db.OrderEvents.Add(OrderEvent.Of(it.Order.Id, it.Consignment.Id, OrderEventKind.DisputeAppealed, by, now));
        var days = Dispute.DecisionDays.ToString(CultureInfo.InvariantCulture);
        db.TellBuyer(it.Order, "appeal-opened", id.Value.ToString("N"), now, ("by", side.ToString()), ("days", days));
        await it.TellMerchantAsync(db, "appeal-opened-shop", now, cancel, ("by", side.ToString()), ("days", days));
        return default(Done);
    }, cancel);
}
