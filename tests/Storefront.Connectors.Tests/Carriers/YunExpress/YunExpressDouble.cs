using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.YunExpress;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.YunExpress;

/// <summary>YunExpress, second generation: a token first, then a signature on each call, and a 200 that may be a failure.</summary>
internal sealed class YunExpressDouble(Func<Uri> server) : CarrierDouble
{
    private const string Secret = "8d51-yun-secret";

    private int tokens;

    /// <summary>What is answered instead, to the next call that is not for a token.</summary>
    public ScriptedAnswer? Instead { get; set; }

    /// <summary>What is answered instead of a token.</summary>
    public string? InsteadOfToken { get; set; }

    /// <summary>How long a token is said to last.</summary>
    public int TokenSeconds { get; set; } = 7200;

    /// <summary>The number at the destination is given later.</summary>
    public bool NumberComesLater { get; set; }

    /// <summary>Labels are told by an address there instead of in the answer.</summary>
    public string? LabelHost { get; set; }

    /// <summary>Only the newest token is taken.</summary>
    public bool OldTokensEnd { get; set; }

    /// <summary>Tracking answers an unknown number with an empty list instead of the letter N.</summary>
    public bool EmptyTracks { get; set; }

    public static CarrierCredentials Live { get; } = With(Secret, isTest: false);

    public override CarrierCredentials Good { get; } = With(Secret);

    public override CarrierCredentials Wrong { get; } = With("another");

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => request.Path switch
    {
        "/v1/price-trial/get" => CarrierAbility.Quote,
        "/v1/order/package/create" => CarrierAbility.Buy,
        "/v1/order/label/get" => CarrierAbility.FetchLabel,
        "/v1/order/cancel" => CarrierAbility.Void,
        "/v1/track-service/info/get" => CarrierAbility.Track,
        _ => null,
    };

    public override bool IsLookUp(ScriptedRequest request) => request.Path == "/v1/order/info/get";

