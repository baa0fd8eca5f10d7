using Storefront.Customs;
using Storefront.Ledger;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Whether a consignment crosses a border, and what its labels do to the books.</summary>
internal static class Fulfilment
{
    /// <summary>Whether the parcel crosses a customs border and needs a declaration.</summary>
    public static bool CrossesBorder(this Consignment consignment, Country destination) => !CustomsUnions.BuiltIn.SameArea(consignment.ShipsFrom, destination);

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
