using Microsoft.EntityFrameworkCore;
using Storefront.Addresses;
using Storefront.Data;
using Storefront.Notices;

namespace Storefront.Orders;

/// <summary>What a buyer is written about an order. Values are plain; the sentence and the formats are made when the mail is.</summary>
internal static class OrderNotices
{
    /// <summary>Where parcels are to be fetched, one line for each; nothing where all of them come to the buyer's own address.</summary>
    public static (string Name, string Value)[] Points(params IEnumerable<Consignment> consignments) =>
        string.Join('\n', consignments.Where(c => c.Point is not null).Select(c => $"{c.MerchantName}: {c.Point!.OnOneLine()}")) is { Length: > 0 } points ? [("points", points)] : [];

    /// <summary>An instant as mails about the order tell it: on the clocks of where it goes.</summary>
    public static string TimeThere(this Order order, DateTime utc) => NoticeTime.Write(utc, LocalTime.Of(order.ShipTo).Zone);

    /// <summary>The day of an instant where the order goes.</summary>
    public static string DayThere(this Order order, DateTime utc) => NoticeTime.Write(LocalTime.Of(order.ShipTo).DayOf(utc));

    /// <summary>What merchants' codes took off; nothing for an order without one.</summary>
    public static (string Name, string Value)[] Discounts(Order order) => order.Consignments.Where(c => c.DiscountCode is not null).ToList() is { Count: > 0 } lowered
        ? [("codes", string.Join(", ", lowered.Select(c => c.DiscountCode).Distinct())), ("discount", lowered.Sum(c => c.Discount, order.Total.Currency).ToString())] : [];

    /// <summary>A mail about this fact was written before.</summary>
    public static Task<bool> IsToldAsync(this MarketDb db, string template, string key, CancellationToken cancel)
    {
        var name = $"{template}:{key}";
        return db.Notices.AnyAsync(n => n.Key == name, cancel);
    }

    public static void TellBuyer(this MarketDb db, Order order, string template, string key, DateTime nowUtc, params (string Name, string Value)[] more)
    {
        // Whoever had its data erased is not written to any more.
        if (order.Email == OrderPersonalData.StandIn) return;
        var values = new Dictionary<string, string>
        {
            [Notice.Number] = order.Number,
            ["name"] = order.ShipTo.Name,
            ["total"] = order.Total.ToString(),
            ["link"] = $"/{order.Language}/orders/{order.Number}?key={order.AccessKey}",
        };
        foreach (var (name, value) in more) values[name] = value;
        db.Notices.Add(Notice.Of($"{template}:{key}", template, order.Email, order.Language, values, nowUtc));
    }
}
