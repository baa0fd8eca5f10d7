using System.Globalization;
using System.Xml.Linq;
using Storefront.Connectors.Carriers.ChinaPost;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.ChinaPost;

/// <summary>China Post's platform: XML under a 200, refusals in words alone, and the word null when too much is asked.</summary>
internal sealed class ChinaPostDouble(Func<Uri> server) : CarrierDouble
{
    private const string Root = "/partner/api/public/p/";

    private const string Token = "eub_7f3c-token";

    /// <summary>What is answered instead, to the next calls.</summary>
    public Queue<string> Instead { get; } = new();

    public string? LabelHost { get; set; }

    public override CarrierCredentials Good { get; } = With(Token);

    public override CarrierCredentials Wrong { get; } = With("another");

    public override CarrierAbility? AbilityOf(ScriptedRequest request) => (request.Method, request.Path) switch
    {
        ("POST", Root + "order/") => CarrierAbility.Buy,
        ("POST", Root + "print/downloadLabels") => CarrierAbility.FetchLabel,
        ("DELETE", _) => CarrierAbility.Void,
        ("GET", var path) when path.StartsWith(Root + "track/", StringComparison.Ordinal) => CarrierAbility.Track,
        _ => null,
    };

    public override ScriptedAnswer Answer(ScriptedRequest request)
    {
        if (request.Path.StartsWith("/labels/", StringComparison.Ordinal)) return new(200, "application/pdf", Labels.Values.Single(l => request.Path.EndsWith(l.TrackingNumber, StringComparison.Ordinal)).File);
        if (!request.Path.StartsWith(Root, StringComparison.Ordinal) || request.Headers.GetValueOrDefault("version") != "international_eub_us_1.1") return ScriptedAnswer.NotFound;
        if (request.Headers.GetValueOrDefault("authenticate") != Token) return Failed("身份验证失败");
        if (Instead.TryDequeue(out var instead)) return ScriptedAnswer.Xml(instead);
        var last = request.Path.Split('/')[^1];
        return AbilityOf(request) switch
        {
            CarrierAbility.Buy => Create(XElement.Parse(request.Text)),
            CarrierAbility.FetchLabel => Label(XElement.Parse(request.Text)),
            CarrierAbility.Void => Delete(last),
            CarrierAbility.Track => Track(last),
            _ when request is { Method: "GET", Path: Root + "area/cn/province/list" } => ScriptedAnswer.Xml("<areas><area><code>330000</code><name>浙江省</name></area></areas>"),
            _ => ScriptedAnswer.NotFound,
        };
    }

    public static CarrierCredentials With(string token, string? division = "331181", string? collection = null, bool isTest = true) => new(
        new Dictionary<string, string>
        {
            [ChinaPostConnector.Authenticate] = token, [ChinaPostConnector.CustomerCode] = "longquan_eub", [ChinaPostConnector.VipCode] = "00000000000001",
            [ChinaPostConnector.SenderDivision] = division ?? "", [ChinaPostConnector.Collection] = collection ?? "",
        },
        isTest);

    public static CarrierCredentials For(string division, string? collection = null, bool isTest = true) => With(Token, division, collection, isTest);

    private static ScriptedAnswer Failed(string words) => ScriptedAnswer.Xml($"<response><status>error</status><description>{words}</description></response>");

    private ScriptedAnswer Create(XElement orders)
    {
        var order = orders.Element("order")!;
        foreach (var part in new[] { "sender", "receiver" })
        {
            if (new[] { "name", "country", "province", "city", "street" }.FirstOrDefault(n => string.IsNullOrEmpty(order.Element(part)!.Element(n)?.Value)) is { } missing) return Failed($"{part} {missing} must not be empty");
        }

        if (order.Element("receiver")!.Element("street")!.Value.Contains(Unreachable, StringComparison.Ordinal)) return Failed("收件地址不在服务范围");
        var reference = order.Element("orderid")!.Value;
        if (Labels.ContainsKey(reference)) return Failed("orderid已存在");
        var label = Labels[reference] = new DoubleLabel(reference, S10Number.Of("LK", 12345678 + Labels.Count, new Country("CN")).Text);
        return ScriptedAnswer.Xml($"<response><mailnum>{label.TrackingNumber}</mailnum></response>");
    }

    private ScriptedAnswer Label(XElement orders)
    {
        if ((orders.Element("printcode")?.Value, orders.Element("filetype")?.Value) != ("03", "0")) return Failed("printcode");
        if (Find(orders.Element("order")!.Element("mailnum")!.Value) is not { } label) return Failed("邮件号不存在");
        var url = label.Asked++ < LabelIsReadyAfter ? "" : $"{LabelHost ?? server().ToString().TrimEnd('/')}/labels/{label.TrackingNumber}";
        return ScriptedAnswer.Xml($"<response><status>success</status><description/><url>{url}</url></response>");
    }

    private ScriptedAnswer Delete(string number)
    {
        if (Find(number) is not { } label) return Failed("邮件号不存在");
        if (label.IsMoving) return Failed("邮件已收寄");
        label.IsVoided = true;
        return ScriptedAnswer.Xml("<response><status>success</status></response>");
    }

    private ScriptedAnswer Track(string number)
    {
        if (Find(number) is not { } label) return Failed("No such item");
        return ScriptedAnswer.Xml(label.IsMoving
            ? $"""
              <?xml version="1.0" encoding="UTF-8"?>
              <traces>
                <trace><acceptTime>2026-12-02 18:11:00</acceptTime><acceptAddress>LYON</acceptAddress><remark>Delivered, handed to the addressee</remark></trace>
                <trace><acceptTime>2026-11-25 09:00:00</acceptTime><acceptAddress>HANGZHOU</acceptAddress><remark>NEVER-HEARD-OF</remark></trace>
                <trace><acceptTime>{FirstScanUtc.AddHours(8).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}</acceptTime><acceptAddress>LONGQUAN</acceptAddress><remark>Posting</remark></trace>
              </traces>
              """
            : "<traces/>");
    }

    private DoubleLabel? Find(string number) => Labels.Values.SingleOrDefault(l => l.TrackingNumber == number);
}
