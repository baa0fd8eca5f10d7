using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.EasyPost;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.EasyPost;

/// <summary>The other end of EasyPost's wire: shipments are made and bought in two calls, are found by id or by reference, and a carrier behind the account that says no does not fail the call.</summary>
internal sealed class EasyPostDouble(Func<Uri> server, Func<DateTime> now) : CarrierDouble
{
    public const string Secret = "café-secret";

    private const string Key = "EZTK-5b1e-easypost-key";

    /// <summary>All shipments in the order in which they were made, also those that nobody bought.</summary>
    public List<Shipment> Shipments { get; } = [];

    /// <summary>How long ago a shipment was made, as it says itself.</summary>
    public TimeSpan Age { get; set; } = TimeSpan.FromMinutes(10);

    public string Mode { get; set; } = "test";

    public string Price { get; set; } = "5.93";

    public string? LabelHost { get; set; }

    public string LabelType { get; set; } = "application/pdf";

    /// <summary>Happens when a shipment with a reference was made, before it is answered.</summary>
    public Action<Shipment> WhenMade { get; set; } = _ => { };

    /// <summary>Happens between the carrier's look at its shipment and the purchase.</summary>
    public Action<Shipment> BeforeBuy { get; set; } = _ => { };

    public override CarrierCredentials Good { get; } = new(new Dictionary<string, string> { [EasyPostConnector.ApiKey] = Key, [EasyPostConnector.WebhookSecret] = Secret }, isTest: true);

    public override CarrierCredentials Wrong { get; } = new(new Dictionary<string, string> { [EasyPostConnector.ApiKey] = "EZTK-another", [EasyPostConnector.WebhookSecret] = "another" }, isTest: true);

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => request.Path.TrimStart('/').Split('/') switch
    {
        ["v2", "shipments"] when !Made(request).TryGetProperty("reference", out _) => CarrierAbility.Quote,
        ["v2", "shipments", _, "buy"] => CarrierAbility.Buy,
        ["v2", "shipments", _, "label"] => CarrierAbility.FetchLabel,
        ["v2", "shipments", _, "refund"] => CarrierAbility.Void,
        ["v2", "pickups", ..] => CarrierAbility.Pickup,
        ["v2", "scan_forms"] => CarrierAbility.Manifest,
        _ => null,
    };

    /// <summary>A collection is made first, which sends nobody, and then bought.</summary>
    public override bool IsBooking(ScriptedRequest request) => request.Path.StartsWith("/v2/pickups/", StringComparison.Ordinal) && request.Path.EndsWith("/buy", StringComparison.Ordinal);

    public static bool IsMaking(ScriptedRequest request) => request is { Method: "POST", Path: "/v2/shipments" } && Made(request).TryGetProperty("reference", out _);

    public override bool IsLookUp(ScriptedRequest request) => request.Method == "GET" && request.Path.Split('/') is ["", "v2", "shipments", _];

