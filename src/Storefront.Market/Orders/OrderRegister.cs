using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Payments;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <param name="Mismatch">Only those on which a provider and our books do not agree, and nobody has said why.</param>
/// <param name="Find">Start of an order number, or a whole mail address or tracking number; null for the newest orders.</param>
public sealed record OrderQuery(string? Find = null, OrderStatus? Status = null, string? After = null, bool Mismatch = false);

public sealed record OrderRow(OrderId Id, string Number, string Email, Country Destination, OrderStatus Status, Money Total, int Consignments, DateTime PlacedAtUtc, bool HasMismatch = false);

/// <summary>An order with everything that hangs on it, for reading only.</summary>
public sealed record OrderFile
{
    public required OrderId Id { get; init; }

    public required string Number { get; init; }

    public required OrderStatus Status { get; init; }

    public required string Email { get; init; }

    public required bool IsGuest { get; init; }

    public required string Language { get; init; }

    public required PostalAddress ShipTo { get; init; }

    public required Money Total { get; init; }

    public required DateTime PlacedAtUtc { get; init; }

    public DateTime? PaidAtUtc { get; init; }

    public required IReadOnlyList<PaymentSheet> Payments { get; init; }

    public required IReadOnlyList<OrderRefund> Refunds { get; init; }

    public required IReadOnlyList<ConsignmentSheet> Consignments { get; init; }

    public required IReadOnlyList<OrderEventSheet> Events { get; init; }

    public required IReadOnlyList<JournalSheet> Journal { get; init; }
}

public sealed record PaymentSheet(PaymentId Id, string Provider, string? Reference, Money Amount, Money Refunded, PaymentStatus Status, string? FailureCode, DateTime CreatedAtUtc, DateTime? CapturedAtUtc);

public sealed record OrderRefund(Guid Id, ConsignmentId Consignment, string Key, Money Amount, RefundStatus Status, string? FailureCode, DateTime CreatedAtUtc, DateTime? SettledAtUtc);

public sealed record ConsignmentSheet(
    ConsignmentId Id, MerchantId Merchant, string MerchantName, Country ShipsFrom, ConsignmentStatus Status, string DeliveryMethod, QuoteFigures Paid, Money Refunded, OrderTerms Terms, bool InDispute,
    DateTime DispatchByUtc, DateTime PromisedByUtc, DateTime? HandedOverAtUtc, DateTime? DeliveredAtUtc, DateTime? ReleasedAtUtc, IReadOnlyList<MerchantOrderLine> Lines, IReadOnlyList<ParcelSheet> Parcels)
{
    /// <summary>The pickup point to which it goes; null where it goes to the order's address.</summary>
    public PickupPoint? Point { get; init; }

    /// <summary>The merchant's rate card by which the buyer paid for delivery; null for the platform's own tariff.</summary>
    public BuyerCard? Card { get; init; }
}

/// <summary>A journal entry with its postings.</summary>
public sealed record JournalSheet(Guid Id, string Key, DateTime AtUtc, IReadOnlyList<PostingSheet> Postings);

public sealed record PostingSheet(int Line, AccountKind Account, string Owner, Money Amount);

