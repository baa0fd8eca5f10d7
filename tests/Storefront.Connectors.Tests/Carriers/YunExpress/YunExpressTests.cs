using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Carriers.YunExpress;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.YunExpress;

public sealed class YunExpressTests : WiredCarrierContract
{
    private YunExpressDouble Platform => (YunExpressDouble)Double;

    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new YunExpressDouble(server);

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) =>
        new YunExpressConnector(new YunExpressSettings { Live = server, Test = server, LabelHosts = { "127.0.0.1" } }, wire, tokens, clock);

    [Fact]
    public async Task A_reference_whose_label_was_voided_stands_for_no_second_one()
    {
        var order = await OrderAsync();
        var label = (await ((IBuyLabels)Carrier).BuyAsync(order)).Value;
        Assert.True((await ((IVoidLabels)Carrier).VoidAsync(HandleOf(label))).Succeeded);

        Assert.Equal("shipping.reference-used", (await ((IBuyLabels)Carrier).BuyAsync(order)).Refusal?.Code);
        Assert.Single(Double.Labels);
    }

    [Fact]
    public void The_signature_is_that_of_the_known_answers()
    {
        Assert.Equal("D8t6zDpbf5B0MDROvciAoPHLb3pq8pA/+fXY4mgkG7c=", YunExpressSignature.Of(HttpMethod.Post, "/v1/order/cancel", "1700000000000", """{"waybill_number":"YT0000000000000001"}""", "sample-secret"));
        Assert.Equal("TNPujztyHIEPTXV8t92MTJxacLv3OL6aeAUmcxnWbAg=", YunExpressSignature.Of(HttpMethod.Get, "/v1/price-trial/get", "1700000000000", null, "sample-secret"));
    }

    [Fact]
    public async Task The_parts_of_a_price_are_added_up_and_what_cannot_be_added_is_left_out()
    {
        var rates = (await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel)).Value;

        Assert.Equal([("THZXR", 96_41L, "CNY", 8, 8), ("BKPHR", 182_55L, "CNY", 3, 6)], rates.Select(r => (r.ServiceKey, r.Price.Minor, r.Price.Currency.Code, r.DaysMin, r.DaysMax)));
        var asked = Server.Requests[^1].QueryFields;
        Assert.Equal(("FR", "0.91", "KG", "C", "69001", "22", "CM"), (asked["country_code"], asked["weight"], asked["weight_unit"], asked["package_type"], asked["postal_code"], asked["length"], asked["size_unit"]));
    }

    [Fact]
    public async Task Goods_with_batteries_are_neither_priced_nor_ordered_as_general_goods()
    {
        var order = await OrderAsync();
        var before = Server.Requests.Count;
        var line = A.TeapotLine with { Battery = BatteryContent.IonInEquipment };

        var quoted = await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel with { Lines = [line] });
        var bought = await Buy(order with { Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [line], Incoterm.Ddp).Value });

        Assert.Equal("shipping.carrier-refused", quoted.Refusal?.Code);
        Assert.Equal(quoted.Refusal?.Arguments["reason"], bought.Refusal?.Arguments["reason"]);
        Assert.Equal((before, 0), (Server.Requests.Count, Double.Labels.Count));
    }

    [Fact]
    public async Task An_order_says_kilograms_centimetres_prices_of_one_piece_and_the_sellers_numbers()
    {
        var order = await OrderAsync("label-00112233445566778899aabbccddeeff");
        var line = A.TeapotLine with { Quantity = 3, LocalDescription = "青瓷茶壶", Sku = "TP-1" };

        await Buy(order with
        {
            Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [line], Incoterm.Ddp).Value,
            Registrations = [new(TaxRegistrationKind.Vat, "GB123", new Country("GB")), new(TaxRegistrationKind.Ioss, "IM2760000742", new Country("DE"))],
        });

        var request = Server.Requests.Last(r => r.Path == "/v1/order/package/create");
        Assert.Contains("青瓷茶壶", request.Text, StringComparison.Ordinal);
        Assert.Equal("application/json; charset=utf-8", request.Headers["Content-Type"]);
        var sent = request.Json;
        Assert.Equal(("THZXR", "label-00112233445566778899aabbccddeeff", "SF-10023"), (sent.GetProperty("product_code").GetString(), sent.GetProperty("customer_order_number").GetString(), sent.GetProperty("order_numbers").GetProperty("platform_order_number").GetString()));
        var package = sent.GetProperty("packages")[0];
        Assert.Equal((0.910m, 22, 18, 15, "KG", "CM"), (package.GetProperty("weight").GetDecimal(), package.GetProperty("length").GetInt32(), package.GetProperty("width").GetInt32(), package.GetProperty("height").GetInt32(), sent.GetProperty("weight_unit").GetString(), sent.GetProperty("size_unit").GetString()));
        var declared = sent.GetProperty("declaration_info")[0];
        Assert.Equal((8.00m, 0.206m, 3, "EUR", "691200"), (declared.GetProperty("unit_price").GetDecimal(), declared.GetProperty("unit_weight").GetDecimal(), declared.GetProperty("quantity").GetInt32(), declared.GetProperty("currency").GetString(), declared.GetProperty("hs_code").GetString()));
        Assert.Equal("IM2760000742", sent.GetProperty("customs_number").GetProperty("ioss_code").GetString());
        Assert.False(sent.GetProperty("customs_number").TryGetProperty("vat_code", out _));
        Assert.Equal(("G0", "PDF"), (sent.GetProperty("extra_services")[0].GetProperty("extra_code").GetString(), sent.GetProperty("label_type").GetString()));
        Assert.Equal(("Lyon", "Lyon", "14 rue des Capucins"), (sent.GetProperty("receiver").GetProperty("province").GetString(), sent.GetProperty("receiver").GetProperty("city").GetString(), sent.GetProperty("receiver").GetProperty("address_lines")[0].GetString()));
    }

    [Fact]
    public async Task A_parcel_whose_number_is_to_come_travels_under_its_waybill()
    {
        Platform.NumberComesLater = true;

        var label = await BoughtAsync();

        Assert.StartsWith("YT", label.TrackingNumber, StringComparison.Ordinal);
        Assert.Equal(label.CarrierReference, label.TrackingNumber);
    }

    [Fact]
    public async Task One_token_serves_many_calls_and_one_that_is_over_is_changed()
    {
        await BoughtAsync();
        Assert.Single(Server.Requests, r => r.Path == "/openapi/oauth2/token");
        Platform.EndTokens();

        var again = await Buy(await OrderAsync("label-0002"));

        Assert.True(again.Succeeded);
        Assert.Equal(2, Server.Requests.Count(r => r.Path == "/openapi/oauth2/token"));
        Assert.Equal(2, Double.Labels.Count);
    }

    [Fact]
    public async Task A_token_that_is_never_taken_is_a_refusal_and_no_endless_asking()
    {
        var order = await OrderAsync();
        Platform.OldTokensEnd = true;
        Platform.InsteadOfToken = """{"accessToken":"stale","expiresIn":7200}""";
        Clock.Move(TimeSpan.FromHours(3));

        var refused = await Buy(order);

        Assert.Equal(("shipping.credentials-refused", "token is over"), (refused.Refusal?.Code, refused.Refusal?.Arguments["reason"]));
    }

    [Fact]
    public async Task A_token_answer_without_a_token_is_a_refusal_in_its_words()
    {
        Platform.InsteadOfToken = """{"success":false,"code":"1001","msg":"appId does not exist"}""";

        var refused = await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel);

        Assert.Equal(("shipping.credentials-refused", "appId does not exist"), (refused.Refusal?.Code, refused.Refusal?.Arguments["reason"]));
    }

    [Fact]
    public async Task When_no_token_comes_nothing_was_sent_of_the_purchase()
    {
        var order = await OrderAsync();
        Clock.Move(TimeSpan.FromHours(3));
        Server.Next(r => r.Path == "/openapi/oauth2/token", Fault.Failed, times: 3);

        var unknown = await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => Buy(order));

        Assert.True(unknown.NothingWasSent);
    }

    [Theory]
    [InlineData("""{"success":true,"result":{"waybill_number":""}}""")]
    [InlineData("""{"success":true,"result":null}""")]
    [InlineData("""{"success":"true"}""")]
    [InlineData("""{"result":{"waybill_number":"YT1"}}""")]
    [InlineData("""[]""")]
    public async Task A_purchase_whose_answer_names_no_waybill_is_unknown(string answer)
    {
        var order = await OrderAsync();
        Platform.Instead = ScriptedAnswer.Json(answer);

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => Buy(order));
    }

    [Theory]
    [InlineData("""{"success":false,"code":"02039171","msg":"Order rule verification failed"}""", "Order rule verification failed")]
    [InlineData("""{"success":"false","code":2039171}""", "2039171")]
    public async Task A_200_may_be_a_failure(string answer, string reason)
    {
        var order = await OrderAsync();
        Platform.Instead = ScriptedAnswer.Json(answer);

        var refused = await Buy(order);

        Assert.Equal(("shipping.carrier-refused", reason), (refused.Refusal?.Code, refused.Refusal?.Arguments["reason"]));
        Assert.Empty(Double.Labels);
    }

    [Fact]
    public async Task That_there_is_no_label_is_believed_only_when_tracking_knows_none_either()
    {
        await BoughtAsync();
        Platform.Instead = YunExpressDouble.Failed("09999999", "busy");

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((IBuyLabels)Carrier).FindAsync(new LabelHandle("label-0001", null, null, "any")));
    }

    [Fact]
    public async Task A_refused_order_of_which_neither_side_knows_stays_a_refusal()
    {
        var order = await OrderAsync();
        Platform.EmptyTracks = true;

        var refused = await Buy(order with { Weight = CarrierDouble.TooHeavy });

        Assert.Equal("Order rule verification failed: over weight", refused.Refusal?.Arguments["reason"]);
    }

    [Fact]
    public async Task An_account_for_tests_has_a_host_and_a_token_of_its_own()
    {
        using var http = CarrierWire.Client();
        var wire = new CarrierWire(http, new CarrierWireSettings { Retries = 0 }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CarrierWire>.Instance);
        var connector = new YunExpressConnector(new YunExpressSettings { Live = new Uri("http://127.0.0.1:9/"), Test = Server.Base }, wire, new CarrierTokens(Clock), Clock);

        Assert.True((await ((ITestCredentials)connector.Open(Double.Good)).TestAsync(CarrierAbility.Buy)).Succeeded);
        Assert.Equal("shipping.carrier-silent", (await ((ITestCredentials)connector.Open(YunExpressDouble.Live)).TestAsync(CarrierAbility.Buy)).Refusal?.Code);
    }

    [Fact]
    public async Task A_label_of_another_reference_is_not_taken_for_ours()
    {
        Platform.Instead = YunExpressDouble.Ok(new { waybill_number = "YT1", customer_order_number = "label-0002" });

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((IBuyLabels)Carrier).FindAsync(new LabelHandle("label-0001", null, null, "any")));
    }

    [Fact]
    public async Task A_cancelled_label_is_found_as_such()
    {
        var label = await BoughtAsync();
        await ((IVoidLabels)Carrier).VoidAsync(HandleOf(label));

        Assert.Equal(Clock.NowUtc, (await ((IBuyLabels)Carrier).FindAsync(HandleOf(label)))?.VoidedAtUtc);
    }

    [Fact]
    public async Task A_parcel_on_its_way_is_said_to_be_there_already()
    {
        var label = await BoughtAsync();
        Double.Labels.Values.Single().IsMoving = true;

        Assert.Equal("shipping.already-handed-over", (await ((IVoidLabels)Carrier).VoidAsync(HandleOf(label))).Refusal?.Code);
    }

    [Fact]
    public async Task A_label_is_cancelled_by_our_reference_alone()
    {
        var label = await BoughtAsync();

        Assert.True((await ((IVoidLabels)Carrier).VoidAsync(new LabelHandle(label.Reference, null, null, label.ServiceKey))).Succeeded);
        Assert.Equal("shipping.label-unknown", (await ((IVoidLabels)Carrier).VoidAsync(new LabelHandle("label-9", null, null, label.ServiceKey))).Refusal?.Code);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("http://localhost:1", false)]
    public async Task A_label_is_downloaded_from_their_hosts_alone(string host, bool isTheirs)
    {
        var label = await BoughtAsync();
        Platform.LabelHost = host;

        var file = await ((IFetchLabels)Carrier).FetchAsync(HandleOf(label), DocumentFormat.Pdf);

        Assert.Equal(isTheirs ? null : "shipping.label-not-ready", file.Refusal?.Code);
        Assert.Equal(isTheirs ? 1 : 0, Server.Requests.Count(r => r.Path.StartsWith("/labels/", StringComparison.Ordinal)));
        if (isTheirs) Assert.Equal(Double.Labels.Values.Single().File, file.Value.Bytes.ToArray());
    }

    [Theory]
    [InlineData("ZPL", DocumentFormat.Zpl), InlineData("png", DocumentFormat.Png), InlineData("PDF", DocumentFormat.Pdf), InlineData(null, DocumentFormat.Pdf)]
    public void A_label_is_in_the_form_that_they_say(string? type, DocumentFormat format) => Assert.Equal(format, YunExpressMapping.Format(type));

    [Theory]
    [InlineData("ORDER_CREATION", TrackingStatus.LabelMade)]
    [InlineData("FIRST_MILE_ARRIVE", TrackingStatus.HandedOver)]
    [InlineData("INTERNATIONAL_SHIP", TrackingStatus.DepartedOrigin)]
    [InlineData("CUSTOMS_RELEASE", TrackingStatus.ImportCustoms)]
    [InlineData("LAST_MILE_DELIVERY", TrackingStatus.OutForDelivery)]
    [InlineData("DELIVERED", TrackingStatus.Delivered)]
    [InlineData("", TrackingStatus.InTransit)]
    public void Codes_have_our_words(string code, TrackingStatus status) => Assert.Equal(status, YunExpressMapping.Status(code));

    [Fact]
    public void A_parcel_that_came_back_says_so_in_its_last_event_and_an_event_without_time_is_left_out()
    {
        var events = YunExpressMapping.Events(new YunExpressTrack("R", new YunExpressWay([new("2026-11-26T00:00:00Z", "FR", null, null, "X"), new("2026-11-25T00:00:00Z", null, null, null, "X"), new(null, null, null, null, "X")])));

        Assert.Equal([TrackingStatus.InTransit, TrackingStatus.Returned], events.Select(e => e.Status));
        Assert.Equal("tracking.returned", events[^1].TextKey);
    }

    private Task<Outcome<BoughtLabel>> Buy(LabelRequest order) => ((IBuyLabels)Carrier).BuyAsync(order);
}
