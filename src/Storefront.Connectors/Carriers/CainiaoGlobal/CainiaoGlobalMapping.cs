using System.Globalization;
using System.Text.Json;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.CainiaoGlobal;

/// <summary>Ours to theirs and back. Masses in grams, measures in centimetres, money in minor units of its currency.</summary>
internal static class CainiaoGlobalMapping
{
    public const string Locale = "en_US";

    private const string Estimated = "POST_ESTIMATED_COST";

    /// <summary>What an inquiry asks: the platform knows the way of its own trade order.</summary>
    public static IReadOnlyList<(string Name, string Value)> Inquiry(string tradeOrder, RateRequest request) =>
    [
        ("trade_order_param", CarrierJson.Write(new { trade_order_id = Id(tradeOrder) })),
        ("package_params", CarrierJson.Write(new[] { Package(request.Weight, request.Size, request.DeclaredValue, request.Lines) })),
        ("locale", Locale),
    ];

    /// <summary>An offer; null when it names no price, or no time.</summary>
    public static CarrierRate? Rate(GlobalSolution offer, RateRequest request, DateTime expiresAtUtc)
    {
        if (offer.Code is not { Length: > 0 } code) return null;
        if (TopAnswer.List<GlobalFee>(offer.FeeList).FirstOrDefault(f => f.FeeType is Estimated or null) is not { TotalFee: > 0 and { } fee } cost || !Currency.TryParse(cost.Currency, out var currency)) return null;
        if (TopAnswer.List<GlobalTiming>(offer.TimingList).OrderBy(t => t.TimingType == "ESTIMATE" ? 0 : 1).FirstOrDefault(t => t.SlowestTiming > 0) is not { SlowestTiming: { } slowest } timing) return null;
        var fastest = Math.Clamp(timing.FastTiming ?? slowest, 1, slowest);
        return new CarrierRate
        {
            CarrierKey = "cainiao-global", ServiceKey = code, ServiceName = offer.Name is { Length: > 0 } name ? name : code, Price = new Money(fee, currency), DaysMin = fastest, DaysMax = slowest,
            ChargeableWeight = request.Weight, ExpiresAtUtc = expiresAtUtc,
        };
    }

    public static string Order(LabelRequest request, CustomsDeclaration customs, string tradeOrder, CarrierCredentials by)
    {
        var (sender, way) = (new { seller_address_id = Id(by[CainiaoGlobalConnector.SenderAddress]) }, by[CainiaoGlobalConnector.HandOver]);
        var to = request.Recipient;
        return CarrierJson.Write(new
        {
            trade_order_param = new { trade_order_id = Id(tradeOrder) },
            solution_param = new { solution_code = request.Rate.ServiceKey, service_params = new[] { new { code = way, features = by.Find(CainiaoGlobalConnector.WarehouseCode) is { } warehouse ? new { warehouse_code = warehouse } : null } } },
            package_params = new[] { Package(request.Weight, request.Size, customs.TotalValue, customs.Lines) },
            sender_param = sender,
            returner_param = new { seller_address_id = Id(by.Find(CainiaoGlobalConnector.ReturnAddress) ?? by[CainiaoGlobalConnector.SenderAddress]) },
            pickup_info_param = way == CainiaoGlobalConnector.DoorPickup ? sender : null,
            receiver_param = new
            {
                name = to.Name, telephone = to.Phone, mobile_phone = to.Phone, email = request.RecipientEmail,
                address_param = new
                {
                    country_code = to.Country.Code, province = to.Region, city = to.City, district = to.District, street = to.Street,
                    detail_address = string.Join(", ", new[] { to.Street, to.Street2 }.Where(s => !string.IsNullOrWhiteSpace(s))), zip_code = to.Postcode,
                },
            },
            seller_info_param = new { top_user_key = by[CainiaoGlobalConnector.SellerKey] },
        });
    }

