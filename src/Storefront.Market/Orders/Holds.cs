using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Merchants;

namespace Storefront.Orders;

/// <param name="Reason">Null for all.</param>
/// <param name="Merchant">Null for all; a merchant asks about itself.</param>
public sealed record HoldQuery(HoldReason? Reason = null, MerchantId? Merchant = null, string? After = null);

/// <summary>A line whose money is not in its merchant's balance, or is kept there by a case.</summary>
/// <param name="Amount">What is left of the buyer's money for it, in the charge currency.</param>
/// <param name="Net">What that comes to for the merchant, in its currency, less commission.</param>
/// <param name="GoesOnAtUtc">When it goes on without a word from anybody; null when it waits for somebody.</param>
/// <param name="AtLatestUtc">When it has been held as long as it may be, and goes on or comes before a person; null when that is settled.</param>
public sealed record HoldRow(
    Guid Line, string OrderNumber, ConsignmentId Consignment, MerchantId Merchant, string MerchantName, string Title, int Quantity, Money Amount, Money Net, HoldReason Reason, DateTime? GoesOnAtUtc,
    DateTime? AtLatestUtc);

/// <summary>Money that is held, per currency, from the books.</summary>
/// <param name="Buyers">Held until receipt, in the currencies charged.</param>
/// <param name="Reserves">Received, in the merchants' currencies.</param>
public sealed record HoldTotals(IReadOnlyList<Money> Buyers, IReadOnlyList<Money> Reserves);

/// <summary>Every line whose money is held, with the reason and the day on which it goes on.</summary>
public sealed class Holds(MarketDb db, IEnumerable<ITellHolds> others, IOptions<HoldOptions> options)
{
    /// <summary>What goes on first stands first.</summary>
    public async Task<Outcome<Page<HoldRow>>> OfMerchantAsync(MerchantId merchant, Actor actor, HoldQuery query, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return MerchantRefusals.NotFound;
        var page = await PageAsync(query with { Merchant = merchant }, cancel);
        var titles = await db.TitlesAsync(page.Items.Select(h => h.Line.Listing), cancel);
        return new Page<HoldRow>([.. page.Items.Select(h => Row(h) with { Title = titles.GetValueOrDefault(h.Line.Listing, h.Line.Title) })], page.Next);
    }

    /// <summary>What goes on first stands first.</summary>
    public async Task<Outcome<Page<HoldRow>>> AllAsync(Actor actor, HoldQuery query, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var page = await PageAsync(query, cancel);
        return new Page<HoldRow>([.. page.Items.Select(Row)], page.Next);
    }

