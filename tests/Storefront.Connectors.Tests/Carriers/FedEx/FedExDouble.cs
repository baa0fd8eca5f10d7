using System.Text.Json;
using Storefront.Connectors.Carriers.FedEx;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.FedEx;

/// <summary>The other end of FedEx's wire: tokens of the shipping project open no tracking and the other way round.</summary>
internal sealed class FedExDouble : CarrierDouble
{
    private const string Secret = "fedex-secret-771";

    private const string TrackSecret = "fedex-track-secret-772";

    public TokenDesk Shipping { get; } = new("ship");

    public TokenDesk Tracking { get; } = new("track");

    public override string? NearestPoint => "LYSA";

    public string DocType { get; set; } = "PDF";

    /// <summary>The driver was there.</summary>
    public bool IsCollected { get; set; }

    public override CarrierCredentials Good { get; } = Credentials(Secret, TrackSecret);

    public override CarrierCredentials Wrong { get; } = Credentials("another", "another too");

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => request.Path switch
    {
        "/rate/v1/rates/quotes" => CarrierAbility.Quote,
        "/ship/v1/shipments" => CarrierAbility.Buy,
        "/ship/v1/shipments/cancel" => CarrierAbility.Void,
        "/track/v1/trackingnumbers" => CarrierAbility.Track,
        "/location/v1/locations" => CarrierAbility.PickupPoints,
        "/pickup/v1/pickups" or "/pickup/v1/pickups/cancel" => CarrierAbility.Pickup,
        _ => null,
    };