    /// <summary>A bag of parcels, with the waybill under which a domestic carrier brings it.</summary>
    /// <param name="firstMile">Null where nobody else brings it.</param>
    public static IReadOnlyList<(string Name, string Value)> Bag(ManifestRequest request, FirstMileWaybill? firstMile, CarrierCredentials by)
    {
        var address = by[CainiaoGlobalConnector.SenderAddress];
        List<(string Name, string Value)> fields =
        [
            ("order_code_list", string.Join(',', request.Labels.Select(l => l.CarrierReference))),
            ("weight", request.Weight.Grams.ToString(CultureInfo.InvariantCulture)), ("weight_unit", "g"),
            ("type", by[CainiaoGlobalConnector.HandOver] switch { CainiaoGlobalConnector.SelfPost => "self_post", CainiaoGlobalConnector.DoorPickup => "cainiao_pickup", _ => "self_send" }),
            ("pickup_info", CarrierJson.Write(new { address_id = Id(address) })),
            ("return_info", CarrierJson.Write(new { address_id = Id(by.Find(CainiaoGlobalConnector.ReturnAddress) ?? address) })),
            .. User(by),
        ];
        if (firstMile is not null)
        {
            fields.Add(("domestic_tracking_no", firstMile.Number));
            if (by.Find(CainiaoGlobalConnector.DomesticCarrier) is { } company) fields.Add(("domestic_logistics_company_id", company));
        }

        return fields;
    }

    /// <summary>The bag's own waybill, which is stuck on it.</summary>
    public static IReadOnlyList<(string Name, string Value)> BagPaper(long bag, CarrierCredentials by) => [("handover_content_id", bag.ToString(CultureInfo.InvariantCulture)), ("type", "1"), .. User(by)];

    /// <summary>How the hand-over calls an order: LP and fourteen digits.</summary>
    public static string OrderCode(long order) => "LP" + order.ToString("D14", CultureInfo.InvariantCulture);

    /// <summary>A PDF in Base64, which stands in the answer alone or as the body of a text in JSON.</summary>
    public static CarrierFile? Paper(JsonElement data)
    {
        if (data.ValueKind == JsonValueKind.Object) return EncodedFile.Read(DocumentFormat.Pdf, data.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.String ? body.GetString() : null);
        if (data.ValueKind != JsonValueKind.String) return null;
        var text = data.GetString()!;
        return text.StartsWith('{') ? new CarrierAnswer(200, null, System.Text.Encoding.UTF8.GetBytes(text)).Json() is { ValueKind: JsonValueKind.Object } inner ? Paper(inner) : null : EncodedFile.Read(DocumentFormat.Pdf, text);
    }

    private static IReadOnlyList<(string Name, string Value)> User(CarrierCredentials by) =>
        [("user_info", CarrierJson.Write(new { top_user_key = by[CainiaoGlobalConnector.SellerKey] })), ("client", by[CainiaoGlobalConnector.Client]), ("locale", Locale)];

    private static object Package(Weight weight, Dimensions size, Money value, IEnumerable<CustomsLine> lines) => new
    {
        length = Units.Centimetres(size.LengthMm), width = Units.Centimetres(size.WidthMm), height = Units.Centimetres(size.HeightMm), weight = weight.Grams, price = value.Minor, currency = value.Currency.Code,
        item_params = lines.Select(l => new
        {
            quantity = l.Quantity, english_name = l.Description, local_name = l.LocalDescription ?? l.Description, sku = l.Sku, unit_price = l.UnitPrice().Minor, total_price = l.Value.Minor, currency = l.Value.Currency.Code,
            weight = l.UnitWeight().Grams, item_features = new[] { l.Battery == BatteryContent.None ? "cf_normal" : "cf_has_battery" },
        }),
    };

    /// <summary>Their names are numbers; what is none is sent as it was given, and they say what is wrong with it.</summary>
    private static object Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : text;
}
