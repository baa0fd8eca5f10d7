using System.Text.Json;
using Storefront.Connectors.Carriers.Ups;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Ups;

public sealed class UpsTests : WiredCarrierContract
{
    private UpsDouble Other => (UpsDouble)Double;

    private IBuyLabels Labels => (IBuyLabels)Carrier;

    protected override bool FindsNumberOnly => true;

    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new UpsDouble();

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) => new UpsConnector(new UpsSettings { Live = server, Test = server }, wire, tokens, clock);

    [Fact]
    public async Task The_accounts_own_price_counts_and_remote_areas_are_told_apart()
    {
        var own = (await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel)).Value;
        Other.IsNegotiated = false;
        var listed = (await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel)).Value;

        Assert.Equal([("08", 39800L), ("65", 43170L)], own.Select(r => (r.ServiceKey, r.Price.Minor)));
        Assert.Equal(new Surcharge("rural", new Money(38_50, new Currency("CNY"))), Assert.Single(own[1].Surcharges));
        Assert.Empty(own[0].Surcharges);
        Assert.Equal((5, 5, 1500, "UPS Worldwide Saver"), (own[1].DaysMin, own[1].DaysMax, own[1].ChargeableWeight.Grams, own[1].ServiceName));
        Assert.Equal((4, 6), (own[0].DaysMin, own[0].DaysMax));
        Assert.Equal((62015L, 5500L), (listed[1].Price.Minor, listed[1].Surcharges[0].Amount.Minor));
    }

    [Fact]
    public async Task A_parcel_to_an_access_point_goes_straight_there_for_the_buyer_at_the_own_address()
    {
        var order = await OrderToPointAsync();

        await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel with { To = order.Recipient, Point = order.Point });
        var rated = Server.Requests[^1].Json.GetProperty("RateRequest").GetProperty("Shipment");
        await Labels.BuyAsync(order);

        var sent = Sent();
        Assert.DoesNotContain(Numbers(sent), _ => true);
        var shipment = sent.GetProperty("ShipmentRequest").GetProperty("Shipment");
        Assert.Equal(("01", "01"), (rated.GetProperty("ShipmentIndicationType")[0].GetProperty("Code").GetString(), shipment.GetProperty("ShipmentIndicationType")[0].GetProperty("Code").GetString()));
        var point = shipment.GetProperty("AlternateDeliveryAddress");
        Assert.Equal(("U12345678", "PRESSING BELLECOUR", "Camille Moreau", "5 RUE VICTOR HUGO", "LYON", "69002"), (
            Text(point, "UPSAccessPointID"), Text(point, "Name"), Text(point, "AttentionName"), point.GetProperty("Address").GetProperty("AddressLine")[0].GetString(), Text(point, "Address", "City"), Text(point, "Address", "PostalCode")));
        Assert.Equal("PRESSING BELLECOUR", Text(rated, "AlternateDeliveryAddress", "Name"));
        Assert.Equal(("Camille Moreau", "+33478000000", "14 rue des Capucins"), (Text(shipment, "ShipTo", "Name"), Text(shipment, "ShipTo", "Phone", "Number"), shipment.GetProperty("ShipTo").GetProperty("Address").GetProperty("AddressLine")[0].GetString()));
        var notice = shipment.GetProperty("ShipmentServiceOptions").GetProperty("Notification")[0];
        Assert.Equal(("012", "buyer@example.test"), (Text(notice, "NotificationCode"), notice.GetProperty("EMail").GetProperty("EMailAddress")[0].GetString()));
        Assert.Equal("Camille Moreau", Text(shipment, "ShipmentServiceOptions", "InternationalForms", "Contacts", "SoldTo", "Name"));
    }

    [Fact]
    public async Task A_parcel_to_the_buyers_own_address_names_no_access_point_and_a_country_without_them_is_told()
    {
        await Labels.BuyAsync(await OrderAsync());
        var refused = await ((IFindPickupPoints)Carrier).FindPointsAsync(new PointSearch(new Country("JP"), "907-0001"));

        Assert.False(Server.Requests.Last(r => r.Path.EndsWith("/ship", StringComparison.Ordinal)).Json.GetProperty("ShipmentRequest").GetProperty("Shipment").TryGetProperty("AlternateDeliveryAddress", out _));
        Assert.Equal(("shipping.carrier-refused", "350102: Country not supported"), (refused.Refusal?.Code, refused.Refusal?.Arguments["reason"]));
        Assert.False(((IFindPickupPoints)Carrier).DeliversToPoint("96"));
        Assert.True(((IFindPickupPoints)Carrier).DeliversToPoint("65"));
    }

    [Fact]
    public async Task Every_number_is_a_string_and_names_begin_with_capitals()
    {
        var order = await OrderAsync();

        await Labels.BuyAsync(order with
        {
            Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [A.TeapotLine with { Quantity = 3, Sku = "TP-1" }], Incoterm.Ddp).Value,
            Registrations = [new(TaxRegistrationKind.Eori, "FR12345678900011", new Country("FR")), new(TaxRegistrationKind.Ioss, "IM2760000001", new Country("DE"))],
        });

        var sent = Sent();
        Assert.DoesNotContain(Numbers(sent), _ => true);
        var shipment = sent.GetProperty("ShipmentRequest").GetProperty("Shipment");
        var package = shipment.GetProperty("Package")[0];
        Assert.Equal(("KGS", "1"), (Text(package, "PackageWeight", "UnitOfMeasurement", "Code"), Text(package, "PackageWeight", "Weight")));
        Assert.Equal(("CM", "22", "18", "15", "02"), (Text(package, "Dimensions", "UnitOfMeasurement", "Code"), Text(package, "Dimensions", "Length"), Text(package, "Dimensions", "Width"), Text(package, "Dimensions", "Height"), Text(package, "Packaging", "Code")));
        Assert.Equal(order.Rate.ServiceKey, Text(shipment, "Service", "Code"));
        Assert.Equal("label-0001", Text(shipment, "ReferenceNumber", "Value"));
        Assert.Equal(("FR12345678900011", "0356", "IM2760000001", "02"), (
            Text(shipment, "Shipper", "TaxIdentificationNumber"), Text(shipment, "ShipFrom", "VendorInfo", "VendorCollectIDTypeCode"), Text(shipment, "ShipFrom", "VendorInfo", "VendorCollectIDNumber"), Text(shipment, "ShipFrom", "VendorInfo", "ConsigneeType")));
        var forms = shipment.GetProperty("ShipmentServiceOptions").GetProperty("InternationalForms");
        Assert.Equal(("01", "DDP", "SALE", "EUR", "20261124", "SF-10023"), (Text(forms, "FormType"), Text(forms, "TermsOfShipment"), Text(forms, "ReasonForExport"), Text(forms, "CurrencyCode"), Text(forms, "InvoiceDate"), Text(forms, "InvoiceNumber")));
        var product = forms.GetProperty("Product")[0];
        Assert.Equal(("3", "8.00", "PCS", "691200", "CN"), (Text(product, "Unit", "Number"), Text(product, "Unit", "Value"), Text(product, "Unit", "UnitOfMeasurement", "Code"), Text(product, "CommodityCode"), Text(product, "OriginCountryCode")));
        Assert.Equal(["Celadon teapot, stoneware, 450 ml"], product.GetProperty("Description").EnumerateArray().Select(d => d.GetString()));
        Assert.Equal(("PNG", "6", "4"), (Text(sent.GetProperty("ShipmentRequest"), "LabelSpecification", "LabelImageFormat", "Code"), Text(sent.GetProperty("ShipmentRequest"), "LabelSpecification", "LabelStockSize", "Height"), Text(sent.GetProperty("ShipmentRequest"), "LabelSpecification", "LabelStockSize", "Width")));
    }

    [Theory]
    [InlineData(Incoterm.Ddp, "01 02")]
    [InlineData(Incoterm.Dap, "01")]
    public async Task Duties_are_billed_to_the_shipper_with_DDP_alone(Incoterm incoterm, string types)
    {
        var order = await OrderAsync();

        await Labels.BuyAsync(order with { Customs = CustomsDeclaration.Declare(CustomsCategory.Gift, [A.TeapotLine], incoterm).Value });

        var charges = Sent().GetProperty("ShipmentRequest").GetProperty("Shipment").GetProperty("PaymentInformation").GetProperty("ShipmentCharge").EnumerateArray().ToList();
        Assert.Equal(types, string.Join(' ', charges.Select(c => Text(c, "Type"))));
        Assert.All(charges, c => Assert.Equal("A1B2C3", Text(c, "BillShipper", "AccountNumber")));
    }

    [Theory]
    [InlineData(TaxRegistrationKind.Voec, "NO", "0357")]
    [InlineData(TaxRegistrationKind.Vat, "GB", "0358")]
    [InlineData(TaxRegistrationKind.Vat, "DE", null)]
    public async Task Numbers_of_marketplaces_have_their_codes(TaxRegistrationKind kind, string country, string? code)
    {
        var order = await OrderAsync();

        await Labels.BuyAsync(order with { Recipient = order.Recipient with { Country = new Country(country) }, Registrations = [new(kind, "2000001", new Country(country)), new(TaxRegistrationKind.Voec, "elsewhere", new Country("SJ"))] });

        var from = Sent().GetProperty("ShipmentRequest").GetProperty("Shipment").GetProperty("ShipFrom");
        Assert.Equal(code, from.TryGetProperty("VendorInfo", out var vendor) ? Text(vendor, "VendorCollectIDTypeCode") : null);
    }

    [Fact]
    public async Task Within_the_United_States_pounds_and_inches_are_told_and_the_reference_stands_at_the_package()
    {
        var home = new PostalAddress { Country = new Country("US"), Name = "A. Smith", Street = "12 Elm St", City = "Dayton", Region = "OH", Postcode = "45402" };
        var order = await OrderAsync("label-0123456789abcdef0123456789abcdef");

        await Labels.BuyAsync(order with { Sender = home, Recipient = home with { Company = "Smith Inc." }, Customs = null });

        var shipment = Sent().GetProperty("ShipmentRequest").GetProperty("Shipment");
        var package = shipment.GetProperty("Package")[0];
        // 910 g are 2.0062 lb; 220 mm are 8.661 in.
        Assert.Equal(("LBS", "2.1", "IN", "8.7"), (Text(package, "PackageWeight", "UnitOfMeasurement", "Code"), Text(package, "PackageWeight", "Weight"), Text(package, "Dimensions", "UnitOfMeasurement", "Code"), Text(package, "Dimensions", "Length")));
        Assert.Equal("0123456789abcdef0123456789abcdef", Text(package, "ReferenceNumber", "Value"));
        Assert.False(shipment.TryGetProperty("ReferenceNumber", out _));
        Assert.Equal("OH", Text(shipment, "ShipTo", "Address", "StateProvinceCode"));
        Assert.False(shipment.GetProperty("ShipTo").GetProperty("Address").TryGetProperty("ResidentialAddressIndicator", out _));
    }

    [Fact]
    public async Task A_parcel_that_comes_back_is_billed_to_the_merchant()
    {
        var order = await OrderAsync();

        var customs = CustomsDeclaration.Declare(CustomsCategory.ReturnedGoods, [A.TeapotLine], Incoterm.Dap).Value with { Export = new ReturnedExport("7K3XW9QM2P", "LX000000005CN", new DateOnly(2026, 11, 2)) };
        await Labels.BuyAsync(order with { IsReturn = true, Sender = order.Recipient, Recipient = order.Sender, Customs = customs });

        var shipment = Sent().GetProperty("ShipmentRequest").GetProperty("Shipment");
        Assert.Equal(("9", "Longquan Celadon Studio", "Camille Moreau"), (Text(shipment, "ReturnService", "Code"), Text(shipment, "Shipper", "Name"), Text(shipment, "ShipFrom", "Name")));
        var forms = shipment.GetProperty("ShipmentServiceOptions").GetProperty("InternationalForms");
        Assert.Equal(("RETURN", "Goods returned to their seller; order 7K3XW9QM2P, exported as LX000000005CN on 2026-11-02"), (Text(forms, "ReasonForExport"), Text(forms, "Comments")));
    }

    [Theory]
    [InlineData("PNG", DocumentFormat.Png)]
    [InlineData("ZPL", DocumentFormat.Zpl)]
    [InlineData("GIF", null)]
    public async Task A_label_is_a_picture_or_for_the_thermal_printer_and_the_invoice_a_paper(string code, DocumentFormat? format)
    {
        Other.LabelCode = code;

        var label = (await Labels.BuyAsync(await OrderAsync() with { Format = DocumentFormat.Zpl })).Value;

        Assert.Equal("ZPL", Text(Sent().GetProperty("ShipmentRequest"), "LabelSpecification", "LabelImageFormat", "Code"));
        Assert.Equal(format, label.File?.Format);
        Assert.Equal(format is null, label.Marks.Notice is not null);
        Assert.Equal(DocumentFormat.Pdf, Assert.Single(label.Papers).Format);
        Assert.Equal(new Money(431_70, new Currency("CNY")), label.Price);
    }

    [Fact]
    public async Task A_token_is_asked_for_once_and_again_when_it_is_not_taken_any_more()
    {
        await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel);
        var order = await OrderAsync();
        Assert.Equal(1, Other.Tokens.Given);
        Other.Tokens.Revoke();

        await Labels.BuyAsync(order);

        Assert.Equal(2, Other.Tokens.Given);
        Assert.Single(Double.Labels);
        Clock.Move(TimeSpan.FromSeconds(14_399) - CarrierTokens.Margin);
        await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel);
        Assert.Equal(3, Other.Tokens.Given);
    }

    [Fact]
    public async Task Without_a_token_nothing_was_bought()
    {
        var order = await OrderAsync();
        Other.Tokens.Revoke();
        Server.Next(r => r.Path == "/security/v1/oauth/token", Fault.Failed, times: 3);

        var unknown = await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => Labels.BuyAsync(order));

        Assert.Equal((true, order.Reference), (unknown.NothingWasSent, unknown.Reference));
    }

    [Theory]
    [InlineData(400, """{"response":{"errors":[{"code":"111285","message":"The postal code is invalid."}]}}""", "shipping.carrier-refused", "111285: The postal code is invalid.")]
    [InlineData(400, """{"Fault":{"detail":{"Errors":{"ErrorDetail":{"Severity":"Hard","PrimaryErrorCode":{"Code":"111210","Description":"The service is not there."}}}}}}""", "shipping.carrier-refused", "111210: The service is not there.")]
    [InlineData(403, """{"response":{"errors":[{"code":"250003","message":"Invalid Access License number"}]}}""", "shipping.credentials-refused", "250003: Invalid Access License number")]
    [InlineData(400, "Bad request", "shipping.carrier-silent", null)]
    public async Task Every_shape_of_error_is_read(int status, string body, string code, string? reason)
    {
        await using var failing = await ScriptedServer.StartAsync(request => request.Path.EndsWith("/token", StringComparison.Ordinal) ? Double.Answer(request) : ScriptedAnswer.Json(body, status));
        var wire = new CarrierWire(CarrierWire.Client(), new CarrierWireSettings(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CarrierWire>.Instance);

        var refused = await ((IQuoteRates)MakeConnector(failing.Base, wire, new CarrierTokens(Clock), Clock).Open(Double.Good)).QuoteRatesAsync(Parcel);

        Assert.Equal((code, reason), (refused.Refusal?.Code, refused.Refusal?.Arguments.GetValueOrDefault("reason")));
    }

    [Fact]
    public async Task An_address_that_their_lines_do_not_hold_is_refused_before_the_wire()
    {
        var order = await OrderAsync();
        var asked = Server.Requests.Count;

        var refused = await Labels.BuyAsync(order with { Recipient = order.Recipient with { Street = string.Join(' ', Enumerable.Repeat("Impasse", 20)) } });

        Assert.Equal("shipping.address-refused", refused.Refusal?.Code);
        Assert.Equal(asked, Server.Requests.Count);
    }

    [Theory]
    [InlineData("M", TrackingStatus.LabelMade)]
    [InlineData("MV", TrackingStatus.LabelMade)]
    [InlineData("P", TrackingStatus.HandedOver)]
    [InlineData("I", TrackingStatus.InTransit)]
    [InlineData("X", TrackingStatus.InTransit)]
    [InlineData("O", TrackingStatus.OutForDelivery)]
    [InlineData("D", TrackingStatus.Delivered)]
    [InlineData("RS", TrackingStatus.Returned)]
    [InlineData(null, TrackingStatus.InTransit)]
    public void Types_of_scans_have_our_words(string? type, TrackingStatus status) => Assert.Equal(status, UpsMapping.Status(type));

    [Fact]
    public async Task A_collection_names_services_by_three_digits_with_the_country_of_delivery_and_all_its_numbers_are_strings()
    {
        var label = HandleOf(await BoughtAsync());
        var ready = new DateTimeOffset(2026, 11, 25, 9, 5, 0, TimeSpan.FromHours(8));
        var from = A.Potter with { Company = "Longquan Celadon Studio and Kilns", Street2 = "Gate 3" };

        var booked = (await ((IBookPickups)Carrier).BookAsync(new PickupRequest("pickup-0123456789abcdef0123456789abcdef", from, ready, ready.AddHours(7), [label with { Destination = new Country("US") }, label with { ServiceKey = "65", Destination = new Country("FR") }, label with { ServiceKey = "65", Destination = new Country("DE") }, label with { ServiceKey = "65", Destination = new Country("FR") }, label], new Weight(2_730)))).Value;

        Assert.Equal(("2929602E9C1", new DateOnly(2026, 11, 25), new Money(21_60, new Currency("CNY"))), (booked.Confirmation, booked.Day, booked.Charge));
        var sent = Server.Requests[^1].Json;
        Assert.DoesNotContain(Numbers(sent), _ => true);
        var asked = sent.GetProperty("PickupCreationRequest");
        Assert.Equal(("0905", "1605", "20261125"), (Text(asked, "PickupDateInfo", "ReadyTime"), Text(asked, "PickupDateInfo", "CloseTime"), Text(asked, "PickupDateInfo", "PickupDate")));
        Assert.Equal(("Longquan Celadon Studio and", "Longquan Celadon", "88 Jianchi Road, Gate 3", "N", "+8657877120000"), (
            Text(asked, "PickupAddress", "CompanyName"), Text(asked, "PickupAddress", "ContactName"), Text(asked, "PickupAddress", "AddressLine"), Text(asked, "PickupAddress", "ResidentialIndicator"), Text(asked, "PickupAddress", "Phone", "Number")));
        // Each service and country of delivery by itself; of a parcel whose destination was not kept, the country of collection is told.
        Assert.Equal(["008 1 US", "065 2 FR", "065 1 DE", "008 1 CN"], asked.GetProperty("PickupPiece").EnumerateArray().Select(p => $"{Text(p, "ServiceCode")} {Text(p, "Quantity")} {Text(p, "DestinationCountryCode")}"));
        Assert.Equal(("2.8", "KGS", "N", "01", "A1B2C3"), (Text(asked, "TotalWeight", "Weight"), Text(asked, "TotalWeight", "UnitOfMeasurement"), Text(asked, "OverweightIndicator"), Text(asked, "PaymentMethod"), Text(asked, "Shipper", "Account", "AccountNumber")));
        Assert.Equal(26, Text(asked, "ReferenceNumber")!.Length);
        Assert.False(asked.TryGetProperty("SpecialInstruction", out _));
    }

    [Theory]
    [InlineData("CN", 32_000, "N", "32.0 KGS")]
    [InlineData("CN", 32_001, "Y", "32.1 KGS")]
    [InlineData("US", 910, "N", "2.1 LBS")]
    public async Task A_heavy_parcel_is_told_and_pounds_are_for_the_United_States(string country, int grams, string heavy, string mass)
    {
        var wish = await CollectionAsync();

        await ((IBookPickups)Carrier).BookAsync(wish with { From = wish.From with { Country = new Country(country) }, Weight = new Weight(grams) });

        var asked = Server.Requests[^1].Json.GetProperty("PickupCreationRequest");
        Assert.Equal((heavy, mass), (Text(asked, "OverweightIndicator"), $"{Text(asked, "TotalWeight", "Weight")} {Text(asked, "TotalWeight", "UnitOfMeasurement")}"));
    }

    [Fact]
    public async Task What_a_collections_fields_do_not_hold_is_refused_before_the_wire()
    {
        var wish = await CollectionAsync();
        var asked = Server.Requests.Count;

        var mute = await ((IBookPickups)Carrier).BookAsync(wish with { From = wish.From with { Phone = " " } });
        var wide = await ((IBookPickups)Carrier).BookAsync(wish with { From = wish.From with { Street2 = new string('x', 60) } });
        var wordy = await ((IBookPickups)Carrier).BookAsync(wish with { Note = new string('x', 58) });

        Assert.Equal(("shipping.address-refused", "shipping.address-refused", "shipping.carrier-refused"), (mute.Refusal?.Code, wide.Refusal?.Code, wordy.Refusal?.Code));
        Assert.Equal(asked, Server.Requests.Count);
    }

    [Theory]
    [InlineData("The pickup is already cancelled.", 0)]
    [InlineData("PICKUP_ALREADY_CANCELLED", 0)]
    [InlineData("The pickup cannot be cancelled.", 1)]
    public async Task Of_a_second_calling_off_their_words_decide_and_else_how_it_stands(string words, int looks)
    {
        Other.OffAlready = words;
        var booked = (await ((IBookPickups)Carrier).BookAsync(await CollectionAsync())).Value;
        await ((IBookPickups)Carrier).CancelAsync(booked);

        Assert.Null((await ((IBookPickups)Carrier).CancelAsync(booked)).Refusal);

        Assert.Equal(looks, Server.Requests.Count(r => r.Path.EndsWith("/oncall", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_collection_that_took_place_is_not_called_off()
    {
        var booked = (await ((IBookPickups)Carrier).BookAsync(await CollectionAsync())).Value;
        Other.IsCollected = true;

        var refused = await ((IBookPickups)Carrier).CancelAsync(booked);

        Assert.Equal(("shipping.carrier-refused", "9510005: The pickup is completed already and cannot be cancelled."), (refused.Refusal?.Code, refused.Refusal?.Arguments["reason"]));
        Assert.False(Double.Pickups[0].IsOff);
    }

    private JsonElement Sent() => Server.Requests.Last(r => r.Path == "/api/shipments/v2409/ship").Json;

    private static string? Text(JsonElement at, params IEnumerable<string> path) => path.Aggregate(at, (e, name) => e.GetProperty(name)).GetString();

    private static IEnumerable<JsonElement> Numbers(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Object => at.EnumerateObject().SelectMany(m => Numbers(m.Value)),
        JsonValueKind.Array => at.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [at],
        _ => [],
    };
}
