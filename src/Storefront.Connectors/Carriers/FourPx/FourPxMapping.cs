using System.Globalization;
using System.Text.Json;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.FourPx;

/// <summary>Ours to theirs and back. Masses in grams, measures in centimetres, money in CNY or as declared.</summary>
internal static class FourPxMapping
{
    /// <summary>The longest street line that their warehouses print.</summary>
    public const int LongestStreet = 90;

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static object Estimate(RateRequest request) => new
    {
        country_code = request.To.Country.Code, post_code = request.To.Postcode, weight = request.Weight.Grams,
        length = Units.Centimetres(request.Size.LengthMm), width = Units.Centimetres(request.Size.WidthMm), height = Units.Centimetres(request.Size.HeightMm), cargocode = "P",
    };

    public static object Order(LabelRequest request) => new
    {
        ref_no = request.Reference,
        business_type = "BDS",
        duty_type = request.Customs?.Incoterm == Incoterm.Dap ? "U" : "P",
        logistics_service_info = new { logistics_product_code = request.Rate.ServiceKey },
        return_info = new { is_return_on_domestic = "Y", is_return_on_oversea = "N" },
        parcel_list = new[] { Parcel(request) },
        is_insure = "N",
        sender = Person(request.Sender, request.SenderEmail),
        recipient_info = Person(request.Recipient, request.RecipientEmail),
        deliver_type_info = new { deliver_type = "3" },
        vat_no = request.SellerNumber(TaxRegistrationKind.Vat),
        ioss_no = request.SellerNumber(TaxRegistrationKind.Ioss),
    };

    /// <summary>Text that they refuse, told before the wire: they take Latin letters only and a street of <see cref="LongestStreet"/>.</summary>
    public static Refusal? Fault(PostalAddress recipient)
    {
        var text = string.Join(' ', recipient.Name, recipient.Street, recipient.Street2, recipient.City, recipient.WithLatinRegion().Region);
        if (!GoodsDescription.IsLatin(text)) return CarrierRefusals.AddressRefused("4PX takes the recipient's name and address in Latin letters only.");
        return Street(recipient).Length > LongestStreet ? CarrierRefusals.AddressRefused($"4PX takes a street of at most {LongestStreet} letters.") : null;
    }

    public static CarrierRate? Rate(FourPxEstimate offer, RateRequest request, DateTime expiresAtUtc)
    {
        if (offer is not { Product: { Length: > 0 } product, Total: { } total }) return null;
        if (Units.Amount(total.ToString(CultureInfo.InvariantCulture), offer.Currency ?? "CNY") is not { IsPositive: true } price) return null;
        var (min, max) = (Math.Max(1, offer.DaysMin ?? 5), offer.DaysMax ?? 20);
        return new CarrierRate
        {
            CarrierKey = "4px", ServiceKey = product, ServiceName = offer.NameEn ?? offer.NameCn ?? product, Price = price, DaysMin = min, DaysMax = Math.Max(min, max),
            ChargeableWeight = Weight.Max(request.Weight, new Weight(offer.ChargeableGrams ?? 0)), ExpiresAtUtc = expiresAtUtc,
        };
    }

    /// <summary>A scan in our words; null when it has no time that can be read. Codes that are not known mean that the parcel moves.</summary>
    public static TrackingEvent? Event(FourPxScan scan)
    {
        if (Time(scan.At) is not { } at) return null;
        var status = Status(scan.Code ?? "");
        return new TrackingEvent(status, at, null, scan.Place, scan.Code ?? "", status.TextKey());
    }

    /// <summary>By the beginnings of the platform's node codes; the table grows with what is seen.</summary>
    internal static TrackingStatus Status(string code) => code switch
    {
        "FPX_L_RPIF" => TrackingStatus.LabelMade,
        "FPX_C_SPLS" or "FPX_C_AAF" => TrackingStatus.HandedOver,
        _ when code.StartsWith("FPX_O_", StringComparison.Ordinal) => TrackingStatus.DepartedOrigin,
        _ when code.StartsWith("FPX_I_", StringComparison.Ordinal) => TrackingStatus.ImportCustoms,
        "FPX_D_OFD" => TrackingStatus.OutForDelivery,
        "FPX_D_DF" => TrackingStatus.DeliveryFailed,
        "FPX_S_OK" or "FPX_S_OKGP" => TrackingStatus.Delivered,
        _ when code.StartsWith("FPX_R_", StringComparison.Ordinal) => TrackingStatus.Returned,
        _ => TrackingStatus.InTransit,
    };

    private static DateTime? Time(JsonElement told)
    {
        if (told.ValueKind == JsonValueKind.Number && told.TryGetInt64(out var milliseconds)) return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
        return told.ValueKind == JsonValueKind.String && DateTime.TryParseExact(told.GetString(), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, China).UtcDateTime
            : null;
    }

    private static object Parcel(LabelRequest request) => new
    {
        weight = request.Weight.Grams,
        length = Units.Centimetres(request.Size.LengthMm), width = Units.Centimetres(request.Size.WidthMm), height = Units.Centimetres(request.Size.HeightMm),
        parcel_value = request.Customs?.TotalValue.Plain(),
        currency = request.Customs?.Currency.Code,
        include_battery = Battery(request) is null ? "N" : "Y",
        battery_type = Battery(request),
        product_list = Lines(request).Select(l => new { sku_code = l.Sku, product_name = l.Description, product_description = l.Description, product_unit_price = UnitPrice(l), currency = l.Value.Currency.Code, qty = l.Quantity }),
        declare_product_info = Lines(request).Select(l => new
        {
            declare_product_name_cn = l.LocalDescription ?? l.Description, declare_product_name_en = l.Description, declare_product_code_qty = l.Quantity,
            declare_unit_price_export = UnitPrice(l), currency_export = l.Value.Currency.Code, declare_unit_price_import = UnitPrice(l), currency_import = l.Value.Currency.Code,
            brand_export = "none", brand_import = "none", hscode_export = l.HsCode.Digits, hscode_import = l.HsCode.Digits,
        }),
    };

    private static IReadOnlyList<CustomsLine> Lines(LabelRequest request) => request.Customs?.Lines ?? [];

    /// <summary>Of one piece, rounded down to a hundredth: pieces times price never exceed what is declared.</summary>
    private static string UnitPrice(CustomsLine line) => new Money(line.Value.Minor / line.Quantity, line.Value.Currency).Plain();

    private static string? Battery(LabelRequest request) => Lines(request).Select(l => l.Battery).FirstOrDefault(b => b != BatteryContent.None) switch
    {
        BatteryContent.None => null,
        BatteryContent.IonWithEquipment or BatteryContent.MetalWithEquipment => "966",
        _ => "967",
    };

    private static object Person(PostalAddress address, string? email) => new
    {
        first_name = address.Name, company = address.Company, phone = address.Phone, email, post_code = address.Postcode, country = address.Country.Code, state = address.WithLatinRegion().Region, city = address.City,
        district = address.District, street = Street(address),
    };

    private static string Street(PostalAddress address) => string.Join(", ", new[] { address.Street, address.Street2 }.Where(s => !string.IsNullOrWhiteSpace(s)));
}
