using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>One consignment as its merchant works on it. Amounts in the charge currency are those of the accepted quote.</summary>
public sealed record MerchantOrderSheet
{
    public required ConsignmentId Id { get; init; }

    public required string OrderNumber { get; init; }

    public required ConsignmentStatus Status { get; init; }

    public required PostalAddress ShipTo { get; init; }

    /// <summary>See <see cref="Order.Gift"/>.</summary>
    public required string? Gift { get; init; }

    /// <summary>The buyer's language, for a word on the packing slip.</summary>
    public required string Language { get; init; }

    public required DateTime PlacedAtUtc { get; init; }

    public required DateTime DispatchByUtc { get; init; }

    public required DateTime PromisedByUtc { get; init; }

    public required string DeliveryMethod { get; init; }

    /// <summary>The shop's rate card by which the buyer paid for delivery, as it was; null for the platform's own tariff.</summary>
    public BuyerCard? Card { get; init; }

    /// <summary>Where the parcel goes instead of <see cref="ShipTo"/>; null where it goes there.</summary>
    public PickupPoint? Point { get; init; }

    public required OrderTerms Terms { get; init; }

    public required QuoteFigures Paid { get; init; }

    /// <summary>Refunded so far, in the charge currency.</summary>
    public required Money Refunded { get; init; }

    public required PayoutFigures Payout { get; init; }

    /// <summary>What its labels cost, in the merchant's currency, as it was taken from the balance; zero before there is one, and for those that a carrier bills to the merchant's own account.</summary>
    public required Money Labels { get; init; }

    /// <summary>What carriers are expected to bill the merchant for paying customs, in the charge currency, as the buyer paid it: see <see cref="CarrierRate.BilledAtBorder"/>. Null for nothing.</summary>
    public Money? ExpectedAtBorder { get; init; }

    public required bool InDispute { get; init; }

    /// <summary>Something has left, and the rest has not.</summary>
    public bool IsPartlySent { get; init; }

    /// <summary>Other orders that go to the same address and could lie in the same parcel.</summary>
    public IReadOnlyList<TogetherSheet> Together { get; init; } = [];

    public required bool CrossesBorder { get; init; }

    /// <summary>What the customs declaration lacks; null when it is complete or none is needed.</summary>
    public required Refusal? CustomsFault { get; init; }

    /// <summary>Weight of the goods with usual packing, as a first guess for the scales.</summary>
    public required Weight UsualWeight { get; init; }

    public required Dimensions UsualSize { get; init; }

    public required IReadOnlyList<MerchantOrderLine> Lines { get; init; }

    public required IReadOnlyList<ParcelSheet> Parcels { get; init; }

    public required IReadOnlyList<OrderEventSheet> Events { get; init; }

    /// <summary>Corrections of the address, newest first.</summary>
    public IReadOnlyList<AddressChange> Addresses { get; init; } = [];
}

/// <param name="Why">Why it does not go in one parcel with this order; null when it does.</param>
public sealed record TogetherSheet(ConsignmentId Consignment, string OrderNumber, int Units, DateTime DispatchByUtc, Refusal? Why)
{
    internal static TogetherSheet Of(Order order, Consignment consignment, Refusal? why) => new(consignment.Id, order.Number, consignment.Lines.Sum(l => l.ToSend), consignment.DispatchByUtc, why);
}

/// <summary>What the buyer paid for the consignment, in the charge currency; the parts sum to <paramref name="Total"/>.</summary>
/// <param name="Goods">After <see cref="Discount"/>.</param>
public sealed record QuoteFigures(Money Goods, Money Delivery, Money Duty, Money Tax, Money Fees, Money Total)
{
    /// <summary>What the merchant's code took off the goods; null where there is none.</summary>
    public Money? Discount { get; init; }

    public string? DiscountCode { get; init; }

    internal static QuoteFigures Of(Consignment c) => new(c.Goods, c.Delivery, c.Duty, c.Tax, c.Fees, c.Total) { Discount = c.DiscountCode is null ? null : c.Discount, DiscountCode = c.DiscountCode };
}

/// <summary>What the merchant gets for it when it is received, in its own currency, before the label.</summary>
/// <param name="Fee">The platform's commission on goods and delivery, rounded half up for each line.</param>
/// <param name="FeeTax">Tax on it, rounded in the same way.</param>
public sealed record PayoutFigures(Money Goods, Money Delivery, Money Fee, PartsPerMillion FeeTaxShare, Money FeeTax)
{
    /// <summary>What its code took off <see cref="Goods"/>, which are without it; the merchant bears it.</summary>
    public required Money Discount { get; init; }

