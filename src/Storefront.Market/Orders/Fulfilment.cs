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

    /// <summary>The label's cost, with the rate and its source and day named in the entry: owed to the carrier in its currency, taken from the merchant's balance in the merchant's at the middle rate, half a minor unit up. Of a parcel with several orders
    /// each bears its part by the weight of its goods, divided by largest remainder so that the parts are the cost to the minor unit.</summary>
    /// <param name="load">Null for a parcel with all of one consignment.</param>
    public static IReadOnlyList<JournalEntry> LabelBought(Parcel parcel, Load? load, Currency merchantCurrency, ExchangeRates rates, DateTime nowUtc)
    {
        var rate = rates.Middle(parcel.Cost.Currency, merchantCurrency);
        var (key, cost) = ($"label:{parcel.Id.Value:N}", rate.Apply(parcel.Cost, Rounding.HalfUp));
        if (load is null || load.Goods.Count == 1) return [Label(parcel, key, parcel.Order, parcel.Consignment, cost, parcel.Cost, rate, nowUtc)];
        List<long> weights = [.. load.Goods.Select(g => load.Packed.Lines.Where(l => l.Consignment.Id == g.Consignment.Id).Sum(l => (long)l.Weight.Grams))];
        var (own, carrier) = (cost.Split(weights), parcel.Cost.Split(weights));
        return [.. load.Goods.Select((g, i) => Label(parcel, i == 0 ? key : $"{key}:{g.Consignment.Id.Value:N}", g.Order.Id, g.Consignment.Id, own[i], carrier[i], rate, nowUtc))];
    }

    /// <summary>Under one of these an order's part of a parcel's label was posted.</summary>
    public static IEnumerable<string> LabelKeys(Parcel parcel, ConsignmentId consignment) => [$"label:{parcel.Id.Value:N}", $"label:{parcel.Id.Value:N}:{consignment.Value:N}"];

    /// <summary>Undoes exactly what the purchase posted.</summary>
    public static JournalEntry LabelVoided(JournalEntry bought, DateTime nowUtc) => bought.Postings.OrderBy(p => p.Line)
        .Aggregate(JournalEntry.Of(bought.Key.Replace("label:", "label-voided:", StringComparison.Ordinal), bought.Order, bought.Consignment, nowUtc).At(bought.Rate), (entry, p) => entry.Credit(p.Account, p.Owner, p.Amount)).Balanced();

    private static JournalEntry Label(Parcel parcel, string key, OrderId order, ConsignmentId consignment, Money merchant, Money carrier, RateUsed rate, DateTime nowUtc)
    {
        var entry = JournalEntry.Of(key, order, consignment, nowUtc).At(new PostedRate(rate.From, rate.To, rate.Rate, rate.AsOf, rate.Source))
            .Debit(AccountKind.MerchantPayable, parcel.Merchant.Value.ToString("N"), merchant)
            .Credit(AccountKind.CarrierPayable, parcel.Carrier, carrier);
        if (merchant.Currency != carrier.Currency) entry.Credit(AccountKind.FxPosition, "", merchant).Debit(AccountKind.FxPosition, "", carrier);
        return entry.Balanced();
    }
}
