using System.Globalization;
using System.Text.Json;
using Storefront.Connectors.Carriers.Karrio;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Karrio;

/// <summary>A merchant's karrio server: shipments are made and bought in two calls, are listed by parts of their reference, and carriers behind it say no in messages.</summary>
internal sealed class KarrioDouble(Func<Uri> server, Func<DateTime> now) : CarrierDouble
{
    public const string Secret = "whsec-karrio-8812";

    private const string Key = "key_5f0c7d1e-karrio";

    /// <summary>All shipments in the order in which they were made, also those that nobody bought.</summary>
    public List<Shipment> Shipments { get; } = [];

    /// <summary>How long ago a shipment was made, as it says itself.</summary>
    public TimeSpan Age { get; set; } = TimeSpan.FromMinutes(10);

    public bool TestMode { get; set; } = true;

    public decimal Price { get; set; } = 21.5m;

    /// <summary>An older server that does not know the filter by reference.</summary>
    public bool ListsEverything { get; set; }

    /// <summary>Where labels lie; on the server itself by default.</summary>
    public string? LabelUrl { get; set; }

    public bool IsLabelInside { get; set; }

    /// <summary>Of a manifest's paper; null when there is none.</summary>
    public string? ManifestFormat { get; set; } = "PDF";

    public Action<Shipment> WhenMade { get; set; } = _ => { };

    /// <summary>Happens between the server's look at its shipment and the purchase.</summary>
    public Action<Shipment> BeforeBuy { get; set; } = _ => { };

    public override CarrierCredentials Good => Credentials(server(), Key);

    public override CarrierCredentials Wrong => Credentials(server(), "key_another");

    public static CarrierCredentials At(string address) => new(new Dictionary<string, string> { [KarrioConnector.Address] = address, [KarrioConnector.ApiKey] = Key, [KarrioConnector.WebhookSecret] = Secret }, isTest: true);

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => (request.Method, request.Path.TrimStart('/').Split('/')) switch
    {
        ("POST", ["v1", "proxy", "rates"]) => CarrierAbility.Quote,
        ("POST", ["v1", "shipments", _, "purchase"]) => CarrierAbility.Buy,
        ("POST", ["v1", "shipments", _, "cancel"]) => CarrierAbility.Void,
        ("GET", ["v1", "trackers", _]) => CarrierAbility.Track,
        ("POST", ["v1", "pickups", ..]) => CarrierAbility.Pickup,
        ("POST", ["v1", "manifests"]) => CarrierAbility.Manifest,
        _ => null,
    };

    public static bool IsMaking(ScriptedRequest request) => request is { Method: "POST", Path: "/v1/shipments" };

    public override bool IsLookUp(ScriptedRequest request) => request is { Method: "GET", Path: "/v1/shipments" };

