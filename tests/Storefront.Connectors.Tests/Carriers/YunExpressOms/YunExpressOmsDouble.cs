using System.Globalization;
using System.Text.Json;
using Storefront.Connectors.Carriers.YunExpressOms;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.YunExpressOms;

/// <summary>YunExpress, first generation: customer code and secret with every call, orders in lists, and a 200 that may be a failure.</summary>
internal sealed class YunExpressOmsDouble(Func<Uri> server) : CarrierDouble
{
    private const string Secret = "oms-4c7-secret";

    /// <summary>What is answered instead, to the next call.</summary>
    public string? Instead { get; set; }

    /// <summary>The number at the destination is given later.</summary>
    public bool NumberComesLater { get; set; }

    /// <summary>Labels lie there.</summary>
    public string? LabelHost { get; set; }

    /// <summary>Deleted orders are not known any more, instead of standing as deleted.</summary>
    public bool ForgetsDeleted { get; set; }

    public override CarrierCredentials Good { get; } = With(Secret);

    public override CarrierCredentials Wrong { get; } = With("another");

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => request.Path switch
    {
        "/api/WayBill/CreateOrder" => CarrierAbility.Buy,
        "/api/Label/Print" => CarrierAbility.FetchLabel,
        "/api/WayBill/Delete" => CarrierAbility.Void,
        "/api/Tracking/GetTrackInfo" => CarrierAbility.Track,
        _ => null,
    };

    public override bool IsLookUp(ScriptedRequest request) => request.Path == "/api/WayBill/GetOrder";

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (request.Path.StartsWith("/labels/", StringComparison.Ordinal)) return new(200, "application/pdf", Labels.Values.Single(l => request.Path.EndsWith(l.TrackingNumber, StringComparison.Ordinal)).File);
        if (request.Headers.GetValueOrDefault("Authorization") != "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"C88888&{Secret}"))) return ScriptedAnswer.Json(new { Message = "Authorization has been denied for this request." }, 401);
        if (Instead is { } instead)
        {
            Instead = null;
            return ScriptedAnswer.Json(instead);
        }

        return (request.Method, request.Path) switch
        {
            ("GET", "/api/Common/GetCountry") => ScriptedAnswer.Json(new { Code = "0000", Message = "ok", RequestId = "1", TimeStamp = "2026-11-24T09:00:00", Items = new[] { new { CountryCode = "FR", EName = "France", CName = "法国" } } }),
            ("POST", "/api/WayBill/CreateOrder") => Create(request.Json),
            ("GET", "/api/WayBill/GetOrder") => Find(request.QueryFields["OrderNumber"]) is { } label && !(label.IsVoided && ForgetsDeleted) ? Ok(Told(label)) : Failed("1006", "No data"),
            ("POST", "/api/Label/Print") => Print(request.Json),
            ("POST", "/api/WayBill/Delete") => Delete(request.Json),
            ("GET", "/api/Tracking/GetTrackInfo") => Track(request.QueryFields["OrderNumber"]),
            _ => ScriptedAnswer.NotFound,
        };
    }

    private static CarrierCredentials With(string secret) => new(new Dictionary<string, string> { [YunExpressOmsConnector.CustomerCode] = "C88888", [YunExpressOmsConnector.ApiSecret] = secret }, isTest: true);

    private static string WaybillOf(DoubleLabel label) => "YT26340000" + label.TrackingNumber[2..4];

    private static ScriptedAnswer Ok(object? item) => ScriptedAnswer.Json(new { Code = "0000", Message = "Success", RequestId = "1", TimeStamp = "2026-11-24T09:00:00", Item = item });

    private static ScriptedAnswer Failed(string code, string message, object? item = null) => ScriptedAnswer.Json(new { Code = code, Message = message, RequestId = "1", TimeStamp = "2026-11-24T09:00:00", Item = item });

    private ScriptedAnswer Create(JsonElement asked)
    {
        var order = asked[0];
        var reference = order.GetProperty("CustomerOrderNumber").GetString()!;
        ScriptedAnswer No(string why) => Failed("1001", "Failed", new[] { new { CustomerOrderNumber = reference, Success = 0, Remark = why } });
        if (Labels.ContainsKey(reference)) return No("客户订单号已存在");
        if (order.GetProperty("Receiver").GetProperty("Street").GetString()!.Contains(Unreachable, StringComparison.Ordinal)) return No("Out of the delivery area");
        if (order.GetProperty("Weight").GetDecimal() >= TooHeavy.Grams / 1000m) return No("Over weight");
        var label = Labels[reference] = new DoubleLabel(reference, $"LX{(Labels.Count + 10).ToString(CultureInfo.InvariantCulture)}0000000CN");
        return Ok(new[] { new { CustomerOrderNumber = reference, Success = 1, TrackType = "1", Remark = "", RequireSenderAddress = 0, WayBillNumber = WaybillOf(label), TrackingNumber = NumberComesLater ? null : label.TrackingNumber, ShipperBoxs = Array.Empty<object>() } });
    }

    private object Told(DoubleLabel label) => new
    {
        CustomerOrderNumber = label.Reference, WayBillNumber = WaybillOf(label), TrackingNumber = NumberComesLater ? "" : label.TrackingNumber, ShippingMethodCode = "THZXR", Status = label.IsVoided ? 6 : 3,
    };

    private ScriptedAnswer Print(JsonElement asked)
    {
        var number = asked[0].GetString()!;
        if (Find(number) is not { } label) return Failed("1006", "No data");
        var ready = label.Asked++ >= LabelIsReadyAfter;
        return Ok(new[] { new { Url = ready ? $"{LabelHost ?? server().ToString().TrimEnd('/')}/labels/{label.TrackingNumber}" : "", OrderInfos = new[] { new { CustomerOrderNumber = number, Error = ready ? "" : "The label is being made", Code = ready ? "100" : "101" } } } });
    }

    private ScriptedAnswer Delete(JsonElement asked)
    {
        if (asked.GetProperty("OrderType").GetInt32() != 1 || Labels.Values.SingleOrDefault(l => WaybillOf(l) == asked.GetProperty("OrderNumber").GetString()) is not { } label) return Failed("1006", "No data");
        if (label.IsVoided || label.IsMoving) return Failed("1001", "The order cannot be deleted");
        label.IsVoided = true;
        return Ok(new { OrderNumber = WaybillOf(label), Status = "1" });
    }

    private ScriptedAnswer Track(string number)
    {
        if (Find(number) is not { } label) return Failed("1006", "No data");
        return Ok(new
        {
            CountryCode = "FR", WaybillNumber = WaybillOf(label), label.TrackingNumber, PackageState = label.IsMoving ? 3 : 0,
            OrderTrackingDetails = label.IsMoving
                ? new object[]
                {
                    new { ProcessDate = "2026-12-02T18:11:00", ProcessContent = "Delivered", ProcessLocation = "Lyon", TrackNodeCode = "DELIVERED" },
                    new { ProcessDate = "2026-11-25T09:00:00.5", ProcessContent = "?", ProcessLocation = "", TrackNodeCode = "NEVER-HEARD-OF" },
                    new { ProcessDate = "2026-11-24T10:30:00", ProcessContent = "Arrived", ProcessLocation = "深圳", TrackNodeCode = "FIRST_MILE_ARRIVE" },
                    new { ProcessDate = "soon", ProcessContent = "?", ProcessLocation = "?", TrackNodeCode = "?" },
                }
                : null,
        });
    }

    private DoubleLabel? Find(string number) => Labels.Values.SingleOrDefault(l => l.Reference == number || l.TrackingNumber == number || WaybillOf(l) == number);
}
