using System.Text.Json;
using Storefront.Connectors.Carriers.CainiaoGlobal;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.CainiaoGlobal;

public sealed class CainiaoGlobalTests : WiredCarrierContract
{
    private const string SampleSecret = "sample-secret";

    private static readonly (string, string)[] Inquiry =
    [
        ("app_key", "12345"), ("method", "cainiao.global.solution.inquiry"), ("format", "json"), ("v", "2.0"), ("timestamp", "2026-11-22 10:00:00"), ("session", "sess"), ("locale", "en_US"),
    ];

    protected override bool CanLookUp => false;

    protected override RateRequest Parcel => base.Parcel with { OrderNumber = "8154432109876543" };

    private CainiaoGlobalDouble Platform => (CainiaoGlobalDouble)Double;

    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new CainiaoGlobalDouble();

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) => Made(server, wire, clock);

    [Fact]
    public void The_signatures_of_taobaos_platform_are_those_of_the_known_answers()
    {
        Assert.Equal("3ADDC18BA7FEE05CD9A9C07E8904FA7E", TopSignature.Md5([.. Inquiry, ("sign_method", "md5")], SampleSecret));
        Assert.Equal("431DE2F2308A13C258E37510E296CABA", TopSignature.Hmac([.. Inquiry, ("sign_method", "hmac")], SampleSecret));
    }

    [Fact]
    public void The_signature_of_aliexpresss_platform_is_that_of_the_known_answer() => Assert.Equal(
        "FDE64DCFB70064821ABF784237E78BD6C1B21D937160816B3AE80B3EC126B7CF",
        TopSignature.Sha256([("app_key", "12345"), ("method", "aliexpress.ds.product.get"), ("sign_method", "sha256"), ("timestamp", "1700000000000"), ("session", "sess"), ("product_id", "1005000000000001"), ("ship_to_country", "NO")], SampleSecret));

    [Fact]
    public void The_signature_of_an_interface_with_an_address_of_its_own_is_that_of_the_known_answer() => Assert.Equal(
        "91F8CBC2ACDB653979DADE83A40F4AEFCEB8210D6E406BF0478B656D1582A0AF",
        TopSignature.Sha256([("app_key", "12345"), ("sign_method", "sha256"), ("timestamp", "1700000000000"), ("code", "3_12345_abc")], SampleSecret, "/auth/token/create"));

    [Fact]
    public void An_empty_field_is_not_signed() => Assert.Equal(TopSignature.Hmac(Inquiry, SampleSecret), TopSignature.Hmac([.. Inquiry, ("simplify", "")], SampleSecret));

    [Theory]
    [InlineData("Taobao", true, "/router/test", "2026-11-24 09:00:00", "hmac")]
    [InlineData("Taobao", false, "/router/rest", "2026-11-24 09:00:00", "hmac")]
    [InlineData("AliExpress", false, "/sync", "1795482000000", "sha256")]
    public async Task Each_platform_has_an_address_a_time_and_a_signature_of_its_own(string platform, bool isTest, string path, string time, string sign)
    {
        var carrier = (IQuoteRates)Connector.Open(CainiaoGlobalDouble.With(platform: platform, isTest: isTest));

        Assert.NotEmpty((await carrier.QuoteRatesAsync(Parcel)).Value);

        var sent = Assert.Single(Server.Requests);
        Assert.Equal((path, time, sign), (sent.Path, sent.Form["timestamp"], sent.Form["sign_method"]));
    }

    [Fact]
    public async Task Calls_may_be_signed_with_md5()
    {
        using var http = CarrierWire.Client();
        var wire = new CarrierWire(http, new CarrierWireSettings(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CarrierWire>.Instance);
        var carrier = (IQuoteRates)new CainiaoGlobalConnector(new CainiaoGlobalSettings { Test = new Uri(Server.Base, "router/test"), SignMethod = "md5" }, wire, Clock).Open(Double.Good);

        Assert.NotEmpty((await carrier.QuoteRatesAsync(Parcel)).Value);
        Assert.Equal("md5", Assert.Single(Server.Requests).Form["sign_method"]);
    }

    [Fact]
    public async Task An_account_for_tests_is_told_that_aliexpress_has_none()
    {
        var refused = await ((IQuoteRates)Connector.Open(CainiaoGlobalDouble.With(platform: "AliExpress"))).QuoteRatesAsync(Parcel);

        Assert.Equal("shipping.carrier-refused", refused.Refusal?.Code);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Solutions_are_asked_for_by_the_trade_order_and_those_without_price_or_time_are_left_out()
    {
        var rates = (await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel)).Value;

        var form = Assert.Single(Server.Requests).Form;
        Assert.Equal(("""{"trade_order_id":8154432109876543}""", "en_US"), (form["trade_order_param"], form["locale"]));
        var package = JsonDocument.Parse(form["package_params"]).RootElement[0];
        Assert.Equal((910, 22, 18, 15, 24_00, "EUR"), (package.GetProperty("weight").GetInt32(), package.GetProperty("length").GetInt32(), package.GetProperty("width").GetInt32(), package.GetProperty("height").GetInt32(), package.GetProperty("price").GetInt32(), package.GetProperty("currency").GetString()));
        Assert.Equal([("CAINIAO_ECONOMY", "Saver", 48_00L, 20, 60), ("CAINIAO_STANDARD", "AliExpress Standard Shipping", 96_40L, 12, 18)], rates.Select(r => (r.ServiceKey, r.ServiceName, r.Price.Minor, r.DaysMin, r.DaysMax)));
        Assert.All(rates, r => Assert.Equal("CNY", r.Price.Currency.Code));
    }

    [Fact]
    public async Task Where_nothing_was_ordered_nothing_is_priced()
    {
        Assert.Empty((await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel with { OrderNumber = null })).Value);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task A_list_may_stand_without_the_name_around_it()
    {
        Platform.Instead = ScriptedAnswer.Json("""{"cainiao_global_solution_inquiry_response":{"is_success":"true","result":{"usable_solution_list":[{"code":"X","name":"","timing_list":[{"fast_timing":"9","slowest_timing":"7"}],"fee_list":[{"total_fee":"1200","currency":"USD"}]}]}}}""");

        var rate = Assert.Single((await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel)).Value);

        Assert.Equal(("X", "X", new Money(12_00, new Currency("USD")), 7, 7), (rate.ServiceKey, rate.ServiceName, rate.Price, rate.DaysMin, rate.DaysMax));
    }

    [Fact]
    public async Task An_order_names_the_trade_order_the_solution_the_way_there_and_the_goods_in_both_languages()
    {
        var order = await OrderAsync();
        var line = A.TeapotLine with { Quantity = 3, LocalDescription = "青瓷茶壶", Sku = "TP-1", Battery = BatteryContent.IonInEquipment };

        var label = (await Buy(order with { OrderNumber = "8154432109876543", Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [line], Incoterm.Dap).Value })).Value;

        var sent = JsonDocument.Parse(Server.Requests[^1].Form["order_param"]).RootElement;
        Assert.Contains("青瓷茶壶", Server.Requests[^1].Form["order_param"], StringComparison.Ordinal);
        Assert.Equal(8154432109876543, sent.GetProperty("trade_order_param").GetProperty("trade_order_id").GetInt64());
        Assert.Equal((order.Rate.ServiceKey, "SELF_SEND"), (sent.GetProperty("solution_param").GetProperty("solution_code").GetString(), sent.GetProperty("solution_param").GetProperty("service_params")[0].GetProperty("code").GetString()));
        var item = sent.GetProperty("package_params")[0].GetProperty("item_params")[0];
        Assert.Equal((8_00, 24_00, 3, 206, "EUR", "cf_has_battery"), (item.GetProperty("unit_price").GetInt32(), item.GetProperty("total_price").GetInt32(), item.GetProperty("quantity").GetInt32(), item.GetProperty("weight").GetInt32(), item.GetProperty("currency").GetString(), item.GetProperty("item_features")[0].GetString()));
        Assert.Equal((811223344, 811223344, "seller-7"), (sent.GetProperty("sender_param").GetProperty("seller_address_id").GetInt64(), sent.GetProperty("returner_param").GetProperty("seller_address_id").GetInt64(), sent.GetProperty("seller_info_param").GetProperty("top_user_key").GetString()));
        var to = sent.GetProperty("receiver_param");
        Assert.Equal(("Camille Moreau", "FR", "69001", "14 rue des Capucins"), (to.GetProperty("name").GetString(), to.GetProperty("address_param").GetProperty("country_code").GetString(), to.GetProperty("address_param").GetProperty("zip_code").GetString(), to.GetProperty("address_param").GetProperty("detail_address").GetString()));
        Assert.False(sent.TryGetProperty("pickup_info_param", out _));
        Assert.Equal(("LP00020185524047", "LP00020185524047", "Saver"), (label.TrackingNumber, label.CarrierReference, label.ServiceName));
        Assert.NotNull(label.Marks.Notice);
    }

    [Fact]
    public async Task Cainiao_fetches_where_the_account_says_so()
    {
        var carrier = (IBuyLabels)Connector.Open(CainiaoGlobalDouble.With(handOver: CainiaoGlobalConnector.DoorPickup));

        Assert.True((await carrier.BuyAsync(await OrderAsync())).Succeeded);

        Assert.Equal(811223344, JsonDocument.Parse(Server.Requests[^1].Form["order_param"]).RootElement.GetProperty("pickup_info_param").GetProperty("seller_address_id").GetInt64());
    }

    [Theory]
    [InlineData("""{"cainiao_global_logistic_order_create_response":{"need_retry":true,"is_success":"false","error_info":{"error_code":"SYSTEM","error_msg":"please try again"}}}""")]
    [InlineData("""{"cainiao_global_logistic_order_create_response":{"is_success":"true","result":{}}}""")]
    [InlineData("""{"cainiao_global_logistic_order_create_response":{"is_success":"true"}}""")]
    [InlineData("""{"cainiao_global_logistic_order_create_response":{}}""")]
    [InlineData("""{"cainiao_global_handover_commit_response":{"result":{"success":true}}}""")]
    [InlineData("""{"error_response":{"code":15,"msg":"Remote service error","sub_code":"isp.top-remote-connection-timeout"}}""")]
    [InlineData("""{"code":"ServiceTimeout","type":"ISP","message":"no answer from the service","request_id":"1"}""")]
    [InlineData("[]")]
    public async Task A_purchase_whose_answer_says_neither_yes_nor_no_is_unknown(string answer)
    {
        var order = await OrderAsync();
        Platform.Instead = ScriptedAnswer.Json(answer);

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => Buy(order));
    }

    [Theory]
    [InlineData("""{"error_response":{"code":27,"msg":"Invalid session","sub_msg":"session has ended"}}""", "shipping.credentials-refused", "session has ended")]
    [InlineData("""{"error_response":{"code":25,"msg":"Invalid signature"}}""", "shipping.credentials-refused", "Invalid signature")]
    [InlineData("""{"code":"IllegalAccessToken","type":"ISV","message":"The token is wrong","request_id":"1"}""", "shipping.credentials-refused", "The token is wrong")]
    [InlineData("""{"error_response":{"code":15,"msg":"Remote service error","sub_code":"isv.order-not-yours","sub_msg":"not your order"}}""", "shipping.carrier-refused", "not your order")]
    [InlineData("""{"error_response":{"code":7,"msg":"App call limited"}}""", "shipping.carrier-busy", null)]
    [InlineData("""{"cainiao_global_logistic_order_create_response":{"is_success":"","error_info":{"error_code":"","error_msg":"The trade order does not exist"}}}""", "shipping.carrier-refused", "The trade order does not exist")]
    public async Task A_no_is_read_in_each_of_its_shapes(string answer, string code, string? reason)
    {
        var order = await OrderAsync();
        Platform.Instead = ScriptedAnswer.Json(answer);

        var refused = await Buy(order);

        Assert.Equal(code, refused.Refusal?.Code);
        if (reason is not null) Assert.Equal(reason, refused.Refusal!.Arguments["reason"]);
    }

    [Fact]
    public async Task A_bag_that_another_carrier_brings_names_its_waybill()
    {
        var wish = await HandOverAsync();
        var carrier = (IMakeManifests)Connector.Open(CainiaoGlobalDouble.With(handOver: CainiaoGlobalConnector.SelfPost));

        var manifest = (await carrier.ManifestAsync(wish with { Weight = new Weight(2_500), FirstMile = new FirstMileWaybill("yto", "YT8800000000017") })).Value;

        var sent = Server.Requests.Single(Uses(CarrierAbility.Manifest)).Form;
        Assert.Equal(("self_post", "YT8800000000017", "101"), (sent["type"], sent["domestic_tracking_no"], sent["domestic_logistics_company_id"]));
        Assert.Equal((wish.Labels[0].CarrierReference, "2500", "g", "SELLER-Longquan"), (sent["order_code_list"], sent["weight"], sent["weight_unit"], sent["client"]));
        Assert.Equal(("""{"address_id":811223344}""", """{"address_id":811223344}""", """{"top_user_key":"seller-7"}"""), (sent["pickup_info"], sent["return_info"], sent["user_info"]));
        Assert.Equal(CainiaoGlobalDouble.BagCode, manifest.Number);
        Assert.Equal(Platform.BagPaper, manifest.File!.Bytes.ToArray());
    }

    [Fact]
    public async Task A_bag_that_should_be_brought_and_goes_under_no_waybill_is_refused_before_the_wire()
    {
        var wish = await HandOverAsync();
        var carrier = (IMakeManifests)Connector.Open(CainiaoGlobalDouble.With(handOver: CainiaoGlobalConnector.SelfPost));

        Assert.Equal("shipping.first-mile-missing", (await carrier.ManifestAsync(wish)).Refusal?.Code);
        Assert.DoesNotContain(Server.Requests, Uses(CarrierAbility.Manifest).Invoke);
    }

    [Theory]
    [InlineData(CainiaoGlobalConnector.SelfSend, "self_send"), InlineData(CainiaoGlobalConnector.DoorPickup, "cainiao_pickup")]
    public async Task A_bag_that_goes_otherwise_names_no_waybill(string way, string type)
    {
        var wish = await HandOverAsync();
        var carrier = (IMakeManifests)Connector.Open(CainiaoGlobalDouble.With(handOver: way));

        Assert.True((await carrier.ManifestAsync(wish with { FirstMile = new FirstMileWaybill("yto", "YT8800000000017") })).Succeeded);

        var sent = Server.Requests.Single(Uses(CarrierAbility.Manifest)).Form;
        Assert.Equal((type, false), (sent["type"], sent.ContainsKey("domestic_tracking_no")));
    }

    [Fact]
    public async Task A_bag_whose_paper_comes_in_another_shape_or_not_at_all_is_made_all_the_same()
    {
        Platform.PaperInstead = Convert.ToBase64String(Platform.BagPaper);
        Assert.Equal(Platform.BagPaper, (await MakeAsync()).File!.Bytes.ToArray());

        foreach (var odd in new object[] { "", "{", "no base64!", 17, new { other = "x" }, new { body = 5 } })
        {
            Platform.PaperInstead = odd;
            Assert.Equal((CainiaoGlobalDouble.BagCode, true), ((await MakeAsync()) is var made ? made.Number : "", made.File is null));
        }

        Server.Next(r => r.Form.GetValueOrDefault("method") == "cainiao.global.handover.pdf.get", Fault.Failed, times: 3);
        Assert.Null((await MakeAsync()).File);
    }

    private async Task<Manifest> MakeAsync() => (await ((IMakeManifests)Carrier).ManifestAsync(await HandOverAsync())).Value;

    private static CainiaoGlobalConnector Made(Uri server, CarrierWire wire, TimeProvider clock) =>
        new(new CainiaoGlobalSettings { Live = new Uri(server, "router/rest"), Test = new Uri(server, "router/test"), AliExpress = new Uri(server, "sync") }, wire, clock);

    private Task<Outcome<BoughtLabel>> Buy(LabelRequest order) => ((IBuyLabels)Carrier).BuyAsync(order);
}
