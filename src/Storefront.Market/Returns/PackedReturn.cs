using Microsoft.EntityFrameworkCore;
using Storefront.Customs;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>What comes back, as a carrier and customs are told of it: from the buyer's address to where the goods were asked to be sent, valued as they were declared when they left.</summary>
/// <param name="Outward">The first parcel in which any of them left; null where no label of ours is known.</param>
/// <param name="OutwardNumber">The number on the papers of that parcel: the order's, with the part's for a part; of goods of several orders that of the first.</param>
internal sealed record PackedReturn(Return Return, Order Order, Consignment Consignment, string MerchantEmail, Parcel? Outward, string OutwardNumber)
{
    /// <summary>When it left; of goods whose parcel is not known, when the last of the order did.</summary>
    public DateTime? LeftAtUtc => Outward?.HandedOverAtUtc ?? Consignment.HandedOverAtUtc;

    private PostalAddress To => Return.SendTo ?? throw new InvalidOperationException("Nobody has said yet where the goods go.");

    private IReadOnlyList<(OrderLine Line, int Units)> Goods =>
        [.. Consignment.Lines.Where(Return.IsAbout).OrderBy(l => l.Id).Select(l => (l, Return.Lines.Single(b => b.OrderLine == l.Id).Units))];

    public static async Task<PackedReturn?> LoadAsync(MarketDb db, ReturnId id, CancellationToken cancel)
    {
        var found = await db.Returns.Include(r => r.Lines).SingleOrDefaultAsync(r => r.Id == id, cancel);
        if (found is null) return null;
        var order = await db.Orders.Include(o => o.Consignments.Where(c => c.Id == found.Consignment)).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == found.Order, cancel);
        var email = await db.Merchants.AsNoTracking().Where(m => m.Id == found.Merchant).Select(m => m.Email).SingleAsync(cancel);
        var lines = found.Lines.Select(l => l.OrderLine).ToList();
        var outward = await db.ParcelsOf([found.Consignment]).AsNoTracking().Where(p => p.HandedOverAtUtc != null && (p.Load == ParcelLoad.Whole || db.ParcelContents.Any(c => c.Parcel == p.Id && lines.Contains(c.Line))))
            .OrderBy(p => p.HandedOverAtUtc).ThenBy(p => p.Id).FirstOrDefaultAsync(cancel);
        var number = outward is { Load: ParcelLoad.Joint } joint && joint.Order != order.Id ? await db.Orders.AsNoTracking().Where(o => o.Id == joint.Order).Select(o => o.Number).SingleAsync(cancel) : order.Number;
        return new PackedReturn(found, order, order.Consignments[0], email, outward, outward?.Part is { } part ? $"{number}-{part}" : number);
    }

    /// <summary>Why no label is made now; null when one may be.</summary>
    public Refusal? WhyNotLabelled()
    {
        if (Return.FrozenAtUtc is not null) return ReturnRefusals.Frozen;
        return Return.Status == ReturnStatus.Approved && Return.SendTo is not null ? null : ReturnRefusals.NotNow;
    }

    /// <summary>The goods' own mass and usual packing: 5 %, at least 30 g, as outward.</summary>
    public Weight UsualWeight()
    {
        var goods = Goods.Aggregate(default(Weight), static (sum, g) => sum + (g.Line.UnitWeight * g.Units));
        return goods + new Weight(Math.Max(30, goods.Grams / 20));
    }

    /// <summary>Units stacked on their smallest side, as outward.</summary>
    public Dimensions UsualSize() => new(Goods.Max(g => g.Line.UnitSize.LengthMm), Goods.Max(g => g.Line.UnitSize.WidthMm), Goods.Sum(g => g.Line.UnitSize.HeightMm * g.Units));

    /// <summary>The first of the goods whose hazard the service does not take; null where it takes all.</summary>
    public Refusal? NotTaken(MatchOffers match, CarrierRate rate) => match.NotTaken(Goods.Select(g => g.Line), rate.CarrierKey, rate.ServiceKey, rate.ServiceName);

    /// <summary>The batteries in it, each kind once.</summary>
    private IReadOnlyList<BatteryContent> Batteries => [.. Goods.Select(g => g.Line.Battery).Kinds()];

    /// <summary>Null where no customs border is crossed. A unit is worth its share of what was declared for its line, rounded half up.</summary>
    public Outcome<CustomsDeclaration>? Declare()
    {
        if (CustomsUnions.BuiltIn.SameArea(Order.ShipTo.Country, To.Country)) return null;
        var declared = CustomsDeclaration.Declare(
            CustomsCategory.ReturnedGoods,
            [
                .. Goods.Select(g => new CustomsLine(
                    g.Line.CustomsDescription, g.Units, g.Line.UnitWeight * g.Units, Worth(g.Line, g.Units), g.Line.HsCode, g.Line.Origin)
                {
                    Sku = g.Line.Sku, Battery = g.Line.Battery,
                }),
            ],
            // Whoever sold them takes them in again, and sees to the relief for returned goods.
            Incoterm.Dap);
        if (!declared.Succeeded) return declared;
        var exported = LeftAtUtc is { } at ? DateOnly.FromDateTime(at) : default(DateOnly?);
        return declared.Value with { InvoiceNumber = OutwardNumber, Export = new ReturnedExport(OutwardNumber, Outward?.TrackingNumber, exported) };
    }

    /// <summary>What was paid for so many units.</summary>
    private static Money Worth(OrderLine line, int units) => units == line.Quantity ? line.LineTotal : line.LineTotal.Proportion(units, line.Quantity, Rounding.HalfUp);

    public RateRequest RateRequest(Weight weight, Dimensions size, DateTime nowUtc)
    {
        var customs = Declare() is { Succeeded: true } declared ? declared.Value : null;
        return new RateRequest
        {
            From = Order.ShipTo, To = To, Weight = weight, Size = size, DeclaredValue = customs?.TotalValue ?? Goods.Sum(g => Worth(g.Line, g.Units), Order.Total.Currency), AtUtc = nowUtc,
            Lines = customs?.Lines ?? [], Batteries = Batteries, Incoterm = customs?.Incoterm, IsReturn = true,
        };
    }

    public LabelRequest LabelRequest(Parcel parcel, CarrierRate rate, CustomsDeclaration? customs) => new()
    {
        Reference = parcel.Reference, Rate = rate, Sender = Order.ShipTo, Recipient = To, Weight = parcel.Weight, Size = parcel.Size, Customs = customs, Batteries = Batteries, OrderNumber = Return.Number ?? Order.Number,
        SenderEmail = Order.Email, RecipientEmail = MerchantEmail, IsReturn = true,
    };

    public PackedLabel Label() => new(Order.ShipTo, To, Return.Number ?? Order.Number, Batteries, Declare);
}
