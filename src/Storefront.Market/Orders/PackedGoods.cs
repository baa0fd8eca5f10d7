using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Units of an order line in one parcel.</summary>
internal sealed record PackedLine(Order Order, Consignment Consignment, OrderLine Line, int Quantity)
{
    public Weight Weight => Line.UnitWeight * Quantity;

    /// <summary>What the buyer paid for these units, in the charge currency: the unit's price each, less their share of the line's discount, and the line's total for all of them.</summary>
    public Money Value => Quantity == Line.Quantity ? Line.LineTotal : (Line.UnitPrice * Quantity) - Discount;

    /// <summary>What the merchant's code took off these units.</summary>
    public Money Discount => Share(Line.Discount);

    /// <summary>What one of them cost, discount taken off, half a minor unit up: for papers.</summary>
    public Money UnitPaid => Line.DiscountMinor == 0 ? Line.UnitPrice : Value.Proportion(1, Quantity, Rounding.HalfUp);

    public Money Delivery => Share(Line.Delivery);

    /// <summary>Duty, tax and clearance fees that were paid for these units at checkout.</summary>
    public Money Prepaid => Share(Line.Duty) + Share(Line.Tax) + Share(Line.Fees);

    public LineParts Paid => new(Value, Delivery, Share(Line.Duty), Share(Line.Tax), Share(Line.Fees));

    /// <summary>In the proportion of units, half a minor unit up: for papers, which no posting follows.</summary>
    private Money Share(Money of) => Quantity == Line.Quantity ? of : of.Proportion(Quantity, Line.Quantity, Rounding.HalfUp);
}

/// <summary>What lies in one parcel: the units of one consignment, of some of it, or of several orders of one buyer. All of its papers are made from this.</summary>
/// <param name="Part">Which of its consignment's parcels it is; null for one that carries all.</param>
internal sealed record PackedGoods(IReadOnlyList<PackedLine> Lines, int? Part = null)
{
    /// <summary>All of a consignment, in the order of its lines.</summary>
    public static PackedGoods All(Order order, Consignment consignment) => new([.. consignment.Lines.Select(l => new PackedLine(order, consignment, l, l.Quantity))]);

    public IReadOnlyList<Order> Orders => [.. Lines.Select(l => l.Order).DistinctBy(o => o.Id)];

    public IReadOnlyList<Consignment> Consignments => [.. Lines.Select(l => l.Consignment).DistinctBy(c => c.Id)];

    /// <summary>The number that stands on papers: of a part with its place, so that no two papers have one number.</summary>
    public string Number => Part is { } part ? $"{Lines[0].Order.Number}-{part}" : Lines[0].Order.Number;

    /// <summary>The numbers of all orders in it.</summary>
    public string OrderNumbers => string.Join(", ", Orders.Select(o => o.Number));

    public ParcelLoad Load => Consignments.Count > 1 ? ParcelLoad.Joint : Part is null ? ParcelLoad.Whole : ParcelLoad.Part;

    public Currency Currency => Lines[0].Line.LineTotal.Currency;

    public Money Value => Lines.Sum(l => l.Value, Currency);

    /// <summary>What merchants' codes took off, see <see cref="PackedLine.Discount"/>.</summary>
    public Money Discount => Lines.Sum(l => l.Discount, Currency);

    public Money Delivery => Lines.Sum(l => l.Delivery, Currency);

    public LineParts Paid => new(Value, Delivery, Lines.Sum(l => l.Paid.Duty, Currency), Lines.Sum(l => l.Paid.Tax, Currency), Lines.Sum(l => l.Paid.Fees, Currency));

    /// <summary>The batteries in it, each kind once, whether or not a border is crossed.</summary>
    public IReadOnlyList<BatteryContent> Batteries => [.. Lines.Select(l => l.Line.Battery).Kinds()];

    /// <summary>Goods with packing, where the merchant did not weigh the parcel: 5 %, at least 30 g.</summary>
    public Weight PackedWeight()
    {
        var goods = Lines.Aggregate(default(Weight), static (sum, l) => sum + l.Weight);
        return goods + new Weight(Math.Max(30, goods.Grams / 20));
    }

    /// <summary>Units stacked on their smallest side: the footprint of the largest unit, the heights added up.</summary>
    public Dimensions PackedSize() =>
        new(Lines.Max(l => l.Line.UnitSize.LengthMm), Lines.Max(l => l.Line.UnitSize.WidthMm), Lines.Sum(l => l.Line.UnitSize.HeightMm * l.Quantity));

    /// <summary>The declaration, valued at what the buyer paid for the goods.</summary>
    public Outcome<CustomsDeclaration> Declare(IReadOnlyList<TaxRegistration> registrations)
    {
        var (first, scheme) = (Lines[0].Consignment, Lines[0].Consignment.SchemeToTell());
        var declared = CustomsDeclaration.Declare(
            CustomsCategory.SaleOfGoods,
            [.. Lines.Select(l => new CustomsLine(l.Line.CustomsDescription, l.Quantity, l.Weight, l.Value, l.Line.HsCode, l.Line.Origin) { Sku = l.Line.Sku, LocalDescription = l.Line.LocalName, Battery = l.Line.Battery })],
            first.IsPrepaid() ? Incoterm.Ddp : Incoterm.Dap);
        if (!declared.Succeeded) return declared;
        return declared.Value with { InvoiceNumber = Number, Postage = Delivery, SenderReferenceKind = scheme, SenderReference = registrations.Under(scheme)?.Number };
    }
}
