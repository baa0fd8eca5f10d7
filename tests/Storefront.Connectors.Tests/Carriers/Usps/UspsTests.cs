using System.Text.Json;
using Storefront.Connectors.Carriers.Usps;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Usps;

public sealed class UspsTests : WiredCarrierContract
{
    private static readonly PostalAddress Dayton = new() { Country = new Country("US"), Name = "Ohio Clay Works", Company = "Ohio Clay Works", Street = "12 Elm St", City = "Dayton", Region = "OH", Postcode = "45402-1234", Phone = "+1 937 555 0100" };

    private static readonly CustomsLine Teapot = A.TeapotLine with { Value = new Money(24_00, Currency.Usd), Origin = new Country("US") };

    private UspsDouble Other => (UspsDouble)Double;

    private IBuyLabels Labels => (IBuyLabels)Carrier;

    protected override bool CanLookUp => false;

    /// <summary>The post takes parcels in the United States only, and values in dollars.</summary>
    protected override RateRequest Parcel => base.Parcel with { From = Dayton, DeclaredValue = Teapot.Value, Lines = [Teapot] };

    private RateRequest AtHome => Parcel with { To = Dayton with { Name = "A. Smith", Company = null, Street = "9 Oak Ave", Postcode = "99762" }, Lines = [] };

    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new UspsDouble();

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) => new UspsConnector(new UspsSettings { Live = server, Test = server }, wire, tokens, clock);

    [Fact]
    public async Task Only_classes_for_any_goods_in_own_packing_are_offered()
    {
        var home = (await ((IQuoteRates)Carrier).QuoteRatesAsync(AtHome)).Value;
        var sent = Server.Requests[^1].Json;
        var abroad = (await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel)).Value;

        Assert.Equal([("USPS_GROUND_ADVANTAGE", 780L, "SP|NONSTANDARD"), ("PRIORITY_MAIL", 935L, "SP|NONSTANDARD")], home.Select(r => (r.ServiceKey, r.Price.Minor, r.OfferReference!)));
        Assert.Equal((2, 2, 1361), (home[1].DaysMin, home[1].DaysMax, home[1].ChargeableWeight.Grams));
        // More digits than cents are rounded up.
        Assert.Equal([("FIRST-CLASS_PACKAGE_INTERNATIONAL_SERVICE", 3141L), ("PRIORITY_MAIL_INTERNATIONAL", 5815L)], abroad.Select(r => (r.ServiceKey, r.Price.Minor)));
        Assert.Equal(("45402", "99762", "NONE"), (sent.GetProperty("originZIPCode").GetString(), sent.GetProperty("destinationZIPCode").GetString(), sent.GetProperty("destinationEntryFacilityType").GetString()));
        // 910 g are 2.0062 lb; 220 mm are 8.6614 in.
        var package = sent.GetProperty("packageDescription");
        Assert.Equal((2.01m, 8.67m, "ALL", "2026-11-24"), (package.GetProperty("weight").GetDecimal(), package.GetProperty("length").GetDecimal(), package.GetProperty("mailClass").GetString(), package.GetProperty("mailingDate").GetString()));
        Assert.Equal(("FR", "69001"), (Server.Requests[^1].Json.GetProperty("destinationCountryCode").GetString(), Server.Requests[^1].Json.GetProperty("foreignPostalCode").GetString()));
    }

    [Fact]
    public async Task From_elsewhere_nothing_is_offered_and_nothing_bought()
    {
        var order = await OrderAsync();

        Assert.Empty((await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel with { From = A.Potter })).Value);
        Assert.Equal("shipping.service-unavailable", (await Labels.BuyAsync(order with { Sender = A.Potter })).Refusal?.Code);
        Assert.Empty(Double.Labels);
    }

    [Fact]
    public async Task Goods_are_declared_in_pounds_and_dollars_under_their_own_field_names()
    {
        var order = await OrderAsync("label-0123456789abcdef0123456789abcdef");

        await Labels.BuyAsync(order with
        {
            Customs = CustomsDeclaration.Declare(CustomsCategory.CommercialSample, [Teapot with { Quantity = 3 }], Incoterm.Dap).Value,
            Registrations = [new(TaxRegistrationKind.Eori, "FR12345678900011", new Country("FR")), new(TaxRegistrationKind.Ioss, "IM2760000001", new Country("DE"))],
        });

        var sent = Sent();
        var customs = sent.GetProperty("customsForm");
        Assert.Equal(("COMMERCIAL_SAMPLE", "NOEEI 30.37(a)", "IM2760000001"), (customs.GetProperty("customsContentType").GetString(), customs.GetProperty("AESITN").GetString(), customs.GetProperty("exportersReference").GetProperty("reference").GetString()));
        var item = customs.GetProperty("contents")[0];
        Assert.Equal((3, 8.00m, 24.00m, "lb", 0.46m, 1.37m, "691200", "US"), (
            item.GetProperty("itemQuantity").GetInt32(), item.GetProperty("itemValue").GetDecimal(), item.GetProperty("itemTotalValue").GetDecimal(), item.GetProperty("weightUOM").GetString(), item.GetProperty("itemWeight").GetDecimal(),
            item.GetProperty("itemTotalWeight").GetDecimal(), item.GetProperty("HSTariffNumber").GetString(), item.GetProperty("countryofOrigin").GetString()));
        var package = sent.GetProperty("packageDescription");
        Assert.Equal(("lb", "in", "SP", "NONSTANDARD", "AERUKZ4JVPG66AJDIVTYTK6N54"), (
            package.GetProperty("weightUOM").GetString(), package.GetProperty("dimensionsUOM").GetString(), package.GetProperty("rateIndicator").GetString(), package.GetProperty("processingCategory").GetString(),
            package.GetProperty("customerReference")[0].GetProperty("referenceNumber").GetString()));
        Assert.Equal(("Camille", "Moreau", "FR", "33478000000"), (
            sent.GetProperty("toAddress").GetProperty("firstName").GetString(), sent.GetProperty("toAddress").GetProperty("lastName").GetString(), sent.GetProperty("toAddress").GetProperty("countryISOAlpha2Code").GetString(), sent.GetProperty("toAddress").GetProperty("phone").GetString()));
        Assert.Equal(("45402", "1234"), (sent.GetProperty("fromAddress").GetProperty("ZIPCode").GetString(), sent.GetProperty("fromAddress").GetProperty("ZIPPlus4").GetString()));
        Assert.Equal(("PDF", "4X6LABEL"), (sent.GetProperty("imageInfo").GetProperty("imageType").GetString(), sent.GetProperty("imageInfo").GetProperty("labelType").GetString()));
    }

    [Fact]
    public async Task Other_currencies_and_goods_that_need_a_filing_are_refused_before_the_wire()
    {
        var order = await OrderAsync();
        var asked = Server.Requests.Count;
        CustomsDeclaration Of(params CustomsLine[] lines) => CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, lines, Incoterm.Dap).Value;

        Assert.Equal("shipping.carrier-refused", (await Labels.BuyAsync(order with { Customs = A.Declaration })).Refusal?.Code);
        Assert.Equal("shipping.customs-missing", (await Labels.BuyAsync(order with { Customs = null })).Refusal?.Code);
        var half = Teapot with { Value = new Money(1_250_01, Currency.Usd) };
        Assert.Equal("shipping.carrier-refused", (await Labels.BuyAsync(order with { Customs = Of(half, half) })).Refusal?.Code);
        Assert.Equal(asked, Server.Requests.Count);
        Assert.True((await Labels.BuyAsync(order with { Customs = Of(half, half with { HsCode = new HsCode("691110") }) })).Succeeded);
    }

    [Theory]
    [InlineData("\r\n", false)]
    [InlineData("\n", false)]
    [InlineData("\r\n", true)]
    public async Task A_label_comes_in_parts_or_in_one_document(string lineEnd, bool isOneDocument)
    {
        (Other.LineEnd, Other.IsOneDocument) = (lineEnd, isOneDocument);

        var label = (await Labels.BuyAsync(await OrderAsync() with { Format = DocumentFormat.Zpl })).Value;

        Assert.Equal("ZPL203DPI", Sent().GetProperty("imageInfo").GetProperty("imageType").GetString());
        Assert.Equal(Assert.Single(Double.Labels).Value.File, label.File?.Bytes.ToArray());
        Assert.Equal((DocumentFormat.Zpl, new Money(31_41, Currency.Usd)), (label.File?.Format, label.Price));
    }

    [Fact]
    public async Task A_label_at_home_has_another_address_and_is_voided_there()
    {
        var rate = (await ((IQuoteRates)Carrier).QuoteRatesAsync(AtHome)).Value[0];
        var order = await OrderAsync() with { Rate = rate, Recipient = AtHome.To, Customs = null };

        var label = (await Labels.BuyAsync(order)).Value;

        Assert.Equal("/labels/v3/label", Server.Requests[^1].Path);
        Assert.Equal(("OH", "99762"), (Server.Requests[^1].Json.GetProperty("toAddress").GetProperty("state").GetString(), Server.Requests[^1].Json.GetProperty("toAddress").GetProperty("ZIPCode").GetString()));
        Assert.Null((await ((IVoidLabels)Carrier).VoidAsync(HandleOf(label))).Refusal);
        Assert.StartsWith("/labels/v3/label/", Server.Requests[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_tokens_are_kept_and_each_is_renewed_when_it_is_not_taken_any_more()
    {
        await BoughtAsync();
        await Labels.BuyAsync(await OrderAsync("label-0002"));
        Assert.Equal((1, 1), (Other.Tokens.Given, Other.Payments));

        Other.RevokePayments();
        await Labels.BuyAsync(await OrderAsync("label-0003"));
        Assert.Equal((2, 3), (Other.Payments, Double.Labels.Count));
        Other.Tokens.Revoke();
        Other.RevokePayments();
        await Labels.BuyAsync(await OrderAsync("label-0004"));
        Assert.Equal((3, 4), (Other.Payments, Double.Labels.Count));

        Clock.Move(TimeSpan.FromMinutes(49));
        await Labels.BuyAsync(await OrderAsync("label-0005"));
        Assert.Equal(4, Other.Payments);
    }

    [Fact]
    public async Task Without_the_payers_token_nothing_was_bought()
    {
        var order = await OrderAsync();
        Server.Next(r => r.Path == "/payments/v3/payment-authorization", Fault.Failed, times: 3);

        var unknown = await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => Labels.BuyAsync(order));

        Assert.Equal((true, order.Reference), (unknown.NothingWasSent, unknown.Reference));
        Assert.Empty(Double.Labels);
    }

    [Fact]
    public async Task An_account_that_cannot_pay_is_told_when_it_is_tried()
    {
        var poor = Connector.Open(new CarrierCredentials(Connector.Fields.ToDictionary(f => f.Key, f => f.Key == UspsConnector.AccountType ? "METER" : Double.Good[f.Key]), isTest: true));

        Assert.Equal("shipping.credentials-refused", (await ((ITestCredentials)poor).TestAsync(CarrierAbility.Buy)).Refusal?.Code);
        Assert.Null((await ((ITestCredentials)poor).TestAsync(CarrierAbility.Track)).Refusal);
    }

    [Fact]
    public async Task A_manifest_is_a_paper_and_a_collection_names_its_place()
    {
        var label = HandleOf(await BoughtAsync());
        var manifest = (await ((IMakeManifests)Carrier).ManifestAsync(new ManifestRequest("manifest-1", Dayton, new DateOnly(2026, 11, 24), [label], Parcel.Weight))).Value;
        var form = Server.Requests[^1].Json;

        Assert.Equal(("92750901755477000000011", "%PDF-1.4 form"), (manifest.Number, System.Text.Encoding.ASCII.GetString(manifest.File!.Bytes.Span)));
        Assert.Equal(("5630", "45402", label.TrackingNumber), (form.GetProperty("form").GetString(), form.GetProperty("entryFacilityZIPCode").GetString(), form.GetProperty("shipment").GetProperty("trackingNumbers")[0].GetString()));
        var ready = new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.FromHours(-5));
        var booked = (await ((IBookPickups)Carrier).BookAsync(new PickupRequest("pickup-1", Dayton, ready, ready.AddHours(6), [label], Parcel.Weight, "Back door"))).Value;
        Assert.Equal("Back door", Server.Requests[^1].Json.GetProperty("pickupLocation").GetProperty("specialInstructions").GetString());
        Assert.Null((await ((IBookPickups)Carrier).CancelAsync(booked)).Refusal);
        Assert.Null((await ((IBookPickups)Carrier).CancelAsync(booked with { Confirmation = "gone" })).Refusal);
    }

    [Theory]
    [InlineData(400, """{"apiVersion":"/v3","error":{"code":"400","message":"Bad Request","errors":[{"status":"400","code":"010001","title":"Invalid","detail":"The ZIP code is wrong.","source":{"parameter":"originZIPCode","example":""}}]}}""", "shipping.carrier-refused", "Bad Request; The ZIP code is wrong.")]
    [InlineData(403, """{"error":"insufficient_scope","error_description":"The scope is missing."}""", "shipping.credentials-refused", "The scope is missing.")]
    [InlineData(400, "Policy Falsified", "shipping.carrier-silent", null)]
    public async Task Every_shape_of_error_is_read(int status, string body, string code, string? reason)
    {
        await using var failing = await ScriptedServer.StartAsync(request => request.Path.EndsWith("/token", StringComparison.Ordinal) ? Double.Answer(request) : ScriptedAnswer.Json(body, status));
        var wire = new CarrierWire(CarrierWire.Client(), new CarrierWireSettings(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CarrierWire>.Instance);

        var refused = await ((IQuoteRates)MakeConnector(failing.Base, wire, new CarrierTokens(Clock), Clock).Open(Double.Good)).QuoteRatesAsync(Parcel);

        Assert.Equal((code, reason), (refused.Refusal?.Code, refused.Refusal?.Arguments.GetValueOrDefault("reason")));
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"one\"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name=\"two\"\r\n\r\n2\n3\r\n--b--", "1|2\n3")]
    [InlineData("multipart/form-data; boundary=b", "--b\nContent-Disposition: form-data; name=one\n\n1\n--b--\n", "1")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"one\"\r\n\r\n1\r\n", null)]
    [InlineData("multipart/form-data", "--b--", null)]
    [InlineData("application/json", "--b--", null)]
    public void Parts_are_read_to_their_end_or_not_at_all(string type, string body, string? bodies)
    {
        var parts = MultipartAnswer.Read(new CarrierAnswer(200, type, System.Text.Encoding.ASCII.GetBytes(body)));

        Assert.Equal(bodies, parts is null ? null : string.Join('|', parts.Values.Select(System.Text.Encoding.ASCII.GetString)));
    }

    [Theory]
    [InlineData("GX", TrackingStatus.LabelMade)]
    [InlineData("03", TrackingStatus.HandedOver)]
    [InlineData("10", TrackingStatus.InTransit)]
    [InlineData("A1", TrackingStatus.InTransit)]
    [InlineData("TL", TrackingStatus.InTransit)]
    [InlineData("OF", TrackingStatus.OutForDelivery)]
    [InlineData("14", TrackingStatus.OutForDelivery)]
    [InlineData("01", TrackingStatus.Delivered)]
    [InlineData("53", TrackingStatus.DeliveryFailed)]
    [InlineData("09", TrackingStatus.Returned)]
    public void Codes_have_our_words(string code, TrackingStatus status) => Assert.Equal(status, UspsMapping.Status(code));

    private JsonElement Sent() => Server.Requests.Last(r => r.Path == "/international-labels/v3/international-label").Json;
}
