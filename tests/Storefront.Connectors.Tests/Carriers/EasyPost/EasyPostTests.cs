using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.EasyPost;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.EasyPost;

public sealed class EasyPostTests : WiredCarrierContract
{
    private EasyPostDouble Other => (EasyPostDouble)Double;

    private IBuyLabels Labels => (IBuyLabels)Carrier;

    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new EasyPostDouble(server, () => Clock.NowUtc);

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) =>
        new EasyPostConnector(new EasyPostSettings { Host = new Uri(server, "v2/"), LabelHosts = { "127.0.0.1" } }, wire, clock);

    protected override bool TellsWeightOfCollections => false;

    [Fact]
    public async Task A_parcel_is_told_in_ounces_and_inches_and_its_goods_by_the_line()
    {
        var order = await OrderAsync();
        var line = A.TeapotLine with { Quantity = 3, Sku = "TP-1" };

        await Labels.BuyAsync(order with
        {
            Customs = CustomsDeclaration.Declare(CustomsCategory.CommercialSample, [line], Incoterm.Dap).Value, Format = DocumentFormat.Zpl,
            Registrations = [new(TaxRegistrationKind.Ioss, "IM2760000001", new Country("DE")), new(TaxRegistrationKind.Eori, "FR12345678900011", new Country("FR"))],
        });

        var sent = Server.Requests.Single(EasyPostDouble.IsMaking).Json.GetProperty("shipment");
        var parcel = sent.GetProperty("parcel");
        // 910 g are 32.0993 oz; 220, 180 and 150 mm are 8.661, 7.086 and 5.905 in: all rounded up.
        Assert.Equal((32.1m, 8.7m, 7.1m, 6.0m), (parcel.GetProperty("weight").GetDecimal(), parcel.GetProperty("length").GetDecimal(), parcel.GetProperty("width").GetDecimal(), parcel.GetProperty("height").GetDecimal()));
        Assert.Equal(("label-0001", "DAP", "ZPL"), (sent.GetProperty("reference").GetString(), sent.GetProperty("options").GetProperty("incoterm").GetString(), sent.GetProperty("options").GetProperty("label_format").GetString()));
        var customs = sent.GetProperty("customs_info");
        Assert.Equal(("sample", "Longquan Celadon Studio"), (customs.GetProperty("contents_type").GetString(), customs.GetProperty("customs_signer").GetString()));
        Assert.False(customs.TryGetProperty("eel_pfc", out _));
        var item = customs.GetProperty("customs_items")[0];
        Assert.Equal((3, 24.00m, 21.9m, "691200", "CN", "EUR", "TP-1"), (
            item.GetProperty("quantity").GetInt32(), item.GetProperty("value").GetDecimal(), item.GetProperty("weight").GetDecimal(), item.GetProperty("hs_tariff_number").GetString(),
            item.GetProperty("origin_country").GetString(), item.GetProperty("currency").GetString(), item.GetProperty("code").GetString()));
        Assert.Equal(
            [("SENDER", "IM2760000001", "IOSS", "DE"), ("SENDER", "FR12345678900011", "EORI", "FR")],
            sent.GetProperty("tax_identifiers").EnumerateArray().Select(t => (t.GetProperty("entity").GetString(), t.GetProperty("tax_id").GetString(), t.GetProperty("tax_id_type").GetString(), t.GetProperty("issuing_country").GetString())));
        Assert.Equal("14 rue des Capucins", sent.GetProperty("to_address").GetProperty("street1").GetString());
    }

    /// <summary>Their page on returns, read 2026-11-30: the addresses stay as they were on the way out, and they exchange them.</summary>
    [Fact]
    public async Task A_parcel_that_comes_back_is_told_with_the_addresses_of_the_one_that_left()
    {
        var order = await OrderAsync();
        var (buyer, merchant) = (order.Recipient, order.Sender);
        var export = new ReturnedExport("7K3XW9QM2P", "LX000000005CN", null);
        var customs = CustomsDeclaration.Declare(CustomsCategory.ReturnedGoods, [A.TeapotLine], Incoterm.Dap).Value with { Export = export };

        await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel with { From = buyer, To = merchant, IsReturn = true });
        await Labels.BuyAsync(order with { Sender = buyer, Recipient = merchant, IsReturn = true, Customs = customs });

        foreach (var sent in Server.Requests.Where(r => r is { Method: "POST", Path: "/v2/shipments" }).Select(r => r.Json.GetProperty("shipment")).TakeLast(2))
        {
            Assert.True(sent.GetProperty("is_return").GetBoolean());
            Assert.Equal((merchant.Street, buyer.Street), (sent.GetProperty("from_address").GetProperty("street1").GetString(), sent.GetProperty("to_address").GetProperty("street1").GetString()));
        }

        Assert.Equal("returned_goods", Server.Requests.Last(EasyPostDouble.IsMaking).Json.GetProperty("shipment").GetProperty("customs_info").GetProperty("contents_type").GetString());
        var carrier = (IBuyReturnLabels)Carrier;
        Assert.Equal((true, false), (carrier.TakesBack(new Country("US"), new Country("US")), carrier.TakesBack(new Country("FR"), new Country("CN"))));
    }

    [Fact]
    public async Task The_dearest_of_one_service_is_not_shown_and_the_fee_for_the_label_is_part_of_the_cost()
    {
        var rates = (await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel)).Value;
        var label = await BoughtAsync();

        Assert.Equal([("USPS:GroundAdvantage", 593L), ("USPS:Express", 3410L)], rates.Select(r => (r.ServiceKey, r.Price.Minor)));
        Assert.Equal((new Money(5_94, Currency.Usd), "USPS GroundAdvantage"), (label.Price, label.ServiceName));
    }

    /// <summary>The shipment was made and its answer got lost: the next purchase with the reference buys that shipment and makes no other.</summary>
    [Theory]
    [InlineData(0), InlineData(1)]
    public async Task A_shipment_that_was_made_without_an_answer_is_bought_and_not_made_again(int fault)
    {
        var order = await OrderAsync();
        Server.Next(EasyPostDouble.IsMaking, new[] { Fault.DoneAndSilent, Fault.Half }[fault]);
        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => Labels.BuyAsync(order));
        Assert.Empty(Double.Labels);
        Assert.Null(await Labels.FindAsync(A.Handle(order.Reference)));

        var label = (await Labels.BuyAsync(order)).Value;

        Assert.Equal(Assert.Single(Double.Labels).Value.TrackingNumber, label.TrackingNumber);
        Assert.Single(Other.Shipments, s => s.Reference == order.Reference);
    }

    [Fact]
    public async Task A_shipment_that_was_made_a_moment_ago_may_still_be_bought()
    {
        var order = await OrderAsync();
        Other.Age = TimeSpan.Zero;
        Server.Next(Uses(CarrierAbility.Buy), Fault.NotDone);
        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => Labels.BuyAsync(order));

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => Labels.FindAsync(A.Handle(order.Reference)));

        Clock.Move(TimeSpan.FromMinutes(3));
        Assert.Null(await Labels.FindAsync(A.Handle(order.Reference)));
    }

    [Fact]
    public async Task What_is_bought_is_what_the_reference_leads_to()
    {
        var order = await OrderAsync();
        Other.WhenMade = made =>
        {
            if (Other.Shipments.Count(s => s.Reference == made.Reference) == 1) Other.Shipments.Add(new EasyPostDouble.Shipment("shp_late", made.Reference) { MadeAtUtc = made.MadeAtUtc });
        };

        var label = (await Labels.BuyAsync(order)).Value;

        Assert.Equal("shp_late", label.CarrierReference);
        Assert.Equal(label.TrackingNumber, (await Labels.FindAsync(A.Handle(order.Reference)))?.TrackingNumber);
        Assert.Single(Double.Labels);
    }

    [Fact]
    public async Task A_shipment_that_somebody_bought_meanwhile_is_found()
    {
        var order = await OrderAsync();
        Other.BeforeBuy = Other.Sell;

        var label = (await Labels.BuyAsync(order)).Value;

        Assert.Equal(Assert.Single(Double.Labels).Value.TrackingNumber, label.TrackingNumber);
    }

    [Fact]
    public async Task Who_came_too_slowly_to_the_second_call_does_not_make_it()
    {
        var order = await OrderAsync();
        Other.WhenMade = _ => Clock.Move(TimeSpan.FromSeconds(16));

        var unknown = await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => Labels.BuyAsync(order));

        Assert.True(unknown.NothingWasSent);
        Assert.Empty(Double.Labels);
    }

    [Fact]
    public async Task A_key_of_the_other_mode_buys_nothing()
    {
        var order = await OrderAsync();
        Other.Mode = "production";

        Assert.Equal("shipping.credentials-refused", (await Labels.BuyAsync(order)).Refusal?.Code);
        Assert.Equal("shipping.credentials-refused", (await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel)).Refusal?.Code);
        Assert.Empty(Double.Labels);
    }

    [Fact]
    public async Task A_price_above_the_accepted_one_is_refused_with_the_new_one()
    {
        var order = await OrderAsync();
        Other.Price = "5.94";

        var refused = await Labels.BuyAsync(order);

        Assert.Equal(("shipping.price-changed", new Money(5_94, Currency.Usd)), (refused.Refusal?.Code, refused.Refusal?.Arguments["price"]));
        Assert.Empty(Double.Labels);
    }

    [Fact]
    public async Task A_service_that_is_gone_is_refused_and_a_carrier_behind_the_account_gives_its_reason()
    {
        var order = await OrderAsync();

        Assert.Equal("shipping.service-unavailable", (await Labels.BuyAsync(order with { Rate = order.Rate with { ServiceKey = "Gone:Service" } })).Refusal?.Code);
        var refused = await Labels.BuyAsync(order with { Reference = "label-0002", Recipient = order.Recipient with { Street = CarrierDouble.Unreachable } });
        Assert.Equal("The address cannot be found.", refused.Refusal?.Arguments["reason"]);
    }

    [Theory]
    [InlineData(422, """{"error":{"code":"PARAMETER.REQUIRED","message":"Missing required parameter.","errors":[{"field":"shipment","message":"cannot be blank"}]}}""", "shipping.carrier-refused", "Missing required parameter.; shipment cannot be blank")]
    [InlineData(404, """{"error":{"code":"NOT_FOUND","errors":["No eligible insurance found."],"message":"The requested resource could not be found."}}""", "shipping.carrier-refused", "The requested resource could not be found.; No eligible insurance found.")]
    [InlineData(402, """{"error":{"code":"PAYMENT_REQUIRED","message":"Not enough money.","errors":[]}}""", "shipping.carrier-refused", "Not enough money.")]
    [InlineData(401, """{"error":{"code":"UNAUTHORIZED","message":"Bad key.","errors":[]}}""", "shipping.credentials-refused", "Bad key.")]
    [InlineData(422, "<html>", "shipping.carrier-silent", null)]
    public async Task Every_shape_of_error_is_read(int status, string body, string code, string? reason)
    {
        await using var failing = await ScriptedServer.StartAsync(_ => ScriptedAnswer.Json(body, status));
        var wire = new CarrierWire(CarrierWire.Client(), new CarrierWireSettings(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CarrierWire>.Instance);

        var refused = await ((IQuoteRates)MakeConnector(failing.Base, wire, new CarrierTokens(Clock), Clock).Open(Double.Good)).QuoteRatesAsync(Parcel);

        Assert.Equal(code, refused.Refusal?.Code);
        Assert.Equal(reason, refused.Refusal?.Arguments.GetValueOrDefault("reason"));
    }

    [Fact]
    public async Task A_label_is_downloaded_once_from_their_file_store_alone_and_without_the_key()
    {
        var label = await BoughtAsync();
        var download = Assert.Single(Server.Requests, r => r.Path.StartsWith("/labels/", StringComparison.Ordinal));
        Assert.False(download.Headers.ContainsKey("Authorization"));
        Assert.Equal(DocumentFormat.Pdf, label.File?.Format);

        Other.LabelHost = "http://localhost:1";
        var elsewhere = (await Labels.BuyAsync(await OrderAsync("label-0002"))).Value;

        Assert.Null(elsewhere.File);
        Assert.True(elsewhere.FileIsToCome);
        Assert.Equal("shipping.label-not-ready", (await ((IFetchLabels)Carrier).FetchAsync(HandleOf(elsewhere), DocumentFormat.Pdf)).Refusal?.Code);
    }

    [Fact]
    public async Task A_label_says_in_which_form_it_came()
    {
        Other.LabelType = "image/png";
        var label = await BoughtAsync();

        Assert.Equal(DocumentFormat.Png, label.File?.Format);
        Assert.Equal(DocumentFormat.Zpl, (await ((IFetchLabels)Carrier).FetchAsync(HandleOf(label), DocumentFormat.Zpl)).Value.Format);
        Assert.Equal("?file_format=ZPL", Server.Requests.Last(r => r.Path.EndsWith("/label", StringComparison.Ordinal)).Query);
        Assert.Equal(DocumentFormat.Png, (await ((IFetchLabels)Carrier).FetchAsync(HandleOf(label), DocumentFormat.Png)).Value.Format);
    }

    [Fact]
    public async Task A_collection_is_of_one_label()
    {
        var label = HandleOf(await BoughtAsync());
        var ready = new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.FromHours(-8));

        Assert.Equal("shipping.carrier-refused", (await ((IBookPickups)Carrier).BookAsync(new PickupRequest("pickup-1", A.Lyon, ready, ready.AddHours(2), [label, label], Parcel.Weight))).Refusal?.Code);
        await ((IBookPickups)Carrier).BookAsync(new PickupRequest("pickup-1", A.Lyon, ready, ready.AddHours(2), [label], Parcel.Weight, "Back door"));

        var sent = Server.Requests.Single(r => r.Path == "/v2/pickups").Json.GetProperty("pickup");
        Assert.Equal(("2026-11-25T10:00:00-08:00", "Back door", label.CarrierReference), (sent.GetProperty("min_datetime").GetString(), sent.GetProperty("instructions").GetString(), sent.GetProperty("shipment").GetProperty("id").GetString()));
        var bought = Server.Requests.Single(r => r.Path == "/v2/pickups/pickup_1/buy").Json;
        Assert.Equal(("USPS", "NextDay"), (bought.GetProperty("carrier").GetString(), bought.GetProperty("service").GetString()));
    }

    [Theory]
    [InlineData("unknown", TrackingStatus.InTransit)]
    [InlineData("pre_transit", TrackingStatus.LabelMade)]
    [InlineData("in_transit", TrackingStatus.InTransit)]
    [InlineData("out_for_delivery", TrackingStatus.OutForDelivery)]
    [InlineData("delivered", TrackingStatus.Delivered)]
    [InlineData("available_for_pickup", TrackingStatus.OutForDelivery)]
    [InlineData("return_to_sender", TrackingStatus.Returned)]
    [InlineData("failure", TrackingStatus.DeliveryFailed)]
    [InlineData("cancelled", TrackingStatus.LabelMade)]
    [InlineData("error", TrackingStatus.InTransit)]
    public void Statuses_have_our_words(string status, TrackingStatus ours) => Assert.Equal(ours, EasyPostMapping.Status(status));

    /// <summary>Known answer: HMAC-SHA256 of <c>{"id":"evt_1"}</c> under the secret with its accent as a letter of its own, as form NFKD writes it.</summary>
    [Fact]
    public void A_secret_with_an_accent_marks_the_same_however_it_was_typed()
    {
        var body = """{"id":"evt_1"}"""u8.ToArray();

        Assert.Equal("hmac-sha256-hex-digest=648a648ccf2d4fb82924f631da8d92ecfb4d0e8406023c78f9a215117f1ac4d0", EasyPostMapping.Mark(body, "s\u00e9cret"));
        Assert.Equal(EasyPostMapping.Mark(body, "s\u00e9cret"), EasyPostMapping.Mark(body, "se\u0301cret"));
    }

    [Fact]
    public void News_of_other_things_is_taken_and_moves_no_parcel()
    {
        var body = Encoding.UTF8.GetBytes("""{"id":"evt_2","description":"scan_form.created","result":{"id":"sf_1"}}""");

        var told = ((IPushNews)Carrier).Read(new PushedMessage(new Dictionary<string, string> { ["x-hmac-signature"] = EasyPostMapping.Mark(body, EasyPostDouble.Secret) }, body, Clock.NowUtc)).Value;

        Assert.Equal(("evt_2", 0), (told.Id, told.Parcels.Count));
    }

    /// <summary>The exchanges that EasyPost's own client recorded (MIT), where <c>STOREFRONT_RECORDED</c> names their folder; and messages of the same shapes wherever it does not.</summary>
    [Fact]
    public void Recorded_answers_are_read()
    {
        var answers = Own.ToList();
        if (Environment.GetEnvironmentVariable("STOREFRONT_RECORDED") is { Length: > 0 } folder) answers.AddRange(Recorded(folder));

        Assert.Contains(answers, a => a.Path.EndsWith("/buy", StringComparison.Ordinal));
        foreach (var (path, status, body) in answers) Check(path, new CarrierAnswer(status, "application/json", Encoding.UTF8.GetBytes(body)));
    }

    private static void Check(string path, CarrierAnswer answer)
    {
        if (!answer.IsOk)
        {
            Assert.NotEqual("", answer.Read<EasyPostFailure>()?.Error?.Words ?? "");
            return;
        }

        switch (path.TrimStart('/').Split('/', '?'))
        {
            case ["v2", "shipments", ..]:
                var shipment = answer.Read<EasyPostShipment>()!;
                Assert.Equal("test", shipment.Mode);
                Assert.NotNull(shipment.CreatedAt);
                Assert.All(shipment.Rates!, r => Assert.True(EasyPostMapping.Price(r)!.Value.IsPositive));
                if (shipment.TrackingCode is null) break;
                Assert.True(EasyPostMapping.Cost(shipment) >= EasyPostMapping.Price(shipment.SelectedRate));
                Assert.Contains(new Uri(EasyPostMapping.File(shipment.Label, DocumentFormat.Zpl)!.Value.Url).Host, new EasyPostSettings().LabelHosts);
                Assert.Equal(shipment.Id, shipment.Tracker!.ShipmentId);
                break;
            case ["v2", "trackers", ..]:
                Assert.NotEmpty(EasyPostMapping.Events(answer.Read<EasyPostTracker>()));
                break;
            case ["v2", "pickups", ..]:
                var pickup = answer.Read<EasyPostPickup>()!;
                Assert.Contains(pickup.Status, new[] { "unknown", "scheduled", "canceled" });
                Assert.NotNull(EasyPostMapping.Price(Assert.Single(pickup.Rates!)));
                break;
            case ["v2", "scan_forms", ..]:
                Assert.Contains(new Uri(answer.Read<EasyPostScanForm>()!.FormUrl!).Host, new EasyPostSettings().LabelHosts);
                break;
        }
    }

    private static IEnumerable<(string Path, int Status, string Body)> Own =>
    [
        ("/v2/shipments/shp_1/buy", 200, """
            {"id":"shp_1","mode":"test","created_at":"2026-11-24T01:00:00Z","reference":"label-1","tracking_code":"9400100000000000000001","messages":[],"rates":[{"id":"rate_1","service":"Priority","carrier":"USPS","rate":"7.10","currency":"USD","delivery_days":null}],
             "selected_rate":{"id":"rate_1","service":"Priority","carrier":"USPS","rate":"7.10","currency":"USD"},"postage_label":{"label_url":"https://easypost-files.s3.us-west-2.amazonaws.com/files/a.png","label_file_type":"image/png","label_zpl_url":null},
             "tracker":{"id":"trk_1","shipment_id":"shp_1","tracking_code":"9400100000000000000001","tracking_details":[]},"fees":[{"type":"PostageFee","amount":"7.10000","charged":true}]}
            """),
        ("/v2/trackers", 200, """{"id":"trk_1","tracking_details":[{"datetime":"2026-11-24T01:00:00Z","status":"pre_transit","carrier_code":"","tracking_location":{"city":null,"country":null}}]}"""),
        ("/v2/pickups", 200, """{"id":"pickup_1","status":"unknown","confirmation":null,"pickup_rates":[{"service":"NextDay","rate":"0.00","currency":"USD","carrier":"USPS"}]}"""),
        ("/v2/scan_forms", 200, """{"id":"sf_1","status":"created","form_url":"https://easypost-files.s3.us-west-2.amazonaws.com/files/scan_form/a.pdf"}"""),
        ("/v2/shipments", 422, """{"error":{"code":"PARAMETER.REQUIRED","message":"Missing.","errors":[{"field":"shipment","message":"is missing"}]}}"""),
        ("/v2/insurances", 404, """{"error":{"code":"NOT_FOUND","message":"None.","errors":["No such thing."]}}"""),
    ];

    private static IEnumerable<(string Path, int Status, string Body)> Recorded(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(folder, "easypost"), "*.json");
        Assert.NotEmpty(files);
        foreach (var exchange in files.SelectMany(f => JsonDocument.Parse(File.ReadAllBytes(f)).RootElement.EnumerateArray()))
        {
            var answer = exchange.GetProperty("Response");
            yield return (new Uri(exchange.GetProperty("Request").GetProperty("Uri").GetString()!).PathAndQuery, answer.GetProperty("Status").GetProperty("Code").GetInt32(), answer.GetProperty("Body").GetString()!);
        }
    }

    private protected override (PushedMessage Message, DateTime AtUtc) GenuineNews(BoughtLabel label)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = "evt_1", description = "tracker.updated",
            result = new { id = "trk_1", tracking_code = label.TrackingNumber, shipment_id = label.CarrierReference, tracking_details = new[] { new { datetime = "2026-11-24T02:30:00Z", status = "in_transit" } } },
        });
        return (new PushedMessage(new Dictionary<string, string> { ["x-hmac-signature"] = EasyPostMapping.Mark(body, EasyPostDouble.Secret) }, body, Clock.NowUtc), CarrierDouble.FirstScanUtc);
    }
}
