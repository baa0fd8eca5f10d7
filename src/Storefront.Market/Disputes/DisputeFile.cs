using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Shipping;

namespace Storefront.Disputes;

/// <summary>A case with everything that its merchant or an admin judges by. Amounts are in the charge currency.</summary>
public sealed record DisputeSheet
{
    public required DisputeId Id { get; init; }

    public required string OrderNumber { get; init; }

    public required ConsignmentId Consignment { get; init; }

    public required MerchantId Merchant { get; init; }

    public required string MerchantName { get; init; }

    public required Country ShipsFrom { get; init; }

    public required PostalAddress ShipTo { get; init; }

    public required string BuyerLanguage { get; init; }

    public required DisputeReason Reason { get; init; }

    public required Money Ask { get; init; }

    public required Money Offer { get; init; }

    public required Money Decided { get; init; }

    public required DisputeStatus Status { get; init; }

    public DisputeOutcome? Outcome { get; init; }

    public string? DecisionReasons { get; init; }

    public required DateTime OpenedAtUtc { get; init; }

    public DateTime? DueAtUtc { get; init; }

    public DateTime? ClosedAtUtc { get; init; }

    /// <summary>The buyer's bank decides meanwhile.</summary>
    public bool IsFrozen { get; init; }

    public DisputeSide? AppealedBy { get; init; }

    public DateTime? AppealedAtUtc { get; init; }

    public AppealOutcome? AppealOutcome { get; init; }

    /// <summary>What the merchant was given back on appeal; the buyer keeps what it got.</summary>
    public required Money MadeGood { get; init; }

    /// <summary>It is being looked at again.</summary>
    public bool IsAppeal { get; init; }

    /// <summary>Until when the merchant may appeal; null when it may not.</summary>
    public DateTime? MerchantMayAppealUntilUtc { get; init; }

    /// <summary>What the appeal can come to; null when none is open.</summary>
    public AppealRange? AppealRange { get; init; }

    /// <summary>Whoever looks has decided first, so that another admin decides the appeal.</summary>
    public bool DecidedByYou { get; init; }

    public required ConsignmentStatus ConsignmentStatus { get; init; }

    public required DateTime PlacedAtUtc { get; init; }

    public required DateTime PromisedByUtc { get; init; }

    public DateTime? DeliveredAtUtc { get; init; }

    public required QuoteFigures Paid { get; init; }

    /// <summary>What is left to give back of <see cref="Lines"/>.</summary>
    public required Money Refundable { get; init; }

    /// <summary>Those that the case is about, as bought, in the buyer's language.</summary>
    public required IReadOnlyList<MerchantOrderLine> Lines { get; init; }

    public required IReadOnlyList<ParcelSheet> Parcels { get; init; }

    public required IReadOnlyList<DisputeStep> Steps { get; init; }

    public required IReadOnlyList<OrderEventSheet> Events { get; init; }

    public required IReadOnlyList<RefundSheet> Refunds { get; init; }

    /// <summary>How the two sides stood in other cases of the last 180 days.</summary>
    public required CaseRecord BuyerRecord { get; init; }

    public required CaseRecord MerchantRecord { get; init; }
}

/// <param name="Amount">What the step names, or null.</param>
/// <param name="Files">Names of photos, served by <see cref="DisputeEvidence"/>.</param>
public sealed record DisputeStep(DisputeEntryKind Kind, string By, string? Text, Money? Amount, IReadOnlyList<string> Files, DateTime AtUtc)
{
    /// <summary>The amount to say beside it. Who offers nothing rejects, and the word says so; that nothing should have gone back is an amount.</summary>
    public Money? Told => Amount is { IsZero: true } && Kind != DisputeEntryKind.DecidedAgain ? null : Amount;
}

public sealed record RefundSheet(Guid Id, Money Amount, RefundStatus Status, string Key, string? FailureCode, DateTime CreatedAtUtc, DateTime? SettledAtUtc);

/// <param name="Refunded">Cases that ended with money back.</param>
public sealed record CaseRecord(int Opened, int Refunded, int Rejected);

/// <summary>Opens a case for the merchant that it concerns, or for an admin.</summary>
public sealed class DisputeFile(MarketDb db, TimeProvider clock)
{
    private const int RecordDays = 180;

    public async Task<Outcome<DisputeSheet>> OpenAsync(DisputeId id, Actor actor, CancellationToken cancel)
    {
        var dispute = await db.Disputes.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel);
        if (dispute is null || !(await actor.WorksForAsync(dispute.Merchant, db, cancel) || await actor.IsAdminAsync(db, cancel))) return DisputeRefusals.NotFound;

