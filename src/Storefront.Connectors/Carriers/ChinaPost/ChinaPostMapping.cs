using System.Globalization;
using System.Xml.Linq;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Languages;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.ChinaPost;

/// <summary>Ours to theirs and back. Masses in kilograms with three decimals, values in USD with two.</summary>
internal static class ChinaPostMapping
{
    public static readonly Weight Heaviest = new(2_000);

    /// <summary>Longest side, and length, width and height together, of a small packet, in millimetres.</summary>
    private const int LongestSide = 600;

    private const int AllSides = 900;

    private const string LabelOfFourBySix = "03";

    private const string OurPrefix = "label-";

    /// <summary>Sentences of the Universal Postal Union's events in English, by what they say; the first that fits counts.</summary>
    private static readonly (string Words, TrackingStatus Status)[] Sentences =
    [
        ("unsuccessful", TrackingStatus.DeliveryFailed), ("attempted delivery", TrackingStatus.DeliveryFailed),
        ("returned to sender", TrackingStatus.Returned),
        ("out for delivery", TrackingStatus.OutForDelivery),
        ("export customs", TrackingStatus.ExportCustoms), ("import customs", TrackingStatus.ImportCustoms),
        ("departure from outward office of exchange", TrackingStatus.DepartedOrigin), ("arrival at inward office of exchange", TrackingStatus.ArrivedDestination),
        ("posting", TrackingStatus.HandedOver), ("collection", TrackingStatus.HandedOver),
        ("final delivery", TrackingStatus.Delivered),
    ];

    /// <param name="dollars">The rates by which declared values become dollars, rounded half up to the cent.</param>
    public static XElement Order(LabelRequest request, CustomsDeclaration customs, CarrierCredentials account, ExchangeRates dollars) => Orders(new XElement(
        "order",
        CarrierXml.Element("orderid", Reference(request.Reference)),
        CarrierXml.Element("operationtype", "0"),
        CarrierXml.Element("producttype", "0"),
        CarrierXml.Element("customercode", account[ChinaPostConnector.CustomerCode]),
        CarrierXml.Element("vipcode", account.Find(ChinaPostConnector.VipCode)),
        CarrierXml.Element("clcttype", account.Find(ChinaPostConnector.Collection) == ChinaPostConnector.Collected ? "1" : "0"),
        CarrierXml.Element("pod", "false"),
        CarrierXml.Element("untread", "Returned"),
        CarrierXml.Element("printcode", LabelOfFourBySix),
        Sender("sender", request, account[ChinaPostConnector.SenderDivision]),
        Receiver(request),
        Sender("collect", request, account[ChinaPostConnector.SenderDivision]),
        new XElement("items", customs.Lines.Select(l => Item(l, dollars)))));

    public static XElement Labels(string mailNumber) =>
        Orders(CarrierXml.Element("printcode", LabelOfFourBySix), CarrierXml.Element("filetype", "0"), new XElement("order", CarrierXml.Element("mailnum", mailNumber)));

    /// <summary>Of our references, the 32 digits alone: how long an order's name may be is not described, and more than these is not needed to tell two apart.</summary>
    public static string Reference(string ours) =>
        ours.Length == OurPrefix.Length + 32 && ours.StartsWith(OurPrefix, StringComparison.Ordinal) && ours[OurPrefix.Length..].All(char.IsAsciiHexDigitLower) ? ours[OurPrefix.Length..] : ours;

    /// <summary>What they refuse, told before the wire.</summary>
    public static Refusal? Fault(LabelRequest request, CustomsDeclaration customs, CarrierCredentials account, ExchangeRates dollars, string carrierName)
    {
        if (account[ChinaPostConnector.SenderDivision] is var division && (division.Length != 6 || !division.All(char.IsAsciiDigit))) return CarrierRefusals.Refused(carrierName, "The account's division code of the sender is not six digits.");
        if (request.Sender.Country.Code != "CN") return CarrierRefusals.Refused(carrierName, "China Post takes ePackets in China only.");
        if (request.Weight.Grams > Heaviest.Grams) return CarrierRefusals.TooHeavy(Heaviest);
        int[] sides = [request.Size.LengthMm, request.Size.WidthMm, request.Size.HeightMm];
        if (sides.Max() > LongestSide || sides.Sum() > AllSides) return CarrierRefusals.TooLarge;
        return dollars.Knows(customs.Currency) ? null : CarrierRefusals.Refused(carrierName, $"China Post wants values in USD, and there is no rate for {customs.Currency.Code}.");
    }