    /// <summary>The shipment tells its way itself.</summary>
    public override bool IsTracking(ScriptedRequest request) => IsLookUp(request);

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (request.Path.StartsWith("/labels/", StringComparison.Ordinal)) return new(200, LabelType, Labels.Values.Single(l => request.Path.EndsWith(l.TrackingNumber, StringComparison.Ordinal)).File);
        if (request.Headers.GetValueOrDefault("Authorization") != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Key + ":"))) return Failed(401, "APIKEY.INACTIVE", "This api key is no longer active.");
        return (request.Method, request.Path.TrimStart('/').Split('/')) switch
        {
            ("POST", ["v2", "shipments"]) => Make(Made(request)),
            ("GET", ["v2", "shipments", var id]) => Find(id) is { } found ? Ok(Body(found)) : NotFound,
            ("POST", ["v2", "shipments", var id, "buy"]) => Find(id) is { } found ? Buy(found, request.Json) : NotFound,
            ("GET", ["v2", "shipments", var id, "label"]) => Find(id) is { } found ? Ok(Body(found, ready: found.Label!.Asked++ >= LabelIsReadyAfter, request.QueryFields["file_format"])) : NotFound,
            ("POST", ["v2", "shipments", var id, "refund"]) => Find(id) is { } found ? Refund(found) : NotFound,
            ("POST", ["v2", "pickups"]) => Collect(request.Json.GetProperty("pickup")),
            ("POST", ["v2", "pickups", "pickup_1", "buy"]) => Ok(new { id = "pickup_1", status = "scheduled", confirmation = Book("WTC65035594").Confirmation }),
            ("POST", ["v2", "pickups", "pickup_1", "cancel"]) => Off(),
            ("POST", ["v2", "scan_forms"]) => !Manifest(request.Json.GetProperty("shipments").EnumerateArray().Select(s => Find(s.GetProperty("id").GetString()!)!.Label!.TrackingNumber)) ? Failed(422, "SCAN_FORM.SHIPMENT.EXISTS", "A shipment stands on a form already.") : Ok(new { id = "sf_1", status = "created", form_url = $"{Host}/labels/{Find(request.Json.GetProperty("shipments")[0].GetProperty("id").GetString()!)!.Label!.TrackingNumber}" }),
            _ => NotFound,
        };
    }

    private string Host => LabelHost ?? server().ToString().TrimEnd('/');

    private static ScriptedAnswer NotFound => Failed(404, "NOT_FOUND", "The requested resource could not be found.", "No such shipment.");

    private static JsonElement Made(ScriptedRequest request) => request.Json.GetProperty("shipment");

    /// <summary>By id; a reference leads to the shipment that was made last with it.</summary>
    private Shipment? Find(string id) => Shipments.LastOrDefault(s => s.Id == id || s.Reference == id);

    private ScriptedAnswer Make(JsonElement asked)
    {
        var reference = asked.TryGetProperty("reference", out var told) ? told.GetString() : null;
        var shipment = new Shipment($"shp_{Shipments.Count + 1:x32}", reference)
        {
            IsUnreachable = asked.GetProperty("to_address").GetProperty("street1").GetString()!.Contains(Unreachable, StringComparison.Ordinal),
            IsTooHeavy = asked.GetProperty("parcel").GetProperty("weight").GetDecimal() * 28.349523125m >= TooHeavy.Grams,
            MadeAtUtc = now() - Age,
        };
        Shipments.Add(shipment);
        if (reference is not null) WhenMade(shipment);
        return ScriptedAnswer.Json(Body(shipment), 201);
    }

    private ScriptedAnswer Buy(Shipment shipment, JsonElement asked)
    {
        BeforeBuy(shipment);
        if (shipment.Label is not null) return Failed(422, "SHIPMENT.POSTAGE.EXISTS", "The shipment has postage already.");
        if (asked.GetProperty("rate").GetProperty("id").GetString() != "rate_ground") return Failed(422, "PARAMETER.INVALID", "No such rate.");
        Sell(shipment);
        return Ok(Body(shipment));
    }

    private static ScriptedAnswer Collect(JsonElement asked) => asked.GetProperty("address").GetProperty("street1").GetString()!.Contains(Unreachable, StringComparison.Ordinal)
        ? Ok(new { id = "pickup_1", status = "unknown", confirmation = (string?)null, pickup_rates = Array.Empty<object>(), messages = new[] { new { carrier = "USPS", type = "rate_error", message = "Nobody collects there." } } })
        : Ok(new { id = "pickup_1", status = "unknown", confirmation = (string?)null, pickup_rates = new[] { new { id = "pickuprate_1", service = "NextDay", rate = "0.00", currency = "USD", carrier = "USPS" } } });

    private ScriptedAnswer Off()
    {
        Pickups[^1].IsOff = true;
        return Ok(new { id = "pickup_1", status = "canceled", confirmation = Pickups[^1].Confirmation });
    }

    public void Sell(Shipment shipment)
    {
        shipment.Label = new DoubleLabel(shipment.Reference ?? shipment.Id, $"940010020827110223{Labels.Count + 1:0000}");
        Labels.Add($"{shipment.Label.Reference}{(Labels.ContainsKey(shipment.Label.Reference) ? " again" : "")}", shipment.Label);
    }

    private ScriptedAnswer Refund(Shipment shipment)
    {
        if (shipment.Label!.IsVoided) return Failed(422, "SHIPMENT.REFUND.UNAVAILABLE", "A refund was asked for already.");
        if (shipment.Label.IsMoving) return Ok(Body(shipment, refund: "rejected"));
        shipment.Label.IsVoided = true;
        return Ok(Body(shipment));
    }

    private object Body(Shipment shipment, bool ready = true, string? format = null, string? refund = null) => new
    {
        id = shipment.Id, mode = Mode, reference = shipment.Reference, created_at = shipment.MadeAtUtc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), tracking_code = shipment.Label?.TrackingNumber,
        refund_status = refund ?? (shipment.Label?.IsVoided == true ? "submitted" : null),
        rates = shipment.IsUnreachable || shipment.IsTooHeavy ? [] : new object[]
        {
            new { id = "rate_express", carrier = "USPS", service = "Express", rate = "34.10", currency = "USD", delivery_days = 1, est_delivery_days = 1 },
            new { id = "rate_ground_dear", carrier = "USPS", service = "GroundAdvantage", rate = "6.50", currency = "USD", delivery_days = 3, est_delivery_days = 3 },
            new { id = "rate_ground", carrier = "USPS", service = "GroundAdvantage", rate = Price, currency = "USD", delivery_days = (int?)null, est_delivery_days = 3 },
            new { id = "rate_none", carrier = "Other", service = "WithoutPrice", rate = (string?)null, currency = (string?)null },
        },
        messages = new[]
        {
            new { carrier = "DhlEcs", type = "rate_error", message = "shipment.customs_info.customs_items.0.code: field required" },
            new { carrier = "USPS", type = "rate_error", message = shipment.IsTooHeavy ? "The parcel is over the weight limit." : shipment.IsUnreachable ? "The address cannot be found." : "A hint." },
        },
        selected_rate = shipment.Label is null ? null : new { id = "rate_ground", carrier = "USPS", service = "GroundAdvantage", rate = Price, currency = "USD" },
        fees = shipment.Label is null ? [] : new object[] { new { type = "LabelFee", amount = "0.01000", charged = true, refunded = false }, new { type = "PostageFee", amount = Price, charged = true, refunded = false } },
        postage_label = shipment.Label is not { } label || !ready ? null : new
        {
            label_url = $"{Host}/labels/{label.TrackingNumber}", label_file_type = LabelType, label_size = "4x6",
            label_pdf_url = format == "PDF" ? $"{Host}/labels/pdf/{label.TrackingNumber}" : null, label_zpl_url = format == "ZPL" ? $"{Host}/labels/zpl/{label.TrackingNumber}" : null,
        },
        tracker = shipment.Label is null ? null : new
        {
            id = "trk_1", tracking_code = shipment.Label.TrackingNumber, status = "unknown", shipment_id = shipment.Id, carrier = "USPS",
            tracking_details = shipment.Label.IsMoving ? Scans : [],
        },
    };

    private static readonly object[] Scans =
    [
        new { datetime = "2026-12-02T17:11:00Z", status = "delivered", status_detail = "arrived_at_destination", carrier_code = "01", message = "Delivered", tracking_location = new { city = "LYON", country = "FR" } },
        new { datetime = "2026-11-25T09:00:00Z", status = "NEVER-HEARD-OF", status_detail = "?", carrier_code = "", message = "?", tracking_location = new { city = (string?)null, country = (string?)null } },
        new { datetime = "2026-11-23T20:30:00-06:00", status = "in_transit", status_detail = "received_at_origin_facility", carrier_code = "03", message = "Accepted", tracking_location = new { city = "HOUSTON", country = "US" } },
    ];

    private static ScriptedAnswer Ok(object body) => ScriptedAnswer.Json(body);

    private static ScriptedAnswer Failed(int status, string code, string message, params object[] errors) => ScriptedAnswer.Json(new { error = new { code, message, errors } }, status);

    internal sealed class Shipment(string id, string? reference)
    {
        public string Id { get; } = id;

        public string? Reference { get; } = reference;

        public bool IsUnreachable { get; init; }

        public bool IsTooHeavy { get; init; }

        public DateTime MadeAtUtc { get; init; }

        public DoubleLabel? Label { get; set; }
    }
}
