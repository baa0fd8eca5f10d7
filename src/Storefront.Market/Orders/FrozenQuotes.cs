using Storefront.Customs;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Quotes goods anew at the prices that their buyers accepted: in the charge currency, so that no rate of today touches them, and by the rules of the day of the order.</summary>
internal static class FrozenQuotes
{
    /// <param name="lines">Of one merchant, to one country.</param>
    /// <param name="place">Where the parcel goes in that country.</param>
    public static LandedRequest RequestFor(IReadOnlyList<PackedLine> lines, PostalAddress place) => new()
    {
        ShipsFrom = lines[0].Consignment.ShipsFrom, Destination = lines[0].Order.ShipTo.Country, Postcode = place.Postcode, Town = place.Places(), ChargeCurrency = lines[0].Order.Total.Currency,
        AtUtc = lines.Max(l => l.Order.PlacedAtUtc), DeliveryMethod = lines[0].Consignment.DeliveryMethod, Cards = lines[0].Consignment.Card is { } card ? [card] : [],
        Items = [.. lines.Select(l => new LandedItem(l.Line.HsCode, l.Line.Origin, l.Quantity, l.Line.UnitPrice, l.Line.UnitWeight, l.Line.UnitSize, l.Line.Battery != BatteryContent.None) { Discount = l.Discount })],
    };

    /// <summary>Duty, tax and fees, wherever they are asked.</summary>
    public static Money Charges(this LandedQuote quote) => quote.Duty + quote.Tax + quote.Fees + (quote.DueAtDoor ?? Money.Zero(quote.Currency));
}
