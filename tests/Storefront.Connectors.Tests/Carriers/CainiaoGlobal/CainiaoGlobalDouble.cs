using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.CainiaoGlobal;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.CainiaoGlobal;

#pragma warning disable CA5351 // The platform asks for MD5.
/// <summary>Both open platforms at one address each: a signed form, an answer under the method's name, lists wrapped under the name of what is in them, success as a word or not at all.</summary>
/// <remarks>An order says nothing of our reference, so the stand-in counts: the first purchase of a test is <c>label-0001</c>.</remarks>
internal sealed class CainiaoGlobalDouble : CarrierDouble
{
    public const string Secret = "7d40aa-top-secret";

    private const string AppKey = "33021877";

    private const string Session = "6101b22-session-of-the-seller";

    private const long FirstOrder = 20185524047;

    private const long Bag = 1853583;

    public const string BagCode = "LP00410280183654";

    /// <summary>What the platform answers instead, to the next call.</summary>
    public ScriptedAnswer? Instead { get; set; }

    /// <summary>What the bag's paper is answered with; null for the shape that public clients read.</summary>
    public object? PaperInstead { get; set; }

    public byte[] BagPaper { get; } = "%PDF-1.4 waybill of the bag\n%%EOF\n"u8.ToArray();

    public override CarrierCredentials Good { get; } = With();

    public override CarrierCredentials Wrong { get; } = With(secret: "another");

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => request.Form.GetValueOrDefault("method") switch
    {
        "cainiao.global.solution.inquiry" => CarrierAbility.Quote,
        "cainiao.global.logistic.order.create" => CarrierAbility.Buy,
        "cainiao.global.handover.commit" => CarrierAbility.Manifest,
        _ => null,
    };

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (request.Method != "POST" || request.Path is not ("/router/rest" or "/router/test" or "/sync")) return ScriptedAnswer.NotFound;
        var form = request.Form;
        if (form["app_key"] != AppKey || form["sign"] != Sign(form)) return Failed(25, "Invalid signature", "isv.invalid-signature", "sign is wrong");
        if (form["session"] != Session) return Failed(27, "Invalid session", "isv.session-not-exist", "session has ended");
        if (Instead is { } instead)
        {
            Instead = null;
            return instead;
        }

