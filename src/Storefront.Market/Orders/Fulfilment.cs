using Storefront.Customs;
using Storefront.Ledger;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>What a consignment tells a carrier: its parcel, its customs declaration, its label. All figures are those of the accepted quote.</summary>
internal static class Fulfilment
{
    /// <summary>Packing that is added to the goods where the merchant did not weigh the parcel: 5 %, at least 30 g.</summary>
    public static Weight PackedWeight(this Consignment consignment)
    {
        var goods = consignment.Lines.Aggregate(default(Weight), static (sum, l) => sum + (l.UnitWeight * l.Quantity));
        return goods + new Weight(Math.Max(30, goods.Grams / 20));
    }

    /// <summary>Units stacked on their smallest side: the footprint of the largest unit, the heights added up.</summary>
    public static Dimensions PackedSize(this Consignment consignment)
    {
        var length = consignment.Lines.Max(l => l.UnitSize.LengthMm);
        var width = consignment.Lines.Max(l => l.UnitSize.WidthMm);
        var height = consignment.Lines.Sum(l => l.UnitSize.HeightMm * l.Quantity);
        return new Dimensions(length, width, height);
    }

    /// <summary>Whether the parcel crosses a customs border and needs a declaration.</summary>
    public static bool CrossesBorder(this Consignment consignment, Country destination) => !CustomsUnions.BuiltIn.SameArea(consignment.ShipsFrom, destination);

    /// <summary>The declaration, valued at what the buyer paid for the goods.</summary>
    public static Outcome<CustomsDeclaration> Declare(this Consignment consignment, string invoiceNumber)
    {
        var declared = CustomsDeclaration.Declare(
            CustomsCategory.SaleOfGoods,
            [.. consignment.Lines.Select(l => new CustomsLine(l.CustomsDescription, l.Quantity, l.UnitWeight * l.Quantity, l.LineTotal, l.HsCode, l.Origin) { Sku = l.Sku, Battery = l.Battery })],
            consignment.IsPrepaid() ? Incoterm.Ddp : Incoterm.Dap);
        if (!declared.Succeeded) return declared;
        return declared.Value with { InvoiceNumber = invoiceNumber, Postage = consignment.Delivery, SenderReferenceKind = consignment.SchemeToTell() };
    }

    /// <summary>The label's cost: owed to the carrier in its currency, taken from the merchant's balance in the merchant's at the middle rate, half a minor unit up.</summary>
    public static JournalEntry LabelBought(Parcel parcel, Currency merchantCurrency, ExchangeRates rates, DateTime nowUtc) =>
        Label(parcel, $"label:{parcel.Id.Value:N}", rates.Convert(parcel.Cost, merchantCurrency, Rounding.HalfUp), parcel.Cost, nowUtc);

    /// <summary>Undoes exactly what the purchase posted.</summary>
    public static JournalEntry LabelVoided(Parcel parcel, JournalEntry bought, DateTime nowUtc)
    {
        var merchant = bought.Postings.Single(p => p.Account == AccountKind.MerchantPayable).Amount;
        return Label(parcel, $"label-voided:{parcel.Id.Value:N}", -merchant, -parcel.Cost, nowUtc);
    }

    private static JournalEntry Label(Parcel parcel, string key, Money merchant, Money carrier, DateTime nowUtc)
    {
        var entry = JournalEntry.Of(key, parcel.Order, parcel.Consignment, nowUtc)
            .Debit(AccountKind.MerchantPayable, parcel.Merchant.Value.ToString("N"), merchant)
            .Credit(AccountKind.CarrierPayable, parcel.Carrier, carrier);
        if (merchant.Currency != carrier.Currency) entry.Credit(AccountKind.FxPosition, "", merchant).Debit(AccountKind.FxPosition, "", carrier);
        return entry.Balanced();
    }
}
