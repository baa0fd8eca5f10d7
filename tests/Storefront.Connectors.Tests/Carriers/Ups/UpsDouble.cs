using System.Text.Json;
using Storefront.Connectors.Carriers.Ups;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Ups;

/// <summary>The other end of UPS's wire: every number a string, lists of one written as their only member, no look-up by our reference.</summary>
internal sealed class UpsDouble : CarrierDouble
{
    private const string Secret = "ups-secret-58231";

    public TokenDesk Tokens { get; } = new();

    public string LabelCode { get; set; } = "PNG";

    public override string? NearestPoint => "U12345678";

    public bool IsNegotiated { get; set; } = true;

    public override CarrierCredentials Good { get; } = Credentials(Secret);

    public override CarrierCredentials Wrong { get; } = Credentials("another");

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => (request.Method, request.Path) switch
    {
        ("POST", "/api/rating/v2409/Shop") => CarrierAbility.Quote,
        ("POST", "/api/shipments/v2409/ship") => CarrierAbility.Buy,
        ("POST", "/api/locations/v3/search/availabilities/64") => CarrierAbility.PickupPoints,
        ("POST", "/api/pickupcreation/v2409/pickup") or ("DELETE", "/api/shipments/v2409/pickup/02") or ("GET", "/api/shipments/v2409/pickup/oncall") => CarrierAbility.Pickup,
        ("DELETE", _) => CarrierAbility.Void,
        ("GET", _) => CarrierAbility.Track,
        _ => null,
    };

    public override bool IsLookUp(ScriptedRequest request) => request.Path.StartsWith("/api/track/v1/reference/details/", StringComparison.Ordinal);

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (request is { Method: "POST", Path: "/security/v1/oauth/token" })
        {
            return TokenDesk.IsBasic(request, "ups-client", Secret) && request.Form["grant_type"] == "client_credentials"
                ? ScriptedAnswer.Json(new { token_type = "Bearer", issued_at = "1795484400000", client_id = "ups-client", access_token = Tokens.Give(), expires_in = "14399", status = "approved" })
                : Failed(401, "10401", "ClientId is Invalid");
        }