    public override bool IsLookUp(ScriptedRequest request) => request.Path == "/track/v1/referencenumbers";

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (request is { Method: "POST", Path: "/oauth/token" }) return Token(request.Form);
        var desk = request.Path.StartsWith("/track/", StringComparison.Ordinal) ? Tracking : Shipping;
        if (!desk.Takes(request)) return Failed(401, "NOT.AUTHORIZED.ERROR", "Access token expired. Please modify your request and try again.");
        return (request.Method, request.Path) switch
        {
            ("POST", "/rate/v1/rates/quotes") => Rate(request.Json),
            ("POST", "/ship/v1/shipments") => Ship(request.Json),
            ("PUT", "/ship/v1/shipments/cancel") => Cancel(request.Json),
            ("POST", "/location/v1/locations") => Points(request.Json),
            ("POST", "/pickup/v1/pickups") => Collect(request.Json),
            ("PUT", "/pickup/v1/pickups/cancel") => CallOff(request.Json),
            ("POST", "/track/v1/trackingnumbers") => Track(request.Json),
            ("POST", "/track/v1/referencenumbers") => Refer(request.Json.GetProperty("referencesInformation")),
            _ => Failed(404, "NOT.FOUND.ERROR", "The resource you requested is no longer available."),
        };
    }

    private ScriptedAnswer Token(IReadOnlyDictionary<string, string> form)
    {
        var desk = (form.GetValueOrDefault("grant_type"), form.GetValueOrDefault("client_id"), form.GetValueOrDefault("client_secret")) switch
        {
            ("client_credentials", "fx-ship", Secret) => Shipping,
            ("client_credentials", "fx-track", TrackSecret) => Tracking,
            _ => null,
        };
        return desk is null ? Failed(401, "NOT.AUTHORIZED.ERROR", "The given client credentials were not valid.") : ScriptedAnswer.Json(new { access_token = desk.Give(), token_type = "bearer", expires_in = 3599, scope = "CXS" });
    }

    private static ScriptedAnswer Rate(JsonElement asked)
    {
        if (asked.GetProperty("accountNumber").GetProperty("value").GetString() != "740561073") return Failed(400, "ACCOUNT.NUMBER.INVALID", "The account number is invalid.");
        var shipment = asked.GetProperty("requestedShipment");
        if (Grams(shipment) >= TooHeavy.Grams) return Failed(400, "RATE.PACKAGEWEIGHT.INVALID", "The package is too heavy.");
        return Ok(new
        {
            rateReplyDetails = new object[]
            {
                new
                {
                    serviceType = "FEDEX_INTERNATIONAL_PRIORITY", serviceName = "FedEx International Priority®", commit = new { label = "Delivery date unavailable", transitDays = 4 },
                    ratedShipmentDetails = new object[]
                    {
                        new { rateType = "LIST", totalNetCharge = 990.0, currency = "CNY" },
                        new
                        {
                            rateType = "ACCOUNT", totalNetCharge = 455.1, totalDutiesAndTaxes = 0.0, currency = "CNY",
                            shipmentRateDetail = new
                            {
                                surCharges = new object[] { new { type = "FUEL", description = "Fuel", amount = 60.0 }, new { type = "OUT_OF_DELIVERY_AREA", description = "Out of delivery area", level = "PACKAGE", amount = 190.25 } },
                                totalBillingWeight = new { units = "KG", value = 1.5 }, dimDivisor = 5000,
                            },
                            ratedPackages = new[] { new { packageRateDetail = new { surcharges = new[] { new { type = "OUT_OF_DELIVERY_AREA", amount = 190.25 } } } } },
                        },
                    },
                },
                new
                {
                    serviceType = "FEDEX_INTERNATIONAL_CONNECT_PLUS", serviceName = "FedEx International Connect Plus", commit = new { transitDays = new { description = "?" } },
                    ratedShipmentDetails = new object[] { new { rateType = "ACCOUNT", totalNetCharge = 310.0, currency = "CNY", shipmentRateDetail = new { totalBillingWeight = new { units = "LB", value = 3 } } } },
                },
                new { serviceType = "INTERNATIONAL_FIRST", ratedShipmentDetails = Array.Empty<object>() },
            },
        });
    }

    private ScriptedAnswer Ship(JsonElement asked)
    {
        var shipment = asked.GetProperty("requestedShipment");
        if (shipment.GetProperty("recipients")[0].GetProperty("address").GetProperty("streetLines")[0].GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return Failed(400, "RECIPIENTS.ADDRESSSTATEORPROVINCECODE.MISMATCH", "The recipient address is invalid.");
        if (Grams(shipment) >= TooHeavy.Grams) return Failed(400, "SHIPMENT.PACKAGEWEIGHT.INVALID", "The package is too heavy.");
        var reference = shipment.GetProperty("requestedPackageLineItems")[0].GetProperty("customerReferences")[0].GetProperty("value").GetString()!;
        var label = new DoubleLabel(reference, $"79484313170{Labels.Count}");
        Labels.Add(Labels.ContainsKey(reference) ? $"{reference} again {Labels.Count}" : reference, label);
        return Ok(new
        {
            transactionShipments = new[]
            {
                new
                {
                    masterTrackingNumber = label.TrackingNumber, serviceType = shipment.GetProperty("serviceType").GetString(),
                    pieceResponses = new[] { new { trackingNumber = label.TrackingNumber, packageDocuments = new[] { new { contentType = "LABEL", docType = DocType, encodedLabel = Convert.ToBase64String(label.File) } } } },
                    shipmentDocuments = new[] { new { contentType = "COMMERCIAL_INVOICE", docType = "PDF", encodedLabel = Convert.ToBase64String("%PDF-1.4 invoice"u8) } },
                    completedShipmentDetail = new { shipmentRating = new { actualRateType = "PAYOR_ACCOUNT_SHIPMENT", shipmentRateDetails = new[] { new { rateType = "PAYOR_LIST_SHIPMENT", totalNetCharge = 990.0, currency = "CNY" }, new { rateType = "PAYOR_ACCOUNT_SHIPMENT", totalNetCharge = 455.1, currency = "CNY" } } } },
                },
            },
        });
    }

    private ScriptedAnswer Cancel(JsonElement asked)
    {
        var number = asked.GetProperty("trackingNumber").GetString();
        if (asked.GetProperty("deletionControl").GetString() != "DELETE_ALL_PACKAGES" || Labels.Values.SingleOrDefault(l => l.TrackingNumber == number) is not { } label) return Failed(400, "TRACKINGNUMBER.NOT.FOUND", "No such shipment.");
        if (label.IsVoided) return Failed(400, "SHIPMENT.ALREADY.DELETED", "The shipment is deleted already.");
        if (label.IsMoving) return Ok(new { cancelledShipment = false, cancelledHistory = false });
        label.IsVoided = true;
        return Ok(new { cancelledShipment = true, cancelledHistory = true });
    }

    /// <summary>A location is told by Express alone, and asked back by it.</summary>
    private ScriptedAnswer Collect(JsonElement asked)
    {
        var origin = asked.GetProperty("originDetail");
        var place = origin.GetProperty("pickupLocation");
        if (asked.GetProperty("associatedAccountNumber").GetProperty("value").GetString() != "740561073") return Failed(400, "ACCOUNT.NUMBER.INVALID", "The account number is invalid.");
        if (!TimeOnly.TryParseExact(origin.GetProperty("customerCloseTime").GetString(), "HH:mm:ss", out _) || place.GetProperty("contact").GetProperty("phoneNumber").GetString() is not { Length: >= 8 and <= 13 }) return Failed(400, "PICKUP.INPUT.INVALID", "A field is not valid.");
        if (place.GetProperty("address").GetProperty("streetLines")[0].GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return Failed(400, "PICKUP.LOCATION.NOTSERVED", "Nobody collects there.");
        if (asked.GetProperty("totalWeight").GetProperty("value").GetDecimal() * 1000 >= TooHeavy.Grams) return Failed(400, "PICKUP.WEIGHT.INVALID", "The weight is over the limit.");
        var code = Book(asked.GetProperty("carrierCode").GetString() == "FDXE" ? $"{3001 + Pickups.Count}" : $"CPU1620091{Pickups.Count}").Confirmation;
        return Ok(code[0] == 'C' ? new { pickupConfirmationCode = code, message = "Courier on the way" } : new { pickupConfirmationCode = code, message = "Courier on the way", location = "SZXA" });
    }

    private ScriptedAnswer CallOff(JsonElement asked)
    {
        if (PickupOf(asked.GetProperty("pickupConfirmationCode").GetString()) is not { } pickup || asked.GetProperty("scheduledDate").GetString() != "2026-11-25") return Failed(400, "PICKUP.NUMBER.INVALID", "No such pickup.");
        if (asked.GetProperty("carrierCode").GetString() == "FDXE" && asked.GetProperty("location").GetString() != "SZXA") return Failed(400, "PICKUP.LOCATION.INVALID", "The location is missing.");
        if (IsCollected) return Failed(400, "PICKUP.NUMBER.EXPIRED", "PREVIOUS DAY PICKUP, CANNOT CANCEL OR UPDATE");
        if (pickup.IsOff) return Failed(400, "PICKUP.ALREADY.CANCELLED", "The pickup was cancelled before.");
        pickup.IsOff = true;
        return Ok(new { pickupConfirmationCode = pickup.Confirmation, cancelConfirmationMessage = "Requested pickup has been cancelled successfully." });
    }

    private ScriptedAnswer Track(JsonElement asked) => Ok(new
    {
        completeTrackResults = asked.GetProperty("trackingInfo").EnumerateArray().Select(i => i.GetProperty("trackingNumberInfo").GetProperty("trackingNumber").GetString()!).Select(number => new
        {
            trackingNumber = number, trackResults = new[] { Labels.Values.SingleOrDefault(l => l.TrackingNumber == number) is { } label ? Result(label) : new { error = new { code = "TRACKING.TRACKINGNUMBER.NOTFOUND", message = "Tracking number cannot be found." } } },
        }),
    });

    private ScriptedAnswer Refer(JsonElement asked)
    {
        if (asked.GetProperty("accountNumber").GetString() != "740561073" || asked.GetProperty("type").GetString() != "CUSTOMER_REFERENCE") return Failed(400, "TRACKING.REFERENCETYPE.INVALID", "The reference type is invalid.");
        var value = asked.GetProperty("value").GetString()!;
        return Ok(new { completeTrackResults = new[] { new { trackingNumber = value, trackResults = new[] { Labels.TryGetValue(value, out var label) ? Result(label) : new { error = new { code = "TRACKING.REFERENCENUMBER.NOTFOUND", message = "Reference number cannot be found." } } } } } });
    }

    private static object Result(DoubleLabel label) => new
    {
        trackingNumberInfo = new { trackingNumber = label.TrackingNumber },
        latestStatusDetail = new { code = label.IsVoided ? "CA" : label.IsMoving ? "DL" : "OC" },
        scanEvents = label.IsMoving
            ? new object[]
            {
                new { date = "2026-12-02T18:11:00+01:00", eventType = "DL", eventDescription = "Delivered", exceptionCode = "", scanLocation = new { city = "LYON", countryCode = "FR" } },
                new { date = "2026-11-25T09:00:00+08:00", eventType = "NEVER-HEARD-OF", eventDescription = "?", exceptionCode = "08" },
                new { date = "2026-11-24T10:30:00+08:00", eventType = "PU", eventDescription = "Picked up", scanLocation = new { city = "SHENZHEN", countryCode = "CN" } },
            }
            : [],
    };

    /// <summary>The day is spelled in either way, hours are one stretch or a list of them.</summary>
    private static ScriptedAnswer Points(JsonElement asked)
    {
        var address = asked.GetProperty("location").GetProperty("address");
        if (asked.GetProperty("locationSearchCriterion").GetString() != "ADDRESS" || asked.GetProperty("locationCapabilities")[0].GetProperty("transferOfPossessionType").GetString() != "HOLD_AT_LOCATION" || address.GetProperty("countryCode").GetString() != "FR")
            return Failed(400, "LOCATION.COUNTRYCODE.INVALID", "The country is not served.");
        if (address.GetProperty("postalCode").GetString() == NoPoints) return Ok(new { totalResults = 0, resultsReturned = 0, locationDetailList = Array.Empty<object>() });
        return Ok(new
        {
            totalResults = 3, resultsReturned = 3,
            locationDetailList = new object[]
            {
                new
                {
                    locationId = "LYSB", distance = new { units = "MI", value = 1.0 }, locationType = "FEDEX_ONSITE",
                    contactAndAddress = new { contact = new { companyName = "Librairie du Parc" }, address = new { streetLines = new[] { "40 avenue Foch", "" }, city = "LYON", postalCode = "69006", countryCode = "FR" } },
                },
                new
                {
                    locationId = "LYSA", distance = new { units = "KM", value = 0.82 }, locationType = "FEDEX_AUTHORIZED_SHIP_CENTER",
                    contactAndAddress = new { contact = new { companyName = "Relais Presqu'île" }, address = new { streetLines = new[] { "21 rue Mercière" }, city = "LYON", postalCode = "69002", countryCode = "FR" } },
                    storeHours = new object[]
                    {
                        new { dayOfWeek = "MONDAY", operationalHoursType = "OPEN_BY_HOURS", operationalHours = new { begins = "09:30:00", ends = "19:00:00" } },
                        new { dayofweek = "SATURDAY", operationalHoursType = "OPEN_BY_HOURS", operationalHours = new[] { new { begins = "09:00:00", ends = "12:00:00" }, new { begins = "14:00:00", ends = "18:00:00" } } },
                        new { dayOfWeek = "SUNDAY", operationalHoursType = "CLOSED_ALL_DAY" },
                    },
                },
                new { locationId = "LYSC", distance = new { units = "KM", value = 0.1 }, contactAndAddress = new { address = new { streetLines = Array.Empty<string>(), countryCode = "FR" } } },
            },
        });
    }

    private static decimal Grams(JsonElement shipment) => shipment.GetProperty("requestedPackageLineItems")[0].GetProperty("weight").GetProperty("value").GetDecimal() * 1000;

    private static ScriptedAnswer Ok(object output) => ScriptedAnswer.Json(new { transactionId = "624deea6-b709-470c-8c39-4b5511281492", output });

    private static ScriptedAnswer Failed(int status, string code, string message) => ScriptedAnswer.Json(new { transactionId = "624deea6-b709-470c-8c39-4b5511281492", errors = new[] { new { code, message } } }, status);

    private static CarrierCredentials Credentials(string secret, string trackSecret) => new(new Dictionary<string, string>
    {
        [FedExConnector.ApiKey] = "fx-ship", [FedExConnector.SecretKey] = secret, [FedExConnector.Account] = "740561073", [FedExConnector.TrackApiKey] = "fx-track", [FedExConnector.TrackSecretKey] = trackSecret,
    }, isTest: true);
}