    public void EndTokens()
    {
        OldTokensEnd = true;
        tokens++;
    }

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (request.Path.StartsWith("/labels/", StringComparison.Ordinal)) return new(200, "application/pdf", Labels.Values.Single(l => request.Path.EndsWith(l.TrackingNumber, StringComparison.Ordinal)).File);
        if (request is { Method: "POST", Path: "/openapi/oauth2/token" }) return Token(request.Json);
        if (request.Headers.GetValueOrDefault("token") is not { } token || !token.StartsWith("token-", StringComparison.Ordinal) || (OldTokensEnd && token != $"token-{tokens}")) return ScriptedAnswer.Json(new { code = "401", msg = "token is over" }, 401);
        var content = $"date={request.Headers["date"]}&method={request.Method}&uri={request.Path}";
        if (request.Body.Length > 0) content = $"body={request.Text}&{content}";
        if (request.Headers["sign"] != Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(content)))) return ScriptedAnswer.Json(new { code = "403", msg = "sign is wrong" }, 403);
        if (Instead is { } instead)
        {
            Instead = null;
            return instead;
        }

        return (request.Method, request.Path) switch
        {
            ("GET", "/v1/price-trial/get") => Trial(request.QueryFields),
            ("POST", "/v1/order/package/create") => Create(request.Json),
            ("GET", "/v1/order/info/get") => Info(request.QueryFields["order_number"]),
            ("GET", "/v1/order/label/get") => Label(request.QueryFields["order_number"]),
            ("POST", "/v1/order/cancel") => Cancel(request.Json.GetProperty("waybill_number").GetString()!),
            ("GET", "/v1/track-service/info/get") => Track(request.QueryFields["order_number"]),
            _ => ScriptedAnswer.NotFound,
        };
    }

    public static ScriptedAnswer Failed(string code, string message) => ScriptedAnswer.Json(new { t = "1764000000000", success = false, code, msg = message, result = (object?)null });

    public static ScriptedAnswer Ok(object? result) => ScriptedAnswer.Json(new { t = "1764000000000", success = true, result });

    private static CarrierCredentials With(string secret, bool isTest = true) => new(new Dictionary<string, string> { [YunExpressConnector.AppId] = "7dd0", [YunExpressConnector.AppSecret] = secret, [YunExpressConnector.SourceKey] = "src-1a2b" }, isTest);

    private static string WaybillOf(DoubleLabel label) => "YT26340000" + label.TrackingNumber[2..4];

    private ScriptedAnswer Token(JsonElement asked)
    {
        if (InsteadOfToken is { } instead) return ScriptedAnswer.Json(instead);
        var isKnown = asked.GetProperty("grantType").GetString() == "client_credentials" && asked.GetProperty("appId").GetString() == "7dd0" && asked.GetProperty("appSecret").GetString() == Secret && asked.GetProperty("sourceKey").GetString() == "src-1a2b";
        return isKnown ? ScriptedAnswer.Json(new { accessToken = $"token-{++tokens}", expiresIn = TokenSeconds }) : ScriptedAnswer.Json(new { code = "401", msg = "bad credentials" }, 401);
    }

    private static ScriptedAnswer Trial(IReadOnlyDictionary<string, string> asked) => decimal.Parse(asked["weight"], System.Globalization.CultureInfo.InvariantCulture) >= TooHeavy.Grams / 1000m
        ? Failed("02030008", "No product for this parcel")
        : Ok(new object[]
        {
            new { product_code = "BKPHR", product_name = "Express", fee_name = "freight", calculate_amount = 182.55, currency = "CNY", interval_day = "3-6", convert_currency = "USD", convert_amount = 25.7 },
            new { product_code = "THZXR", product_name = "Direct", fee_name = "freight", calculate_amount = "88.404", currency = "CNY", interval_day = 8, convert_currency = "USD", convert_amount = 12.4 },
            new { product_code = "THZXR", product_name = "Direct", fee_name = "fuel", calculate_amount = 8, currency = "CNY", interval_day = "8", convert_currency = "USD", convert_amount = 1.1 },
            new { product_code = "NOFEE", product_name = "No amount", fee_name = "freight", calculate_amount = (decimal?)null, currency = "CNY", interval_day = "8" },
            new { product_code = "MIXED", product_name = "Two currencies", fee_name = "freight", calculate_amount = 1, currency = "CNY", interval_day = "8" },
            new { product_code = "MIXED", product_name = "Two currencies", fee_name = "fuel", calculate_amount = 1, currency = "USD", interval_day = "8" },
        });

    private ScriptedAnswer Create(JsonElement order)
    {
        var reference = order.GetProperty("customer_order_number").GetString()!;
        if (Labels.ContainsKey(reference)) return Failed("02039001", "客户单号已存在");
        if (order.GetProperty("receiver").GetProperty("address_lines")[0].GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return Failed("02039171", "Order rule verification failed: out of the delivery area");
        if (order.GetProperty("packages")[0].GetProperty("weight").GetDecimal() >= TooHeavy.Grams / 1000m) return Failed("02039171", "Order rule verification failed: over weight");
        var label = Labels[reference] = new DoubleLabel(reference, $"LX{Labels.Count + 10}0000000CN");
        return Ok(Told(label));
    }

    private object Told(DoubleLabel label) => new
    {
        customer_order_number = label.Reference, waybill_number = WaybillOf(label), tracking_number = NumberComesLater ? "" : label.TrackingNumber, track_type = NumberComesLater ? "W" : "Y", product_code = "THZXR",
    };

    private ScriptedAnswer Info(string number) => Find(number) is { } label ? Ok(Told(label)) : Failed("02031001", "No such order");

    private ScriptedAnswer Label(string number)
    {
        if (Find(number) is not { } label) return Failed("02031001", "No such order");
        if (label.Asked++ < LabelIsReadyAfter) return Ok(new { order_number = number, url = "", label_string = "" });
        return LabelHost is { } host
            ? Ok(new { order_number = number, url = $"{(host.Length > 0 ? host : server().ToString().TrimEnd('/'))}/labels/{label.TrackingNumber}", label_type = "PDF" })
            : Ok(new { order_number = number, label_string = Convert.ToBase64String(label.File), label_type = "PDF" });
    }

    private ScriptedAnswer Cancel(string waybill)
    {
        if (Labels.Values.SingleOrDefault(l => WaybillOf(l) == waybill) is not { } label) return Failed("02031001", "No such order");
        if (label.IsVoided || label.IsMoving) return Failed("02031005", "Only a forecast can be cancelled");
        label.IsVoided = true;
        return Ok(null);
    }

    private ScriptedAnswer Track(string number)
    {
        if (Find(number) is not { } label) return EmptyTracks ? Ok(Array.Empty<object>()) : Ok(new[] { new { order_number = number, package_status = "N" } });
        if (!label.IsMoving) return Ok(new[] { new { order_number = number, package_status = label.IsVoided ? "C" : "F", track_Info = new { track_events = Array.Empty<object>() } } });
        return Ok(new[]
        {
            new
            {
                order_number = number, package_status = "D",
                track_Info = new
                {
                    track_events = new object[]
                    {
                        new { process_time = "2026-12-02T18:11:00", process_utc_time = "2026-12-02T17:11:00", process_country = "FR", process_city = "Lyon", process_location = "", track_node_code = "LAST_ONE" },
                        new { process_time = "2026-11-25T09:00:00", process_utc_time = "2026-11-25T01:00:00.000Z", process_country = "CN", process_city = "深圳", process_location = "深圳集货中心", track_node_code = "NEVER-HEARD-OF" },
                        new { process_time = "2026-11-24T10:30:00", process_utc_time = "2026-11-24T02:30:00Z", process_country = "CN", process_city = "深圳", process_location = "深圳集货中心", track_node_code = "FIRST_MILE_ARRIVE" },
                    },
                },
            },
        });
    }

    private DoubleLabel? Find(string number) => Labels.Values.SingleOrDefault(l => l.Reference == number || l.TrackingNumber == number || WaybillOf(l) == number);
}
