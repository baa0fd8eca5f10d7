using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.YtoExpress;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.YtoExpress;

/// <summary>YTO's open platform: an address and keys for each interface, everything under a 200, and failures in many shapes.</summary>
#pragma warning disable CA5351 // The platform asks for MD5.
internal sealed class YtoDouble : CarrierDouble
{
    public const string PushSecret = "push-7c1-secret";

    private const string OlderSecret = "older-5e2-secret";

    private static readonly Dictionary<string, (CarrierAbility Ability, string Customer, string Secret)> Interfaces = new()
    {
        ["privacy_create_adapter"] = (CarrierAbility.Buy, "K21000119", "order-9a1-secret"),
        ["waybill_print_adapter"] = (CarrierAbility.FetchLabel, "K21000120", "print-9a2-secret"),
        ["korder_cancel_adapter"] = (CarrierAbility.Void, "K21000121", "cancel-9a3-secret"),
        ["track_query_adapter"] = (CarrierAbility.Track, "TEST", "track-9a4-secret"),
    };

    /// <summary>What the platform answers instead, to the next call.</summary>
    public string? Instead { get; set; }

    public override CarrierCredentials Good { get; } = With("");

    public static CarrierCredentials Live { get; } = With("", isTest: false);

    public override CarrierCredentials Wrong { get; } = With("wrong-");

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => Interfaces.TryGetValue(Adapter(request), out var known) ? known.Ability : null;

    /// <summary>Keys of the generation before as well.</summary>
    public CarrierCredentials WithOlder(string secret = OlderSecret) => new(
        new[] { KeyValuePair.Create(YtoOlder.PathId, "rb9JZs"), KeyValuePair.Create(YtoOlder.UserId, "YTOTEST"), KeyValuePair.Create(YtoOlder.AppKey, "sF1Jzn"), KeyValuePair.Create(YtoOlder.Secret, secret) }.Concat(Keys("")), isTest: true);