    public static TrackingEvent? Event(ChinaPostScan scan)
    {
        if (ZonedTime.Utc(scan.At, ZonedTime.China) is not { } at) return null;
        var status = Status(scan.Remark ?? "");
        return new TrackingEvent(status, at, null, scan.Place, ScanCode.Of(scan.Remark), status.TextKey());
    }

    internal static TrackingStatus Status(string remark)
    {
        if (remark.TrimStart().StartsWith("delivered", StringComparison.OrdinalIgnoreCase)) return TrackingStatus.Delivered;
        var known = Array.FindIndex(Sentences, s => remark.Contains(s.Words, StringComparison.OrdinalIgnoreCase));
        return known < 0 ? TrackingStatus.InTransit : Sentences[known].Status;
    }

    private static XElement Orders(params object[] content) => new("orders", new XAttribute(XNamespace.Xmlns + "xsi", "http://www.w3.org/2001/XMLSchema-instance"), content);

    /// <param name="division">Of the county; its first four digits are the city's, its first two the province's.</param>
    private static XElement Sender(string name, LabelRequest request, string division) => new(
        name,
        CarrierXml.Element("name", request.Sender.Name),
        CarrierXml.Element("postcode", request.Sender.Postcode),
        CarrierXml.Element("phone", request.Sender.Phone),
        CarrierXml.Element("mobile", request.Sender.Phone),
        CarrierXml.Element("country", "CN"),
        CarrierXml.Element("province", $"{division[..2]}0000"),
        CarrierXml.Element("city", $"{division[..4]}00"),
        CarrierXml.Element("county", division),
        CarrierXml.Element("company", request.Sender.Company),
        CarrierXml.Element("street", Street(request.Sender)),
        CarrierXml.Element("email", request.SenderEmail));

    private static XElement Receiver(LabelRequest request) => new(
        "receiver",
        CarrierXml.Element("name", request.Recipient.Name),
        CarrierXml.Element("postcode", request.Recipient.Postcode),
        CarrierXml.Element("phone", request.Recipient.Phone),
        CarrierXml.Element("mobile", request.Recipient.Phone),
        CarrierXml.Element("country", CountryName(request.Recipient.Country)),
        CarrierXml.Element("province", Given(request.Recipient.Region)),
        CarrierXml.Element("city", Given(request.Recipient.City)),
        CarrierXml.Element("county", request.Recipient.District),
        CarrierXml.Element("street", Street(request.Recipient)),
        CarrierXml.Element("email", request.RecipientEmail));

    private static XElement Item(CustomsLine line, ExchangeRates dollars) => new(
        "item",
        CarrierXml.Element("cnname", line.LocalDescription ?? line.Description),
        CarrierXml.Element("enname", line.Description),
        CarrierXml.Element("count", line.Quantity.ToString(CultureInfo.InvariantCulture)),
        CarrierXml.Element("weight", line.NetWeight.Kilograms().ToString("F3", CultureInfo.InvariantCulture)),
        CarrierXml.Element("delcarevalue", Dollars(line.Value, dollars).Plain()),
        CarrierXml.Element("origin", line.Origin.Code));

    /// <summary>At least a cent, since nothing is declared as worth nothing.</summary>
    private static Money Dollars(Money value, ExchangeRates rates)
    {
        var dollars = value.Currency == Currency.Usd ? value : rates.Convert(value, Currency.Usd, Rounding.HalfUp);
        return dollars.IsPositive ? dollars : new Money(1, Currency.Usd);
    }

    private static string CountryName(Country country) => country.Code == "US" ? "UNITED STATES OF AMERICA" : Countries.Name(country, Language.English).ToUpperInvariant();

    /// <summary>They want something in the place of what the address does not have.</summary>
    private static string Given(string? part) => string.IsNullOrWhiteSpace(part) ? "." : part;

    private static string Street(PostalAddress address) => string.Join(", ", new[] { address.Street, address.Street2 }.Where(s => !string.IsNullOrWhiteSpace(s)));
}