    public Money Net => Goods + Delivery - Fee - FeeTax;
}

/// <param name="Title">As the merchant calls the listing now; the buyer's words where the listing is gone.</param>
/// <param name="UnitPrice">In the merchant's currency.</param>
public sealed record MerchantOrderLine(
    Guid Id, string Sku, string Slug, string Title, string? Options, string? PictureUrl, int Quantity, Money UnitPrice, Money LineTotal, HsCode HsCode, Country Origin, string CustomsDescription, Weight UnitWeight, LineMoney Money)
{
    /// <summary>Units that the buyer waits for, that lie in no parcel and that no case is about.</summary>
    public int Left { get; init; }

    /// <summary>Units that may be packed now: also those whose money went back, none that a case is about.</summary>
    public int Free { get; init; }

    /// <summary>Units that will not be sent.</summary>
    public int Cancelled { get; init; }

    public Dimensions UnitSize { get; init; }

    internal static MerchantOrderLine Of(Consignment c, OrderLine l) =>
        new(l.Id, l.Sku, l.Slug, l.Title, l.Options, l.PictureUrl, l.Quantity, l.MerchantUnitPrice, l.LineTotal, l.HsCode, l.Origin, l.CustomsDescription, l.UnitWeight, LineMoney.Of(c, l));
}

/// <param name="Cost">What the carrier charges, in its currency.</param>
public sealed record ParcelSheet(
    ParcelId Id, ParcelStatus Status, string Carrier, string Service, string? TrackingNumber, Weight Weight, Dimensions Size, Money Cost, string? RefusalCode, DateTime CreatedAtUtc, IReadOnlyList<ScanSheet> Scans)
{
    /// <summary>Ours, under which the carrier knows the purchase.</summary>
    public required string Reference { get; init; }

    /// <summary>Bought with the merchant's own account, to which the carrier bills.</summary>
    public bool IsOwnAccount { get; init; }

    public ParcelLoad Load { get; init; }

    /// <summary>Empty where it carries all of its consignment.</summary>
    public IReadOnlyList<ContentSheet> Contents { get; init; } = [];

    /// <summary>The way to the carrier's sorting warehouse by another carrier; null where there is none. Its scans are among <see cref="Scans"/>.</summary>
    public FirstMileSheet? FirstMile { get; init; }

    /// <summary>The form of the label that the carrier made itself; null where ours is the label.</summary>
    public DocumentFormat? CarrierLabel { get; init; }

    /// <summary>How many further papers the carrier made.</summary>
    public int CarrierPapers { get; init; }
}

/// <param name="Status">The name of a <see cref="TrackingStatus"/>.</param>
/// <param name="IsFirstMile">On the way to the carrier's sorting warehouse, by another carrier.</param>
public sealed record ScanSheet(string Status, Country? Country, string? Place, DateTime AtUtc, bool IsFirstMile = false);

/// <summary>The first mile of a parcel, or of many.</summary>
public sealed record FirstMileSheet(ParcelId Id, ParcelStatus Status, string Carrier, string Service, string? TrackingNumber, PostalAddress Warehouse, string Reference, DateTime CreatedAtUtc, bool HasLabel)
{
    /// <summary>Its label stands, or may.</summary>
    public bool Stands => Status is not (ParcelStatus.Voided or ParcelStatus.Refused);

    internal static FirstMileSheet Of(Parcel p) => new(p.Id, p.Status, p.Carrier, p.Service, p.TrackingNumber, p.Warehouse!, p.Reference, p.CreatedAtUtc, p.LabelFile is not null);
}

public sealed record OrderEventSheet(OrderEventKind Kind, string Cause, string? Detail, DateTime AtUtc);

/// <summary>The order page of a merchant: its own consignment and nothing of the others'.</summary>
public sealed class MerchantOrder(MarketDb db, JointParcels joint, CarrierDirectory directory)
{
    public async Task<Outcome<MerchantOrderSheet>> OpenAsync(ConsignmentId id, Actor actor, CancellationToken cancel)
    {
        var order = await db.Orders.AsNoTracking().Include(o => o.Consignments.Where(c => c.Id == id)).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Consignments.Any(c => c.Id == id), cancel);
        if (order is null || !await actor.WorksForAsync(order.Consignments[0].Merchant, db, cancel)) return OrderRefusals.NotFound;
        var consignment = order.Consignments[0];
        // An unpaid order is not the merchant's business yet.
        if (consignment.Status is ConsignmentStatus.AwaitingPayment or ConsignmentStatus.Abandoned) return OrderRefusals.NotFound;

