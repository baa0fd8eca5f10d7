using System.Text.Json;
using Storefront.Connectors.Carriers.FourPx;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.FourPx;

/// <summary>The other end of 4PX's wire, in the shapes of the platform's own answers: a 200 whatever happened, data that is at times JSON in a string.</summary>
internal sealed class FourPxDouble(Func<Uri> server) : CarrierDouble
{
    private const string Secret = "5f8e0a77-four-px-secret";

    public string? LabelHost { get; set; }

    public override CarrierCredentials Good { get; } = new(new Dictionary<string, string> { [FourPxConnector.AppKey] = "sample-key", [FourPxConnector.AppSecret] = Secret }, isTest: true);

    public override CarrierCredentials Wrong { get; } = new(new Dictionary<string, string> { [FourPxConnector.AppKey] = "sample-key", [FourPxConnector.AppSecret] = "another" }, isTest: true);

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => Method(request) switch
    {
        "ds.xms.estimated_cost.get" => CarrierAbility.Quote,
        "ds.xms.order.create" => CarrierAbility.Buy,
        "ds.xms.label.get" => CarrierAbility.FetchLabel,
        "ds.xms.order.cancel" => CarrierAbility.Void,
        "tr.order.tracking.get" => CarrierAbility.Track,
        _ => null,
    };

    public override bool IsLookUp(ScriptedRequest request) => Method(request) == "ds.xms.order.get";

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (request.Path.StartsWith("/labels/", StringComparison.Ordinal)) return new(200, "application/pdf", Labels.Values.Single(l => request.Path.EndsWith(l.TrackingNumber, StringComparison.Ordinal)).File);
        if (request.Method != "POST" || request.Path != "/router/api/service") return ScriptedAnswer.NotFound;
        var q = request.QueryFields;
        if (q["sign"] != FourPxSignature.Of(q["app_key"], q["method"], q["timestamp"], q["v"], request.Text, Secret)) return Failed("000012", "The signature is wrong");
        return Method(request) switch
        {
            "ds.xms.logistics_product.getlist" => Ok(new[] { new { logistics_product_code = "F3", logistics_product_name_en = "Standard", transport_mode = "1" } }),
            "ds.xms.estimated_cost.get" => Quote(request.Json),
            "ds.xms.order.create" => Create(request.Json),
            "ds.xms.order.get" => Ok(Find(request.Json) is { } l ? new[] { new { consignment_info = Info(l) } } : []),
            "ds.xms.label.get" => Label(request.Json),
            "ds.xms.order.cancel" => Cancel(request.Json),
            "tr.order.tracking.get" => Track(request.Json),
            _ => new(500, "text/plain", "ApiException: no such method"u8.ToArray()),
        };
    }

    private static string? Method(ScriptedRequest request) => request.QueryFields.GetValueOrDefault("method");

    private static ScriptedAnswer Quote(JsonElement body) => body.GetProperty("weight").GetInt32() >= TooHeavy.Grams
        ? Failed("DS000404", "No product takes this weight")
        : Ok(new object[]
        {
            new { logistics_product_code = "QC", logistics_product_name_en = "Global express", lump_sum_fee = "182.55", currency = "CNY", charge_weight = 1350, prescription_min = 3, prescription_max = 6 },
            new { logistics_product_code = "F3", logistics_product_name_en = "Standard", lump_sum_fee = 96.4, currency = "CNY", charge_weight = 990, prescription_min = 8, prescription_max = 15 },
            new { logistics_product_code = "XX", logistics_product_name_en = "Not for this country", lump_sum_fee = (string?)null },
        });

    private ScriptedAnswer Create(JsonElement body)
    {
        var reference = body.GetProperty("ref_no").GetString()!;
        var recipient = body.GetProperty("recipient_info");
        if (Labels.ContainsKey(reference)) return Failed("DS000123", "ref_no is used already");
        if (recipient.GetProperty("street").GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return Failed("DS000124", "The address is out of the delivery area");
        if (body.GetProperty("parcel_list")[0].GetProperty("weight").GetInt32() >= TooHeavy.Grams) return Failed("DS000125", "Over the weight limit of the product");
        var label = Labels[reference] = new DoubleLabel(reference, $"4PX300000000{Labels.Count + 1}CN");
        return Ok(JsonSerializer.Serialize(new Dictionary<string, string> { ["4px_tracking_no"] = label.TrackingNumber, ["ds_consignment_no"] = "DS" + label.TrackingNumber, ["ref_no"] = reference, ["logistics_channel_no"] = "", ["label_barcode"] = label.TrackingNumber }));
    }

    private ScriptedAnswer Label(JsonElement body)
    {
        if (Find(body) is not { } label) return Failed("DS000126", "No such order");
        return Ok(new { label_url_info = new { logistics_label = label.Asked++ < LabelIsReadyAfter ? "" : $"{LabelHost ?? server().ToString().TrimEnd('/')}/labels/{label.TrackingNumber}" } });
    }

    private ScriptedAnswer Cancel(JsonElement body)
    {
        if (Find(body) is not { } label) return Failed("DS000126", "No such order");
        if (label.IsVoided) return Failed("DS000127", "The order is closed already");
        if (label.IsMoving) return Failed("DS000128", "The parcel is in the warehouse");
        label.IsVoided = true;
        return Ok("");
    }

    private ScriptedAnswer Track(JsonElement body)
    {
        var number = body.GetProperty("deliveryOrderNo").GetString();
        if (Labels.Values.SingleOrDefault(l => l.TrackingNumber == number) is not { } label) return Failed("TR000001", "No such number");
        if (!label.IsMoving) return Ok(new { deliveryOrderNo = number, trackingList = Array.Empty<object>() });
        return Ok(new
        {
            deliveryOrderNo = number,
            trackingList = new object[]
            {
                new { businessLinkCode = "FPX_S_OK", occurDatetime = "2026-12-02 18:11:00", occurLocation = "Lyon", trackingContent = "Delivered" },
                new { businessLinkCode = "NEVER-HEARD-OF", occurDatetime = "2026-11-25 09:00:00", occurLocation = "Shenzhen", trackingContent = "?" },
                new { businessLinkCode = "FPX_C_SPLS", occurDatetime = new DateTimeOffset(FirstScanUtc).ToUnixTimeMilliseconds(), occurLocation = "Shenzhen", trackingContent = "Picked up" },
            },
        });
    }

    private DoubleLabel? Find(JsonElement body) => Labels.GetValueOrDefault(body.GetProperty("request_no").GetString()!);

    private static Dictionary<string, string> Info(DoubleLabel label) => new()
    {
        ["4px_tracking_no"] = label.TrackingNumber, ["ds_consignment_no"] = "DS" + label.TrackingNumber, ["ref_no"] = label.Reference, ["logistics_product_code"] = "F3",
        ["consignment_status"] = label.IsVoided ? "X" : label.IsMoving ? "H" : "P",
    };

    private static ScriptedAnswer Ok(object data) => ScriptedAnswer.Json(new { result = "1", msg = "ok", data, errors = Array.Empty<object>() });

    private static ScriptedAnswer Failed(string code, string message) => ScriptedAnswer.Json(new { result = "0", msg = "failed", data = (object?)null, errors = new[] { new { error_code = code, error_msg = message } } });
}