    /// <summary>The shipment holds its label.</summary>
    public override bool IsFetching(ScriptedRequest request) => request.Method == "GET" && request.Path.Split('/') is ["", "v1", "shipments", _];

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (request.Headers.GetValueOrDefault("Authorization") != $"Token {Key}") return Failed(401, "authentication_required", "Authentication credentials were not provided.");
        return (request.Method, request.Path.TrimStart('/').Split('/')) switch
        {
            ("GET", ["v1", "connections"]) => ScriptedAnswer.Json(new { count = 0, results = Array.Empty<object>() }),
            ("POST", ["v1", "proxy", "rates"]) => IsTooHeavy(request.Json) ? Refused("The parcel is over the weight limit.") : ScriptedAnswer.Json(new { rates = Rates, messages = new[] { Message("other", "A hint of another carrier.") } }, 207),
            ("POST", ["v1", "shipments"]) => Make(request.Json),
            ("GET", ["v1", "shipments"]) => ScriptedAnswer.Json(new { count = 1, results = Listed(request.QueryFields["reference"]).Select(Body) }),
            ("GET", ["v1", "shipments", var id]) => Find(id) is { } found ? ScriptedAnswer.Json(Body(found)) : Failed(404, "not_found", "The shipment was not found."),
            ("POST", ["v1", "shipments", var id, "purchase"]) => Buy(Find(id)!, request.Json),
            ("POST", ["v1", "shipments", var id, "cancel"]) => Cancel(Find(id)!),
            ("GET", ["v1", "shipments", var id, "label.pdf"]) => new(200, "application/pdf", Find(id)!.Label!.File),
            ("GET", ["v1", "trackers", var number]) => Track(number),
            ("POST", ["v1", "pickups", "ups", "schedule"]) => request.Json.GetProperty("address").GetProperty("address_line1").GetString()!.Contains(Unreachable, StringComparison.Ordinal)
                ? Refused("Nobody collects there.")
                : ScriptedAnswer.Json(new { id = "pck_1", confirmation_number = Book("2929602E9CP").Confirmation, pickup_date = request.Json.GetProperty("pickup_date").GetString(), pickup_charge = new { name = "Pickup", amount = 4.5, currency = "USD" } }, 201),
            ("POST", ["v1", "manifests"]) => Close(request.Json),
            ("POST", ["v1", "manifests", "manf_1", "document"]) => ManifestFormat is { } format
                ? ScriptedAnswer.Json(new { category = "manifest", format, @base64 = Convert.ToBase64String("%PDF-1.4 manifest"u8), url = "/v1/manifests/manf_1/manifest.pdf" })
                : Failed(404, "not_found", "The manifest has no document."),
            ("POST", ["v1", "pickups", "pck_1", "cancel"]) => Off(),
            _ => Failed(404, "not_found", "Nothing is there."),
        };
    }

    public void Sell(Shipment shipment)
    {
        shipment.Label = new DoubleLabel(shipment.Reference, $"1Z999AA1012345{Labels.Count + 1:0000}");
        Labels.Add(Labels.ContainsKey(shipment.Reference) ? $"{shipment.Reference} again {Labels.Count}" : shipment.Reference, shipment.Label);
    }

    private object[] Rates =>
    [
        new { id = "rat_2", carrier_name = "dhl_express", carrier_id = "dhl-main", service = "dhl_express_worldwide", currency = "USD", total_charge = 64.25, transit_days = 3, test_mode = TestMode, extra_charges = new[] { new { name = "Base charge", amount = 40.0, currency = "USD" }, new { name = "REMOTE AREA DELIVERY", amount = 24.25, currency = "USD" } } },
        new { id = "rat_1", carrier_name = "ups", carrier_id = "ups-eu", service = "ups_standard", currency = "USD", total_charge = Price, transit_days = (int?)null, test_mode = TestMode, extra_charges = Array.Empty<object>() },
        new { id = "rat_3", carrier_name = "generic", carrier_id = "none", service = "without_price", currency = "USD", total_charge = (decimal?)null, test_mode = TestMode },
    ];

    private IEnumerable<Shipment> Listed(string reference) => Enumerable.Reverse(Shipments).Where(s => ListsEverything || s.Reference.Contains(reference, StringComparison.OrdinalIgnoreCase));

    private Shipment? Find(string id) => Shipments.Find(s => s.Id == id);

    private ScriptedAnswer Make(JsonElement asked)
    {
        var shipment = new Shipment($"shp_{Shipments.Count + 1:x32}", asked.GetProperty("reference").GetString()!)
        {
            IsUnreachable = asked.GetProperty("recipient").GetProperty("address_line1").GetString()!.Contains(Unreachable, StringComparison.Ordinal), IsTooHeavy = IsTooHeavy(asked), MadeAtUtc = now() - Age,
        };
        Shipments.Add(shipment);
        WhenMade(shipment);
        return ScriptedAnswer.Json(Body(shipment), 201);
    }

    private ScriptedAnswer Buy(Shipment shipment, JsonElement asked)
    {
        BeforeBuy(shipment);
        if (shipment.Label is not null) return Failed(409, "state_error", "The shipment was bought already.");
        if (asked.GetProperty("selected_rate_id").GetString() != "rat_1") return Failed(400, "validation_error", "No such rate.");
        Sell(shipment);
        return ScriptedAnswer.Json(Body(shipment));
    }

    private ScriptedAnswer Cancel(Shipment shipment)
    {
        if (shipment.Label!.IsVoided) return Failed(409, "state_error", "The shipment was cancelled already.");
        if (shipment.Label.IsMoving) return Refused("The parcel is on its way.");
        shipment.Label.IsVoided = true;
        return ScriptedAnswer.Json(Body(shipment));
    }

    /// <summary>Shipments that stand on another manifest are left out without a word; only when none is left, it says no.</summary>
    private ScriptedAnswer Close(JsonElement asked)
    {
        var free = asked.GetProperty("shipment_ids").EnumerateArray().Select(i => Find(i.GetString()!)?.Label?.TrackingNumber).OfType<string>().Distinct().Where(n => !Manifests.SelectMany(m => m).Contains(n)).ToList();
        if (asked.GetProperty("carrier_name").GetString() != "ups" || free.Count == 0) return Failed(400, "validation_error", "One or more shipments are invalid or not found.");
        Manifest(free);
        return ScriptedAnswer.Json(new
        {
            id = "manf_1", object_type = "manifest", carrier_name = "ups", carrier_id = "ups-eu", test_mode = TestMode, reference = asked.GetProperty("reference").GetString(), shipment_identifiers = free, manifest_url = "/v1/manifests/manf_1/manifest.pdf",
        }, 201);
    }

    private ScriptedAnswer Off()
    {
        Pickups[^1].IsOff = true;
        return ScriptedAnswer.Json(new { id = "pck_1", confirmation_number = Pickups[^1].Confirmation, status = "cancelled" });
    }

    private ScriptedAnswer Track(string number)
    {
        if (Labels.Values.SingleOrDefault(l => l.TrackingNumber == number) is not { } label) return Failed(404, "not_found", "The tracker was not found.");
        return ScriptedAnswer.Json(new
        {
            id = "trk_1", tracking_number = number, status = "in_transit",
            events = label.IsMoving
                ? new object[]
                {
                    new { date = "2026-12-02", time = "18:11", timestamp = "2026-12-02T17:11:00Z", status = "delivered", code = "FS", location = "Lyon, FR" },
                    new { date = "2026-11-25", time = "09:00", timestamp = (string?)null, status = (string?)null, code = "NEVER-HEARD-OF", location = (string?)null },
                    new { date = "2026-11-24", time = "10:30", timestamp = "2026-11-24T10:30:00.000+08:00", status = "picked_up", code = "OR", location = "Shenzhen" },
                }
                : [],
        });
    }

    private object Body(Shipment shipment)
    {
        var offered = !shipment.IsUnreachable && !shipment.IsTooHeavy;
        var isReady = shipment.Label is { } label && label.Asked++ >= LabelIsReadyAfter;
        return new
        {
            id = shipment.Id, object_type = "shipment", status = shipment.Label is null ? "draft" : shipment.Label.IsVoided ? "cancelled" : "created", reference = shipment.Reference, test_mode = TestMode,
            created_at = shipment.MadeAtUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), tracking_number = shipment.Label?.TrackingNumber, carrier_name = shipment.Label is null ? null : "ups", label_type = "PDF",
            rates = offered ? Rates : [], messages = offered ? [] : new[] { Message("ups-eu", shipment.IsTooHeavy ? "The parcel is over the weight limit." : "The address cannot be found.") },
            selected_rate = shipment.Label is null ? null : Rates[1],
            label_url = isReady && !IsLabelInside ? LabelUrl ?? $"/v1/shipments/{shipment.Id}/label.pdf" : null,
            shipping_documents = shipment.Label is { } sold
                ? new[] { new { category = "invoice", format = "PDF", @base64 = (string?)Convert.ToBase64String("%PDF-1.4 invoice"u8) }, new { category = "label", format = "PDF", @base64 = IsLabelInside ? Convert.ToBase64String(sold.File) : null } }
                : [],
        };
    }

    private static bool IsTooHeavy(JsonElement asked) => asked.GetProperty("parcels")[0].GetProperty("weight").GetDecimal() * 1000 >= TooHeavy.Grams;

    private static object Message(string connection, string words) => new { carrier_name = "ups", carrier_id = connection, code = "120206", message = words, level = "error", details = new { } };

    private static ScriptedAnswer Refused(string words) => ScriptedAnswer.Json(new { messages = new[] { Message("ups-eu", words) } }, 424);

    private static ScriptedAnswer Failed(int status, string code, string message) => ScriptedAnswer.Json(new { errors = new[] { new { code, message, details = new { }, level = "error" } } }, status);

    private static CarrierCredentials Credentials(Uri at, string key) => new(new Dictionary<string, string> { [KarrioConnector.Address] = at.ToString(), [KarrioConnector.ApiKey] = key, [KarrioConnector.WebhookSecret] = key == Key ? Secret : "another" }, isTest: true);

    internal sealed class Shipment(string id, string reference)
    {
        public string Id { get; } = id;

        public string Reference { get; } = reference;

        public bool IsUnreachable { get; init; }

        public bool IsTooHeavy { get; init; }

        public DateTime MadeAtUtc { get; init; }

        public DoubleLabel? Label { get; set; }
    }
}
