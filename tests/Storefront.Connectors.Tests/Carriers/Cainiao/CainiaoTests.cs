using System.Net;
using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.Cainiao;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Cainiao;

public sealed class CainiaoTests : WiredCarrierContract
{
    protected override string Service => "CN_GLO_STD";

    protected override bool CanLookUp => false;

    private CainiaoDouble Gateway => (CainiaoDouble)Double;

    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new CainiaoDouble();

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock)
    {
        return new CainiaoConnector(new CainiaoSettings { Live = new Uri(server, "gateway/link.do"), Test = new Uri(server, "gateway/test") }, wire, clock);
    }

    private protected override (PushedMessage Message, DateTime AtUtc) GenuineNews(BoughtLabel label) =>
        (Pushed($$"""{"logisticProviderID":"CN","mailNos":"{{label.TrackingNumber}}","txLogisticID":"{{label.CarrierReference}}","traces":[{"time":"2026-11-25 07:00:00","tz":"+8","action":"LH_DEPART","desc":"已离开始发国","country":"CN","facilityName":"杭州","outBizCode":"b-1"}]}"""),
            new DateTime(2026, 11, 24, 23, 0, 0, DateTimeKind.Utc));

    [Theory]
    [InlineData("""{"orderCode":"LP00000000000017","locale":"en_US"}""", "UVi+0R6QVnP6vNESoLxSOQ==")]
    [InlineData("""{"name":"张三"}""", "v3DgCmy3C1MmZmJjdPRPCQ==")]
    public void The_signature_is_that_of_the_known_answers(string content, string digest)
    {
        Assert.Equal(digest, CainiaoSignature.Of(content, "sample-secret"));
        Assert.True(CainiaoSignature.IsOf(digest, content, "sample-secret"));
        Assert.False(CainiaoSignature.IsOf(digest[..^1], content, "sample-secret"));
    }

    [Fact]
    public async Task An_order_says_grams_centimetres_minor_units_of_one_piece_and_both_languages()
    {
        var order = await OrderAsync("label-00112233445566778899aabbccddeeff");
        var line = A.TeapotLine with { Quantity = 3, LocalDescription = "青瓷茶壶", Sku = "TP-1" };

        await Buy(order with
        {
            Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [line], Incoterm.Ddp).Value,
            Registrations = [new(TaxRegistrationKind.Eori, "DE1", new Country("DE")), new(TaxRegistrationKind.Ioss, "IM2760000742", new Country("DE"))],
        });

        var form = Server.Requests[^1].Form;
        Assert.Contains("青瓷茶壶", form["logistics_interface"], StringComparison.Ordinal);
        Assert.Contains("%E9%9D%92", Server.Requests[^1].Text, StringComparison.Ordinal);
        var sent = JsonDocument.Parse(form["logistics_interface"]).RootElement;
        Assert.Equal(("label-00112233445566778899aabbccddeeff", "SF-10023"), (sent.GetProperty("outOrderId").GetString(), sent.GetProperty("tradeOrderParam").GetProperty("tradeOrderId").GetString()));
        Assert.Equal(("CN_GLO_STD", "IM2760000742"), (sent.GetProperty("solutionParam").GetProperty("solutionCode").GetString(), sent.GetProperty("solutionParam").GetProperty("importCustomsParam").GetProperty("taxNumber").GetString()));
        var package = sent.GetProperty("packageParams")[0];
        Assert.Equal((910, 22, 18, 15), (package.GetProperty("weight").GetInt32(), package.GetProperty("length").GetInt32(), package.GetProperty("width").GetInt32(), package.GetProperty("height").GetInt32()));
        var item = package.GetProperty("itemParams")[0];
        Assert.Equal((8_00, "EUR", 3, 206), (item.GetProperty("unitPrice").GetInt64(), item.GetProperty("unitPriceCurrency").GetString(), item.GetProperty("quantity").GetInt32(), item.GetProperty("weight").GetInt32()));
        Assert.Equal(("691200", "cf_normal", "TP-1"), (item.GetProperty("hscode").GetString(), item.GetProperty("itemType").GetString(), item.GetProperty("sku").GetString()));
        Assert.Equal(("FR", "69001", "14 rue des Capucins"), (sent.GetProperty("receiverParam").GetProperty("countryCode").GetString(), sent.GetProperty("receiverParam").GetProperty("zipCode").GetString(), sent.GetProperty("receiverParam").GetProperty("detailAddress").GetString()));
        Assert.False(sent.TryGetProperty("sourceHandoverParam", out _));
    }

    [Theory]
    [InlineData("FR", "IM2760000742"), InlineData("NO", "2021001"), InlineData("GB", "GB123456789"), InlineData("AU", "ARN1"), InlineData("US", null)]
    public async Task The_sellers_number_goes_only_where_its_authority_is(string to, string? number)
    {
        var order = await OrderAsync();
        var numbers = new TaxRegistration[]
        {
            new(TaxRegistrationKind.Vat, "FR00123456789", new Country("FR")), new(TaxRegistrationKind.Vat, "GB123456789", new Country("GB")), new(TaxRegistrationKind.Ioss, "IM2760000742", new Country("DE")),
            new(TaxRegistrationKind.Voec, "2021001", new Country("NO")), new(TaxRegistrationKind.Gst, "ARN1", new Country("AU")),
        };

        await Buy(order with { Registrations = numbers, Recipient = order.Recipient with { Country = new Country(to) } });

        var solution = JsonDocument.Parse(Server.Requests[^1].Form["logistics_interface"]).RootElement.GetProperty("solutionParam");
        Assert.Equal(number, solution.TryGetProperty("importCustomsParam", out var customs) ? customs.GetProperty("taxNumber").GetString() : null);
    }

    [Fact]
    public async Task Without_a_number_of_the_sellers_customs_gets_that_of_the_addressee()
    {
        var order = await OrderAsync();

        await Buy(order with { Recipient = order.Recipient with { Country = new Country("BR"), TaxId = "12345678909" } });

        Assert.Contains("\"importCustomsParam\":{\"taxNumber\":\"12345678909\"}", Server.Requests[^1].Form["logistics_interface"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plus_in_the_digest_arrives_as_one()
    {
        for (var i = 0; !Server.Requests.Any(r => r.Form.GetValueOrDefault("data_digest", "").Contains('+', StringComparison.Ordinal)); i++)
        {
            Assert.True(i < 200);
            await Buy(await OrderAsync($"label-{i}"));
        }

        Assert.Contains("%2B", Server.Requests[^1].Text, StringComparison.Ordinal);
        Assert.Equal(Server.Requests.Count, Double.Labels.Count);
    }

    [Theory]
    [InlineData(true, "/gateway/test"), InlineData(false, "/gateway/link.do")]
    public async Task An_account_for_tests_has_a_gateway_of_its_own(bool isTest, string path)
    {
        var carrier = (ITestCredentials)Connector.Open(CainiaoDouble.With(CainiaoDouble.Secret, isTest: isTest));

        Assert.True((await carrier.TestAsync(CarrierAbility.Track)).Succeeded);
        Assert.Equal(path, Assert.Single(Server.Requests).Path);
    }

    [Theory]
    [InlineData("CN_GLO_STD", BatteryContent.None, "CN_GLO_STD")]
    [InlineData("CN_GLO_STD", BatteryContent.IonInEquipment, "CN_GLO_STD_BAT")]
    [InlineData("CN_GLO_EXP_BAT", BatteryContent.MetalAlone, "CN_GLO_EXP_BAT")]
    [InlineData("CN_GLO_EXP_BAT", BatteryContent.None, "CN_GLO_EXP")]
    [InlineData("OUR_OWN_BAT", BatteryContent.None, "OUR_OWN_BAT")]
    [InlineData("OUR_OWN", BatteryContent.None, "OUR_OWN")]
    [InlineData("OUR_OWN", BatteryContent.IonAlone, null)]
    [InlineData("CAINIAO_STANDARD_CD", BatteryContent.IonWithEquipment, null)]
    public void Goods_with_batteries_travel_in_the_battery_sister(string wanted, BatteryContent battery, string? solution) =>
        Assert.Equal(solution, CainiaoSolutions.For(wanted, [A.TeapotLine, A.TeapotLine with { Battery = battery }]));

    [Fact]
    public async Task Batteries_in_a_solution_that_takes_none_are_refused_before_the_wire()
    {
        var order = await OrderAsync();
        var charged = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [A.TeapotLine with { Battery = BatteryContent.IonInEquipment }], Incoterm.Ddp).Value;

        var refused = await Buy(order with { Customs = charged, Rate = order.Rate with { ServiceKey = "GM_OPEN_STD_CD" } });
        var taken = await Buy(order with { Customs = charged });

        Assert.Equal("shipping.service-unavailable", refused.Refusal?.Code);
        Assert.Equal(("CN_GLO_STD_BAT", "Global Standard, with battery"), (taken.Value.ServiceKey, taken.Value.ServiceName));
        Assert.Contains("cf_has_battery", Assert.Single(Server.Requests).Form["logistics_interface"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_order_again_gives_the_label_that_exists()
    {
        var order = await OrderAsync();

        var (first, again) = (await Buy(order), await Buy(order));

        Assert.Equal((first.Value.TrackingNumber, first.Value.CarrierReference), (again.Value.TrackingNumber, again.Value.CarrierReference));
        Assert.Single(Double.Labels);
    }

    [Fact]
    public async Task A_label_of_which_their_code_is_known_is_found_by_it()
    {
        var label = await BoughtAsync();

        Assert.Equal(label.TrackingNumber, (await ((IBuyLabels)Carrier).FindAsync(HandleOf(label)))?.TrackingNumber);
    }

    [Fact]
    public async Task An_order_whose_number_is_to_come_travels_under_its_code()
    {
        Gateway.NumberComesLater = true;

        var label = (await Buy(await OrderAsync())).Value;

        Assert.StartsWith("LP", label.TrackingNumber, StringComparison.Ordinal);
        Assert.Equal(label.CarrierReference, label.TrackingNumber);
    }

    [Theory]
    [InlineData("S12", "shipping.carrier-refused")]
    [InlineData("S02", "shipping.credentials-refused")]
    [InlineData("S23", "shipping.credentials-refused")]
    [InlineData("S14", "shipping.carrier-busy")]
    public async Task A_failure_of_the_gateway_in_markup_is_read(string code, string refusal)
    {
        Gateway.Instead = ScriptedAnswer.Xml($"<response><success>false</success><errorCode>{code}</errorCode><errorMsg>fromCode can not be null</errorMsg></response>");

        var answer = await Buy(await OrderAsync());

        Assert.Equal(refusal, answer.Refusal?.Code);
        if (code != "S14") Assert.Equal("fromCode can not be null", answer.Refusal!.Arguments["reason"]);
    }

    [Theory]
    [InlineData("S06"), InlineData("S07"), InlineData("S08"), InlineData("S09"), InlineData("S13")]
    public async Task When_the_gateway_lost_what_is_behind_it_nobody_knows_of_a_purchase(string code)
    {
        Gateway.Instead = CainiaoDouble.Failed(code, "系统异常，请重试");

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(async () => await Buy(await OrderAsync()));
    }

    [Theory]
    [InlineData("""{"success":"true","data":{}}""")]
    [InlineData("""{"success":"true"}""")]
    [InlineData("""{"success":"true","data":"LP00000000000017"}""")]
    [InlineData("""{"orderCode":"LP00000000000017"}""")]
    [InlineData("<response><success>true</success></response>")]
    [InlineData("<!DOCTYPE r [<!ENTITY e 'true'>]><response><success>&e;</success></response>")]
    public async Task A_purchase_whose_answer_names_no_order_is_unknown(string answer)
    {
        Gateway.Instead = new(200, "application/json", Encoding.UTF8.GetBytes(answer));

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(async () => await Buy(await OrderAsync()));
    }

    [Fact]
    public async Task Success_may_be_a_boolean()
    {
        Gateway.Instead = ScriptedAnswer.Json("""{"success":true,"data":{"orderCode":"LP00000000000017","trackingNumber":"LV100000017CN"}}""");

        Assert.Equal("LV100000017CN", (await Buy(await OrderAsync())).Value.TrackingNumber);
    }

    [Fact]
    public async Task A_bag_names_its_parcels_and_the_port()
    {
        var label = await BoughtAsync();
        var carrier = (IMakeManifests)Connector.Open(CainiaoDouble.With(CainiaoDouble.Secret, "CDG"));

        var manifest = (await carrier.ManifestAsync(new ManifestRequest("manifest-1", Parcel.From, new DateOnly(2026, 11, 24), [HandleOf(label)], new Weight(2_500)))).Value;

        var sent = JsonDocument.Parse(Server.Requests[^1].Form["logistics_interface"]).RootElement.GetProperty("request");
        Assert.Equal("CNBB0000000000017", manifest.Number);
        Assert.Equal((2_500, "g", label.CarrierReference, "CDG"), (sent.GetProperty("weight").GetInt32(), sent.GetProperty("weightUnit").GetString(), sent.GetProperty("orderCodeList")[0].GetString(), sent.GetProperty("handoverParam").GetProperty("portCode").GetString()));
    }

    [Fact]
    public async Task A_push_is_answered_in_their_word_and_known_again_by_its_events()
    {
        var (message, _) = GenuineNews(await BoughtAsync());
        var news = ((IPushNews)Carrier).Read(message).Value;
        var sameEvent = ((IPushNews)Carrier).Read(Pushed("""{"mailNos":"X","traces":[{"time":"2026-11-25 07:00:00","tz":"+8","action":"LH_DEPART","outBizCode":"b-1"}]}""")).Value;

        Assert.Equal(("""{"success":"true"}""", "application/json"), (news.Reply, news.ReplyType));
        Assert.Equal(news.Id, sameEvent.Id);
        var told = Assert.Single(Assert.Single(news.Parcels).Events);
        Assert.Equal((TrackingStatus.DepartedOrigin, "杭州", new Country("CN")), (told.Status, told.Place, told.Country));
    }

    [Theory]
    [InlineData("""{"mailNos":"X","traces":[]}""")]
    [InlineData("""{"mailNos":"X","traces":[{"time":"soon","action":"LH_DEPART"}]}""")]
    [InlineData("""{"traces":[{"time":"2026-11-25 07:00:00","action":"LH_DEPART"}]}""")]
    [InlineData("not json")]
    public void A_push_that_says_nothing_is_refused(string content) => Assert.Equal("shipping.news-refused", ((IPushNews)Carrier).Read(Pushed(content)).Refusal?.Code);

    [Fact]
    public void A_push_of_several_numbers_tells_of_each() =>
        Assert.Equal(["A1", "B2"], ((IPushNews)Carrier).Read(Pushed("""{"mailNos":"A1, B2","traces":[{"time":"2026-11-25 07:00:00","action":"LH_DEPART"}]}""")).Value.Parcels.Select(p => p.TrackingNumber));

    [Theory]
    [InlineData("OM_CONSIGN", TrackingStatus.LabelMade)]
    [InlineData("SC_INBOUND_SUCCESS", TrackingStatus.HandedOver)]
    [InlineData("CC_EX_SUCCESS", TrackingStatus.ExportCustoms)]
    [InlineData("LH_HO_IN", TrackingStatus.InTransit)]
    [InlineData("LH_ARRIVE", TrackingStatus.ArrivedDestination)]
    [InlineData("CC_IM_SUCCESS", TrackingStatus.ImportCustoms)]
    [InlineData("CC_IM_EXCEPTION", TrackingStatus.InTransit)]
    [InlineData("GTMS_ACCEPT", TrackingStatus.InTransit)]
    [InlineData("GTMS_DO_DEPART", TrackingStatus.OutForDelivery)]
    [InlineData("GTMS_DO_FAIL", TrackingStatus.DeliveryFailed)]
    [InlineData("GTMS_STA_SIGNED", TrackingStatus.Delivered)]
    [InlineData("SIGN", TrackingStatus.Delivered)]
    [InlineData("RETURN", TrackingStatus.Returned)]
    [InlineData("OMEGA", TrackingStatus.InTransit)]
    [InlineData("", TrackingStatus.InTransit)]
    public void Codes_have_our_words(string code, TrackingStatus status) => Assert.Equal(status, CainiaoMapping.Status(code));

    [Theory]
    [InlineData("+8", 8 * 60), InlineData("+08:00", 8 * 60), InlineData("-3:30", -210), InlineData("8", 8 * 60), InlineData("+25", null), InlineData("UTC", null), InlineData(null, null)]
    public void Zones_are_read_as_they_are_written(string? zone, int? minutes) => Assert.Equal(minutes, (int?)ZonedTime.Offset(zone)?.TotalMinutes);

    private static PushedMessage Pushed(string content) => new(
        new Dictionary<string, string>(),
        Encoding.UTF8.GetBytes($"msg_type=TRACEPUSH&logistic_provider_id=CN&data_digest={WebUtility.UrlEncode(CainiaoSignature.Of(content, CainiaoDouble.Secret))}&logistics_interface={WebUtility.UrlEncode(content)}"),
        new DateTime(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc));

    private Task<Outcome<BoughtLabel>> Buy(LabelRequest order) => ((IBuyLabels)Carrier).BuyAsync(order);
}