    /// <summary>From the closings and what was posted since.</summary>
    public async Task<Outcome<HoldTotals>> TotalsAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var turnovers = await db.TurnoversAsync(null, cancel);
        IReadOnlyList<Money> Of(AccountKind account) =>
            [.. turnovers.Where(t => t.Account == account).Select(t => new Money(t.CreditsMinor - t.DebitsMinor, t.Currency)).Where(m => !m.IsZero).OrderBy(m => m.Currency.Code, StringComparer.Ordinal)];
        return new HoldTotals(Of(AccountKind.BuyerFundsHeld), Of(AccountKind.MerchantReserve));
    }

    /// <summary>All that a query finds, as comma-separated lines with a header: amounts in major units with a point.</summary>
    /// <param name="merchant">The merchant that asks; null for an admin.</param>
    public async Task<Outcome<IReadOnlyList<string>>> ExportAsync(MerchantId? merchant, Actor actor, HoldQuery query, CancellationToken cancel)
    {
        if (merchant is { } own ? !await actor.WorksForAsync(own, db, cancel) : !await actor.IsAdminAsync(db, cancel)) return merchant is null ? AccountRefusals.AdminsOnly : MerchantRefusals.NotFound;
        var lines = new List<string> { Csv.Line("Order", "Merchant", "Goods", "Quantity", "Held", "Currency", "For the merchant", "Currency of the merchant", "Reason", "Goes on (UTC)", "At the latest (UTC)") };
        await foreach (var held in InOrder(Filtered(query with { Merchant = merchant ?? query.Merchant })).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var row = Row(held);
            lines.Add(Csv.Line(
                row.OrderNumber, row.MerchantName, row.Title, row.Quantity.ToString(System.Globalization.CultureInfo.InvariantCulture), row.Amount.ToPlain(), row.Amount.Currency.Code, row.Net.ToPlain(), row.Net.Currency.Code,
                row.Reason.ToString(), Plain(row.GoesOnAtUtc), Plain(row.AtLatestUtc)));
        }

        return lines;
    }

    private static string Plain(DateTime? utc) => utc?.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private async Task<Page<HeldLine>> PageAsync(HoldQuery query, CancellationToken cancel)
    {
        var rows = Filtered(query);
        // Said twice, so that the index is entered where the page begins.
        if (PageKey.Parse(query.After) is { } key && Guid.TryParse(key.Name, out var last)) rows = rows.Where(h => h.Line.DueAtUtc >= key.AtUtc && (h.Line.DueAtUtc > key.AtUtc || h.Line.Id > last));
        // The index has each state's lines in order, and not those of all three together: so the first of each state are read, and the first of those shown.
        var first = new[] { HoldState.Held, HoldState.Disputed, HoldState.Reserved }
            .Select(state => InOrder(rows.Where(h => h.Line.Hold == state)).Take(PageKey.Size + 1).Select(h => new DueLine { Id = h.Line.Id, DueAtUtc = h.Line.DueAtUtc }))
            .Aggregate(Queryable.Concat).OrderBy(h => h.DueAtUtc).ThenBy(h => h.Id).Take(PageKey.Size + 1);
        var ids = await first.Select(h => h.Id).ToListAsync(cancel);
        return PageKey.Cut(await InOrder(All().Where(h => ids.Contains(h.Line.Id))).ToListAsync(cancel), h => new PageKey(h.Line.DueAtUtc!.Value, h.Line.Id.ToString()));
    }

    private static IQueryable<HeldLine> InOrder(IQueryable<HeldLine> rows) => rows.OrderBy(h => h.Line.DueAtUtc).ThenBy(h => h.Line.Id);

    private IQueryable<HeldLine> All()
    {
        var (contested, warned, goingBack) = (LinesKeptBy(HoldReason.Chargeback), LinesKeptBy(HoldReason.FraudWarning), LinesKeptBy(HoldReason.Return));
        return from l in db.OrderLines.AsNoTracking()
               join c in db.Consignments on l.Consignment equals c.Id
               join o in db.Orders on c.Order equals o.Id
               select new HeldLine
               {
                   Line = l, Consignment = c, Number = o.Number,
                   IsChargedBack = l.Hold == HoldState.Disputed && contested.Contains(l.Id),
                   IsWarned = l.Hold == HoldState.Disputed && warned.Contains(l.Id),
                   GoesBack = l.Hold == HoldState.Disputed && goingBack.Contains(l.Id),
               };
    }

    private IQueryable<Guid> LinesKeptBy(HoldReason reason) => others.Single(o => o.Reason == reason).Lines(db);

    private IQueryable<HeldLine> Filtered(HoldQuery query)
    {
        var rows = All().Where(h => (h.Line.Hold == HoldState.Held || h.Line.Hold == HoldState.Disputed || h.Line.Hold == HoldState.Reserved)
            && h.Consignment.Status != ConsignmentStatus.AwaitingPayment && h.Consignment.Status != ConsignmentStatus.Abandoned);
        if (query.Merchant is { } merchant) rows = rows.Where(h => h.Line.Merchant == merchant);
        if (query.Reason is not { } reason) return rows;
        var usual = options.Value.ReserveDays;
        if (reason != HoldReason.AtLimit) rows = rows.Where(h => h.Line.StoppedAtUtc == null);
        return reason switch
        {
            HoldReason.NotPaid => rows.Where(h => h.Consignment.Status == ConsignmentStatus.AwaitingPayment),
            HoldReason.NotSent => rows.Where(h => h.Line.Hold == HoldState.Held && (h.Consignment.Status == ConsignmentStatus.ToPack || h.Consignment.Status == ConsignmentStatus.LabelBought)),
            HoldReason.OnTheWay => rows.Where(h => h.Line.Hold == HoldState.Held && h.Consignment.Status == ConsignmentStatus.HandedOver),
            HoldReason.AwaitsConfirmation => rows.Where(h => h.Line.Hold == HoldState.Held && h.Consignment.Status == ConsignmentStatus.Delivered),
            HoldReason.Chargeback => rows.Where(h => h.IsChargedBack),
            HoldReason.FraudWarning => rows.Where(h => h.IsWarned && !h.IsChargedBack),
            HoldReason.Return => rows.Where(h => h.GoesBack && !h.IsChargedBack && !h.IsWarned),
            HoldReason.OpenCase => rows.Where(h => h.Line.Hold == HoldState.Disputed && !h.IsChargedBack && !h.IsWarned && !h.GoesBack),
            HoldReason.Reserve => rows.Where(h => h.Line.Hold == HoldState.Reserved && h.Line.ReserveDays <= usual),
            HoldReason.NewMerchantReserve => rows.Where(h => h.Line.Hold == HoldState.Reserved && h.Line.ReserveDays > usual),
            HoldReason.AtLimit => rows.Where(h => h.Line.StoppedAtUtc != null),
        };
    }

    private HoldRow Row(HeldLine held)
    {
        var (line, consignment) = (held.Line, held.Consignment);
        var reason = line.StoppedAtUtc is not null ? HoldReason.AtLimit : line.Hold switch
        {
            HoldState.Disputed => held.IsChargedBack ? HoldReason.Chargeback : held.IsWarned ? HoldReason.FraudWarning : held.GoesBack ? HoldReason.Return : HoldReason.OpenCase,
            HoldState.Reserved => line.ReserveDays > options.Value.ReserveDays ? HoldReason.NewMerchantReserve : HoldReason.Reserve,
            _ => consignment.Status switch
            {
                ConsignmentStatus.HandedOver => HoldReason.OnTheWay,
                ConsignmentStatus.Delivered => HoldReason.AwaitsConfirmation,
                _ => HoldReason.NotSent,
            },
        };
        return new HoldRow(
            line.Id, held.Number, consignment.Id, consignment.Merchant, consignment.MerchantName, line.Title, line.Quantity, line.Refundable, consignment.EarningLeft(line).Net, reason, LineMoney.Of(consignment, line).GoesOnAtUtc,
            line.StopAtUtc);
    }

    private sealed class DueLine
    {
        public required Guid Id { get; init; }

        public required DateTime? DueAtUtc { get; init; }
    }

    private sealed class HeldLine
    {
        public required OrderLine Line { get; init; }

        public required Consignment Consignment { get; init; }

        public required string Number { get; init; }

        public required bool IsChargedBack { get; init; }

        public required bool IsWarned { get; init; }

        public required bool GoesBack { get; init; }
    }
}
