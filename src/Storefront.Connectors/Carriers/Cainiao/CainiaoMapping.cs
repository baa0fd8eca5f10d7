using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Cainiao;

/// <summary>Ours to theirs and back. Masses in grams, measures in centimetres, money of one piece in minor units of its currency.</summary>
internal static class CainiaoMapping
{
    public const string Locale = "en_US";

    /// <summary>Whole beginnings of action codes; a rule of thumb of public clients, and what fits none is on the way.</summary>
    private static readonly (string Beginning, TrackingStatus Status)[] Beginnings =
    [
        ("GWMS", TrackingStatus.LabelMade), ("OM", TrackingStatus.LabelMade),
        ("PU", TrackingStatus.HandedOver), ("SC", TrackingStatus.HandedOver),
        ("CC_EX", TrackingStatus.ExportCustoms),
        ("LH_DEPART", TrackingStatus.DepartedOrigin), ("LH_ARRIVE", TrackingStatus.ArrivedDestination),
        ("CC_IM", TrackingStatus.ImportCustoms), ("CC_HO", TrackingStatus.ImportCustoms),
        ("GTMS_DO", TrackingStatus.OutForDelivery),
        ("RETURN", TrackingStatus.Returned), ("RETURNED", TrackingStatus.Returned), ("RT", TrackingStatus.Returned),
    ];

    /// <param name="solution">After <see cref="CainiaoSolutions.For"/>.</param>
    public static object Order(LabelRequest request, CustomsDeclaration customs, string solution, string? port) => new
    {
        outOrderId = request.Reference,
        locale = Locale,
        syncGetTrackingNumber = true,
        tradeOrderParam = request.OrderNumber is { } order ? new { tradeOrderId = order } : null,
        solutionParam = new { solutionCode = solution, importCustomsParam = (request.SellerNumber() ?? request.Recipient.TaxId) is { } tax ? new { taxNumber = tax } : null },
        packageParams = new[]
        {
            new
            {
                length = Units.Centimetres(request.Size.LengthMm), width = Units.Centimetres(request.Size.WidthMm), height = Units.Centimetres(request.Size.HeightMm),
                weight = request.Weight.Grams,
                itemParams = customs.Lines.Select(Item),
            },
        },
        senderParam = Person(request.Sender, request.SenderEmail),
        receiverParam = Person(request.Recipient, request.RecipientEmail),
        returnerParam = Person(request.Sender, request.SenderEmail),
        sourceHandoverParam = port is null ? null : new { type = "PORT", code = port },
    };

    /// <summary>A parcel that is handed over in one bag with others.</summary>
    /// <remarks>The names inside are those of one public client; to be confirmed with the carrier.</remarks>
    public static object BigBag(ManifestRequest request, string? port) => new
    {
        request = new
        {
            locale = Locale, weight = request.Weight.Grams, weightUnit = "g",
            orderCodeList = request.Labels.Select(OrderCode),
            handoverParam = Person(request.From, null) with { PortCode = port },
        },
    };

    /// <summary>Their name of the order; a tracking number where we were never told one.</summary>
    public static string? OrderCode(LabelHandle label) => label.CarrierReference ?? label.TrackingNumber;

    public static TrackingEvent? Event(CainiaoScan scan) => Event(scan.Time, scan.TimeZone, scan.ActionCode, null, null);

    public static TrackingEvent? Event(CainiaoTrace trace) => Event(trace.Time, trace.Tz, trace.Action, trace.Country, trace.FacilityName);

    internal static TrackingStatus Status(string code)
    {
        if (code.EndsWith("_FAIL", StringComparison.Ordinal) || code.Contains("EXCEPTION", StringComparison.Ordinal)) return code.StartsWith("GTMS", StringComparison.Ordinal) ? TrackingStatus.DeliveryFailed : TrackingStatus.InTransit;
        if (code == "SIGN" || code.EndsWith("_SIGNED", StringComparison.Ordinal)) return TrackingStatus.Delivered;
        var known = Array.FindIndex(Beginnings, b => code.StartsWith(b.Beginning, StringComparison.Ordinal) && (code.Length == b.Beginning.Length || code[b.Beginning.Length] == '_'));
        return known < 0 ? TrackingStatus.InTransit : Beginnings[known].Status;
    }

    private static object Item(CustomsLine line, int index) => new
    {
        itemId = line.Sku ?? $"{index + 1}", sku = line.Sku, chineseName = line.LocalDescription ?? line.Description, englishName = line.Description, quantity = line.Quantity,
        unitPrice = line.UnitPrice().Minor, unitPriceCurrency = line.Value.Currency.Code, hscode = line.HsCode.Digits, weight = line.UnitWeight().Grams,
        itemType = line.Battery == BatteryContent.None ? "cf_normal" : "cf_has_battery",
    };

    private static CainiaoPerson Person(PostalAddress address, string? email) => new(
        address.Name, address.Phone, address.Phone, email, address.Postcode, address.Country.Code, address.Region, address.City, address.District,
        string.Join(", ", new[] { address.Street, address.Street2 }.Where(s => !string.IsNullOrWhiteSpace(s))));

    private static TrackingEvent? Event(string? time, string? zone, string? action, string? country, string? place)
    {
        if (ZonedTime.Utc(time, ZonedTime.Offset(zone) ?? ZonedTime.China) is not { } at) return null;
        var status = Status(action ?? "");
        return new TrackingEvent(status, at, Country.TryParse(country, out var known) ? known : null, place, ScanCode.Of(action), status.TextKey());
    }

    private sealed record CainiaoPerson(string Name, string? Telephone, string? MobilePhone, string? Email, string? ZipCode, string CountryCode, string? State, string? City, string? District, string DetailAddress)
    {
        public string? PortCode { get; init; }
    }
}
