using System.Text.Json;
using Storefront.Connectors.Carriers.FedEx;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.FedEx;

public sealed class FedExTests : WiredCarrierContract
{
    private FedExDouble Other => (FedExDouble)Double;

    private IBuyLabels Labels => (IBuyLabels)Carrier;

    protected override bool FindsNumberOnly => true;

    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new FedExDouble();

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) => new FedExConnector(new FedExSettings { Live = server, Test = server }, wire, tokens, clock);

    [Fact]
    public async Task The_accounts_own_price_counts_and_remote_areas_are_told_apart()
    {
        var rates = (await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel)).Value;

        var cny = new Currency("CNY");
        Assert.Equal([("FEDEX_INTERNATIONAL_CONNECT_PLUS", new Money(310_00, cny)), ("FEDEX_INTERNATIONAL_PRIORITY", new Money(455_10, cny))], rates.Select(r => (r.ServiceKey, r.Price)));
        Assert.Empty(rates[0].Surcharges);
        Assert.Equal(new Surcharge("rural", new Money(190_25, cny)), Assert.Single(rates[1].Surcharges));
        Assert.Equal((1361, 1, 10), (rates[0].ChargeableWeight.Grams, rates[0].DaysMin, rates[0].DaysMax));
        Assert.Equal((1500, 4, 4, "FedEx International Priority"), (rates[1].ChargeableWeight.Grams, rates[1].DaysMin, rates[1].DaysMax, rates[1].ServiceName));
        var sent = Server.Requests.Last(r => r.Path == "/rate/v1/rates/quotes").Json.GetProperty("requestedShipment");
        Assert.Equal(("2026-11-24", "ACCOUNT"), (sent.GetProperty("shipDateStamp").GetString(), sent.GetProperty("rateRequestType")[0].GetString()));
    }

    [Theory]
    [InlineData("FEDEX_INTERNATIONAL_PRIORITY", "FDXE", "FDXE SZXA")]
    [InlineData("GROUND_HOME_DELIVERY", "FDXG", "FDXG")]
    public async Task A_collection_is_of_one_company_in_the_places_time_and_is_called_off_with_what_it_told(string service, string company, string kept)
    {
        var wish = await CollectionAsync();

        var booked = (await ((IBookPickups)Carrier).BookAsync(wish with { Labels = [wish.Labels[0] with { ServiceKey = service }, wish.Labels[0] with { ServiceKey = service }], Weight = new Weight(1_821) })).Value;

        var sent = Server.Requests[^1].Json;
        var origin = sent.GetProperty("originDetail");
        Assert.Equal(("2026-11-25T10:00:00Z", "16:00:00", "FUTURE_DAY", "8657877120000"), (
            origin.GetProperty("readyDateTimestamp").GetString(), origin.GetProperty("customerCloseTime").GetString(), origin.GetProperty("pickupDateType").GetString(), origin.GetProperty("pickupLocation").GetProperty("contact").GetProperty("phoneNumber").GetString()));
        Assert.Equal((company, 2, 1.83m, "KG", "Back door", "ON_CALL"), (
            sent.GetProperty("carrierCode").GetString(), sent.GetProperty("packageCount").GetInt32(), sent.GetProperty("totalWeight").GetProperty("value").GetDecimal(), sent.GetProperty("totalWeight").GetProperty("units").GetString(), sent.GetProperty("remarks").GetString(),
            sent.GetProperty("pickupType").GetString()));
        Assert.Equal(kept, booked.CarrierReference);
        Assert.Null((await ((IBookPickups)Carrier).CancelAsync(booked)).Refusal);
        var off = Server.Requests[^1].Json;
        Assert.Equal((company, "2026-11-25", booked.Confirmation, company == "FDXE"), (off.GetProperty("carrierCode").GetString(), off.GetProperty("scheduledDate").GetString(), off.GetProperty("pickupConfirmationCode").GetString(), off.TryGetProperty("location", out _)));
    }

    /// <summary>It is Tuesday evening in universal time, and Wednesday already in Longquan.</summary>
    [Fact]
    public async Task The_same_day_is_that_of_the_place()
    {
        var wish = await CollectionAsync();
        Clock.Move(TimeSpan.FromHours(16));

        await ((IBookPickups)Carrier).BookAsync(wish);

        Assert.Equal("SAME_DAY", Server.Requests[^1].Json.GetProperty("originDetail").GetProperty("pickupDateType").GetString());
    }

    [Fact]
    public async Task What_a_collection_does_not_hold_is_refused_before_the_wire()
    {
        var wish = await CollectionAsync();
        var asked = Server.Requests.Count;

        var mute = await ((IBookPickups)Carrier).BookAsync(wish with { From = wish.From with { Phone = "+86 57" } });
        var wordy = await ((IBookPickups)Carrier).BookAsync(wish with { Note = new string('x', 61) });
        var mixed = await ((IBookPickups)Carrier).BookAsync(wish with { Labels = [wish.Labels[0], wish.Labels[0] with { ServiceKey = "FEDEX_GROUND" }] });

        Assert.Equal(("shipping.address-refused", "shipping.carrier-refused", "shipping.carrier-refused"), (mute.Refusal?.Code, wordy.Refusal?.Code, mixed.Refusal?.Code));
        Assert.Equal(asked, Server.Requests.Count);
    }

    [Fact]
    public async Task A_collection_of_a_day_before_is_not_called_off()
    {
        var booked = (await ((IBookPickups)Carrier).BookAsync(await CollectionAsync())).Value;
        Other.IsCollected = true;

        var refused = await ((IBookPickups)Carrier).CancelAsync(booked);

        Assert.Equal(("shipping.carrier-refused", "PICKUP.NUMBER.EXPIRED: PREVIOUS DAY PICKUP, CANNOT CANCEL OR UPDATE"), (refused.Refusal?.Code, refused.Refusal?.Arguments["reason"]));
    }

    [Theory]
    [InlineData(Incoterm.Ddp, "SENDER", "DDP")]
    [InlineData(Incoterm.Dap, "RECIPIENT", "DAP")]
    public async Task Duties_are_paid_by_the_sender_with_DDP_alone(Incoterm incoterm, string payer, string terms)
    {
        var order = await OrderAsync();

        await Labels.BuyAsync(order with { Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [A.TeapotLine], incoterm).Value });

        var clearance = Sent().GetProperty("customsClearanceDetail");
        Assert.Equal((payer, terms), (clearance.GetProperty("dutiesPayment").GetProperty("paymentType").GetString(), clearance.GetProperty("commercialInvoice").GetProperty("termsOfSale").GetString()));
        Assert.Equal(incoterm == Incoterm.Ddp ? "740561073" : null, clearance.GetProperty("dutiesPayment").TryGetProperty("payor", out var payor) ? payor.GetProperty("responsibleParty").GetProperty("accountNumber").GetProperty("value").GetString() : null);
    }

    [Fact]
    public async Task Goods_numbers_batteries_and_papers_stand_in_their_places()
    {
        var order = await OrderAsync("label-0123456789abcdef0123456789abcdef");
        var line = A.TeapotLine with { Quantity = 3, Battery = BatteryContent.IonWithEquipment };

        await Labels.BuyAsync(order with
        {
            Customs = CustomsDeclaration.Declare(CustomsCategory.Gift, [line], Incoterm.Ddp).Value, Format = DocumentFormat.Zpl, Recipient = order.Recipient with { TaxId = "123" },
            Registrations = [new(TaxRegistrationKind.Ioss, "IM2760000001", new Country("DE")), new(TaxRegistrationKind.Voec, "2000001", new Country("NO")), new(TaxRegistrationKind.Eori, "FR12345678900011", new Country("FR"))],
        });

        var sent = Sent();
        Assert.Equal(
            [("IM2760000001", "BUSINESS_UNION", "IOSS"), ("FR12345678900011", "BUSINESS_NATIONAL", "EORI")],
            sent.GetProperty("shipper").GetProperty("tins").EnumerateArray().Select(t => (t.GetProperty("number").GetString(), t.GetProperty("tinType").GetString(), t.GetProperty("usage").GetString())));
        var recipient = sent.GetProperty("recipients")[0];
        Assert.Equal((true, "PERSONAL_NATIONAL"), (recipient.GetProperty("address").GetProperty("residential").GetBoolean(), recipient.GetProperty("tins")[0].GetProperty("tinType").GetString()));
        var package = sent.GetProperty("requestedPackageLineItems")[0];
        Assert.Equal(("KG", 0.91m, 22, "CM"), (package.GetProperty("weight").GetProperty("units").GetString(), package.GetProperty("weight").GetProperty("value").GetDecimal(), package.GetProperty("dimensions").GetProperty("length").GetInt32(), package.GetProperty("dimensions").GetProperty("units").GetString()));
        Assert.Equal("label-0123456789abcdef0123456789abcdef", package.GetProperty("customerReferences")[0].GetProperty("value").GetString());
        var battery = package.GetProperty("packageSpecialServices").GetProperty("batteryDetails")[0];
        Assert.Equal(("LITHIUM_ION", "PACKED_WITH_EQUIPMENT", "IATA_SECTION_II"), (battery.GetProperty("batteryMaterialType").GetString(), battery.GetProperty("batteryPackingType").GetString(), battery.GetProperty("batteryRegulatoryType").GetString()));
        var commodity = sent.GetProperty("customsClearanceDetail").GetProperty("commodities")[0];
        Assert.Equal((3, "PCS", "691200", "CN", 8.00m, 24.00m, "EUR"), (
            commodity.GetProperty("quantity").GetInt32(), commodity.GetProperty("quantityUnits").GetString(), commodity.GetProperty("harmonizedCode").GetString(), commodity.GetProperty("countryOfManufacture").GetString(),
            commodity.GetProperty("unitPrice").GetProperty("amount").GetDecimal(), commodity.GetProperty("customsValue").GetProperty("amount").GetDecimal(), commodity.GetProperty("customsValue").GetProperty("currency").GetString()));
        Assert.Equal("GIFT", sent.GetProperty("customsClearanceDetail").GetProperty("commercialInvoice").GetProperty("shipmentPurpose").GetString());
        Assert.Equal(("COMMON2D", "ZPLII", "STOCK_4X6"), (
            sent.GetProperty("labelSpecification").GetProperty("labelFormatType").GetString(), sent.GetProperty("labelSpecification").GetProperty("imageType").GetString(), sent.GetProperty("labelSpecification").GetProperty("labelStockType").GetString()));
        Assert.Equal("2026-11-24", sent.GetProperty("shipDatestamp").GetString());
    }

    [Fact]
    public async Task Quebec_has_its_old_letters_and_Norway_its_number()
    {
        var order = await OrderAsync();
        await Labels.BuyAsync(order with { Recipient = order.Recipient with { Country = new Country("CA"), Region = "QC" } });
        Assert.Equal("PQ", Sent().GetProperty("recipients")[0].GetProperty("address").GetProperty("stateOrProvinceCode").GetString());

        await Labels.BuyAsync(order with { Recipient = order.Recipient with { Country = new Country("NO") }, Registrations = [new(TaxRegistrationKind.Voec, "2000001", new Country("NO"))] });

        var tin = Sent().GetProperty("shipper").GetProperty("tins")[0];
        Assert.Equal(("BUSINESS_UNION", "VOEC"), (tin.GetProperty("tinType").GetString(), tin.GetProperty("usage").GetString()));
    }

    [Fact]
    public async Task Batteries_without_equipment_are_refused_before_the_wire()
    {
        var order = await OrderAsync();
        var asked = Server.Requests.Count;

        var refused = await Labels.BuyAsync(order with { Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [A.TeapotLine with { Battery = BatteryContent.IonAlone }], Incoterm.Ddp).Value });

        Assert.Equal("shipping.carrier-refused", refused.Refusal?.Code);
        Assert.Equal(asked, Server.Requests.Count);
    }

    [Fact]
    public async Task A_parcel_that_comes_back_has_a_label_for_returns()
    {
        var order = await OrderAsync();

        var customs = CustomsDeclaration.Declare(CustomsCategory.ReturnedGoods, [A.TeapotLine], Incoterm.Dap).Value with { Export = new ReturnedExport("7K3XW9QM2P", "LX000000005CN", null) };
        await Labels.BuyAsync(order with { IsReturn = true, Customs = customs });

        Assert.Equal("PRINT_RETURN_LABEL", Sent().GetProperty("shipmentSpecialServices").GetProperty("returnShipmentDetail").GetProperty("returnType").GetString());
        var clearance = Sent().GetProperty("customsClearanceDetail");
        Assert.Equal(("REJECTED", "Goods returned to their seller; order 7K3XW9QM2P, exported as LX000000005CN"), (clearance.GetProperty("customsOption").GetProperty("type").GetString(), clearance.GetProperty("commercialInvoice").GetProperty("comments")[0].GetString()));
    }

    [Theory]
    [InlineData("PDF", DocumentFormat.Pdf)]
    [InlineData("PNG", DocumentFormat.Png)]
    [InlineData("ZPLII", DocumentFormat.Zpl)]
    [InlineData("EPL2", null)]
    public async Task Label_and_invoice_come_in_the_answer(string docType, DocumentFormat? format)
    {
        Other.DocType = docType;

        var label = (await Labels.BuyAsync(await OrderAsync())).Value;

        Assert.Equal(format, label.File?.Format);
        Assert.Equal(format is null, label.Marks.Notice is not null);
        Assert.Equal("%PDF-1.4 invoice", System.Text.Encoding.ASCII.GetString(Assert.Single(label.Papers).Bytes.Span));
        Assert.Equal(new Money(455_10, new Currency("CNY")), label.Price);
    }

    [Fact]
    public async Task Each_project_has_its_token_and_one_that_is_not_taken_any_more_is_renewed()
    {
        var label = await BoughtAsync();
        await ((ITrackParcels)Carrier).TrackAsync([HandleOf(label)]);
        Assert.Equal((1, 1), (Other.Shipping.Given, Other.Tracking.Given));
        Other.Shipping.Revoke();

        await Labels.BuyAsync(await OrderAsync("label-0002"));

        Assert.Equal((2, 1, 2), (Other.Shipping.Given, Other.Tracking.Given, Double.Labels.Count));
    }

    [Fact]
    public async Task Without_the_project_for_tracking_the_others_work()
    {
        var some = new CarrierCredentials(new Dictionary<string, string> { [FedExConnector.ApiKey] = "fx-ship", [FedExConnector.SecretKey] = "fedex-secret-771", [FedExConnector.Account] = "740561073" }, isTest: true);
        var carrier = Connector.Open(some);

        Assert.Equal([FedExConnector.TrackApiKey, FedExConnector.TrackSecretKey], some.Missing(Connector, CarrierAbility.Track).Select(f => f.Key));
        Assert.Empty(some.Missing(Connector, CarrierAbility.Buy));
        var label = (await ((IBuyLabels)carrier).BuyAsync(await OrderAsync())).Value;
        Assert.Null((await ((IVoidLabels)carrier).VoidAsync(HandleOf(label))).Refusal);
        Assert.Equal("shipping.carrier-refused", (await ((IVoidLabels)carrier).VoidAsync(HandleOf(label))).Refusal?.Code);
    }

    [Fact]
    public async Task Many_are_tracked_in_one_call()
    {
        var first = HandleOf((await Labels.BuyAsync(await OrderAsync("label-0001"))).Value);
        var second = HandleOf((await Labels.BuyAsync(await OrderAsync("label-0002"))).Value);

        var told = await ((ITrackParcels)Carrier).TrackAsync([first, new LabelHandle("label-9", "000000000000", null, "any"), second]);

        Assert.Equal(["label-0001", "label-0002"], told.Keys.Order());
        Assert.Single(Server.Requests, r => r.Path == "/track/v1/trackingnumbers");
    }

    [Theory]
    [InlineData(400, """{"transactionId":"1","errors":[{"code":"RATE.LOCATION.NOTSERVED","message":"Not served.","parameterList":[]}]}""", "shipping.carrier-refused", "RATE.LOCATION.NOTSERVED: Not served.")]
    [InlineData(403, """{"errors":[{"code":"FORBIDDEN.ERROR","message":"No."}]}""", "shipping.credentials-refused", "FORBIDDEN.ERROR: No.")]
    [InlineData(404, "nothing", "shipping.carrier-silent", null)]
    [InlineData(200, """{"transactionId":"1"}""", "shipping.carrier-silent", null)]
    public async Task Every_shape_of_error_is_read(int status, string body, string code, string? reason)
    {
        await using var failing = await ScriptedServer.StartAsync(request => request.Path.EndsWith("/token", StringComparison.Ordinal) ? Double.Answer(request) : ScriptedAnswer.Json(body, status));
        var wire = new CarrierWire(CarrierWire.Client(), new CarrierWireSettings(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CarrierWire>.Instance);

        var refused = await ((IQuoteRates)MakeConnector(failing.Base, wire, new CarrierTokens(Clock), Clock).Open(Double.Good)).QuoteRatesAsync(Parcel);

        Assert.Equal((code, reason), (refused.Refusal?.Code, refused.Refusal?.Arguments.GetValueOrDefault("reason")));
    }

    [Theory]
    [InlineData("OC", TrackingStatus.LabelMade)]
    [InlineData("PU", TrackingStatus.HandedOver)]
    [InlineData("IT", TrackingStatus.InTransit)]
    [InlineData("SE", TrackingStatus.InTransit)]
    [InlineData("CD", TrackingStatus.ImportCustoms)]
    [InlineData("OD", TrackingStatus.OutForDelivery)]
    [InlineData("DE", TrackingStatus.DeliveryFailed)]
    [InlineData("DL", TrackingStatus.Delivered)]
    [InlineData("RS", TrackingStatus.Returned)]
    [InlineData("CA", TrackingStatus.LabelMade)]
    public void Codes_have_our_words(string code, TrackingStatus status) => Assert.Equal(status, FedExMapping.Status(code));

    [Fact]
    public async Task A_parcel_that_is_held_at_a_location_names_it_and_carries_the_buyers_name_and_the_locations_street()
    {
        var order = await OrderToPointAsync();

        await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel with { To = order.Recipient, Point = order.Point });
        var rated = Server.Requests[^1].Json.GetProperty("requestedShipment").GetProperty("shipmentSpecialServices");
        await Labels.BuyAsync(order);

        var sent = Sent();
        foreach (var services in new[] { rated, sent.GetProperty("shipmentSpecialServices") })
        {
            Assert.Equal("HOLD_AT_LOCATION", Assert.Single(services.GetProperty("specialServiceTypes").EnumerateArray()).GetString());
            var held = services.GetProperty("holdAtLocationDetail");
            var place = held.GetProperty("locationContactAndAddress");
            Assert.Equal(("LYSA", "Relais Presqu'île", "+33478000000", "21 rue Mercière"), (
                held.GetProperty("locationId").GetString(), place.GetProperty("contact").GetProperty("companyName").GetString(), place.GetProperty("contact").GetProperty("phoneNumber").GetString(),
                place.GetProperty("address").GetProperty("streetLines")[0].GetString()));
        }

        var recipient = sent.GetProperty("recipients")[0];
        Assert.Equal(("Camille Moreau", "+33478000000", "21 rue Mercière"), (recipient.GetProperty("contact").GetProperty("personName").GetString(), recipient.GetProperty("contact").GetProperty("phoneNumber").GetString(), recipient.GetProperty("address").GetProperty("streetLines")[0].GetString()));
        Assert.False(recipient.GetProperty("address").GetProperty("residential").GetBoolean());
    }

    [Fact]
    public async Task A_day_may_have_two_stretches_and_what_goes_by_the_post_is_not_held()
    {
        await Labels.BuyAsync(await OrderAsync());
        var found = (await ((IFindPickupPoints)Carrier).FindPointsAsync(new PointSearch(new Country("FR"), "69001"))).Value;

        Assert.False(Sent().TryGetProperty("shipmentSpecialServices", out _));
        Assert.Equal([(9, 12), (14, 18)], found[0].Hours.Where(h => h.Day == DayOfWeek.Saturday).Select(h => (h.From.Hour, h.Until.Hour)));
        Assert.Equal(1609, found[1].DistanceMetres);
        Assert.False(((IFindPickupPoints)Carrier).DeliversToPoint("SMART_POST"));
        Assert.True(((IFindPickupPoints)Carrier).DeliversToPoint("FEDEX_INTERNATIONAL_PRIORITY"));
    }

    private JsonElement Sent() => Server.Requests.Last(r => r.Path == "/ship/v1/shipments").Json.GetProperty("requestedShipment");
}