        return form["method"] switch
        {
            "cainiao.global.solution.inquiry" => Inquire(form),
            "cainiao.global.logistic.order.create" => Create(JsonDocument.Parse(form["order_param"]).RootElement),
            "cainiao.global.handover.commit" => Commit(form),
            "cainiao.global.handover.pdf.get" => Print(form),
            _ => Failed(22, "Invalid method", "isv.invalid-method", "no such method"),
        };
    }

    public static ScriptedAnswer Failed(object code, string message, string? sub = null, string? words = null) =>
        ScriptedAnswer.Json(new { error_response = new { code, msg = message, sub_code = sub, sub_msg = words, request_id = "16c9zyv" } });

    public static CarrierCredentials With(string secret = Secret, string handOver = CainiaoGlobalConnector.SelfSend, string platform = "Taobao", bool isTest = true) => new(
        new Dictionary<string, string>
        {
            [CainiaoGlobalConnector.Platform] = platform, [CainiaoGlobalConnector.AppKey] = AppKey, [CainiaoGlobalConnector.AppSecret] = secret, [CainiaoGlobalConnector.Session] = Session,
            [CainiaoGlobalConnector.SellerKey] = "seller-7", [CainiaoGlobalConnector.Client] = "SELLER-Longquan", [CainiaoGlobalConnector.SenderAddress] = "811223344", [CainiaoGlobalConnector.HandOver] = handOver,
            [CainiaoGlobalConnector.DomesticCarrier] = "101",
        },
        isTest);

    /// <summary>As the platform does it, by itself.</summary>
    private static string Sign(IReadOnlyDictionary<string, string> form)
    {
        var joined = string.Concat(form.Where(f => f.Key != "sign").OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + f.Value));
        var (text, secret) = (Encoding.UTF8.GetBytes(joined), Encoding.UTF8.GetBytes(Secret));
        return Convert.ToHexString(form["sign_method"] switch
        {
            "md5" => MD5.HashData([.. secret, .. text, .. secret]),
            "hmac" => HMACMD5.HashData(secret, text),
            "sha256" => HMACSHA256.HashData(secret, text),
            var other => throw new InvalidOperationException(other),
        });
    }

    private static ScriptedAnswer Refused(string method, string code, string words) => Told(method, new { is_success = "false", need_retry = false, error_info = new { error_code = code, error_msg = words }, request_id = "16c9zyv" });

    private static ScriptedAnswer Told(string method, object body) => ScriptedAnswer.Json(new Dictionary<string, object> { [$"cainiao_global_{method}_response"] = body });

    private static ScriptedAnswer Inquire(IReadOnlyDictionary<string, string> form)
    {
        if (!form.TryGetValue("package_params", out var packages)) return Refused("solution_inquiry", "TRADE_ORDER_NOT_EXIST", "The trade order does not exist");
        if (JsonDocument.Parse(packages).RootElement[0].GetProperty("weight").GetInt32() >= TooHeavy.Grams) return Told("solution_inquiry", new { is_success = true, result = new { } });
        return Told("solution_inquiry", new
        {
            is_success = true,
            result = new
            {
                usable_solution_list = new
                {
                    open_solution_dto = new object[]
                    {
                        Solution("CAINIAO_STANDARD", "AliExpress Standard Shipping", 96_40, ("PROMISE", 20, 45), ("ESTIMATE", 12, 18)),
                        Solution("CAINIAO_ECONOMY", "Saver", 48_00, ("PROMISE", 20, 60)),
                        new { code = "NO_PRICE", name = "Without a price", timing_list = new { open_timing_dto = new[] { new { timing_type = "ESTIMATE", fast_timing = 3, slowest_timing = 5 } } } },
                        Solution("NO_TIME", "Without a time", 10_00),
                    },
                },
            },
            request_id = "16c9zyv",
        });
    }

    private static object Solution(string code, string name, long fee, params (string Type, int Fast, int Slow)[] timings) => new
    {
        code, name, recommend_index = 1,
        timing_list = new { open_timing_dto = timings.Select(t => new { timing_type = t.Type, fast_timing = t.Fast, slowest_timing = t.Slow, display_text = $"{t.Fast}-{t.Slow} days" }) },
        fee_list = new { open_fee_dto = new[] { new { fee_type = "POST_ESTIMATED_COST", total_fee = fee, currency = "CNY" } } },
    };

    private ScriptedAnswer Create(JsonElement order)
    {
        if (order.GetProperty("receiver_param").GetProperty("address_param").GetProperty("detail_address").GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return Refused("logistic_order_create", "ADDRESS_UNREACHABLE", "The receiver's address is out of the delivery area");
        if (order.GetProperty("package_params")[0].GetProperty("weight").GetInt32() >= TooHeavy.Grams) return Refused("logistic_order_create", "OVER_WEIGHT", "Over the weight limit of the solution");
        var number = FirstOrder + Labels.Count;
        var reference = $"label-{Labels.Count + 1:0000}";
        Labels[reference] = new DoubleLabel(reference, $"LP{number:00000000000000}");
        return Told("logistic_order_create", new { need_retry = false, is_success = "", error_info = new { error_code = "", error_msg = "" }, result = new { logistics_order_id = number }, request_id = "16c9zyv" });
    }

    private ScriptedAnswer Commit(IReadOnlyDictionary<string, string> form)
    {
        var codes = form["order_code_list"].Split(',');
        if (form["type"] == "self_post" && !form.ContainsKey("domestic_tracking_no")) return Handed("DOMESTIC_TRACKING_NO_EMPTY", "The domestic waybill's number is missing");
        if (codes.Any(c => Labels.Values.All(l => l.TrackingNumber != c))) return Handed("ORDER_NOT_EXIST", "No such order");
        if (!Manifest(codes)) return Handed("ORDER_IN_BIGBAG", "The order lies in a bag already");
        return Told("handover_commit", new { result = new { success = true, error_code = "", error_msg = "", data = new { handover_order_id = 1993605, handover_content_id = Bag, handover_content_code = BagCode } }, request_id = "16c9zyv" });
    }

    private static ScriptedAnswer Handed(string code, string words) => Told("handover_commit", new { result = new { success = false, error_code = code, error_msg = words }, request_id = "16c9zyv" });

    private ScriptedAnswer Print(IReadOnlyDictionary<string, string> form) => form["handover_content_id"] == Bag.ToString(System.Globalization.CultureInfo.InvariantCulture) && form["type"] == "1"
        ? Told("handover_pdf_get", new { result = new { success = true, error_code = "", error_msg = "", data = PaperInstead ?? JsonSerializer.Serialize(new { body = Convert.ToBase64String(BagPaper) }) } })
        : Told("handover_pdf_get", new { result = new { success = false, error_code = "HANDOVER_CONTENT_NOT_EXIST", error_msg = "No such bag" } });
}