/// <summary>All orders of the market, for admins.</summary>
public sealed class OrderRegister(MarketDb db)
{
    /// <summary>Newest first.</summary>
    public async Task<Outcome<Page<OrderRow>>> ListAsync(Actor actor, OrderQuery query, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rows = db.Orders.AsNoTracking();
        if (query.Mismatch) rows = rows.Where(o => db.Differences.Any(d => d.Order == o.Id && d.ResolvedAtUtc == null));
        if (query.Status is { } status) rows = rows.Where(o => o.Status == status);
        if (!string.IsNullOrWhiteSpace(query.Find))
        {
            var text = query.Find.Trim();
            var number = text.ToUpperInvariant();
            var mail = text.ToLowerInvariant();
#pragma warning disable CA1304, CA1310, CA1311, CA1862 // The database compares; it knows no .NET culture.
            rows = rows.Where(o => o.Number.StartsWith(number) || o.Email.ToLower() == mail || db.Parcels.Any(p => p.TrackingNumber == number && (p.Order == o.Id || db.ParcelContents.Any(c => c.Parcel == p.Id && c.Order == o.Id))));
#pragma warning restore CA1304, CA1310, CA1311, CA1862
        }

        if (PageKey.Parse(query.After) is { } after) rows = rows.Where(o => o.PlacedAtUtc <= after.AtUtc && (o.PlacedAtUtc < after.AtUtc || o.Number.CompareTo(after.Name) > 0));
        var found = await rows.OrderByDescending(o => o.PlacedAtUtc).ThenBy(o => o.Number).Take(PageKey.Size + 1)
            .Select(o => new { o.Id, o.Number, o.Email, o.ShipTo, o.Status, o.Total, Consignments = db.Consignments.Count(c => c.Order == o.Id), o.PlacedAtUtc, HasMismatch = db.Differences.Any(d => d.Order == o.Id && d.ResolvedAtUtc == null) }).ToListAsync(cancel);
        return PageKey.Cut(found.ConvertAll(o => new OrderRow(o.Id, o.Number, o.Email, o.ShipTo.Country, o.Status, o.Total, o.Consignments, o.PlacedAtUtc, o.HasMismatch)), o => new PageKey(o.PlacedAtUtc, o.Number));
    }

    public async Task<Outcome<OrderFile>> OpenAsync(string number, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var order = await db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Number == number, cancel);
        if (order is null) return OrderRefusals.NotFound;
        var id = order.Id;
        var parcels = await db.ParcelsOfAsync(id, cancel);
        var entries = await db.JournalEntries.AsNoTracking().Include(e => e.Postings).Where(e => e.Order == id).OrderBy(e => e.AtUtc).ThenBy(e => e.Id).ToListAsync(cancel);
        return new OrderFile
        {
            Id = id, Number = order.Number, Status = order.Status, Email = order.Email, IsGuest = order.User is null, Language = order.Language, ShipTo = order.ShipTo, Total = order.Total,
            PlacedAtUtc = order.PlacedAtUtc, PaidAtUtc = order.PaidAtUtc,
            Payments = await db.Payments.AsNoTracking().Where(p => p.Order == id).OrderBy(p => p.CreatedAtUtc).ThenBy(p => p.Key)
                .Select(p => new PaymentSheet(p.Id, p.Provider, p.Reference, p.Amount, new Money(p.RefundedMinor, p.Amount.Currency), p.Status, p.FailureCode, p.CreatedAtUtc, p.CapturedAtUtc)).ToListAsync(cancel),
            Refunds = await db.Refunds.AsNoTracking().Where(r => r.Order == id).OrderBy(r => r.CreatedAtUtc).ThenBy(r => r.Id)
                .Select(r => new OrderRefund(r.Id, r.Consignment, r.Key, r.Amount, r.Status, r.FailureCode, r.CreatedAtUtc, r.SettledAtUtc)).ToListAsync(cancel),
            Consignments = [.. order.Consignments.OrderBy(c => c.MerchantName, StringComparer.Ordinal).Select(c => new ConsignmentSheet(
                c.Id, c.Merchant, c.MerchantName, c.ShipsFrom, c.Status, c.DeliveryMethod, QuoteFigures.Of(c),
                new Money(c.RefundedMinor, c.Total.Currency), c.Terms, c.InDispute, c.DispatchByUtc, c.PromisedByUtc, c.HandedOverAtUtc, c.DeliveredAtUtc, c.ReleasedAtUtc,
                [.. c.Lines.OrderBy(l => l.Id).Select(l => MerchantOrderLine.Of(c, l))], [.. parcels[c.Id]]) { Point = c.Point, Card = c.Card })],
            Events = await db.OrderEvents.AsNoTracking().Where(e => e.Order == id).OrderBy(e => e.AtUtc).ThenBy(e => e.Id).Select(e => new OrderEventSheet(e.Kind, e.Cause, e.Detail, e.AtUtc)).ToListAsync(cancel),
            Journal = entries.ConvertAll(e => new JournalSheet(e.Id, e.Key, e.AtUtc, [.. e.Postings.OrderBy(p => p.Line).Select(p => new PostingSheet(p.Line, p.Account, p.Owner, p.Amount))])),
        };
    }
}
