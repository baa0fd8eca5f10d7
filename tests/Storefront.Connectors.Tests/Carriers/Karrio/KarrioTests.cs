using System.Net;
using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.Karrio;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Karrio;

public sealed class KarrioTests : WiredCarrierContract
{
    private KarrioDouble Other => (KarrioDouble)Double;

    private IBuyLabels Labels => (IBuyLabels)Carrier;

    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new KarrioDouble(server, () => Clock.NowUtc);

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) => new KarrioConnector(new KarrioSettings { AllowLoopback = true }, wire, clock);

    private protected override CarrierCredentials GoodAt(Uri server) => KarrioDouble.At(server.ToString());

    protected override bool TellsWeightOfCollections => false;

    [Fact]
    public async Task Goods_measures_and_numbers_stand_in_their_places()
    {
        var order = await OrderAsync();
        var line = A.TeapotLine with { Quantity = 3, Sku = "TP-1" };

        await Labels.BuyAsync(order with
        {
            Customs = CustomsDeclaration.Declare(CustomsCategory.ReturnedGoods, [line], Incoterm.Ddp).Value, Format = DocumentFormat.Zpl,
            Registrations = [new(TaxRegistrationKind.Ioss, "IM2760000001", new Country("DE")), new(TaxRegistrationKind.Eori, "FR12345678900011", new Country("FR")), new(TaxRegistrationKind.Voec, "2000001", new Country("NO"))],
        });

        var sent = Server.Requests.Single(KarrioDouble.IsMaking).Json;
        var parcel = sent.GetProperty("parcels")[0];
        Assert.Equal((0.91m, "KG", 22, "CM"), (parcel.GetProperty("weight").GetDecimal(), parcel.GetProperty("weight_unit").GetString(), parcel.GetProperty("length").GetInt32(), parcel.GetProperty("dimension_unit").GetString()));
        Assert.Equal(("label-0001", "ZPL", "SF-10023"), (sent.GetProperty("reference").GetString(), sent.GetProperty("label_type").GetString(), sent.GetProperty("order_id").GetString()));
        var customs = sent.GetProperty("customs");
        Assert.Equal(("return_merchandise", "DDP", "sender"), (customs.GetProperty("content_type").GetString(), customs.GetProperty("incoterm").GetString(), customs.GetProperty("duty").GetProperty("paid_by").GetString()));
        var options = customs.GetProperty("options");
        Assert.Equal(("IM2760000001", "FR12345678900011", false), (options.GetProperty("ioss").GetString(), options.GetProperty("eori_number").GetString(), options.TryGetProperty("voec_number", out _)));
        var commodity = customs.GetProperty("commodities")[0];
        Assert.Equal((3, 8.00m, "EUR", 0.206m, "691200", "CN"), (
            commodity.GetProperty("quantity").GetInt32(), commodity.GetProperty("value_amount").GetDecimal(), commodity.GetProperty("value_currency").GetString(), commodity.GetProperty("weight").GetDecimal(), commodity.GetProperty("hs_code").GetString(),
            commodity.GetProperty("origin_country").GetString()));
        Assert.Equal(("rat_1", "ZPL"), (Server.Requests.Last(Uses(CarrierAbility.Buy)).Json.GetProperty("selected_rate_id").GetString(), Server.Requests.Last(Uses(CarrierAbility.Buy)).Json.GetProperty("label_type").GetString()));
    }

    [Fact]
    public async Task Services_are_named_by_their_connection_and_remote_areas_told_apart()
    {
        var rates = (await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel)).Value;

        Assert.Equal([("ups-eu:ups_standard", 2150L, 1, 30), ("dhl-main:dhl_express_worldwide", 6425L, 3, 3)], rates.Select(r => (r.ServiceKey, r.Price.Minor, r.DaysMin, r.DaysMax)));
        Assert.Equal(new Surcharge("rural", new Money(24_25, Currency.Usd)), Assert.Single(rates[1].Surcharges));
    }

    [Theory]
    [InlineData(0), InlineData(1)]
    public async Task A_shipment_that_was_made_without_an_answer_is_bought_and_not_made_again(int fault)
    {
        var order = await OrderAsync();
        Server.Next(KarrioDouble.IsMaking, new[] { Fault.DoneAndSilent, Fault.Half }[fault]);
        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => Labels.BuyAsync(order));
        Assert.Null(await Labels.FindAsync(A.Handle(order.Reference)));

        var label = (await Labels.BuyAsync(order)).Value;

        Assert.Equal(Assert.Single(Double.Labels).Value.TrackingNumber, label.TrackingNumber);
        Assert.Single(Other.Shipments);
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
    public async Task Of_several_shipments_the_bought_one_counts_and_else_the_oldest_is_bought()
    {
        var order = await OrderAsync();
        Other.Shipments.Add(new KarrioDouble.Shipment("shp_old", order.Reference) { MadeAtUtc = Clock.NowUtc.AddHours(-2) });
        Other.Shipments.Add(new KarrioDouble.Shipment("shp_new", order.Reference) { MadeAtUtc = Clock.NowUtc.AddHours(-1) });
        Other.Shipments.Add(new KarrioDouble.Shipment("shp_longer", order.Reference + "7") { MadeAtUtc = Clock.NowUtc.AddHours(-3) });

        Assert.Equal("shp_old", (await Labels.BuyAsync(order)).Value.CarrierReference);
        Assert.Equal("shp_old", (await Labels.BuyAsync(order)).Value.CarrierReference);
        Assert.Equal("shp_old", (await Labels.FindAsync(A.Handle(order.Reference)))?.CarrierReference);

        Assert.Single(Double.Labels);
        Assert.Equal(3, Other.Shipments.Count);
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
    public async Task A_server_that_does_not_look_for_the_reference_proves_nothing()
    {
        await BoughtAsync();
        Other.ListsEverything = true;

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => Labels.FindAsync(A.Handle("label-0002")));
    }

    [Fact]
    public async Task A_key_of_the_other_mode_buys_nothing()
    {
        var order = await OrderAsync();
        Other.TestMode = false;

        Assert.Equal("shipping.credentials-refused", (await Labels.BuyAsync(order)).Refusal?.Code);
        Assert.Equal("shipping.credentials-refused", (await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel)).Refusal?.Code);
        Assert.Empty(Double.Labels);
    }

    [Fact]
    public async Task A_price_above_the_accepted_one_and_a_service_that_is_gone_are_refused()
    {
        var order = await OrderAsync();
        Assert.Equal("shipping.service-unavailable", (await Labels.BuyAsync(order with { Rate = order.Rate with { ServiceKey = "gone:service" } })).Refusal?.Code);
        Other.Price = 21.51m;

        var refused = await Labels.BuyAsync(order with { Reference = "label-0002" });

        Assert.Equal(("shipping.price-changed", new Money(21_51, Currency.Usd)), (refused.Refusal?.Code, refused.Refusal?.Arguments["price"]));
        Assert.Empty(Double.Labels);
    }

    [Fact]
    public async Task A_label_lies_in_the_answer_or_on_the_server_and_the_key_goes_nowhere_else()
    {
        Other.IsLabelInside = true;
        var inside = (await Labels.BuyAsync(await OrderAsync("label-0001"))).Value;
        Assert.DoesNotContain(Server.Requests, r => r.Path.EndsWith("label.pdf", StringComparison.Ordinal));
        Other.IsLabelInside = false;
        Other.LabelUrl = "http://localhost:1/label.pdf";

        var elsewhere = (await Labels.BuyAsync(await OrderAsync("label-0002"))).Value;

        Assert.Equal((DocumentFormat.Pdf, 1), (inside.File?.Format, inside.Papers.Count));
        Assert.Equal((null, true), (elsewhere.File, elsewhere.FileIsToCome));
        Assert.Equal("shipping.label-not-ready", (await ((IFetchLabels)Carrier).FetchAsync(HandleOf(elsewhere), DocumentFormat.Pdf)).Refusal?.Code);
    }

    [Fact]
    public async Task A_collection_is_of_one_carrier_and_in_the_places_time()
    {
        var label = HandleOf(await BoughtAsync());
        var ready = new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.FromHours(8));
        var request = new PickupRequest("pickup-1", A.Potter, ready, ready.AddHours(6), [label], Parcel.Weight, "Back door");

        var booked = (await ((IBookPickups)Carrier).BookAsync(request)).Value;

        Assert.Equal(("2929602E9CP", "pck_1", new Money(4_50, Currency.Usd)), (booked.Confirmation, booked.CarrierReference, booked.Charge));
        var sent = Server.Requests[^1].Json;
        Assert.Equal(("2026-11-25", "10:00", "16:00", "Back door", label.TrackingNumber), (
            sent.GetProperty("pickup_date").GetString(), sent.GetProperty("ready_time").GetString(), sent.GetProperty("closing_time").GetString(), sent.GetProperty("instruction").GetString(), sent.GetProperty("tracking_numbers")[0].GetString()));
        Assert.Equal("shipping.label-unknown", (await ((IBookPickups)Carrier).BookAsync(request with { Labels = [label, label with { CarrierReference = "shp_gone" }] })).Refusal?.Code);
    }

    [Theory]
    [InlineData("PDF", "%PDF-1.4 manifest")]
    [InlineData("GIF", null)]
    [InlineData(null, null)]
    public async Task A_manifest_has_the_servers_paper_or_none(string? format, string? paper)
    {
        Other.ManifestFormat = format;

        var manifest = (await ((IMakeManifests)Carrier).ManifestAsync(await HandOverAsync())).Value;

        Assert.Equal(("manf_1", paper), (manifest.Number, manifest.File is { } file ? Encoding.ASCII.GetString(file.Bytes.Span) : null));
        var sent = Server.Requests.Single(Uses(CarrierAbility.Manifest)).Json;
        Assert.Equal(("ups", "manifest-1", "Longquan", Other.Shipments[0].Id), (
            sent.GetProperty("carrier_name").GetString(), sent.GetProperty("reference").GetString(), sent.GetProperty("address").GetProperty("city").GetString(), Assert.Single(sent.GetProperty("shipment_ids").EnumerateArray()).GetString()));
    }

    [Fact]
    public async Task A_manifest_whose_paper_does_not_come_is_made_all_the_same()
    {
        var wish = await HandOverAsync();
        Server.Next(r => r.Path.EndsWith("/document", StringComparison.Ordinal), Fault.Failed, times: 3);

        var made = (await ((IMakeManifests)Carrier).ManifestAsync(wish)).Value;

        Assert.Equal("manf_1", made.Number);
        Assert.Null(made.File);
    }

    [Fact]
    public async Task A_manifest_that_some_parcels_are_missing_from_is_not_taken_for_theirs()
    {
        var wish = await HandOverAsync();
        var second = HandleOf((await Labels.BuyAsync(await OrderAsync("label-0002"))).Value);
        Assert.True((await ((IMakeManifests)Carrier).ManifestAsync(wish)).Succeeded);

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((IMakeManifests)Carrier).ManifestAsync(wish with { Reference = "manifest-2", Labels = [wish.Labels[0], second] }));

        Assert.Equal("shipping.label-unknown", (await ((IMakeManifests)Carrier).ManifestAsync(wish with { Labels = [second with { CarrierReference = "shp_gone" }] })).Refusal?.Code);
    }

    [Fact]
    public async Task News_is_the_same_by_its_bytes_and_what_is_not_of_parcels_is_heard_and_left()
    {
        var (genuine, _) = GenuineNews(await BoughtAsync());
        var news = (IPushNews)Carrier;
        PushedMessage Says(string body) => genuine with { Body = Encoding.UTF8.GetBytes(body) };

        Assert.NotEqual(news.Read(genuine).Value.Id, news.Read(Says("""{"event":"tracker.updated","data":{"tracking_number":"1Z","events":[]}}""")).Value.Id);
        Assert.Empty(news.Read(Says("""{"event":"shipment.purchased","data":{"id":"shp_1","tracking_number":"1Z"}}""")).Value.Parcels);
        Assert.Empty(news.Read(Says("""{"event":"tracker.updated","data":{"tracking_number":"1Z","test_mode":false,"events":[]}}""")).Value.Parcels);
        Assert.Single(news.Read(Says("""{"event":"tracker.created","data":{"tracking_number":"1Z","test_mode":true,"events":[]}}""")).Value.Parcels);
        Assert.All(new[] { "", "[]", "null", "{}", """{"event":"tracker.updated"}""", """{"event":"tracker.updated","data":[]}""", """{"event":"tracker.updated","data":{"tracking_number":""}}""", """{"event":7,"data":{}}""" },
            body => Assert.Equal("shipping.news-refused", news.Read(Says(body)).Refusal?.Code));
    }

    [Fact]
    public async Task Without_the_webhooks_secret_nothing_is_believed()
    {
        var (genuine, _) = GenuineNews(await BoughtAsync());
        var keyless = (IPushNews)Connector.Open(new CarrierCredentials(Connector.Fields.Where(f => f.Key != KarrioConnector.WebhookSecret).ToDictionary(f => f.Key, f => Double.Good[f.Key]), isTest: true));
        PushedMessage Marked(string mark) => genuine with { Headers = new Dictionary<string, string> { ["x-event-id"] = mark } };

        Assert.Equal("shipping.news-refused", keyless.Read(genuine).Refusal?.Code);
        Assert.Equal("shipping.news-refused", keyless.Read(Marked("")).Refusal?.Code);
        Assert.All(new[] { "", KarrioDouble.Secret[..^1], KarrioDouble.Secret + "x", KarrioDouble.Secret.ToUpperInvariant() }, mark => Assert.Equal("shipping.news-refused", ((IPushNews)Carrier).Read(Marked(mark)).Refusal?.Code));
        Assert.True(((IPushNews)Carrier).Read(Marked(KarrioDouble.Secret)).Succeeded);
    }

    [Theory]
    [InlineData(400, """{"errors":[{"code":"validation_error","message":"The recipient is missing.","details":{}}]}""", "shipping.carrier-refused", "validation_error: The recipient is missing.")]
    [InlineData(424, """{"messages":[{"carrier_name":"ups","carrier_id":"ups-eu","code":111210,"message":"The service is not there.","details":{}},{"carrier_id":"b","message":"No."}]}""", "shipping.carrier-refused", "111210: The service is not there.; No.")]
    [InlineData(401, """{"errors":[{"code":"authentication_failed","message":"Bad key."}]}""", "shipping.credentials-refused", "authentication_failed: Bad key.")]
    [InlineData(404, "<html>", "shipping.carrier-silent", null)]
    [InlineData(302, "", "shipping.carrier-silent", null)]
    public async Task Every_shape_of_error_is_read_and_no_other_address_followed(int status, string body, string code, string? reason)
    {
        await using var failing = await ScriptedServer.StartAsync(_ => ScriptedAnswer.Json(body, status));
        var wire = new CarrierWire(CarrierWire.Client(), new CarrierWireSettings(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CarrierWire>.Instance);

        var refused = await ((IQuoteRates)MakeConnector(failing.Base, wire, new CarrierTokens(Clock), Clock).Open(GoodAt(failing.Base))).QuoteRatesAsync(Parcel);

        Assert.Equal((code, reason), (refused.Refusal?.Code, refused.Refusal?.Arguments.GetValueOrDefault("reason")));
        Assert.Single(failing.Requests);
    }

    [Theory]
    [InlineData("http://karrio.example.com")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://localhost:8443")]
    [InlineData("https://10.1.2.3")]
    [InlineData("https://192.168.0.10:5002")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://user:pass@karrio.example.com")]
    [InlineData("https://karrio.example.com/?next=1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("karrio.example.com")]
    public async Task An_address_that_may_not_be_called_is_refused(string address)
    {
        var carrier = new KarrioConnector(new KarrioSettings(), Plain(), Clock).Open(KarrioDouble.At(address));

        Assert.Equal("shipping.credentials-refused", (await ((ITestCredentials)carrier).TestAsync(CarrierAbility.Quote)).Refusal?.Code);
        Assert.Equal("shipping.credentials-refused", (await ((IBuyLabels)carrier).BuyAsync(await OrderAsync())).Refusal?.Code);
    }

    [Fact]
    public async Task A_connection_is_judged_when_it_is_made_whatever_was_judged_before()
    {
        var address = new Uri($"http://127.0.0.1:{Server.Base.Port}/");
        var before = Server.Requests.Count;
        using var strict = CarrierWire.Client(new PublicHosts([], allowLoopback: false));
        using var trusting = CarrierWire.Client(new PublicHosts(["127.0.0.1"], allowLoopback: false));

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => strict.GetAsync(address));

        Assert.Equal((HttpRequestError.ConnectionError, before), (refused.HttpRequestError, Server.Requests.Count));
        Assert.Equal(HttpStatusCode.Unauthorized, (await trusting.GetAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1::1", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.255.255.255", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.19.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("::ffff:192.168.1.1", false)]
    public void Addresses_of_the_public_internet_are_told_from_all_others(string address, bool isPublic) => Assert.Equal(isPublic, PublicHosts.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("pending", TrackingStatus.LabelMade)]
    [InlineData("picked_up", TrackingStatus.HandedOver)]
    [InlineData("unknown", TrackingStatus.InTransit)]
    [InlineData("on_hold", TrackingStatus.InTransit)]
    [InlineData("cancelled", TrackingStatus.LabelMade)]
    [InlineData("delivered", TrackingStatus.Delivered)]
    [InlineData("in_transit", TrackingStatus.InTransit)]
    [InlineData("delivery_delayed", TrackingStatus.InTransit)]
    [InlineData("out_for_delivery", TrackingStatus.OutForDelivery)]
    [InlineData("ready_for_pickup", TrackingStatus.OutForDelivery)]
    [InlineData("delivery_failed", TrackingStatus.DeliveryFailed)]
    [InlineData("return_to_sender", TrackingStatus.Returned)]
    public void Statuses_have_our_words(string status, TrackingStatus ours) => Assert.Equal(ours, KarrioMapping.Status(status));

    private protected override (PushedMessage Message, DateTime AtUtc) GenuineNews(BoughtLabel label)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            @event = "tracker.updated",
            data = new
            {
                id = "trk_1", object_type = "tracker", carrier_name = "ups", carrier_id = "ups-eu", tracking_number = label.TrackingNumber, test_mode = true, status = "picked_up",
                events = new[] { new { date = "2026-11-24", time = "10:30", timestamp = "2026-11-24T10:30:00.000+08:00", status = "picked_up", code = "OR", location = "Shenzhen" } },
            },
        });
        return (new PushedMessage(new Dictionary<string, string> { ["x-event-id"] = KarrioDouble.Secret }, body, Clock.NowUtc), CarrierDouble.FirstScanUtc);
    }

    private static CarrierWire Plain() => new(CarrierWire.Client(), new CarrierWireSettings { Retries = 0, TimeLimit = TimeSpan.FromSeconds(5) }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CarrierWire>.Instance);
}
