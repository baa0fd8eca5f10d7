using System.Text.Json;
using Storefront.Connectors.Carriers.DhlExpress;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.DhlExpress;

/// <summary>The other end of MyDHL API: every price in several currencies, papers inside the answer, no voiding and no look-up.</summary>
internal sealed class DhlExpressDouble : CarrierDouble
{
    private const string Secret = "mydhl-secret-9983";

    public override string? NearestPoint => "LYS001";

    public string ImageFormat { get; set; } = "PDF";

    public override CarrierCredentials Good { get; } = Credentials(Secret);

    public override CarrierCredentials Wrong { get; } = Credentials("another");

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => request.Path switch
    {
        "/mydhlapi/test/rates" => CarrierAbility.Quote,
        "/mydhlapi/test/shipments" => CarrierAbility.Buy,
        "/mydhlapi/test/tracking" => CarrierAbility.Track,
        "/mydhlapi/test/servicepoints" => CarrierAbility.PickupPoints,
        _ => request.Path.StartsWith("/mydhlapi/test/pickups", StringComparison.Ordinal) ? CarrierAbility.Pickup : null,
    };

    public override bool IsLookUp(ScriptedRequest request) => request.Path == "/mydhlapi/test/tracking" && request.Query.Contains("shipmentReference=", StringComparison.Ordinal);

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (!TokenDesk.IsBasic(request, "apK-dhl", Secret)) return Failed(401, "Unauthorized", "Invalid Credentials");
        return (request.Method, request.Path) switch
        {
            ("GET", "/mydhlapi/test/address-validate") => ScriptedAnswer.Json(new { warnings = Array.Empty<string>(), address = new[] { new { countryCode = "DE", postalCode = "53113", cityName = "BONN", serviceArea = new { code = "CGN" } } } }),
            ("POST", "/mydhlapi/test/rates") => Rate(request.Json),
            ("POST", "/mydhlapi/test/shipments") => Ship(request.Json),
            ("GET", "/mydhlapi/test/tracking") when IsLookUp(request) => request.QueryFields is { Count: 5 } asked && asked["shipmentReferenceType"] == "CU" && asked.ContainsKey("dateRangeFrom") && Labels.TryGetValue(asked["shipmentReference"], out var known)
                ? Track($"?shipmentTrackingNumber={known.TrackingNumber}")
                : Failed(404, "No result found", "No data found for the shipment."),
            ("GET", "/mydhlapi/test/tracking") => Track(request.Query),
            ("GET", "/mydhlapi/test/servicepoints") => Points(request.QueryFields),
            ("POST", "/mydhlapi/test/pickups") => Collect(request.Json),
            ("DELETE", _) when request.QueryFields.ContainsKey("requestorName") && request.QueryFields.ContainsKey("reason") && PickupOf(request.Path.Split('/')[^1]) is { IsOff: false } pickup => Off(pickup),
            _ => Failed(404, "Not found", "8028: Nothing is there."),
        };
    }

    private static ScriptedAnswer Rate(JsonElement asked)
    {
        if (asked.GetProperty("packages")[0].GetProperty("weight").GetDecimal() * 1000 >= TooHeavy.Grams) return Failed(404, "Product not found", "996: The requested product(s) not available based on your search criteria.");
        return ScriptedAnswer.Json(new
        {
            products = new object[]
            {
                new
                {
                    productName = "EXPRESS WORLDWIDE", productCode = "P", localProductCode = "S", weight = new { provided = 0.91, volumetric = 1.19, unitOfMeasurement = "metric" },
                    totalPrice = new object[] { new { currencyType = "BASEC", priceCurrency = "EUR", price = 78.1 }, new { currencyType = "BILLC", priceCurrency = "CNY", price = 612.4 }, new { currencyType = "PULCL", priceCurrency = "CNY", price = 980 } },
                    detailedPriceBreakdown = new[]
                    {
                        new { currencyType = "BILLC", priceCurrency = "CNY", breakdown = new[] { new { name = "EXPRESS WORLDWIDE", serviceCode = (string?)null, price = 430.0 }, new { name = "REMOTE AREA DELIVERY", serviceCode = (string?)"OO", price = 160.0 }, new { name = "FUEL SURCHARGE", serviceCode = (string?)"FF", price = 22.4 } } },
                        new { currencyType = "BASEC", priceCurrency = "EUR", breakdown = new[] { new { name = "REMOTE AREA DELIVERY", serviceCode = (string?)"OO", price = 20.4 } } },
                    },
                    deliveryCapabilities = new { estimatedDeliveryDateAndTime = "2026-11-28T23:59:00", totalTransitDays = 4 },
                },
                new { productName = "EXPRESS 12:00", productCode = "Y", localProductCode = "Y", totalPrice = new object[] { new { currencyType = "BILLC", priceCurrency = "CNY", price = 702.15 } }, deliveryCapabilities = new { totalTransitDays = "3" } },
                new { productName = "NO PRICE", productCode = "E", totalPrice = new object[] { new { currencyType = "BILLC", priceCurrency = "", price = 0 } } },
            },
        });
    }

    private ScriptedAnswer Ship(JsonElement asked)
    {
        var receiver = asked.GetProperty("customerDetails").GetProperty("receiverDetails").GetProperty("postalAddress");
        var package = asked.GetProperty("content").GetProperty("packages")[0];
        if (receiver.GetProperty("addressLine1").GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return Failed(422, "Unprocessable Entity", "1001: The requested item was not found.", "The destination location is invalid.");
        if (package.GetProperty("weight").GetDecimal() * 1000 >= TooHeavy.Grams) return Failed(400, "Bad request", "The piece weight exceeds the limit.");
        var reference = package.GetProperty("customerReferences")[0].GetProperty("value").GetString()!;
        var label = new DoubleLabel(reference, $"123456789{Labels.Count}");
        Labels.Add(Labels.ContainsKey(reference) ? $"{reference} again {Labels.Count}" : reference, label);
        return ScriptedAnswer.Json(new
        {
            shipmentTrackingNumber = label.TrackingNumber, trackingUrl = "https://express.api.dhl.com/mydhlapi/shipments/1/tracking", packages = new[] { new { referenceNumber = 1, trackingNumber = "JD014600000000000001" } },
            documents = new[] { new { imageFormat = "PDF", content = Convert.ToBase64String("%PDF-1.4 invoice"u8), typeCode = "invoice" }, new { imageFormat = ImageFormat, content = Convert.ToBase64String(label.File), typeCode = "label" } },
            shipmentCharges = new[] { new { currencyType = "BILLC", priceCurrency = "CNY", price = 612.4 } },
        }, 201);
    }

    private ScriptedAnswer Collect(JsonElement asked)
    {
        if (asked.GetProperty("customerDetails").GetProperty("shipperDetails").GetProperty("postalAddress").GetProperty("addressLine1").GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return Failed(400, "Bad request", "2007: No pickups at this place.");
        if (asked.GetProperty("shipmentDetails")[0].GetProperty("packages")[0].GetProperty("weight").GetDecimal() * 1000 >= TooHeavy.Grams) return Failed(400, "Bad request", "The weight exceeds the limit.");
        return ScriptedAnswer.Json(new { dispatchConfirmationNumbers = new[] { Book($"CBJ20112600000{Pickups.Count + 1}").Confirmation }, readyByTime = "10:00", nextPickupDate = "2026-11-25" }, 201);
    }

    private static ScriptedAnswer Off(DoublePickup pickup)
    {
        pickup.IsOff = true;
        return new(200, "application/json", []);
    }

    private ScriptedAnswer Track(string query)
    {
        var asked = query.TrimStart('?').Split('&').Select(f => f.Split('=')[1]).ToList();
        var found = asked.Select(number => Labels.Values.SingleOrDefault(l => l.TrackingNumber == number)).ToList();
        if (found.Contains(null)) return Failed(404, "No result found", "No data found for the shipment.");
        return ScriptedAnswer.Json(new
        {
            shipments = found.Select(l => new
            {
                shipmentTrackingNumber = l!.TrackingNumber,
                events = l.IsMoving
                    ? new object[]
                    {
                        new { date = "2026-12-02", time = "18:11:00", GMTOffset = "+01:00", typeCode = "OK", description = "Delivered", serviceArea = new[] { new { code = "LYS", description = "Lyon-FR" } } },
                        new { date = "2026-11-25", time = "09:00:00", GMTOffset = "+08:00", typeCode = "NEVER-HEARD-OF", description = "?", serviceArea = Array.Empty<object>() },
                        new { date = "2026-11-24", time = "10:30:00", GMTOffset = "+08:00", typeCode = "PU", description = "Shipment picked up", serviceArea = new[] { new { code = "SZX", description = "Shenzhen-CN" } } },
                    }
                    : [],
            }),
        });
    }

    private static ScriptedAnswer Points(IReadOnlyDictionary<string, string> asked)
    {
        if (asked.GetValueOrDefault("key") != "point-key-77") return Failed(401, "Unauthorized", "The key is not valid.");
        object[] all =
        [
            new
            {
                facilityId = "LYS002", servicePointName = "TABAC DES TERREAUX", localName = "Tabac des Terreaux", servicePointType = "PARTNER", svpStatus = "A", distance = "1.45 km",
                address = new { addressLine1 = "3 place des Terreaux", addressLine2 = "", city = "LYON", zipCode = "69001", country = "FR" }, openingHours = new { openingHours = Array.Empty<object>() },
            },
            new
            {
                facilityId = "LYS001", servicePointName = "DHL SERVICE POINT LYON", servicePointType = "CITY", svpStatus = "A", distance = "0.82 km",
                address = new { addressLine1 = "8 rue de la République", addressLine2 = "Passage B", city = "LYON", zipCode = "69001", country = "FR" },
                openingHours = new { openingHours = new[] { new { dayOfWeek = "MONDAY", openingTime = "09:30", closingTime = "19:00" }, new { dayOfWeek = "HOLIDAY", openingTime = "10:00", closingTime = "12:00" } } },
            },
            new { facilityId = "LYS003", servicePointName = "CLOSED FOR NOW", svpStatus = "S", distance = "0.1 km", address = new { addressLine1 = "1 rue Close", city = "LYON", zipCode = "69001", country = "FR" } },
            new { facilityId = (string?)null, servicePointName = "WITHOUT A NUMBER", distance = "0.2 km", address = new { addressLine1 = "2 rue Close" } },
        ];
        if (asked.TryGetValue("servicePointID", out var id)) return ScriptedAnswer.Json(new { servicePoints = id == "LYS001" ? all[1..2] : [] });
        if (asked["capability"] != "86,87" || asked["resultUom"] != "km" || asked["servicePointResults"] != "10") return Failed(400, "Bad request", "What is asked?");
        return ScriptedAnswer.Json(new { status = new { }, searchAddress = asked["address"], servicePoints = asked["address"] == NoPoints ? [] : all });
    }

    private static ScriptedAnswer Failed(int status, string title, string detail, params string[] additionalDetails) => ScriptedAnswer.Json(new { instance = "/expressapi", title, detail, status, additionalDetails }, status);

    private static CarrierCredentials Credentials(string secret) =>
        new(new Dictionary<string, string> { [DhlExpressConnector.User] = "apK-dhl", [DhlExpressConnector.Password] = secret, [DhlExpressConnector.Account] = "600000000", [DhlExpressConnector.PointKey] = "point-key-77" }, isTest: true);
}
