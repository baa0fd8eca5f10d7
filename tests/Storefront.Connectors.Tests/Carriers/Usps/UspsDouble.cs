using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.Usps;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Usps;

/// <summary>The other end of the post's wire: labels come in parts, are paid with a second token, and every class of mail is offered to everybody.</summary>
internal sealed class UspsDouble : CarrierDouble
{
    private const string Secret = "usps-secret-4410";

    private readonly HashSet<string> payments = new(StringComparer.Ordinal);

    public TokenDesk Tokens { get; } = new();

    /// <summary>How many tokens for payments it gave.</summary>
    public int Payments { get; private set; }

    /// <summary>What lines end with in answers of several parts.</summary>
    public string LineEnd { get; set; } = "\r\n";

    public bool IsOneDocument { get; set; }

    public override CarrierCredentials Good { get; } = Credentials(Secret);

    public override CarrierCredentials Wrong { get; } = Credentials("another");

    public void RevokePayments() => payments.Clear();

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => (request.Method, request.Path) switch
    {
        ("POST", "/shipments/v3/options/search") => CarrierAbility.Quote,
        ("POST", "/labels/v3/label" or "/international-labels/v3/international-label") => CarrierAbility.Buy,
        ("DELETE", _) when request.Path.Contains("label", StringComparison.Ordinal) => CarrierAbility.Void,
        ("GET", _) => CarrierAbility.Track,
        (_, _) when request.Path.StartsWith("/pickup/", StringComparison.Ordinal) => CarrierAbility.Pickup,
        ("POST", "/scan-forms/v3/scan-form") => CarrierAbility.Manifest,
        _ => null,
    };

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (request is { Method: "POST", Path: "/oauth2/v3/token" }) return Token(request.Form);
        if (!Tokens.Takes(request)) return Failed(401, "Invalid token");
        if (AbilityOf(request) is CarrierAbility.Buy or CarrierAbility.Void && !payments.Contains(request.Headers.GetValueOrDefault("X-Payment-Authorization-Token") ?? "")) return Failed(401, "Invalid payment authorization");
        return (request.Method, request.Path.TrimStart('/').Split('/')) switch
        {
            ("POST", ["payments", "v3", "payment-authorization"]) => Pay(request.Json),
            ("POST", ["shipments", "v3", "options", "search"]) => Rate(request.Json),
            ("POST", ["labels", "v3", "label"]) => Label(request.Json, $"92055901755477000000{Labels.Count + 1:00}"),
            ("POST", ["international-labels", "v3", "international-label"]) => Label(request.Json, $"LX00000000{Labels.Count + 1}US"),
            ("DELETE", ["labels" or "international-labels", "v3", "label" or "international-label", var number]) => Void(number, isAbroad: request.Path.StartsWith("/int", StringComparison.Ordinal)),
            ("GET", ["tracking", "v3", "tracking", var number]) when request.Query == "?expand=DETAIL" => Track(number),
            ("POST", ["pickup", "v3", "carrier-pickup"]) => Collect(request.Json),
            ("DELETE", ["pickup", "v3", "carrier-pickup", var number]) when PickupOf(number) is { IsOff: false } pickup => Off(pickup),
            ("POST", ["scan-forms", "v3", "scan-form"]) => !Manifest(request.Json.GetProperty("shipment").GetProperty("trackingNumbers").EnumerateArray().Select(n => n.GetString()!)) ? Failed(400, "The label stands on a form already") : Parts(("SCANFormMetadata", "application/json", JsonSerializer.Serialize(new { form = "5630", manifestNumber = "92750901755477000000011" })), ("SCANFormImage", "application/pdf", Convert.ToBase64String("%PDF-1.4 form"u8))),
            _ => Failed(404, "Nothing is there"),
        };
    }

    private ScriptedAnswer Token(IReadOnlyDictionary<string, string> form) =>
        (form.GetValueOrDefault("grant_type"), form.GetValueOrDefault("client_id"), form.GetValueOrDefault("client_secret")) == ("client_credentials", "usps-key", Secret) && form["scope"].Split(' ').Contains("international-labels")
            ? ScriptedAnswer.Json(new { access_token = Tokens.Give(), token_type = "Bearer", expires_in = "28799" })
            : ScriptedAnswer.Json(new { error = "invalid_client", error_description = "Client credentials are invalid", error_uri = "https://developers.usps.com" }, 401);

    private ScriptedAnswer Pay(JsonElement asked)
    {
        var roles = asked.GetProperty("roles").EnumerateArray().ToDictionary(r => r.GetProperty("roleName").GetString()!);
        if (roles["PAYER"].GetProperty("CRID").GetString() != "52576000" || roles["LABEL_OWNER"].GetProperty("manifestMID").GetString() != "903026000" || roles["PAYER"].GetProperty("accountType").GetString() != "EPS") return Failed(400, "The payment account is not valid");
        var token = $"payment-{++Payments}";
        payments.Add(token);
        return ScriptedAnswer.Json(new { paymentAuthorizationToken = token, roles = Array.Empty<object>() });
    }

    private static ScriptedAnswer Rate(JsonElement asked)
    {
        var package = asked.GetProperty("packageDescription");
        if (package.GetProperty("weight").GetDecimal() > 70) return Failed(400, "Weight exceeds the maximum of 70 pounds");
        var isAbroad = asked.TryGetProperty("destinationCountryCode", out _);
        object Option(decimal price, string indicator, string? facility = "NONE", string? day = null) => new
        {
            commitment = day is null ? null : new { name = "2 Days", scheduleDeliveryDate = day }, totalPrice = price, totalBasePrice = price,
            rates = new[] { new { description = indicator, price, weight = 3, dimensionalWeight = 0, rateIndicator = indicator, processingCategory = "NONSTANDARD", destinationEntryFacilityType = facility } },
        };
        object[] shipping = isAbroad
            ?
            [
                new { mailClass = "PRIORITY_MAIL_INTERNATIONAL", rateOptions = new[] { Option(38.2m, "FE"), Option(58.15m, "SP") } },
                new { mailClass = "FIRST-CLASS_PACKAGE_INTERNATIONAL_SERVICE", rateOptions = new[] { Option(31.407m, "SP") } },
            ]
            :
            [
                new { mailClass = "PRIORITY_MAIL", rateOptions = new[] { Option(9.35m, "SP", day: "2026-11-26T18:00:00"), Option(8.10m, "FB") } },
                new { mailClass = "MEDIA_MAIL", rateOptions = new[] { Option(4.47m, "SP") } },
                new { mailClass = "USPS_GROUND_ADVANTAGE", rateOptions = new[] { Option(5.10m, "SP", "DESTINATION_DELIVERY_UNIT"), Option(7.80m, "SP") } },
            ];
        return ScriptedAnswer.Json(new { originZIPCode = asked.GetProperty("originZIPCode").GetString(), pricingOptions = new[] { new { priceType = "COMMERCIAL", shippingOptions = shipping } } });
    }

    private ScriptedAnswer Label(JsonElement asked, string number)
    {
        if (asked.GetProperty("toAddress").GetProperty("streetAddress").GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return Failed(400, "The address is not found", "streetAddress is unknown");
        var package = asked.GetProperty("packageDescription");
        if (package.GetProperty("weight").GetDecimal() > 70) return Failed(400, "Weight exceeds the maximum of 70 pounds");
        var reference = package.GetProperty("customerReference")[0].GetProperty("referenceNumber").GetString()!;
        var label = new DoubleLabel(reference, number);
        Labels.Add(Labels.ContainsKey(reference) ? $"{reference} again {Labels.Count}" : reference, label);
        var metadata = new { trackingNumber = number, constructCode = "G10", SKU = "IFXP0", postage = 31.41, zone = "N/A" };
        return IsOneDocument
            ? ScriptedAnswer.Json(new { labelMetadata = metadata, labelImage = Convert.ToBase64String(label.File) })
            : Parts(("labelMetadata", "application/json", JsonSerializer.Serialize(metadata)), ("labelImage", "application/pdf", Convert.ToBase64String(label.File)));
    }

    private ScriptedAnswer Collect(JsonElement asked)
    {
        if (asked.GetProperty("pickupAddress").GetProperty("address").GetProperty("streetAddress").GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return Failed(400, "Nobody collects there");
        if (asked.GetProperty("estimatedWeight").GetDecimal() * 453.59237m >= TooHeavy.Grams) return Failed(400, "The weight is over the limit");
        return ScriptedAnswer.Json(new { confirmationNumber = Book($"WTC6503559{4 + Pickups.Count}").Confirmation, pickupDate = asked.GetProperty("pickupDate").GetString() });
    }

    private static ScriptedAnswer Off(DoublePickup pickup)
    {
        pickup.IsOff = true;
        return new(200, "application/json", []);
    }

    private ScriptedAnswer Parts(params (string Name, string Type, string Body)[] parts)
    {
        const string boundary = "Fk2hJ9-uspsparts";
        var text = new StringBuilder();
        foreach (var (name, type, body) in parts)
        {
            text.Append($"--{boundary}{LineEnd}Content-Type: {type}{LineEnd}Content-Disposition: form-data; name=\"{name}\"{(type == "application/pdf" ? $"; filename=\"{name}.pdf\"" : "")}{LineEnd}{LineEnd}{body}{LineEnd}");
        }

        return new(200, $"multipart/form-data; boundary=\"{boundary}\"", Encoding.UTF8.GetBytes(text.Append($"--{boundary}--{LineEnd}").ToString()));
    }

    private ScriptedAnswer Void(string number, bool isAbroad)
    {
        if (number.EndsWith("US", StringComparison.Ordinal) != isAbroad || Labels.Values.SingleOrDefault(l => l.TrackingNumber == number) is not { IsVoided: false } label) return Failed(404, "The label is not found");
        if (label.IsMoving) return Failed(400, "The label was used");
        label.IsVoided = true;
        return ScriptedAnswer.Json(new { trackingNumber = number, status = "CANCELED" });
    }

    private ScriptedAnswer Track(string number)
    {
        if (Labels.Values.SingleOrDefault(l => l.TrackingNumber == number) is not { } label) return Failed(404, "The tracking number is not found");
        return ScriptedAnswer.Json(new
        {
            trackingNumber = number, statusCategory = "Delivered",
            trackingEvents = label.IsMoving
                ? new object[]
                {
                    new { eventType = "DELIVERED", eventCode = "01", eventTimestamp = "2026-12-02T18:11:00", GMTTimestamp = "2026-12-02T17:11:00Z", GMTOffset = "+01:00", eventCity = "LYON", eventCountry = "FR" },
                    new { eventType = "?", eventCode = "NEVER-HEARD-OF", eventTimestamp = "2026-11-25T09:00:00", eventCity = (string?)null },
                    new { eventType = "ACCEPTANCE", eventCode = "03", eventTimestamp = "2026-11-23T21:30:00", GMTOffset = "-05:00", eventCity = "DAYTON", eventCountry = (string?)null },
                }
                : [],
        });
    }

    private static ScriptedAnswer Failed(int status, string message, params string[] details) => ScriptedAnswer.Json(new
    {
        apiVersion = "/v3", error = new { code = $"{status}", message, errors = details.Select(d => new { status = $"{status}", code = "1", title = "Bad request", detail = d, source = new { parameter = "p", example = "" } }) },
    }, status);

    private static CarrierCredentials Credentials(string secret) => new(new Dictionary<string, string>
    {
        [UspsConnector.ClientId] = "usps-key", [UspsConnector.ClientSecret] = secret, [UspsConnector.Crid] = "52576000", [UspsConnector.Mid] = "903025000", [UspsConnector.ManifestMid] = "903026000", [UspsConnector.AccountType] = "EPS",
        [UspsConnector.Account] = "1000000000",
    }, isTest: true);
}
