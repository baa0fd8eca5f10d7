using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Trust;

namespace Storefront.Disputes;

/// <summary>Another admin than the first decides an appeal: what the buyer should have got in all. On the buyer's appeal that is what it has or more, and the difference is refunded; on the
/// merchant's it is what the buyer has or less: the buyer keeps it, and the market gives the merchant what the difference would have come to.</summary>
public sealed class DecideAppeal(MarketDb db, ReleaseFunds release, TimeProvider clock)
{
    /// <param name="total">In the charge currency; what was decided first lets that stand.</param>
    public Task<Outcome<Done>> RunAsync(DisputeId id, Actor actor, Money total, string reasons, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await DisputeCase.LoadAsync(db, id, cancel) is not { } it) return DisputeRefusals.NotFound;
        if (string.IsNullOrWhiteSpace(reasons)) return DisputeRefusals.ReasonsMissing;
        if (reasons.Length > OpenDispute.LongestText) return DisputeRefusals.TextTooLong;
        if (it.Dispute.FrozenAtUtc is not null) return DisputeRefusals.Frozen;
        if (!it.Dispute.IsAppeal) return DisputeRefusals.NotNow;
        if (it.Dispute.DecidedBy == actor.User) return DisputeRefusals.AnotherAdmin;
        if (!AppealRange.Of(it.Dispute, it.Refundable).Allows(total)) return DisputeRefusals.AmountOutOfRange;

        var (dispute, first, now) = (it.Dispute, it.Dispute.Decided, clock.GetUtcNow().UtcDateTime);
        var none = Money.Zero(first.Currency);
        var (more, madeGood) = total > first ? (total - first, none) : (none, first - total);
        db.DisputeEntries.Add(DisputeEntry.Of(id, DisputeEntryKind.DecidedAgain, "admin", now, reasons.Trim(), total));
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(DecideAppeal), $"dispute {id.Value}", $"first {first}, on appeal {total}: {Short(reasons)}", now));
        if (more.IsPositive)
        {
            await db.WriteRefundAsync(it.Order, it.Consignment, LineRefund.Over(it.Lines, more), $"appeal:{id.Value:N}", now, cancel);
            await db.EndIfAllRefundedAsync(it.Order, it.Consignment, now, cancel);
        }

        if (madeGood.IsPositive && await db.MadeGoodAsync(it.Consignment, DisputeCase.RefundKey(id), $"appeal:{id.Value:N}", madeGood, now, cancel) is { Postings.Count: > 0 } entry) db.JournalEntries.Add(entry);
        await it.EndAppealAsync(db, release, total == first ? AppealOutcome.Upheld : AppealOutcome.Changed, more, madeGood, reasons.Trim(), "admin", now, cancel);
        return default(Done);
    }, cancel);

    private static string Short(string text) => text.Length <= 1500 ? text.Trim() : text[..1500];
}

/// <summary>What an appeal can come to: what the buyer gets in all, in the charge currency. Nobody is worse off by its own appeal.</summary>
public readonly record struct AppealRange(Money Least, Money Most)
{
    /// <param name="left">What is left to give back of the lines.</param>
    public static AppealRange Of(Dispute dispute, Money left) => dispute.AppealedBy switch
    {
        DisputeSide.Buyer => new AppealRange(dispute.Decided, dispute.Decided + left),
        DisputeSide.Merchant => new AppealRange(Money.Zero(left.Currency), dispute.Decided),
        null => throw new InvalidOperationException("No appeal is open."),
    };

    public bool Allows(Money total) => total.Currency == Least.Currency && total >= Least && total <= Most;
}
