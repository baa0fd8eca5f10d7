using System.Globalization;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.YunExpress;

/// <summary>Ours to theirs and back. Masses in kilograms, measures in centimetres, money as decimals of the declared currency.</summary>
internal static class YunExpressMapping
{
    /// <summary>Duty paid by the sender beforehand.</summary>
    private const string DutyPrepaid = "G0";

    /// <summary>For a trial calculation of general goods.</summary>
    public static IReadOnlyList<(string Name, string Value)> Trial(RateRequest request) =>
    [
        ("country_code", request.To.Country.Code), ("weight", Number(request.Weight.Kilograms())), ("weight_unit", "KG"),
        ("package_type", "C"), ("pieces", "1"),
        ("length", $"{Units.Centimetres(request.Size.LengthMm)}"), ("width", $"{Units.Centimetres(request.Size.WidthMm)}"), ("height", $"{Units.Centimetres(request.Size.HeightMm)}"), ("size_unit", "CM"),
        .. request.To.Postcode is { Length: > 0 } postcode ? new[] { ("postal_code", postcode) } : [],
    ];

    /// <summary>The parts of each product's price added up; a product whose parts have no amount or more than one currency is left out.</summary>
    public static IReadOnlyList<CarrierRate> Rates(IEnumerable<YunExpressFee> fees, RateRequest request, DateTime expiresAtUtc) =>
        [.. fees.Where(f => f.Product is { Length: > 0 }).GroupBy(f => f.Product!, StringComparer.Ordinal).Select(g => Rate([.. g], request, expiresAtUtc)).OfType<CarrierRate>().OrderBy(r => r.Price.Minor)];

    /// <summary>What is not ordered, told before the wire: an order names batteries by <c>sensitive_type</c> and <c>dangerous_goods_type</c>, whose codes only a contract tells, and with <c>W</c> they would go as general goods.</summary>
    public static Refusal? Fault(IReadOnlyList<BatteryContent> batteries, string carrier) => batteries.Count == 0 ? null : CarrierRefusals.Refused(carrier, "Goods with batteries are not sent with this connection.");

    public static object Order(LabelRequest request, CustomsDeclaration customs) => new
    {
        product_code = request.Rate.ServiceKey,
        customer_order_number = request.Reference,
        order_numbers = request.OrderNumber is { } order ? new { platform_order_number = order } : null,
        weight_unit = "KG",
        size_unit = "CM",
        sensitive_type = "W",
        packages = new[]
        {
            new { length = Units.Centimetres(request.Size.LengthMm), width = Units.Centimetres(request.Size.WidthMm), height = Units.Centimetres(request.Size.HeightMm), weight = request.Weight.Kilograms() },
        },
        receiver = Person(request.Recipient, request.RecipientEmail),
        sender = Person(request.Sender, request.SenderEmail),
        declaration_info = customs.Lines.Select(l => new
        {
            sku_code = l.Sku, name_local = l.LocalDescription ?? l.Description, name_en = l.Description, quantity = l.Quantity, unit_price = l.UnitPrice().Major, unit_weight = l.UnitWeight().Kilograms(),
            hs_code = l.HsCode.Digits, currency = l.Value.Currency.Code,
        }),
        customs_number = new
        {
            tax_number = request.Recipient.TaxId, ioss_code = request.SellerNumber(TaxRegistrationKind.Ioss), vat_code = request.SellerNumber(TaxRegistrationKind.Vat), eori_number = request.SellerNumber(TaxRegistrationKind.Eori),
        },
        extra_services = customs.Incoterm == Incoterm.Ddp ? new[] { new { extra_code = DutyPrepaid } } : null,
        label_type = request.Format switch { DocumentFormat.Pdf => "PDF", DocumentFormat.Png => "PNG", DocumentFormat.Zpl => "ZPL" },
    };

    public static DocumentFormat Format(string? type) => type?.ToUpperInvariant() switch
    {
        "PNG" => DocumentFormat.Png,
        "ZPL" => DocumentFormat.Zpl,
        _ => DocumentFormat.Pdf,
    };

    /// <summary>The way of a parcel, oldest first. Where the parcel as a whole was delivered or came back, its last event says so, whatever its own code.</summary>
    public static IReadOnlyList<TrackingEvent> Events(YunExpressTrack track)
    {
        var events = (track.Way?.Scans ?? []).Select(Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc).ToList();
        TrackingStatus? end = track.Status switch { "D" => TrackingStatus.Delivered, "R" => TrackingStatus.Returned, _ => null };
        if (events.Count > 0 && end is { } status && !events[^1].Status.IsFinal()) events[^1] = events[^1] with { Status = status, TextKey = status.TextKey() };
        return events;
    }

    internal static TrackingStatus Status(string code) => code switch
    {
        "ORDER_CREATION" => TrackingStatus.LabelMade,
        "FIRST_MILE_ARRIVE" => TrackingStatus.HandedOver,
        "INTERNATIONAL_SHIP" => TrackingStatus.DepartedOrigin,
        "CUSTOMS_CLEARANCE" or "CUSTOMS_RELEASE" => TrackingStatus.ImportCustoms,
        "LAST_MILE_DELIVERY" => TrackingStatus.OutForDelivery,
        "DELIVERED" => TrackingStatus.Delivered,
        _ => TrackingStatus.InTransit,
    };

    private static TrackingEvent? Event(YunExpressScan scan)
    {
        if (!DateTime.TryParse(scan.AtUtc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)) return null;
        var status = Status(scan.Code ?? "");
        var place = new[] { scan.Place, scan.City }.FirstOrDefault(p => !string.IsNullOrWhiteSpace(p));
        return new TrackingEvent(status, at, Country.TryParse(scan.Country, out var country) ? country : null, place, ScanCode.Of(scan.Code), status.TextKey());
    }

    private static CarrierRate? Rate(IReadOnlyList<YunExpressFee> fees, RateRequest request, DateTime expiresAtUtc)
    {
        if (fees.Any(f => f.Amount is null || f.Currency != fees[0].Currency) || !Currency.TryParse(fees[0].Currency, out var currency)) return null;
        var price = Units.Amount(fees.Sum(f => f.Amount!.Value), currency);
        if (!price.IsPositive) return null;
        var (min, max) = Days(fees[0].Days.ToString());
        return new CarrierRate
        {
            CarrierKey = "yunexpress", ServiceKey = fees[0].Product!, ServiceName = fees[0].Name ?? fees[0].Product!, Price = price, DaysMin = min, DaysMax = max, ChargeableWeight = request.Weight, ExpiresAtUtc = expiresAtUtc,
        };
    }

    private static (int Min, int Max) Days(string text)
    {
        var days = text.Split('-', StringSplitOptions.TrimEntries).Select(d => int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out var day) ? Math.Max(1, day) : (int?)null).ToArray();
        return days switch
        {
            [{ } one] => (one, one),
            [{ } min, { } max] => (min, Math.Max(min, max)),
            _ => (5, 20),
        };
    }

    private static object Person(PostalAddress address, string? email) => new
    {
        first_name = address.Name, company = address.Company, country_code = address.Country.Code, province = address.Region ?? address.City, city = address.City,
        address_lines = new[] { address.Street, address.Street2, address.District }.Where(l => !string.IsNullOrWhiteSpace(l)), postal_code = address.Postcode, phone_number = address.Phone, email,
    };

    private static string Number(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
