using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>A return with what its merchant or an admin judges by. Amounts are in the charge currency.</summary>
/// <param name="Goods">Those that go back.</param>
public sealed record ReturnSheet(
    ReturnId Id, string OrderNumber, ConsignmentId Consignment, MerchantId Merchant, string MerchantName, Country From, ReturnReason Reason, string Note, ReturnCarriage Carriage, ReturnStatus Status,
    string? Answer, PostalAddress? SendTo, string? Carrier, string? TrackingNumber, Money GivenBack, DateTime RequestedAtUtc, DateTime? ReceivedAtUtc, DateTime? DueAtUtc, DateTime? ClosedAtUtc,
    bool IsFrozen, IReadOnlyList<ReturnSheetLine> Goods, IReadOnlyList<OrderEventSheet> Events)
{
    public string? Number { get; init; }

    /// <summary>Goods that crossed a customs border are back: there are papers for a repayment of import duty and tax.</summary>
    public bool HasReclaim { get; init; }

    /// <summary>Labels bought for the way back, newest first.</summary>
    public IReadOnlyList<ParcelSheet> Labels { get; init; } = [];

    /// <summary>What the buyer asks for its postage; null where it asks for nothing.</summary>
    public Money? PostageAsked { get; init; }

    /// <summary>Null while nobody has judged it.</summary>
    public Money? PostageGranted { get; init; }

    public string? PostageAnswer { get; init; }

    public DateTime? PostageOwedSinceUtc { get; init; }

    public DateTime? PostagePaidAtUtc { get; init; }

    public string? PostageReference { get; init; }

    /// <summary>The merchant brought a label from elsewhere.</summary>
    public bool HasGivenLabel { get; init; }

    /// <summary>The one that is used or will be.</summary>
    public ParcelSheet? Label => Labels.FirstOrDefault(l => l.Status is not (ParcelStatus.Voided or ParcelStatus.Refused));
}

/// <param name="Price">What the units cost, at most deducted.</param>
public sealed record ReturnSheetLine(
    Guid Id, Guid OrderLine, string Title, string? Options, string Sku, string? PictureUrl, int Units, int Bought, Money Price, int? Accepted, ReturnCondition? Condition, bool BackToStock, Money Deduction, string? DeductionReason);

/// <summary>Opens a return for the merchant that it concerns, or for an admin.</summary>
public sealed class ReturnFile(MarketDb db)
{
    public async Task<Outcome<ReturnSheet>> OpenAsync(ReturnId id, Actor actor, CancellationToken cancel)
    {
        var it = await db.Returns.AsNoTracking().Include(r => r.Lines).SingleOrDefaultAsync(r => r.Id == id, cancel);
        if (it is null || !(await actor.WorksForAsync(it.Merchant, db, cancel) || await actor.IsAdminAsync(db, cancel))) return ReturnRefusals.NotFound;
        var order = await db.Orders.AsNoTracking().Include(o => o.Consignments.Where(c => c.Id == it.Consignment)).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == it.Order, cancel);
        var consignment = order.Consignments[0];
        var before = it.IsOpen ? await ReturnCase.ReturnedBeforeAsync(db, consignment.Id, cancel) : new Dictionary<Guid, int>();
        return new ReturnSheet(
            id, order.Number, consignment.Id, it.Merchant, consignment.MerchantName, order.ShipTo.Country, it.Reason, it.Note, it.Carriage, it.Status, it.Answer, it.SendTo, it.Carrier, it.TrackingNumber,
            it.GivenBack, it.RequestedAtUtc, it.ReceivedAtUtc, it.DueAtUtc, it.ClosedAtUtc, it.FrozenAtUtc is not null,
            [.. it.Lines.Select(l => Line(l, consignment.Lines.Single(b => b.Id == l.OrderLine), before)).OrderBy(l => l.OrderLine)],
            await db.EventsOfAsync(order.Id, consignment.Id, cancel))
        {
            PostageAsked = it.PostageAskedMinor is { } asked ? new Money(asked, it.GivenBack.Currency) : null, PostageGranted = it.PostageGrantedMinor is null ? null : it.PostageGranted, PostageAnswer = it.PostageAnswer,
            PostageOwedSinceUtc = it.PostageOwedSinceUtc, PostagePaidAtUtc = it.PostagePaidAtUtc, PostageReference = it.PostageReference,
            HasReclaim = it.ReceivedAtUtc is not null && consignment.CrossesBorder(order.ShipTo.Country), Number = it.Number, HasGivenLabel = it.LabelFile is not null, Labels = await db.ReturnParcelsOfAsync(id, cancel),
        };
    }

    /// <summary>The returns of an order, for its pages at either desk, oldest first.</summary>
    public async Task<Outcome<IReadOnlyList<ReturnRow>>> OfOrderAsync(string orderNumber, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var found = await (from r in db.Returns.AsNoTracking()
                           join o in db.Orders on r.Order equals o.Id
                           where o.Number == orderNumber
                           orderby r.RequestedAtUtc, r.Id
                           select r).ToListAsync(cancel);
        var goods = await db.ReturnedGoodsAsync(found.ConvertAll(r => r.Id), cancel);
        return found.ConvertAll(r => new ReturnRow(r.Id, orderNumber, goods[r.Id].Title, goods[r.Id].Units, r.Reason, r.Status, r.GivenBack, r.RequestedAtUtc, r.DueAtUtc));
    }

    private static ReturnSheetLine Line(ReturnLine back, OrderLine bought, IReadOnlyDictionary<Guid, int> before) => new(
        back.Id, bought.Id, bought.Title, bought.Options, bought.Sku, bought.PictureUrl, back.Units, bought.Quantity, ReturnRefund.Goods(bought, before.GetValueOrDefault(bought.Id), back.Units),
        back.AcceptedUnits, back.Condition, back.BackToStock, new Money(back.DeductionMinor, bought.LineTotal.Currency), back.DeductionReason);
}
