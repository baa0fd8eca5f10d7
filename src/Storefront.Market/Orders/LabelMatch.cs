using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Storefront.Shipping;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Rates;

namespace Storefront.Orders;

/// <summary>Compares the label that is wanted with what the buyer accepted: where it goes, what is inside, which class of weight and size the delivery was paid for, and by when it was promised.</summary>
internal static class LabelMatch
{
    /// <summary>Names address and content as they are now, so that a purchase can tell whether they are still those of the comparison.</summary>
    public static string Basis(this PackedConsignment packed)
    {
        var to = packed.Order.ShipTo;
        var text = new StringBuilder().AppendJoin('|', Place(to)).Append('\n');
        foreach (var line in packed.Consignment.Lines.OrderBy(l => l.Id)) text.Append(Content(line)).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The first thing in which the label would contradict what was accepted; null when it agrees.</summary>
    public static Refusal? Contradiction(this PackedConsignment packed, LabelOrder wanted, CarrierRate rate, DeliveryTariffs tariffs, DateTime nowUtc) =>
        Address(packed, tariffs)
        ?? (wanted.Basis is { } basis && basis != packed.Basis() ? LabelRefusals.ContentChanged : null)
        ?? WeightOrSize(packed, wanted, tariffs)
        ?? Speed(packed.Consignment, wanted, rate, nowUtc);

    /// <summary>Another country is another quote; another postcode only where delivery there has another price.</summary>
    private static Refusal? Address(PackedConsignment packed, DeliveryTariffs tariffs)
    {
        var (consignment, to) = (packed.Consignment, packed.Order.ShipTo);
        if (consignment.Terms.Place is not { } place || (place.Country == to.Country && place.Postcode == to.Postcode)) return null;
        if (place.Country != to.Country) return LabelRefusals.AddressDiffers(place.ToString(), AcceptedPlace.Of(to).ToString());
        var (accepted, now) = (Class(packed, tariffs, place, consignment.PackedWeight(), consignment.PackedSize()), Class(packed, tariffs, AcceptedPlace.Of(to), consignment.PackedWeight(), consignment.PackedSize()));
        if (accepted == now) return null;
        return LabelRefusals.AddressDiffers(place.ToString(), AcceptedPlace.Of(to).ToString());
    }

    private static Refusal? WeightOrSize(PackedConsignment packed, LabelOrder wanted, DeliveryTariffs tariffs)
    {
        var (consignment, place) = (packed.Consignment, AcceptedPlace.Of(packed.Order.ShipTo));
        var (weight, size) = (consignment.PackedWeight(), consignment.PackedSize());
        // Usual packing is allowed for. Where the method does not carry even that by the rough measure of a stack, no class can be named.
        if (Class(packed, tariffs, place, weight, size) is not { IsPositive: true } usual) return null;
        if (Class(packed, tariffs, place, wanted.Weight, wanted.Size) is not { } price) return LabelRefusals.NoClass;
        if (price <= usual) return null;
        var now = Money.Of(consignment.Delivery.Major * price.Major / usual.Major, consignment.Delivery.Currency, Rounding.HalfUp);
        if (wanted.Bears is { } borne && borne.Currency == now.Currency && borne >= now - consignment.Delivery) return null;
        var byWeight = Class(packed, tariffs, place, wanted.Weight, size) is not { } heavier || heavier > usual;
        return byWeight ? LabelRefusals.WeightDiffers(weight, wanted.Weight, consignment.Delivery, now) : LabelRefusals.SizeDiffers(size, wanted.Size, consignment.Delivery, now);
    }

    private static Refusal? Speed(Consignment consignment, LabelOrder wanted, CarrierRate rate, DateTime nowUtc)
    {
        var late = (int)Math.Ceiling((nowUtc.AddDays(rate.DaysMax) - consignment.PromisedByUtc).TotalDays);
        return late <= 0 || wanted.LateIsConfirmed ? null : LabelRefusals.TooSlow(rate.ServiceName, late);
    }

    /// <summary>What the market's tariff asks for such a parcel, in the tariff's currency: by the buyer's method, else by the cheapest that carries it; null when none does.</summary>
    private static Money? Class(PackedConsignment packed, DeliveryTariffs tariffs, AcceptedPlace place, Weight weight, Dimensions size)
    {
        int[] sides = [size.LengthMm, size.WidthMm, size.HeightMm];
        Array.Sort(sides);
        var area = RemoteAreas.BuiltIn.Find(place.Country, place.Postcode);
        var hasBattery = packed.Consignment.Lines.Any(l => l.Battery != BatteryContent.None);
        var offered = tariffs.Quote(packed.Consignment.ShipsFrom, place.Country, area, weight.Grams, (sides[2], sides[1], sides[0]), hasBattery);
        return offered.Succeeded ? (offered.Value.FirstOrDefault(o => o.MethodKey == packed.Consignment.DeliveryMethod) ?? offered.Value[0]).Price : null;
    }

    private static string?[] Place(PostalAddress a) => [a.Country.Code, a.Name, a.Company, a.Street, a.Street2, a.District, a.City, a.Region, a.Postcode, a.Phone, a.TaxId];

    private static string Content(OrderLine line) => string.Create(
        CultureInfo.InvariantCulture, $"{line.Variant.Value:N}|{line.Quantity}|{line.HsCode}|{line.Origin}|{line.Battery}|{string.Join(',', line.Sensitive)}|{line.UnitWeight.Grams}|{line.LineTotal.Minor}|{line.CustomsDescription}");
}
