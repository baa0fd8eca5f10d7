using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>A return with its order, loaded to be changed, and the steps that people and clocks share.</summary>
internal sealed record ReturnCase(Return Return, Order Order, Consignment Consignment)
{
    private IReadOnlyList<OrderLine> Lines => [.. Consignment.Lines.Where(Return.IsAbout)];

    public static async Task<ReturnCase?> LoadAsync(MarketDb db, ReturnId id, CancellationToken cancel)
    {
        var found = await db.Returns.Include(r => r.Lines).SingleOrDefaultAsync(r => r.Id == id, cancel);
        if (found is null) return null;
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == found.Order, cancel);
        return new ReturnCase(found, order, order.Consignments.Single(c => c.Id == found.Consignment));
    }

    /// <summary>Units of the consignment's order lines that ended returns gave money for.</summary>
    public static async Task<IReadOnlyDictionary<Guid, int>> ReturnedBeforeAsync(MarketDb db, ConsignmentId consignment, CancellationToken cancel) =>
        await db.Returns.AsNoTracking().Where(r => r.Consignment == consignment && r.Status == ReturnStatus.Refunded)
            .SelectMany(r => r.Lines).GroupBy(l => l.OrderLine).Select(g => new { g.Key, Units = g.Sum(l => l.AcceptedUnits ?? 0) }).ToDictionaryAsync(x => x.Key, x => x.Units, cancel);

    /// <summary>The goods go to the merchant's address in the buyer's country where it has one, else to where its parcels leave.</summary>
    public async Task ApproveAsync(MarketDb db, string by, DateTime nowUtc, CancellationToken cancel)
    {
        var merchant = await db.Merchants.AsNoTracking().Where(m => m.Id == Return.Merchant).Select(m => new { m.Address, m.ReturnAddresses, m.Name, m.ReturnPostage }).SingleAsync(cancel);
        var address = merchant.ReturnAddresses.FirstOrDefault(a => a.Country == Order.ShipTo.Country) ?? merchant.Address;
        Return.Approved(address with { Company = address.Company ?? (address.Name == merchant.Name ? null : merchant.Name) }, nowUtc);
        Tell(db, by, nowUtc);
        db.TellBuyer(Order, "return-approved", Key, nowUtc, ("days", Return.SendDays.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("carriage", Return.Carriage.ToString()));
        // Who pays was settled when the buyer asked; a label by itself is a matter of what the merchant chooses now.
        if (merchant.ReturnPostage != ReturnPostage.Buyer && Return.Carriage == ReturnCarriage.Merchant) db.Tell(new ReturnLabelWanted(Return.Id, 0), nowUtc);
    }

    /// <summary>The goods are on their way under this number.</summary>
    public async Task SentAsync(MarketDb db, string carrier, string trackingNumber, string by, DateTime nowUtc, CancellationToken cancel)
    {
        Return.Sent(carrier, trackingNumber, nowUtc);
        Tell(db, by, nowUtc);
        await db.TellMerchantAsync(Return, Order.Number, "return-sent", nowUtc, cancel, ("carrier", carrier), ("tracking", trackingNumber));
    }

    /// <summary>The buyer finds the label on the page of the return.</summary>
    /// <param name="key">One for each label.</param>
    public void LabelCame(MarketDb db, string key, DateTime nowUtc) =>
        db.TellBuyer(Order, "return-label", key, nowUtc, ("link", $"/{Order.Language}/returns/{Return.Id.Value:D}?key={Order.AccessKey}"), ("date", Order.DayThere(Return.DueAtUtc!.Value)));

    /// <summary>The key of the notice about a label.</summary>
    public static string LabelNotice(string key) => $"return-label:{key}";

    public void Received(MarketDb db, string by, DateTime nowUtc)
    {
        Return.Received(nowUtc);
        Tell(db, by, nowUtc);
        db.TellBuyer(Order, "return-received", Key, nowUtc, ("merchant", Consignment.MerchantName), ("days", Return.InspectDays.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>The lines say what was accepted: units go back on the shelf, money goes back to the buyer, and the rest of it goes its way.</summary>
    public async Task InspectedAsync(MarketDb db, ReleaseFunds release, string by, DateTime nowUtc, CancellationToken cancel)
    {
        Return.Inspected();
        // Always in the same order, so that two returns never wait for each other's rows.
        foreach (var (line, back) in Lines.Select(l => (Line: l, Back: Return.Lines.Single(b => b.OrderLine == l.Id))).Where(x => x.Back is { BackToStock: true, AcceptedUnits: > 0 }).OrderBy(x => x.Line.Variant.Value))
            await db.AdjustAsync(line.Variant, back.AcceptedUnits!.Value, nowUtc, cancel).OrStale();

        var refunds = ReturnRefund.Of(Return, Consignment, await ReturnedBeforeAsync(db, Consignment.Id, cancel));
        if (refunds.Count == 0)
        {
            // Goods that are not accepted were not proved to be at fault: their way is the buyer's.
            if (Return.PostageAskedMinor is not null) Return.PostageJudged(Money.Zero(Return.GivenBack.Currency), Return.PostageAnswer);
            await CloseAsync(db, release, null, by, nowUtc, cancel);
            return;
        }

        await db.WriteRefundAsync(Order, Consignment, refunds, $"return:{Key}", nowUtc, cancel);
        await db.EndIfAllRefundedAsync(Order, Consignment, nowUtc, cancel);
        Return.Refunded(refunds.Sum(r => r.Parts.Total, Order.Total.Currency), nowUtc);
        if (Return.PostageAskedMinor is not null)
        {
            if (Return.PostageGranted.IsPositive)
            {
                db.JournalEntries.Add(ReturnJournal.PostageOwed(Return, Consignment, Return.PostageGranted, nowUtc));
                Return.PostageOwed(nowUtc);
            }

            db.TellBuyer(Order, "return-postage", Key, nowUtc, ("amount", Return.PostageGranted.ToString()), ("granted", Return.PostageGranted.IsPositive ? "Yes" : "No"), ("reasons", Return.PostageAnswer ?? ""));
        }

        await db.TellReturnParcelsAsync(Return.Id, nowUtc, cancel);
        await LetGoAsync(db, release, nowUtc, cancel);
        Tell(db, by, nowUtc);
    }

    public async Task CloseAsync(MarketDb db, ReleaseFunds release, string? answer, string by, DateTime nowUtc, CancellationToken cancel)
    {
        Return.Closed(answer, nowUtc);
        await EndAsync(db, release, by, nowUtc, cancel);
    }

    public async Task RefuseAsync(MarketDb db, ReleaseFunds release, string answer, string by, DateTime nowUtc, CancellationToken cancel)
    {
        Return.Refused(answer, nowUtc);
        await EndAsync(db, release, by, nowUtc, cancel);
    }

    public void Tell(MarketDb db, string by, DateTime nowUtc) =>
        db.OrderEvents.Add(OrderEvent.Of(Order.Id, Consignment.Id, OrderEventKind.ReturnMoved, by, nowUtc, Return.Status.ToString()));

    private string Key => Return.Id.Value.ToString("N");

    private async Task EndAsync(MarketDb db, ReleaseFunds release, string by, DateTime nowUtc, CancellationToken cancel)
    {
        await db.TellReturnParcelsAsync(Return.Id, nowUtc, cancel);
        await LetGoAsync(db, release, nowUtc, cancel);
        Tell(db, by, nowUtc);
        db.TellBuyer(Order, "return-ended", Key, nowUtc, ("outcome", Return.Status.ToString()), ("reasons", Return.Answer ?? ""));
    }

    private async Task LetGoAsync(MarketDb db, ReleaseFunds release, DateTime nowUtc, CancellationToken cancel)
    {
        // While a bank doubts the payment, all lines stay where they are until it has decided.
        if (await db.Payments.AnyAsync(p => p.Order == Order.Id && p.IsDoubted, cancel)) return;
        Consignment.CaseClosed(Lines.Where(l => l.InDispute));
        await release.CaseClosedAsync(Order, Consignment, nowUtc, cancel);
    }
}