    /// <summary>The generation before: a form, signed in capitals, of scans without codes.</summary>
    private ScriptedAnswer Older(IReadOnlyDictionary<string, string> form)
    {
        var signed = OlderSecret + string.Concat(new[] { "app_key", "format", "method", "timestamp", "user_id", "v" }.Select(n => n + form[n]));
        if (form["sign"] != Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(signed))) || form["app_key"] != "sF1Jzn" || form["user_id"] != "YTOTEST" || form["v"] != "1.01") return ScriptedAnswer.Xml("<Response><success>false</success><code>1001</code><reason>sign</reason></Response>");
        var number = JsonDocument.Parse(form["param"]).RootElement[0].GetProperty("Number").GetString()!;
        return ScriptedAnswer.Json(new object[] { new { Waybill_No = number, Upload_Time = "2026-11-24 22:00:00", ProcessInfo = "离开上海" }, new { Waybill_No = number, Upload_Time = "2026-11-24 10:30:00", ProcessInfo = "已收件" } });
    }

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (request is { Method: "POST", Path: "/older/service/waybill_query/v1/rb9JZs" }) return Older(request.Form);
        if (request.Method != "POST" || !Interfaces.TryGetValue(Adapter(request), out var known)) return ScriptedAnswer.NotFound;
        if (request.Path.Replace("/uat", "", StringComparison.Ordinal) != $"/open/{Adapter(request)}/v1/jEJxlq/{known.Customer}") return ScriptedAnswer.NotFound;
        var param = request.Json.GetProperty("param").GetString()!;
        var sign = Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes($"{param}{Adapter(request)}v1{known.Secret}")));
        if (request.Json.GetProperty("sign").GetString() != sign || request.Json.GetProperty("format").GetString() != "JSON") return ScriptedAnswer.Json(new { success = false, reason = "S02", code = "S02" });
        if (Instead is { } instead)
        {
            Instead = null;
            return ScriptedAnswer.Json(instead);
        }

        var business = JsonDocument.Parse(param).RootElement;
        return known.Ability switch
        {
            CarrierAbility.Buy => Create(business),
            CarrierAbility.FetchLabel => Print(business),
            CarrierAbility.Void => Cancel(business),
            _ => Track(business),
        };
    }

    private static string Adapter(ScriptedRequest request) => request.Path.Replace("/uat", "", StringComparison.Ordinal).Split('/') is [_, "open", var adapter, ..] ? adapter : "";

    private static CarrierCredentials With(string before, bool isTest = true) => new(Keys(before), isTest);

    private static IEnumerable<KeyValuePair<string, string>> Keys(string before) =>
        Interfaces.Values.SelectMany(i => new[] { KeyValuePair.Create(YtoConnector.CustomerCode(i.Ability), i.Customer), KeyValuePair.Create(YtoConnector.Secret(i.Ability), before + i.Secret) })
            .Append(KeyValuePair.Create(YtoConnector.UserId, "jEJxlq")).Append(KeyValuePair.Create(YtoConnector.PushSecret, before + PushSecret));

    private ScriptedAnswer Create(JsonElement order)
    {
        foreach (var needed in new[] { "logisticsNo", "senderName", "senderProvinceName", "senderCityName", "senderAddress", "senderMobile", "recipientName", "recipientProvinceName", "recipientCityName", "recipientAddress", "recipientMobile" })
        {
            if (!order.TryGetProperty(needed, out var given) || given.GetString() is not { Length: > 0 }) return ScriptedAnswer.Json(new { success = false, reason = $"{needed}不能为空" });
        }

        var reference = order.GetProperty("logisticsNo").GetString()!;
        if (!Labels.TryGetValue(reference, out var label))
        {
            if (order.GetProperty("recipientAddress").GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return ScriptedAnswer.Json(new { success = false, reason = "收件地址超出派送范围" });
            if (order.GetProperty("weight").GetDecimal() >= TooHeavy.Grams / 1000m) return ScriptedAnswer.Json(new { apiErrorMsg = "重量超限" });
            label = Labels[reference] = new DoubleLabel(reference, $"YT880000000001{Labels.Count}");
        }

        return ScriptedAnswer.Json(new { mailNo = label.TrackingNumber, logisticsNo = reference, shortAddress = "310-025-000" });
    }

    private ScriptedAnswer Print(JsonElement asked)
    {
        if (Labels.Values.SingleOrDefault(l => l.TrackingNumber == asked.GetProperty("waybillNo").GetString()) is not { } label) return ScriptedAnswer.Json(new { code = -1, message = "运单号不存在" });
        return label.Asked++ < LabelIsReadyAfter
            ? ScriptedAnswer.Json(new { code = 0, message = "", data = (object?)null })
            : ScriptedAnswer.Json(new { code = 0, message = "success", data = new { pdfBase64 = Convert.ToBase64String(label.File) } });
    }

    private ScriptedAnswer Cancel(JsonElement asked)
    {
        var reference = asked.GetProperty("logisticsNo").GetString()!;
        if (!Labels.TryGetValue(reference, out var label)) return ScriptedAnswer.Json(new { success = false, reason = "订单不存在" });
        if (label.IsMoving) return ScriptedAnswer.Json(new { success = "false", reason = "订单已揽收" });
        label.IsVoided = true;
        return ScriptedAnswer.Json(new { logisticsNo = reference });
    }

    private ScriptedAnswer Track(JsonElement asked)
    {
        var number = asked.GetProperty("NUMBER").GetString()!;
        if (Labels.Values.SingleOrDefault(l => l.TrackingNumber == number) is not { IsMoving: true }) return ScriptedAnswer.Json(new { code = "1001", message = "查询结果为空。", success = true, map = new Dictionary<string, object[]> { [number] = [] } });
        return ScriptedAnswer.Json(new object[]
        {
            new { waybill_No = number, upload_Time = "2026-11-24 10:30:00", infoContent = "GOT", processInfo = "已收件", city = "丽水市", district = "龙泉市" },
            new { waybill_No = number, upload_Time = "2026-11-24 22:00:00", infoContent = "NEVER-HEARD-OF", processInfo = "?", city = "上海市", district = "" },
            new { waybill_No = number, upload_Time = "2026-11-26 09:12:00", infoContent = "SIGNED", processInfo = "已签收", city = "上海市", district = "青浦区" },
        });
    }
}
