using System.Net;
using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Carriers.YtoExpress;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.YtoExpress;

public sealed class YtoTests : WiredCarrierContract
{
    private static readonly PostalAddress Warehouse = new()
    {
        Country = new Country("CN"), Name = "青浦集货仓", Street = "汇金路100号", District = "青浦区", City = "上海市", Region = "上海市", Postcode = "201700", Phone = "+86 159 0052 1555",
    };

    protected override string Service => "PK";

    protected override bool CanLookUp => false;

    protected override RateRequest Parcel => base.Parcel with { To = Warehouse, Lines = [] };

    private YtoDouble Platform => (YtoDouble)Double;

    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new YtoDouble();

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) => new YtoConnector(new YtoSettings { Live = server, Test = new Uri(server, "uat/"), OlderTest = new Uri(server, "older/") }, wire, clock);

    private protected override (PushedMessage Message, DateTime AtUtc) GenuineNews(BoughtLabel label) => (Pushed(Update(label.TrackingNumber, label.Reference, "2026-11-25 07:00:00")), new DateTime(2026, 11, 24, 23, 0, 0, DateTimeKind.Utc));

    [Theory]
    [InlineData("""{"NUMBER":"YT2600227881409"}""", "track_query_adapter", "123456", "uhSL6hg8txxadZi26YPYPg==")]
    [InlineData("""{"waybillNo":"YT8800000000017"}""", "waybill_print_adapter", "sample-secret", "4G1yWKsSaf0M8AOplUcpvA==")]
    public void The_signature_is_that_of_the_known_answers(string param, string adapter, string secret, string sign) => Assert.Equal(sign, YtoSignature.Of(param, adapter, "v1", secret));

    [Fact]
    public async Task An_order_is_signed_as_it_is_sent_in_kilograms_and_Chinese()
    {
        Assert.True(Currency.TryParse("CNY", out var yuan));
        var line = A.TeapotLine with { Quantity = 3, LocalDescription = "青瓷茶壶", Value = new Money(300_00, yuan) };
        var order = await OrderAsync("label-00112233445566778899aabbccddeeff");

        var label = (await Buy(order with { Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [line], Incoterm.Ddp).Value })).Value;

        var request = Server.Requests[^1];
        Assert.Contains("汇金路100号", request.Text, StringComparison.Ordinal);
        Assert.Equal(("/uat/open/privacy_create_adapter/v1/jEJxlq/K21000119", "application/json; charset=utf-8"), (request.Path, request.Headers["Content-Type"]));
        Assert.Equal(Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), request.Json.GetProperty("timestamp").GetString());
        var sent = JsonDocument.Parse(request.Json.GetProperty("param").GetString()!).RootElement;
        Assert.Equal(("label-00112233445566778899aabbccddeeff", "15900521555", "057877120000"), (sent.GetProperty("logisticsNo").GetString(), sent.GetProperty("recipientMobile").GetString(), sent.GetProperty("senderMobile").GetString()));
        Assert.Equal(("上海市", "上海市", "青浦区", "PK", 0.910m), (sent.GetProperty("recipientProvinceName").GetString(), sent.GetProperty("recipientCityName").GetString(), sent.GetProperty("recipientCountyName").GetString(), sent.GetProperty("productCode").GetString(), sent.GetProperty("weight").GetDecimal()));
        var goods = sent.GetProperty("goods")[0];
        Assert.Equal(("青瓷茶壶", 0.206m, 3, 100m), (goods.GetProperty("name").GetString(), goods.GetProperty("weight").GetDecimal(), goods.GetProperty("quantity").GetInt32(), goods.GetProperty("price").GetDecimal()));
        Assert.Equal(("310-025-000", MailStream.Express), (label.Marks.Routing, label.Marks.Mail));
    }

    [Fact]
    public async Task An_account_for_tests_has_a_host_of_its_own_and_every_interface_its_own_keys()
    {
        foreach (var ability in Connector.Abilities.Where(a => a != CarrierAbility.News)) Assert.True((await ((ITestCredentials)Connector.Open(YtoDouble.Live)).TestAsync(ability)).Succeeded);

        Assert.Equal(
            ["/open/privacy_create_adapter/v1/jEJxlq/K21000119", "/open/waybill_print_adapter/v1/jEJxlq/K21000120", "/open/korder_cancel_adapter/v1/jEJxlq/K21000121", "/open/track_query_adapter/v1/jEJxlq/TEST"],
            Server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task Goods_in_another_currency_have_no_price_and_the_first_twenty_are_named()
    {
        var order = await OrderAsync();

        await Buy(order with { Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [.. Enumerable.Repeat(A.TeapotLine, 23)], Incoterm.Ddp).Value });

        var goods = JsonDocument.Parse(Server.Requests[^1].Json.GetProperty("param").GetString()!).RootElement.GetProperty("goods");
        Assert.Equal(20, goods.GetArrayLength());
        Assert.False(goods[0].TryGetProperty("price", out _));
    }

    [Theory]
    [InlineData("abroad"), InlineData("from abroad"), InlineData("province"), InlineData("city"), InlineData("telephone"), InlineData("sender")]
    public async Task An_address_that_it_cannot_take_is_refused_before_the_wire(string fault)
    {
        var order = await OrderAsync();
        var refused = await Buy(fault switch
        {
            "abroad" => order with { Recipient = A.Lyon },
            "from abroad" => order with { Sender = A.Porto },
            "province" => order with { Recipient = Warehouse with { Region = null } },
            "city" => order with { Recipient = Warehouse with { City = "" } },
            "telephone" => order with { Recipient = Warehouse with { Phone = null } },
            _ => order with { Sender = order.Sender with { Phone = null } },
        });

        Assert.Equal(fault == "sender" ? "shipping.carrier-refused" : "shipping.address-refused", refused.Refusal?.Code);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task The_same_order_again_gives_the_waybill_that_exists()
    {
        var order = await OrderAsync();

        Assert.Equal((await Buy(order)).Value.TrackingNumber, (await Buy(order)).Value.TrackingNumber);
        Assert.Single(Double.Labels);
    }

    [Theory]
    [InlineData("""{"success":false,"reason":"地址不全"}""", "shipping.carrier-refused", "地址不全")]
    [InlineData("""{"success":"false","reason":"地址不全","code":17}""", "shipping.carrier-refused", "地址不全")]
    [InlineData("""{"apiErrorMsg":"接口未开通"}""", "shipping.carrier-refused", "接口未开通")]
    [InlineData("""{"code":-1,"message":"失败"}""", "shipping.carrier-refused", "失败")]
    [InlineData("""{"code":"-1"}""", "shipping.carrier-refused", "-1")]
    [InlineData("""{"success":false,"code":"S02"}""", "shipping.credentials-refused", "S02")]
    [InlineData("""{"success":false,"reason":"签名验证失败"}""", "shipping.credentials-refused", "签名验证失败")]
    public async Task Every_shape_of_a_failure_is_a_refusal_in_its_words(string answer, string code, string reason)
    {
        Platform.Instead = answer;

        var refused = await Buy(await OrderAsync());

        Assert.Equal((code, reason), (refused.Refusal?.Code, refused.Refusal?.Arguments["reason"]));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"success":true}""")]
    [InlineData("""{"mailNo":"","logisticsNo":"label-0001"}""")]
    [InlineData("""[]""")]
    [InlineData("""{"success":false,"reason":"S07"}""")]
    public async Task An_answer_that_is_neither_a_waybill_nor_a_no_is_unknown(string answer)
    {
        Platform.Instead = answer;

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(async () => await Buy(await OrderAsync()));
    }

    [Fact]
    public async Task A_cancelling_that_names_another_order_is_not_believed()
    {
        var label = await BoughtAsync();
        Platform.Instead = """{"logisticsNo":"label-0002"}""";

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((IVoidLabels)Carrier).VoidAsync(HandleOf(label)));
    }

    [Fact]
    public async Task A_way_that_comes_as_a_failure_is_not_an_empty_way()
    {
        var label = await BoughtAsync();
        Platform.Instead = """{"success":false,"reason":"系统异常"}""";

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((ITrackParcels)Carrier).TrackAsync([HandleOf(label)]));
    }

    /// <summary>The platform's own example: its fields, its secret 123456, the digest that it prints.</summary>
    [Fact]
    public void The_signature_of_the_generation_before_is_that_of_the_known_answer() => Assert.Equal(
        "B78455F451153FA1284B186D5C4E31DF",
        YtoSignature.Older("123456", ("v", "1.01"), ("user_id", "yto_user"), ("timestamp", "2016-6-1 13:14:35"), ("method", "yto.Marketing.WaybillTrace"), ("format", "XML"), ("app_key", "ABCDEF")));

    [Fact]
    public async Task A_way_that_comes_as_a_failure_is_asked_for_as_before_by_who_has_the_keys()
    {
        var label = await BoughtAsync();
        var carrier = (ITrackParcels)Connector.Open(Platform.WithOlder());
        Platform.Instead = """{"success":false,"reason":"接口未开通"}""";

        var events = (await carrier.TrackAsync([HandleOf(label)]))[label.Reference];

        Assert.Equal([(TrackingStatus.InTransit, CarrierDouble.FirstScanUtc), (TrackingStatus.InTransit, new DateTime(2026, 11, 24, 14, 0, 0, DateTimeKind.Utc))], events.Select(e => (e.Status, e.AtUtc)));
        var asked = Server.Requests[^1].Form;
        Assert.Equal(("2026-11-24 09:00:00", "JSON", $$"""[{"Number":"{{label.TrackingNumber}}"}]"""), (asked["timestamp"], asked["format"], asked["param"]));
    }

    [Fact]
    public async Task Where_the_new_interface_answers_the_one_before_is_not_asked()
    {
        var label = await BoughtAsync();
        var carrier = (ITrackParcels)Connector.Open(Platform.WithOlder());

        Assert.Empty(await carrier.TrackAsync([HandleOf(label)]));
        Double.Labels.Values.Single().IsMoving = true;
        Assert.Equal(TrackingStatus.Delivered, (await carrier.TrackAsync([HandleOf(label)]))[label.Reference][^1].Status);

        Assert.DoesNotContain(Server.Requests, r => r.Path.Contains("older", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_no_of_both_generations_is_not_an_empty_way()
    {
        var label = await BoughtAsync();
        Platform.Instead = """{"success":false,"reason":"接口未开通"}""";

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((ITrackParcels)Connector.Open(Platform.WithOlder("another"))).TrackAsync([HandleOf(label)]));

        Assert.Contains("/older/", Server.Requests[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_that_it_will_not_print_is_refused_in_its_words()
    {
        var refused = await ((IFetchLabels)Carrier).FetchAsync(new LabelHandle("label-0001", "YT0", null, "PK"), DocumentFormat.Pdf);

        Assert.Equal(("shipping.carrier-refused", "运单号不存在"), (refused.Refusal?.Code, refused.Refusal?.Arguments["reason"]));
    }

    [Fact]
    public async Task A_push_is_answered_with_our_number_and_known_again_by_number_code_and_time()
    {
        var (message, _) = GenuineNews(await BoughtAsync("label-<1>"));
        var news = (IPushNews)Carrier;

        var told = news.Read(message).Value;

        Assert.Equal(("<Response><logisticProviderID>YTO</logisticProviderID><txLogisticID>label-&lt;1&gt;</txLogisticID><success>true</success></Response>", "text/xml; charset=UTF-8"), (told.Reply, told.ReplyType));
        Assert.Equal(("label-<1>", TrackingStatus.InTransit), (told.Parcels[0].Reference, told.Parcels[0].Events[0].Status));
        var number = told.Parcels[0].TrackingNumber!;
        Assert.Equal(told.Id, news.Read(Pushed(Update(number, "label-<1>", "2026-11-25 07:00:00.0"))).Value.Id);
        Assert.NotEqual(told.Id, news.Read(Pushed(Update(number, "label-<1>", "2026-11-25 07:00:01"))).Value.Id);
    }

    [Theory]
    [InlineData("not markup")]
    [InlineData("<UpdateInfo><infoContent>GOT</infoContent><acceptTime>2026-11-25 07:00:00</acceptTime></UpdateInfo>")]
    [InlineData("<UpdateInfo><mailNo>YT1</mailNo><infoContent>GOT</infoContent></UpdateInfo>")]
    [InlineData("<!DOCTYPE u [<!ENTITY n 'YT1'>]><UpdateInfo><mailNo>&n;</mailNo><infoContent>GOT</infoContent><acceptTime>2026-11-25 07:00:00</acceptTime></UpdateInfo>")]
    public void A_push_that_says_nothing_is_refused(string payload) => Assert.Equal("shipping.news-refused", ((IPushNews)Carrier).Read(Pushed(payload)).Refusal?.Code);

    [Theory]
    [InlineData("ACCEPT", TrackingStatus.LabelMade)]
    [InlineData("NOT_SEND", TrackingStatus.LabelMade)]
    [InlineData("GOT", TrackingStatus.HandedOver)]
    [InlineData("PACKAGE", TrackingStatus.InTransit)]
    [InlineData("ARRIVAL", TrackingStatus.InTransit)]
    [InlineData("DEPARTURE", TrackingStatus.InTransit)]
    [InlineData("FORWARDING", TrackingStatus.InTransit)]
    [InlineData("SENT_SCAN", TrackingStatus.OutForDelivery)]
    [InlineData("INBOUND", TrackingStatus.OutForDelivery)]
    [InlineData("SIGNED", TrackingStatus.Delivered)]
    [InlineData("FAILED", TrackingStatus.DeliveryFailed)]
    [InlineData("TMS_RETURN", TrackingStatus.Returned)]
    [InlineData("", TrackingStatus.InTransit)]
    public void Codes_have_our_words(string code, TrackingStatus status) => Assert.Equal(status, YtoMapping.Status(code));

    private static string Update(string number, string reference, string time) =>
        $"<UpdateInfo><logisticProviderID>YTO</logisticProviderID><clientID>TEST</clientID><mailNo>{number}</mailNo><txLogisticID>{WebUtility.HtmlEncode(reference)}</txLogisticID><infoType>STATUS</infoType><infoContent>ARRIVAL</infoContent><remark>到达</remark><acceptTime>{time}</acceptTime><city>上海市</city></UpdateInfo>";

    private static PushedMessage Pushed(string payload) => new(
        new Dictionary<string, string>(),
        Encoding.UTF8.GetBytes($"clientId=TEST&type=online&data_digest={WebUtility.UrlEncode(YtoSignature.Digest(payload, YtoDouble.PushSecret))}&logistics_interface={WebUtility.UrlEncode(payload)}"),
        new DateTime(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc));

    private async Task<BoughtLabel> BoughtAsync(string reference) => (await Buy(await OrderAsync(reference))).Value;

    private Task<Outcome<BoughtLabel>> Buy(LabelRequest order) => ((IBuyLabels)Carrier).BuyAsync(order);
}
