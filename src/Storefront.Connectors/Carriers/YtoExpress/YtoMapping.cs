using System.Xml.Linq;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.YtoExpress;

/// <summary>Ours to theirs and back. Masses in kilograms with three decimals, money in CNY, times in China.</summary>
internal static class YtoMapping
{
    public const int MostGoods = 20;

    private const string China = "CN";

    public static object Order(LabelRequest request) => new
    {
        logisticsNo = request.Reference,
        senderName = request.Sender.Name, senderProvinceName = request.Sender.Region, senderCityName = request.Sender.City, senderCountyName = request.Sender.District,
        senderAddress = Street(request.Sender), senderMobile = Mobile(request.Sender),
        recipientName = request.Recipient.Name, recipientProvinceName = request.Recipient.Region, recipientCityName = request.Recipient.City, recipientCountyName = request.Recipient.District,
        recipientAddress = Street(request.Recipient), recipientMobile = Mobile(request.Recipient),
        goods = request.Customs?.Lines.Take(MostGoods).Select(l => new
        {
            name = l.LocalDescription ?? l.Description, weight = l.UnitWeight().Kilograms(), quantity = l.Quantity, price = l.Value.Currency.Code == "CNY" ? l.UnitPrice().Major : (decimal?)null,
        }),
        weight = request.Weight.Kilograms(),
        cstOrderNo = request.OrderNumber,
        remark = request.Note is { Length: > 0 } note ? note : null,
        productCode = request.Rate.ServiceKey,
    };

    /// <summary>What they refuse, told before the wire: they go from China to China, and want province, town and telephone of both.</summary>
    public static Refusal? Fault(LabelRequest request, string carrierName)
    {
        if (request.Recipient.Country.Code != China || request.Sender.Country.Code != China) return CarrierRefusals.AddressRefused("YTO Express carries inside China only.");
        if (Missing(request.Recipient) is { } missing) return CarrierRefusals.AddressRefused($"YTO Express needs the recipient's {missing}.");
        return Missing(request.Sender) is { } ours ? CarrierRefusals.Refused(carrierName, $"YTO Express needs the sender's {ours}.") : null;
    }

    public static TrackingEvent? Event(YtoScan scan) => Event(scan.At, scan.InfoContent, $"{scan.City}{scan.District}");

    /// <summary>One event of a parcel, from the push.</summary>
    public static TrackingEvent? Event(XElement update) => Event(update.Text("acceptTime"), update.Text("infoContent"), update.Text("city"));

    internal static TrackingStatus Status(string code) => code switch
    {
        "ACCEPT" or "NOT_SEND" => TrackingStatus.LabelMade,
        "GOT" => TrackingStatus.HandedOver,
        "SENT_SCAN" or "INBOUND" => TrackingStatus.OutForDelivery,
        "SIGNED" => TrackingStatus.Delivered,
        "FAILED" => TrackingStatus.DeliveryFailed,
        "TMS_RETURN" => TrackingStatus.Returned,
        _ => TrackingStatus.InTransit,
    };

    private static TrackingEvent? Event(string? time, string? code, string? place)
    {
        // The push may write fractions of a second behind it.
        if (ZonedTime.Utc(time is { Length: > 19 } ? time[..19] : time, ZonedTime.China) is not { } at) return null;
        var status = Status(code ?? "");
        return new TrackingEvent(status, at, new Country(China), string.IsNullOrWhiteSpace(place) ? null : place, ScanCode.Of(code), status.TextKey());
    }

    private static string? Missing(PostalAddress address) => address switch
    {
        { Region: null or "" } => "province",
        { City: null or "" } => "city",
        { Phone: null or "" } => "telephone",
        _ => null,
    };

    private static string Street(PostalAddress address) => string.Join(" ", new[] { address.Street, address.Street2 }.Where(s => !string.IsNullOrWhiteSpace(s)));

    /// <summary>As people in China dial it: a mobile number, of eleven digits from 1, without the country's 86, and any other with a nought in its place.</summary>
    private static string Mobile(PostalAddress address)
    {
        var dialled = string.Concat(address.Phone!.Where(c => char.IsAsciiDigit(c) || c == '+'));
        if (!dialled.StartsWith("+86", StringComparison.Ordinal)) return dialled;
        return dialled[3..] is { Length: 11 } mobile && mobile[0] == '1' ? mobile : "0" + dialled[3..];
    }
}
