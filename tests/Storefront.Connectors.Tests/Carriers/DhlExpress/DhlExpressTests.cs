using System.Text.Json;
using Storefront.Connectors.Carriers.DhlExpress;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.DhlExpress;

public sealed class DhlExpressTests : WiredCarrierContract
{
    private IBuyLabels Labels => (IBuyLabels)Carrier;

    protected override bool FindsNumberOnly => true;

    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new DhlExpressDouble();

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) =>
        new DhlExpressConnector(new DhlExpressSettings { Live = new Uri(server, "mydhlapi/"), Test = new Uri(server, "mydhlapi/test/") }, wire, clock);

    [Fact]
    public void A_waybill_is_not_voided() => Assert.DoesNotContain(CarrierAbility.Void, Connector.Abilities);

    [Fact]
    public async Task Of_all_currencies_the_billed_one_counts_and_remote_areas_are_told_apart()
    {
        var rates = (await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel)).Value;

        var cny = new Currency("CNY");
        Assert.Equal([("P", new Money(612_40, cny), "S", 4), ("Y", new Money(702_15, cny), "Y", 3)], rates.Select(r => (r.ServiceKey, r.Price, r.OfferReference!, r.DaysMax)));
        Assert.Equal(new Surcharge("rural", new Money(160_00, cny)), Assert.Single(rates[0].Surcharges));
        Assert.Equal(1190, rates[0].ChargeableWeight.Grams);
        var sent = Server.Requests[^1].Json;
        Assert.Equal("2026-11-24T01:00:00 GMT+00:00", sent.GetProperty("plannedShippingDateAndTime").GetString());
        Assert.Equal((0.91m, 22), (sent.GetProperty("packages")[0].GetProperty("weight").GetDecimal(), sent.GetProperty("packages")[0].GetProperty("dimensions").GetProperty("length").GetInt32()));
        Assert.True(sent.GetProperty("isCustomsDeclarable").GetBoolean());
    }

    [Theory]
    [InlineData(Incoterm.Ddp, "shipper duties-taxes", "DD")]
    [InlineData(Incoterm.Dap, "shipper", null)]
    public async Task With_DDP_the_service_is_bought_and_the_account_pays(Incoterm incoterm, string accounts, string? service)
    {
        var order = await OrderAsync();

        await Labels.BuyAsync(order with { Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [A.TeapotLine], incoterm).Value });

        var sent = Sent();
        Assert.Equal(accounts, string.Join(' ', sent.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("typeCode").GetString())));
        Assert.Equal(service, sent.TryGetProperty("valueAddedServices", out var services) ? services[0].GetProperty("serviceCode").GetString() : null);
        Assert.Equal(incoterm.ToString().ToUpperInvariant(), sent.GetProperty("content").GetProperty("incoterm").GetString());
    }

    [Fact]
    public async Task Goods_numbers_and_papers_stand_in_their_places()
    {
        var order = await OrderAsync("label-0123456789abcdef0123456789abcdef");

        await Labels.BuyAsync(order with
        {
            Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [A.TeapotLine with { Quantity = 3 }], Incoterm.Ddp).Value, Format = DocumentFormat.Zpl,
            Registrations = [new(TaxRegistrationKind.Ioss, "IM2760000001", new Country("DE")), new(TaxRegistrationKind.Voec, "2000001", new Country("NO")), new(TaxRegistrationKind.Eori, "FR12345678900011", new Country("FR")), new(TaxRegistrationKind.Vat, "FR1", new Country("FR")), new(TaxRegistrationKind.Gst, "M1", new Country("SG"))],
        });

        var sent = Sent();
        Assert.Equal(("P", "S"), (sent.GetProperty("productCode").GetString(), sent.GetProperty("localProductCode").GetString()));
        Assert.Equal("2026-11-24T02:00:00 GMT+00:00", sent.GetProperty("plannedShippingDateAndTime").GetString());
        Assert.Equal(
            [("SDT", "IM2760000001", "DE"), ("EOR", "FR12345678900011", "FR"), ("VAT", "FR1", "FR")],
            sent.GetProperty("customerDetails").GetProperty("shipperDetails").GetProperty("registrationNumbers").EnumerateArray().Select(n => (n.GetProperty("typeCode").GetString(), n.GetProperty("number").GetString(), n.GetProperty("issuerCountryCode").GetString())));
        var content = sent.GetProperty("content");
        Assert.Equal("0123456789abcdef0123456789abcdef", content.GetProperty("packages")[0].GetProperty("customerReferences")[0].GetProperty("value").GetString());
        Assert.Equal((24.00m, "EUR"), (content.GetProperty("declaredValue").GetDecimal(), content.GetProperty("declaredValueCurrency").GetString()));
        var line = content.GetProperty("exportDeclaration").GetProperty("lineItems")[0];
        Assert.Equal((1, 8.00m, 3, "PCS", "CN", 0.62m), (
            line.GetProperty("number").GetInt32(), line.GetProperty("price").GetDecimal(), line.GetProperty("quantity").GetProperty("value").GetInt32(), line.GetProperty("quantity").GetProperty("unitOfMeasurement").GetString(),
            line.GetProperty("manufacturerCountry").GetString(), line.GetProperty("weight").GetProperty("netValue").GetDecimal()));
        Assert.Equal([("outbound", "691200"), ("inbound", "691200")], line.GetProperty("commodityCodes").EnumerateArray().Select(c => (c.GetProperty("typeCode").GetString(), c.GetProperty("value").GetString())));
        Assert.Equal(("SF-10023", "2026-11-24"), (content.GetProperty("exportDeclaration").GetProperty("invoice").GetProperty("number").GetString(), content.GetProperty("exportDeclaration").GetProperty("invoice").GetProperty("date").GetString()));
        var images = sent.GetProperty("outputImageProperties");
        Assert.Equal(("zpl", "label", "ECOM26_84_001"), (images.GetProperty("encodingFormat").GetString(), images.GetProperty("imageOptions")[0].GetProperty("typeCode").GetString(), images.GetProperty("imageOptions")[0].GetProperty("templateName").GetString()));
    }

    [Theory]
    [InlineData("NO", TaxRegistrationKind.Voec, "SDT")]
    [InlineData("SG", TaxRegistrationKind.Gst, "GST")]
    public async Task Numbers_go_where_their_authority_is(string country, TaxRegistrationKind kind, string typeCode)
    {
        var order = await OrderAsync();

        await Labels.BuyAsync(order with { Recipient = order.Recipient with { Country = new Country(country) }, Registrations = [new(TaxRegistrationKind.Ioss, "IM2760000001", new Country("DE")), new(kind, "2000001", new Country(country))] });

        var numbers = Sent().GetProperty("customerDetails").GetProperty("shipperDetails").GetProperty("registrationNumbers");
        Assert.Equal((1, typeCode), (numbers.GetArrayLength(), numbers[0].GetProperty("typeCode").GetString()));
    }

    [Fact]
    public async Task Documents_and_parcels_within_a_union_are_not_declared()
    {
        var order = await OrderAsync();

        await Labels.BuyAsync(order with { Customs = null });

        var content = Sent().GetProperty("content");
        Assert.False(content.GetProperty("isCustomsDeclarable").GetBoolean());
        Assert.False(content.TryGetProperty("exportDeclaration", out _));
        Assert.False(content.TryGetProperty("declaredValue", out _));
    }

    [Theory]
    [InlineData("PDF", DocumentFormat.Pdf)]
    [InlineData("ZPL", DocumentFormat.Zpl)]
    [InlineData("EPL", null)]
    public async Task Label_and_invoice_come_in_the_answer(string imageFormat, DocumentFormat? format)
    {
        ((DhlExpressDouble)Double).ImageFormat = imageFormat;

        var label = (await Labels.BuyAsync(await OrderAsync())).Value;

        Assert.Equal(format, label.File?.Format);
        Assert.Equal(format is null, label.Marks.Notice is not null);
        Assert.Equal("%PDF-1.4 invoice", System.Text.Encoding.ASCII.GetString(Assert.Single(label.Papers).Bytes.Span));
        Assert.Equal(new Money(612_40, new Currency("CNY")), label.Price);
    }

    [Fact]
    public async Task Many_are_tracked_in_one_call_and_one_unknown_number_hides_no_other()
    {
        var first = HandleOf((await Labels.BuyAsync(await OrderAsync("label-0001"))).Value);
        var second = HandleOf((await Labels.BuyAsync(await OrderAsync("label-0002"))).Value);
        foreach (var label in Double.Labels.Values) label.IsMoving = true;
        var before = Server.Requests.Count;

        var both = await ((ITrackParcels)Carrier).TrackAsync([first, second]);
        Assert.Equal((2, 1), (both.Count, Server.Requests.Count - before));
        var some = await ((ITrackParcels)Carrier).TrackAsync([first, new LabelHandle("label-9", "0000000000", null, "P"), second]);

        Assert.Equal(["label-0001", "label-0002"], some.Keys.Order());
    }

    [Fact]
    public async Task A_collection_is_told_in_the_places_time_and_is_off_when_it_is_gone()
    {
        var label = HandleOf(await BoughtAsync());
        var ready = new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.FromHours(-3.5));

        var booked = (await ((IBookPickups)Carrier).BookAsync(new PickupRequest("pickup-1", A.Potter, ready, ready.AddHours(6), [label], Parcel.Weight, "Back door"))).Value;

        var sent = Server.Requests[^1].Json;
        Assert.Equal(("2026-11-25T10:00:00 GMT-03:30", "16:00", "Back door"), (sent.GetProperty("plannedPickupDateAndTime").GetString(), sent.GetProperty("closeTime").GetString(), sent.GetProperty("specialInstructions")[0].GetProperty("value").GetString()));
        Assert.Null((await ((IBookPickups)Carrier).CancelAsync(booked with { Confirmation = "CBJ0" })).Refusal);
    }

    [Theory]
    [InlineData(400, """{"instance":"/rates","detail":"996: The product is not available.","title":"Bad request","message":"Bad request","status":"400"}""", "shipping.carrier-refused", "996: The product is not available.")]
    [InlineData(422, """{"title":"Unprocessable","message":"Validation","status":422,"additionalDetails":["#/accounts: missing"]}""", "shipping.carrier-refused", "Validation; #/accounts: missing")]
    [InlineData(401, """{"title":"Unauthorized","detail":"Invalid Credentials","status":401}""", "shipping.credentials-refused", "Invalid Credentials")]
    [InlineData(404, "not here", "shipping.carrier-silent", null)]
    public async Task Every_shape_of_error_is_read(int status, string body, string code, string? reason)
    {
        await using var failing = await ScriptedServer.StartAsync(_ => ScriptedAnswer.Json(body, status));
        var wire = new CarrierWire(CarrierWire.Client(), new CarrierWireSettings(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CarrierWire>.Instance);

        var refused = await ((IQuoteRates)MakeConnector(failing.Base, wire, new CarrierTokens(Clock), Clock).Open(Double.Good)).QuoteRatesAsync(Parcel);

        Assert.Equal((code, reason), (refused.Refusal?.Code, refused.Refusal?.Arguments.GetValueOrDefault("reason")));
    }

    [Theory]
    [InlineData("PU", TrackingStatus.HandedOver)]
    [InlineData("PL", TrackingStatus.InTransit)]
    [InlineData("AF", TrackingStatus.InTransit)]
    [InlineData("OH", TrackingStatus.InTransit)]
    [InlineData("WC", TrackingStatus.OutForDelivery)]
    [InlineData("NH", TrackingStatus.DeliveryFailed)]
    [InlineData("BA", TrackingStatus.DeliveryFailed)]
    [InlineData("OK", TrackingStatus.Delivered)]
    [InlineData("RT", TrackingStatus.Returned)]
    public void Codes_have_our_words(string code, TrackingStatus status) => Assert.Equal(status, DhlExpressMapping.Status(code));

    [Fact]
    public async Task A_parcel_to_a_service_point_names_it_and_carries_the_buyers_name_and_the_points_street()
    {
        await Labels.BuyAsync(await OrderToPointAsync());

        var sent = Sent();
        Assert.Equal(("servicepoint", "LYS001"), (sent.GetProperty("onDemandDelivery").GetProperty("deliveryOption").GetString(), sent.GetProperty("onDemandDelivery").GetProperty("servicePointId").GetString()));
        var receiver = sent.GetProperty("customerDetails").GetProperty("receiverDetails");
        Assert.Equal(("8 rue de la République", "Passage B"), (receiver.GetProperty("postalAddress").GetProperty("addressLine1").GetString(), receiver.GetProperty("postalAddress").GetProperty("addressLine2").GetString()));
        Assert.Equal(("Camille Moreau", "DHL SERVICE POINT LYON", "+33478000000"), (receiver.GetProperty("contactInformation").GetProperty("fullName").GetString(), receiver.GetProperty("contactInformation").GetProperty("companyName").GetString(), receiver.GetProperty("contactInformation").GetProperty("phone").GetString()));
    }

    [Fact]
    public async Task The_key_of_the_service_points_is_tried_by_itself()
    {
        var keyless = Connector.Open(new CarrierCredentials(Connector.Fields.ToDictionary(f => f.Key, f => f.Key == DhlExpressConnector.PointKey ? "another" : Double.Good[f.Key]), isTest: true));

        Assert.Null((await ((ITestCredentials)Carrier).TestAsync(CarrierAbility.PickupPoints)).Refusal);
        Assert.Null((await ((ITestCredentials)keyless).TestAsync(CarrierAbility.Quote)).Refusal);
        Assert.Equal("shipping.credentials-refused", (await ((ITestCredentials)keyless).TestAsync(CarrierAbility.PickupPoints)).Refusal?.Code);
    }

    [Fact]
    public async Task A_parcel_to_the_buyers_own_address_names_no_service_point()
    {
        await Labels.BuyAsync(await OrderAsync());

        Assert.False(Sent().TryGetProperty("onDemandDelivery", out _));
    }

    private JsonElement Sent() => Server.Requests.Last(r => r.Path == "/mydhlapi/test/shipments").Json;
}