        if (!Tokens.Takes(request)) return Failed(401, "250002", "Invalid Authentication Information.");
        if (!request.Headers.ContainsKey("transId") || request.Headers.GetValueOrDefault("transactionSrc") != "Storefront") return Failed(400, "TV0008", "Missing transaction headers");
        return (request.Method, request.Path.TrimStart('/').Split('/')) switch
        {
            ("POST", ["api", "rating", "v2409", "Shop"]) when request.Query == "?additionalinfo=timeintransit" => Rate(request.Json.GetProperty("RateRequest").GetProperty("Shipment")),
            ("POST", ["api", "shipments", "v2409", "ship"]) => Ship(request.Json.GetProperty("ShipmentRequest")),
            ("POST", ["api", "locations", "v3", "search", "availabilities", "64"]) when request.Query == "?Locale=en_US" => Points(request.Json.GetProperty("LocatorRequest")),
            ("DELETE", ["api", "shipments", "v2409", "void", "cancel", var number]) => Void(number),
            ("GET", ["api", "track", "v1", "details", var number]) => Track(number),
            ("GET", ["api", "track", "v1", "reference", "details", var reference]) when request.QueryFields.GetValueOrDefault("shipperNum") == "A1B2C3" && request.QueryFields.ContainsKey("fromPickUpDate") =>
                Labels.TryGetValue(reference, out var known) ? Track(known.TrackingNumber) : Failed(404, "TW0001", "Tracking Information Not Found"),
            ("POST", ["api", "pickupcreation", "v2409", "pickup"]) => Collect(request.Json.GetProperty("PickupCreationRequest")),
            ("DELETE", ["api", "shipments", "v2409", "pickup", "02"]) => CallOff(request.Headers.GetValueOrDefault("Prn")),
            ("GET", ["api", "shipments", "v2409", "pickup", "oncall"]) when request.Headers.GetValueOrDefault("AccountNumber") == "A1B2C3" => Pending(),
            _ => ScriptedAnswer.NotFound,
        };
    }

    private ScriptedAnswer Rate(JsonElement shipment)
    {
        if (shipment.GetProperty("Shipper").GetProperty("ShipperNumber").GetString() != "A1B2C3") return Failed(400, "111585", "The shipper number is not valid.");
        if (Grams(shipment) >= TooHeavy.Grams) return Failed(400, "111035", "The maximum per package weight is exceeded.");
        return ScriptedAnswer.Json(new
        {
            RateResponse = new
            {
                RatedShipment = new object[]
                {
                    new
                    {
                        Service = new { Code = "65" }, BillingWeight = new { UnitOfMeasurement = new { Code = "KGS" }, Weight = "1.5" }, TotalCharges = Charge("620.15"),
                        NegotiatedRateCharges = IsNegotiated ? new { ItemizedCharges = new[] { new { Code = "376", Description = "Remote Area Surcharge", CurrencyCode = "CNY", MonetaryValue = "38.50" } }, TotalCharge = Charge("431.7") } : null,
                        ItemizedCharges = new { Code = "376", Description = "REMOTE AREA SURCHARGE", CurrencyCode = "CNY", MonetaryValue = "55.00" },
                        RatedPackage = new { ItemizedCharges = new { Code = "375", Description = "Fuel Surcharge", CurrencyCode = "CNY", MonetaryValue = "70.00" } },
                        TimeInTransit = new { ServiceSummary = new { EstimatedArrival = new { BusinessDaysInTransit = "3", TotalTransitDays = "5" } } },
                    },
                    new { Service = new { Code = "08" }, TotalCharges = Charge("398.00"), TimeInTransit = new { ServiceSummary = new { EstimatedArrival = new { BusinessDaysInTransit = "4" } } } },
                    new { Service = new { Code = "07" }, TotalCharges = new { CurrencyCode = "CNY" } },
                },
            },
        });
    }

    private ScriptedAnswer Ship(JsonElement asked)
    {
        var shipment = asked.GetProperty("Shipment");
        if (shipment.GetProperty("ShipTo").GetProperty("Address").GetProperty("AddressLine")[0].GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return Failed(400, "120206", "Missing or invalid ship to address line");
        if (Grams(shipment) >= TooHeavy.Grams) return Failed(400, "120124", "The package weight exceeds the maximum.");
        var reference = asked.GetProperty("Request").GetProperty("TransactionReference").GetProperty("CustomerContext").GetString()!;
        var label = new DoubleLabel(reference, $"1ZA1B2C30412345{Labels.Count + 1:000}");
        Labels.Add(Labels.ContainsKey(reference) ? $"{reference} again {Labels.Count}" : reference, label);
        return ScriptedAnswer.Json(new
        {
            ShipmentResponse = new
            {
                Response = new { ResponseStatus = new { Code = "1", Description = "Success" } },
                ShipmentResults = new
                {
                    ShipmentCharges = new { TotalCharges = Charge("620.15") }, NegotiatedRateCharges = new { TotalCharge = Charge("431.70") }, ShipmentIdentificationNumber = label.TrackingNumber,
                    PackageResults = new { label.TrackingNumber, ShippingLabel = new { ImageFormat = new { Code = LabelCode }, GraphicImage = Convert.ToBase64String(label.File) } },
                    Form = new { Code = "01", Image = new { ImageFormat = new { Code = "PDF" }, GraphicImage = Convert.ToBase64String("%PDF-1.4 invoice"u8) } },
                },
            },
        });
    }

    private ScriptedAnswer Void(string number)
    {
        if (Labels.Values.SingleOrDefault(l => l.TrackingNumber == number) is not { } label) return Failed(400, "190100", "Invalid shipment identification number");
        if (label.IsVoided || label.IsMoving) return Failed(400, "190117", "The shipment cannot be voided.");
        label.IsVoided = true;
        return ScriptedAnswer.Json(new { VoidShipmentResponse = new { Response = new { ResponseStatus = new { Code = "1" } }, SummaryResult = new { Status = new { Code = "1", Description = "Voided" } } } });
    }

    /// <summary>What a second calling off is told.</summary>
    public string OffAlready { get; set; } = "The pickup has already been cancelled.";

    /// <summary>The driver was there.</summary>
    public bool IsCollected { get; set; }

    private ScriptedAnswer Collect(JsonElement asked)
    {
        var address = asked.GetProperty("PickupAddress");
        foreach (var name in new[] { "CompanyName", "ContactName", "AddressLine", "City", "CountryCode", "ResidentialIndicator" })
        {
            if (address.GetProperty(name).GetString() is not { Length: > 0 }) return Failed(400, "9510000", $"Missing {name}");
        }

        if (asked.GetProperty("Shipper").GetProperty("Account").GetProperty("AccountNumber").GetString() != "A1B2C3") return Failed(400, "9510001", "The account is not valid.");
        if (address.GetProperty("AddressLine").GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return Failed(400, "9510002", "Nobody collects there.");
        var weight = asked.GetProperty("TotalWeight");
        var value = decimal.Parse(weight.GetProperty("Weight").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        if (value * (weight.GetProperty("UnitOfMeasurement").GetString() == "LBS" ? 453.59237m : 1000) >= TooHeavy.Grams) return Failed(400, "9510003", "The weight is over the limit.");
        var pickup = Book($"2929602E9C{Pickups.Count + 1}");
        return ScriptedAnswer.Json(new
        {
            PickupCreationResponse = new
            {
                Response = new { ResponseStatus = new { Code = "1", Description = "Success" } }, PRN = pickup.Confirmation, RateStatus = new { Code = "01", Description = "Rated" },
                RateResult = new { RateType = "FD", CurrencyCode = "CNY", GrandTotalOfAllCharge = "21.60" },
            },
        });
    }

    private ScriptedAnswer CallOff(string? number)
    {
        if (PickupOf(number) is not { } pickup) return Failed(400, "9510004", "The number is not valid.");
        if (IsCollected) return Failed(400, "9510005", "The pickup is completed already and cannot be cancelled.");
        if (pickup.IsOff) return Failed(400, "9510006", OffAlready);
        pickup.IsOff = true;
        return ScriptedAnswer.Json(new { PickupCancelResponse = new { Response = new { ResponseStatus = new { Code = "1", Description = "Success" } }, PickupType = "01" } });
    }

    private ScriptedAnswer Pending()
    {
        object[] all = [.. Pickups.Select(p => new { PickupType = "01", ServiceDate = "20261125", PRN = p.Confirmation, PickupStatusMessage = p.IsOff ? "007" : "002" })];
        return ScriptedAnswer.Json(new { PickupPendingStatusResponse = new { Response = new { ResponseStatus = new { Code = "1" } }, PendingStatus = all.Length == 1 ? all[0] : all } });
    }

    private ScriptedAnswer Track(string number)
    {
        if (Labels.Values.SingleOrDefault(l => l.TrackingNumber == number) is not { } label)
        {
            return ScriptedAnswer.Json(new { trackResponse = new { shipment = new[] { new { inquiryNumber = number, warnings = new[] { new { code = "TW0001", message = "Tracking Information Not Found" } } } } } });
        }

        object[] activity = label.IsMoving
            ?
            [
                new { date = "20261202", time = "181100", gmtDate = "20261202", gmtTime = "17:11:00", gmtOffset = "+01:00", status = new { type = "D", code = "FS", description = "DELIVERED" }, location = new { address = new { city = "LYON", countryCode = "FR" } } },
                new { date = "20261125", time = "090000", gmtOffset = "+08:00", status = new { type = "NEVER-HEARD-OF", code = "ZZ", description = "?" } },
                new { date = "20261124", time = "103000", gmtOffset = "+08:00", status = new { type = "P", code = "OR", description = "Origin scan" }, location = new { address = new { city = "SHENZHEN", countryCode = "CN" } } },
            ]
            : [];
        return ScriptedAnswer.Json(new { trackResponse = new { shipment = new[] { new { inquiryNumber = number, package = new[] { new { trackingNumber = number, activity, currentStatus = label.IsVoided ? new { type = "MV", code = "VP" } : null } } } } } });
    }

    /// <summary>One line of an address is written alone, a week as the list of its days.</summary>
    private static ScriptedAnswer Points(JsonElement asked)
    {
        var origin = asked.GetProperty("OriginAddress").GetProperty("AddressKeyFormat");
        var wanted = asked.GetProperty("LocationSearchCriteria").GetProperty("AccessPointSearch");
        if (asked.GetProperty("Request").GetProperty("RequestAction").GetString() != "Locator" || asked.GetProperty("UnitOfMeasurement").GetProperty("Code").GetString() != "KM" || origin.GetProperty("CountryCode").GetString() != "FR")
            return ScriptedAnswer.Json(new { LocatorResponse = new { Response = new { ResponseStatusCode = "0", ResponseStatusDescription = "Failure", Error = new { ErrorSeverity = "Hard", ErrorCode = "350102", ErrorDescription = "Country not supported" } } } });
        object near = new
        {
            LocationID = "204001", Distance = new { Value = "0.82", UnitOfMeasurement = new { Code = "KM" } },
            AddressKeyFormat = new { ConsigneeName = "PRESSING BELLECOUR", AddressLine = "5 RUE VICTOR HUGO", PoliticalDivision2 = "LYON", PostcodePrimaryLow = "69002", CountryCode = "FR" },
            AccessPointInformation = new { PublicAccessPointID = "U12345678", AccessPointStatus = new { Code = "01", Description = "Active" } },
            OperatingHours = new { StandardHours = new { HoursType = "10", DayOfWeek = new object[] { new { Day = "1", ClosedIndicator = "" }, new { Day = "2", OpenHours = "930", CloseHours = "1900" }, new { Day = "3", OpenHours = "930", CloseHours = "1900" } } } },
        };
        object far = new
        {
            LocationID = "204002", Distance = new { Value = "1.0", UnitOfMeasurement = new { Code = "MI" } },
            AddressKeyFormat = new { ConsigneeName = "EPICERIE DU MARCHE", AddressLine = new[] { "12 QUAI SAINT ANTOINE", "REZ DE CHAUSSEE" }, PoliticalDivision2 = "LYON", PostcodePrimaryLow = "69002", CountryCode = "FR" },
            AccessPointInformation = new { PublicAccessPointID = "U22222222", AccessPointStatus = new { Code = "01" } },
        };
        object suspended = new
        {
            LocationID = "204003", Distance = new { Value = "0.1", UnitOfMeasurement = new { Code = "KM" } }, AddressKeyFormat = new { ConsigneeName = "SUSPENDED", AddressLine = "1 RUE", PoliticalDivision2 = "LYON", CountryCode = "FR" },
            AccessPointInformation = new { PublicAccessPointID = "U33333333", AccessPointStatus = new { Code = "03" } },
        };
        object? results = wanted.TryGetProperty("PublicAccessPointID", out var id) ? (id.GetString() == "U12345678" ? near : null) : origin.GetProperty("PostcodePrimaryLow").GetString() == NoPoints ? null : new[] { far, near, suspended };
        return ScriptedAnswer.Json(new { LocatorResponse = new { Response = new { ResponseStatusCode = "1", ResponseStatusDescription = "Success" }, SearchResults = new { DropLocation = results } } });
    }

    private static decimal Grams(JsonElement shipment)
    {
        var weight = shipment.GetProperty("Package")[0].GetProperty("PackageWeight");
        var value = decimal.Parse(weight.GetProperty("Weight").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        return weight.GetProperty("UnitOfMeasurement").GetProperty("Code").GetString() == "LBS" ? value * 453.59237m : value * 1000;
    }

    private static object Charge(string value) => new { CurrencyCode = "CNY", MonetaryValue = value };

    private static ScriptedAnswer Failed(int status, string code, string message) => ScriptedAnswer.Json(new { response = new { errors = new[] { new { code, message } } } }, status);

    private static CarrierCredentials Credentials(string secret) =>
        new(new Dictionary<string, string> { [UpsConnector.ClientId] = "ups-client", [UpsConnector.ClientSecret] = secret, [UpsConnector.Account] = "A1B2C3" }, isTest: true);
}
