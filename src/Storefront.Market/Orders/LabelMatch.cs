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
        foreach (var line in packed.Goods.Lines.OrderBy(l => l.Line.Id)) text.Append(Content(line)).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The first thing in which the label would contradict what was accepted; null when it agrees.</summary>
    public static Refusal? Contradiction(this PackedConsignment packed, LabelOrder wanted, CarrierRate rate, DeliveryTariffs tariffs, DateTime nowUtc) =>
        Address(packed, tariffs)
        ?? (wanted.Basis is { } basis && basis != packed.Basis() ? LabelRefusals.ContentChanged : null)
        ?? WhyDearer(packed, wanted.Weight, wanted.Size, tariffs, wanted.Bears)
        ?? Speed(packed, wanted, rate, nowUtc);

    /// <summary>Another country is another quote; another postcode or town only where delivery there has another price. Of several orders each was quoted for its own place.</summary>
    private static Refusal? Address(PackedConsignment packed, DeliveryTariffs tariffs)
    {
        var (goods, to) = (packed.Goods, packed.Order.ShipTo);
        var (weight, size) = (goods.PackedWeight(), goods.PackedSize());
        foreach (var place in goods.Consignments.Select(c => c.Terms.Place).OfType<AcceptedPlace>())
        {
            // Orders of before towns were compared were quoted without one.
            var now = AcceptedPlace.Of(to) is var there && place.Town is null ? there with { Town = null } : there;
            // A pickup point stays where it is, wherever its buyer lives.
            if (place.Country == to.Country && (packed.Consignment.Point is not null || place == now || Class(goods, tariffs, place, weight, size) == Class(goods, tariffs, now, weight, size))) continue;
            return LabelRefusals.AddressDiffers(place.ToString(), AcceptedPlace.Of(to).ToString());
        }

        return null;
    }

    /// <summary>Compares the parcel with all for which delivery was paid, whatever of it lies in this one: a part may be as dear as the whole, and orders together as dear as all of them.</summary>
    /// <param name="borne">What the merchant takes upon itself; null where it has not been asked.</param>
    public static Refusal? WhyDearer(this PackedConsignment packed, Weight gross, Dimensions outer, DeliveryTariffs tariffs, Money? borne)
    {
        var (goods, place) = (packed.Goods, AcceptedPlace.Of(packed.Recipient));
        var paid = goods.Lines.Select(l => (l.Order, l.Consignment)).DistinctBy(g => g.Consignment.Id).Select(g => PackedGoods.All(g.Order, g.Consignment)).ToList();
        var classes = paid.ConvertAll(p => Class(p, tariffs, place, p.PackedWeight(), p.PackedSize()));
        // Usual packing is allowed for. Where the method does not carry even that by the rough measure of a stack, no class can be named.
        if (classes.Exists(c => c is not { IsPositive: true })) return null;
        var usual = classes.Sum(c => c!.Value, classes[0]!.Value.Currency);
        if (Class(goods, tariffs, place, gross, outer) is not { } price) return LabelRefusals.NoClass;
        if (price <= usual) return null;
        var all = new PackedGoods([.. paid.SelectMany(p => p.Lines)]);
        var (weight, size, delivery) = (all.PackedWeight(), all.PackedSize(), goods.Consignments.Sum(c => c.Delivery, goods.Currency));
        var now = Money.Of(delivery.Major * price.Major / usual.Major, delivery.Currency, Rounding.HalfUp);
        if (borne is { } bears && bears.Currency == now.Currency && bears >= now - delivery) return null;
        var byWeight = Class(goods, tariffs, place, gross, size) is not { } heavier || heavier > usual;
        return byWeight ? LabelRefusals.WeightDiffers(weight, gross, delivery, now) : LabelRefusals.SizeDiffers(size, outer, delivery, now);
    }

    private static Refusal? Speed(PackedConsignment packed, LabelOrder wanted, CarrierRate rate, DateTime nowUtc)
    {
        var late = (int)Math.Ceiling((nowUtc.AddDays(rate.DaysMax) - packed.PromisedByUtc).TotalDays);
        return late <= 0 || wanted.LateIsConfirmed ? null : LabelRefusals.TooSlow(rate.ServiceName, late);
    }

    /// <summary>What such a parcel costs by the rate card that the buyer paid by, or by the market's tariff, in its currency: by the buyer's method, else by the cheapest that carries it; null when none
    /// does.</summary>
    private static Money? Class(PackedGoods goods, DeliveryTariffs tariffs, AcceptedPlace place, Weight weight, Dimensions size)
    {
        int[] sides = [size.LengthMm, size.WidthMm, size.HeightMm];
        Array.Sort(sides);
        var area = RemoteAreas.BuiltIn.Find(place.Country, place.Postcode, place.Town);
        var (consignment, hasBattery) = (goods.Lines[0].Consignment, goods.Lines.Any(l => l.Line.Battery != BatteryContent.None));
        if (consignment.Card is { } card) return card.Offer(place.Country, place.Postcode, place.Town, weight.Grams, (sides[2], sides[1], sides[0]), hasBattery: false, [])?.Price;
        var offered = tariffs.Quote(consignment.ShipsFrom, place.Country, area, weight.Grams, (sides[2], sides[1], sides[0]), hasBattery);
        return offered.Succeeded ? (offered.Value.FirstOrDefault(o => o.MethodKey == consignment.DeliveryMethod) ?? offered.Value[0]).Price : null;
    }

    private static string?[] Place(PostalAddress a) => [a.Country.Code, a.Name, a.Company, a.Street, a.Street2, a.District, a.City, a.Region, a.Postcode, a.Phone, a.TaxId];

    private static string Content(PackedLine packed)
    {
        var line = packed.Line;
        return string.Create(
            CultureInfo.InvariantCulture, $"{packed.Order.Number}|{line.Variant.Value:N}|{packed.Quantity}|{line.HsCode}|{line.Origin}|{line.Battery}|{string.Join(',', line.Sensitive)}|{line.UnitWeight.Grams}|{packed.Value.Minor}|{line.CustomsDescription}");
    }
}
