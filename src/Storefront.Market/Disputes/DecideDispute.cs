using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Trust;

namespace Storefront.Disputes;

/// <summary>An admin settles a case: everything, a part, or nothing of what was asked goes back, always with reasons that both sides read.</summary>
public sealed class DecideDispute(MarketDb db, ReleaseFunds release, TimeProvider clock)
{
    /// <param name="refund">Zero rejects the claim.</param>
    public Task<Outcome<Done>> RunAsync(DisputeId id, Actor actor, Money refund, string reasons, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await DisputeCase.LoadAsync(db, id, cancel) is not { } it) return DisputeRefusals.NotFound;
        if (string.IsNullOrWhiteSpace(reasons)) return DisputeRefusals.ReasonsMissing;
        if (reasons.Length > OpenDispute.LongestText) return DisputeRefusals.TextTooLong;
        if (it.Dispute.FrozenAtUtc is not null) return DisputeRefusals.Frozen;
        if (!it.Dispute.IsOpen || it.Dispute.IsAppeal || it.Dispute.Status == DisputeStatus.RefundPending) return DisputeRefusals.NotNow;
        if (refund.Currency != it.Dispute.Ask.Currency || refund.IsNegative || refund > it.Refundable) return DisputeRefusals.AmountOutOfRange;

        var now = clock.GetUtcNow().UtcDateTime;
        if (it.Dispute.Status != DisputeStatus.UnderReview) it.Dispute.Escalated(now);
        it.Dispute.DecidedFirst(actor.User, now);
        db.DisputeEntries.Add(DisputeEntry.Of(id, DisputeEntryKind.Decided, "admin", now, reasons.Trim(), refund));
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(DecideDispute), $"dispute {id.Value}", $"asked {it.Dispute.Ask}, refund {refund}: {Short(reasons)}", now));
        if (refund.IsZero) await it.CloseAsync(db, release, DisputeOutcome.Rejected, reasons.Trim(), "admin", now, cancel);
        else await it.RefundAsync(db, release, refund, reasons.Trim(), "admin", now, cancel);
        return default(Done);
    }, cancel);

    private static string Short(string text) => text.Length <= 1500 ? text.Trim() : text[..1500];
}