        var order = await db.Orders.AsNoTracking().Include(o => o.Consignments.Where(c => c.Id == dispute.Consignment)).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == dispute.Order, cancel);
        var consignment = order.Consignments[0];
        var currency = dispute.Ask.Currency;
        var steps = await db.DisputeEntries.AsNoTracking().Where(e => e.Dispute == id).OrderBy(e => e.AtUtc).ThenBy(e => e.Id).ToListAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var since = now.AddDays(-RecordDays);
        var others = db.Disputes.AsNoTracking().Where(d => d.Id != id && d.OpenedAtUtc > since);
        return new DisputeSheet
        {
            Id = id, OrderNumber = order.Number, Consignment = consignment.Id, Merchant = dispute.Merchant, MerchantName = consignment.MerchantName, ShipsFrom = consignment.ShipsFrom,
            ShipTo = order.ShipTo, BuyerLanguage = order.Language, Reason = dispute.Reason, Ask = dispute.Ask, Offer = dispute.Offer, Decided = dispute.Decided, Status = dispute.Status,
            Outcome = dispute.Outcome, DecisionReasons = dispute.DecisionReasons, OpenedAtUtc = dispute.OpenedAtUtc, DueAtUtc = dispute.DueAtUtc, ClosedAtUtc = dispute.ClosedAtUtc, IsFrozen = dispute.FrozenAtUtc is not null,
            AppealedBy = dispute.AppealedBy, AppealedAtUtc = dispute.AppealedAtUtc, AppealOutcome = dispute.AppealOutcome, MadeGood = dispute.MadeGood, IsAppeal = dispute.IsAppeal, DecidedByYou = dispute.DecidedBy == actor.User,
            MerchantMayAppealUntilUtc = dispute.AppealUntilUtc is { } until && until >= now && dispute.Lost(DisputeSide.Merchant) ? until : null,
            AppealRange = dispute.IsAppeal ? Disputes.AppealRange.Of(dispute, dispute.Refundable(consignment)) : null,
            ConsignmentStatus = consignment.Status, PlacedAtUtc = order.PlacedAtUtc, PromisedByUtc = consignment.PromisedByUtc, DeliveredAtUtc = consignment.DeliveredAtUtc,
            Paid = QuoteFigures.Of(consignment), Refundable = dispute.Refundable(consignment),
            Lines = [.. consignment.Lines.Where(dispute.IsAbout).OrderBy(l => l.Id).Select(l => MerchantOrderLine.Of(consignment, l))],
            Parcels = await db.ParcelsOfAsync(consignment.Id, cancel),
            Steps = steps.ConvertAll(s => new DisputeStep(s.Kind, s.By, s.Text, s.AmountMinor is { } minor ? new Money(minor, currency) : null, s.Files, s.AtUtc)),
            Events = await db.EventsOfAsync(order.Id, consignment.Id, cancel),
            Refunds = await db.Refunds.AsNoTracking().Where(r => r.Consignment == consignment.Id).OrderBy(r => r.CreatedAtUtc).ThenBy(r => r.Id)
                .Select(r => new RefundSheet(r.Id, r.Amount, r.Status, r.Key, r.FailureCode, r.CreatedAtUtc, r.SettledAtUtc)).ToListAsync(cancel),
            // A guest is known by the mail address of the order.
            BuyerRecord = await RecordAsync(others.Join(db.Orders.Where(o => o.Email == order.Email), d => d.Order, o => o.Id, (d, _) => d), cancel),
            MerchantRecord = await RecordAsync(others.Where(d => d.Merchant == dispute.Merchant), cancel),
        };
    }

    private static async Task<CaseRecord> RecordAsync(IQueryable<Dispute> cases, CancellationToken cancel)
    {
        var counts = await cases.GroupBy(d => d.Outcome).Select(g => new { Outcome = g.Key, Count = g.Count() }).ToListAsync(cancel);
        return new CaseRecord(
            counts.Sum(c => c.Count),
            counts.Where(c => c.Outcome is DisputeOutcome.RefundedFull or DisputeOutcome.RefundedPartial).Sum(c => c.Count),
            counts.Where(c => c.Outcome is DisputeOutcome.Rejected or DisputeOutcome.LapsedByBuyer or DisputeOutcome.Withdrawn).Sum(c => c.Count));
    }
}
