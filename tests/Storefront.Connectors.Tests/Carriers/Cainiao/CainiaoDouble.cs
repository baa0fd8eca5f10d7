using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.Cainiao;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Cainiao;

#pragma warning disable CA5351 // The gateway asks for MD5.
/// <summary>The LINK gateway: one address, five form fields, success as a word, and its own failures in XML.</summary>
internal sealed class CainiaoDouble : CarrierDouble
{
    public const string Secret = "4f1c2b-link-secret";

    private const string Resource = "0f3a7c1e";

    /// <summary>What the gateway answers instead, to the next call.</summary>
    public ScriptedAnswer? Instead { get; set; }

    /// <summary>The number at the destination is given later.</summary>
    public bool NumberComesLater { get; set; }

    public override CarrierCredentials Good { get; } = With(Secret);

    public override CarrierCredentials Wrong { get; } = With("another");

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => request.Form.GetValueOrDefault("msg_type") switch
    {
        "cnge.order.create" => CarrierAbility.Buy,
        "cnge.waybill.get" => CarrierAbility.FetchLabel,
        "cnge.order.cancel" => CarrierAbility.Void,
        "cnge.track.get" => CarrierAbility.Track,
        "cnge.bigbag.create" => CarrierAbility.Manifest,
        _ => null,
    };

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (request.Method != "POST" || request.Path is not ("/gateway/link.do" or "/gateway/test")) return ScriptedAnswer.NotFound;
        var form = request.Form;
        foreach (var field in new[] { "msg_type", "logistic_provider_id", "to_code", "logistics_interface", "data_digest" })
        {
            if (!form.ContainsKey(field)) return ScriptedAnswer.Xml($"<response><success>false</success><errorCode>S12</errorCode><errorMsg>request param {field} can not be null</errorMsg></response>");
        }

        var content = form["logistics_interface"];
        if (form["logistic_provider_id"] != Resource || form["data_digest"] != Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(content + Secret)))) return Failed("S02", "digest sign check not pass");
        if (Instead is { } instead)
        {
            Instead = null;
            return instead;
        }

        var business = JsonDocument.Parse(content).RootElement;
        return (form["msg_type"], form["to_code"]) switch
        {
            ("cnge.order.create", "CNGCP-OPEN") => Create(business),
            ("cnge.waybill.get", "CGOP") => Waybill(business),
            ("cnge.order.cancel", "CNGCP-OPEN") => Cancel(business),
            ("cnge.track.get", "TRACK") => Track(business),
            ("cnge.bigbag.create", "CNPMS") => BigBag(business.GetProperty("request")),
            var (_, to) => ScriptedAnswer.Xml($"<response><success>false</success><errorCode>S23</errorCode><errorMsg>toCode {to} is not authorized</errorMsg></response>"),
        };
    }

    public static ScriptedAnswer Failed(string code, string message) => ScriptedAnswer.Json(new { success = "false", errorCode = code, errorMsg = message });

    public static CarrierCredentials With(string secret, string? port = null, bool isTest = true) => new(
        new Dictionary<string, string> { [CainiaoConnector.ResourceCode] = Resource, [CainiaoConnector.AppSecret] = secret, [CainiaoConnector.HandOverPort] = port ?? "" }, isTest);

    private static string CodeOf(DoubleLabel label) => "LP000000000000" + label.TrackingNumber[2..4];

    private static ScriptedAnswer Ok(object? data) => ScriptedAnswer.Json(new { success = "true", errorCode = "", errorMsg = "", data });

    private ScriptedAnswer Create(JsonElement order)
    {
        var reference = order.GetProperty("outOrderId").GetString()!;
        if (!Labels.TryGetValue(reference, out var label))
        {
            if (order.GetProperty("receiverParam").GetProperty("detailAddress").GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return Failed("ADDRESS_UNREACHABLE", "The receiver's address is out of the delivery area");
            if (order.GetProperty("packageParams")[0].GetProperty("weight").GetInt32() >= TooHeavy.Grams) return Failed("OVER_WEIGHT", "Over the weight limit of the solution");
            label = Labels[reference] = new DoubleLabel(reference, $"LV{Labels.Count + 10}0000000CN");
        }

        return Ok(new { orderCode = CodeOf(label), trackingNumber = NumberComesLater ? null : label.TrackingNumber, laneCode = "L_FR_STD" });
    }

    private ScriptedAnswer Waybill(JsonElement asked)
    {
        if (Find(asked) is not { } label) return Failed("ORDER_NOT_EXIST", "No such order");
        var ready = label.Asked++ >= LabelIsReadyAfter;
        return Ok(new { trackingNumber = label.TrackingNumber, waybillPdfData = ready ? Convert.ToBase64String(label.File) : "", laneCode = "L_FR_STD" });
    }

    private ScriptedAnswer Cancel(JsonElement asked)
    {
        if (Find(asked) is not { } label) return Failed("ORDER_NOT_EXIST", "No such order");
        if (label.IsMoving) return Failed("ORDER_STATUS_ERROR", "The parcel is in the warehouse");
        label.IsVoided = true;
        return Ok(null);
    }

    private ScriptedAnswer Track(JsonElement asked)
    {
        if (Find(asked) is not { } label) return Failed("ORDER_NOT_EXIST", "No such order");
        if (!label.IsMoving) return Ok(new { traceDetailList = Array.Empty<object>() });
        return Ok(new
        {
            traceDetailList = new object[]
            {
                new { time = "2026-12-02 18:11:00", timeZone = "+01:00", actionCode = "GTMS_SIGNED", desc = "Delivered" },
                new { time = "2026-11-25 09:00:00", timeZone = "+8", actionCode = "NEVER-HEARD-OF", desc = "?" },
                new { time = "2026-11-24 10:30:00", timeZone = "+8", actionCode = "PU_PICKUP_SUCCESS", desc = "Picked up" },
            },
        });
    }

    private ScriptedAnswer BigBag(JsonElement request) => request.GetProperty("orderCodeList").EnumerateArray().All(c => Labels.Values.Any(l => CodeOf(l) == c.GetString()))
        ? Manifest(request.GetProperty("orderCodeList").EnumerateArray().Select(c => Labels.Values.Single(l => CodeOf(l) == c.GetString()).TrackingNumber)) ? Ok(new { bigBagTrackingNumber = "CNBB0000000000017" }) : Failed("ORDER_IN_BIGBAG", "The order lies in a big bag already")
        : Failed("ORDER_NOT_EXIST", "No such order");

    private DoubleLabel? Find(JsonElement asked) => Labels.Values.SingleOrDefault(l => CodeOf(l) == asked.GetProperty("orderCode").GetString());
}
