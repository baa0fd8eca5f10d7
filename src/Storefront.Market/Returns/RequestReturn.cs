using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Orders;

namespace Storefront.Returns;

/// <param name="Units">More than none.</param>
public readonly record struct ReturnedUnits(Guid Line, int Units);

/// <param name="Note">Needed for everything but a change of mind, which needs no reason.</param>
public sealed record ReturnRequest(ReturnReason Reason, string Note, IReadOnlyList<ReturnedUnits> Goods);

/// <summary>A buyer wants to send goods of one consignment back. From then on the money of their lines is neither released nor paid out.</summary>
public sealed class RequestReturn(MarketDb db, TimeProvider clock)
{
    public Task<Outcome<ReturnId>> RunAsync(string orderNumber, ConsignmentId id, OrderAccess access, ReturnRequest wanted, CancellationToken cancel) => db.AtomicallyAsync<ReturnId>(async () =>
    {
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Number == orderNumber, cancel);
        if (order is null || !access.Opens(order) || order.Consignments.SingleOrDefault(c => c.Id == id) is not { } consignment) return ReturnRefusals.NotFound;
        if (wanted.Goods.Count == 0) return ReturnRefusals.NoGoods;
        if (wanted.Note.Length > Return.LongestNote) return ReturnRefusals.NoteTooLong;
        if (wanted.Reason != ReturnReason.ChangedMind && string.IsNullOrWhiteSpace(wanted.Note)) return ReturnRefusals.NoteMissing;

        var now = clock.GetUtcNow().UtcDateTime;
        var own = await db.Merchants.AsNoTracking().Where(m => m.Id == consignment.Merchant).Select(m => new { m.ReturnDays, m.ReturnPostage }).SingleAsync(cancel);
        if (!ReturnTerms.IsOpen(wanted.Reason, consignment, order.ShipTo.Country, own.ReturnDays, now)) return ReturnRefusals.OutsideWindow;
        var before = await ReturnCase.ReturnedBeforeAsync(db, id, cancel);
        var inHand = await db.UnitsInHandAsync(order, consignment, cancel);
        var goods = new List<(OrderLine Line, int Units)>();
        foreach (var (line, units) in wanted.Goods)
        {
            if (goods.Exists(g => g.Line.Id == line) || consignment.Lines.SingleOrDefault(l => l.Id == line) is not { } bought) return ReturnRefusals.NotFound;
            if (units < 1) return ReturnRefusals.NoGoods;
            // A case, another return or a doubting bank decides about it.
            if (bought.InDispute) return OrderRefusals.InDispute;
            if (units > inHand[line] - before.GetValueOrDefault(line) || !bought.Left.Goods.IsPositive) return ReturnRefusals.TooManyUnits;
            goods.Add((bought, units));
        }

        var made = Return.Request(consignment, wanted.Reason, wanted.Note.Trim(), goods, own.ReturnPostage == ReturnPostage.AllGoods, now);
        db.Returns.Add(made);
        consignment.Keep(goods.Select(g => g.Line), now);
        db.OrderEvents.Add(OrderEvent.Of(order.Id, id, OrderEventKind.ReturnRequested, "buyer", now, wanted.Reason.ToString()));
        // A withdrawal is confirmed in a form that lasts: Directive 2011/83/EU, article 11(3).
        db.TellBuyer(order, "return-requested", made.Id.Value.ToString("N"), now, ("merchant", consignment.MerchantName), ("days", Return.AnswerDays.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await db.TellMerchantAsync(made, order.Number, "return-asked", now, cancel, ("days", Return.AnswerDays.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return made.Id;
    }, cancel);
}