        var packing = (await db.PackingsAsync([(order, consignment)], track: false, cancel))[id];
        // What is packed next; where all is packed, the whole says how much that was.
        var next = packing.Rest.Lines.Count > 0 ? packing.Rest : PackedGoods.All(order, consignment);
        var titles = await db.TitlesAsync(consignment.Lines.Select(l => l.Listing), cancel);
        var crosses = consignment.CrossesBorder(order.ShipTo.Country);
        var earned = LineEarning.Sum([.. consignment.Lines.Select(l => consignment.Earning(l, l.Paid.Own))], consignment.MerchantGoods.Currency);
        return new MerchantOrderSheet
        {
            Id = id,
            OrderNumber = order.Number,
            Status = consignment.Status,
            ShipTo = order.ShipTo,
            Gift = order.Gift,
            Language = order.Language,
            PlacedAtUtc = order.PlacedAtUtc,
            DispatchByUtc = consignment.DispatchByUtc,
            PromisedByUtc = consignment.PromisedByUtc,
            DeliveryMethod = consignment.DeliveryMethod,
            Card = consignment.Card,
            Point = consignment.Point,
            Terms = consignment.Terms,
            Paid = QuoteFigures.Of(consignment),
            Refunded = new Money(consignment.RefundedMinor, consignment.Total.Currency),
            Payout = new PayoutFigures(consignment.MerchantGoods, consignment.MerchantDelivery, earned.Fee, consignment.FeeTax, earned.FeeTax) { Discount = consignment.Lines.Sum(l => l.MerchantDiscount, consignment.MerchantGoods.Currency) },
            Labels = await LabelsAsync(packing, cancel),
            ExpectedAtBorder = await AtBorderAsync(packing, cancel),
            InDispute = consignment.InDispute,
            CrossesBorder = crosses,
            CustomsFault = crosses ? next.Declare([]).Refusal : null,
            UsualWeight = next.PackedWeight(),
            UsualSize = next.PackedSize(),
            Lines = [.. consignment.Lines.OrderBy(l => l.Id).Select(l => MerchantOrderLine.Of(consignment, l) with { Title = titles.GetValueOrDefault(l.Listing, l.Title), Left = l.InDispute ? 0 : packing.Left(l), Free = l.InDispute ? 0 : packing.Free(l), Cancelled = l.CancelledUnits, UnitSize = l.UnitSize })],
            IsPartlySent = consignment.IsPartlySent,
            Together = [.. (await joint.FindAsync(order, consignment, cancel)).Select(g => TogetherSheet.Of(g.Order, g.Consignment, joint.WhyNot([PackedGoods.All(order, consignment).Lines, PackedGoods.All(g.Order, g.Consignment).Lines])))],
            Parcels = await db.ParcelsOfAsync(id, cancel),
            Events = await db.EventsOfAsync(order.Id, id, cancel),
            Addresses = await db.AddressChanges.AsNoTracking().Where(c => c.Order == order.Id).OrderByDescending(c => c.AtUtc).ThenBy(c => c.Id).ToListAsync(cancel),
        };
    }

    /// <summary>As the books took it: of a parcel with several orders this one's part.</summary>
    private async Task<Money> LabelsAsync(Packing packing, CancellationToken cancel)
    {
        var (id, owner) = (packing.Consignment.Id, packing.Consignment.Merchant.Value.ToString("N"));
        List<string> keys = [.. packing.Parcels.Where(p => p.Parcel.IsLive).SelectMany(p => Fulfilment.LabelKeys(p.Parcel, id))];
        var taken = await db.Postings.AsNoTracking().Where(p => p.Account == AccountKind.MerchantPayable && p.Owner == owner && db.JournalEntries.Any(e => e.Id == p.Entry && e.Consignment == id && keys.Contains(e.Key))).ToListAsync(cancel);
        return taken.Select(p => p.Amount).Sum(packing.Consignment.MerchantGoods.Currency);
    }

    /// <summary>Of what lies of this order in parcels that have their label.</summary>
    private async Task<Money?> AtBorderAsync(Packing packing, CancellationToken cancel)
    {
        var labelled = packing.Parcels.Where(p => p.Parcel.IsLive).ToList();
        if (labelled.Count == 0) return null;
        var packed = await PackedConsignment.FromAsync(db, PackedGoods.All(packing.Order, packing.Consignment), cancel);
        var billed = labelled.Select(p => (packed with { Goods = new PackedGoods([.. packing.LinesOf(p)]) }).BilledBy(directory.IncotermsOf(p.Parcel.Carrier, p.Parcel.Service))).OfType<Money>().ToList();
        return billed.Count == 0 ? null : billed.Sum(packing.Consignment.Total.Currency);
    }
}
