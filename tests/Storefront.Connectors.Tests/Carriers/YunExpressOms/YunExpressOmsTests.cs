using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Carriers.YunExpressOms;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.YunExpressOms;

public sealed class YunExpressOmsTests : WiredCarrierContract
{
    protected override string Service => "THZXR";

    private YunExpressOmsDouble Platform => (YunExpressOmsDouble)Double;

    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new YunExpressOmsDouble(server);

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) =>
        new YunExpressOmsConnector(new YunExpressOmsSettings { Live = new Uri(server, "api/"), Test = new Uri(server, "api/"), LabelHosts = { "127.0.0.1" } }, wire, clock);

    [Fact]
    public async Task An_order_says_kilograms_centimetres_prices_of_one_piece_and_the_sellers_number()
    {
        var order = await OrderAsync("label-00112233445566778899aabbccddeeff");
        var line = A.TeapotLine with { Quantity = 3, LocalDescription = "青瓷茶壶", Sku = "TP-1" };

        await Buy(order with
        {
            Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [line], Incoterm.Ddp).Value, Recipient = order.Recipient with { Street2 = "Bâtiment B", District = "Croix-Rousse" },
            Registrations = [new(TaxRegistrationKind.Ioss, "IM2760000742", new Country("DE"))],
        });

        var request = Server.Requests[^1];
        Assert.Equal(("/api/WayBill/CreateOrder", "application/json; charset=utf-8", true), (request.Path, request.Headers["Content-Type"], request.Text.Contains("青瓷茶壶", StringComparison.Ordinal)));
        var sent = Assert.Single(request.Json.EnumerateArray());
        Assert.Equal(("label-00112233445566778899aabbccddeeff", "THZXR", 1, 0.910m, 22, 18, 15, "IM2760000742"), (
            sent.GetProperty("CustomerOrderNumber").GetString(), sent.GetProperty("ShippingMethodCode").GetString(), sent.GetProperty("PackageCount").GetInt32(), sent.GetProperty("Weight").GetDecimal(),
            sent.GetProperty("Length").GetInt32(), sent.GetProperty("Width").GetInt32(), sent.GetProperty("Height").GetInt32(), sent.GetProperty("IossCode").GetString()));
        var receiver = sent.GetProperty("Receiver");
        Assert.Equal(("FR", "Camille Moreau", "14 rue des Capucins", "Bâtiment B", "Croix-Rousse", "Lyon", "Lyon", "69001"), (
            receiver.GetProperty("CountryCode").GetString(), receiver.GetProperty("FirstName").GetString(), receiver.GetProperty("Street").GetString(), receiver.GetProperty("StreetAddress1").GetString(), receiver.GetProperty("StreetAddress2").GetString(),
            receiver.GetProperty("City").GetString(), receiver.GetProperty("State").GetString(), receiver.GetProperty("Zip").GetString()));
        var parcel = sent.GetProperty("Parcels")[0];
        Assert.Equal(("Celadon teapot, stoneware, 450 ml", "青瓷茶壶", "691200", 3, 8.00m, 0.206m, "EUR", "TP-1"), (
            parcel.GetProperty("EName").GetString(), parcel.GetProperty("CName").GetString(), parcel.GetProperty("HSCode").GetString(), parcel.GetProperty("Quantity").GetInt32(), parcel.GetProperty("UnitPrice").GetDecimal(),
            parcel.GetProperty("UnitWeight").GetDecimal(), parcel.GetProperty("CurrencyCode").GetString(), parcel.GetProperty("SKU").GetString()));
        Assert.Equal("G0", sent.GetProperty("OrderExtra")[0].GetProperty("ExtraCode").GetString());
    }

    [Fact]
    public async Task A_reference_whose_label_was_voided_stands_for_no_second_one()
    {
        var order = await OrderAsync();
        var label = (await Buy(order)).Value;
        Assert.True((await ((IVoidLabels)Carrier).VoidAsync(HandleOf(label))).Succeeded);

        Assert.Equal("shipping.reference-used", (await Buy(order)).Refusal?.Code);
        Assert.Single(Double.Labels);
    }

    [Fact]
    public async Task An_order_that_is_not_known_any_more_is_deleted()
    {
        var label = HandleOf(await BoughtAsync());
        Platform.ForgetsDeleted = true;

        Assert.True((await ((IVoidLabels)Carrier).VoidAsync(label)).Succeeded);
        Assert.True((await ((IVoidLabels)Carrier).VoidAsync(label)).Succeeded);
        Assert.Equal("shipping.label-unknown", (await ((IVoidLabels)Carrier).VoidAsync(label with { Reference = "label-9", CarrierReference = null })).Refusal?.Code);
    }

    [Fact]
    public async Task A_parcel_whose_number_is_to_come_travels_under_its_waybill()
    {
        Platform.NumberComesLater = true;

        var label = await BoughtAsync();

        Assert.StartsWith("YT", label.TrackingNumber, StringComparison.Ordinal);
        Assert.Equal(label.CarrierReference, label.TrackingNumber);
    }

    [Theory]
    [InlineData("""{"Code":"0000","Item":null}""")]
    [InlineData("""{"Code":"0000","Item":[]}""")]
    [InlineData("""{"Code":"0000","Item":[{"Success":1,"WayBillNumber":""}]}""")]
    [InlineData("""{"Message":"ok","Item":[{"Success":1,"WayBillNumber":"YT1"}]}""")]
    [InlineData("""[]""")]
    public async Task A_purchase_whose_answer_names_no_waybill_is_unknown(string answer)
    {
        var order = await OrderAsync();
        Platform.Instead = answer;

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => Buy(order));
    }

    [Theory]
    [InlineData("""{"Code":"1001","Message":"提交失败","Item":[{"Success":0,"Remark":"邮编错误"}]}""", "邮编错误")]
    [InlineData("""{"Code":"0000","Message":"Success","Item":[{"Success":"0","Remark":"邮编错误"}]}""", "邮编错误")]
    [InlineData("""{"Code":1003,"Message":"","Item":null}""", "1003")]
    public async Task A_no_is_told_in_its_words_when_there_is_no_such_order(string answer, string reason)
    {
        var order = await OrderAsync();
        Platform.Instead = answer;

        var refused = await Buy(order);

        Assert.Equal(("shipping.carrier-refused", reason), (refused.Refusal?.Code, refused.Refusal?.Arguments["reason"]));
    }

    [Theory]
    [InlineData("""{"Code":"1001","Message":"System error"}""")]
    [InlineData("""{"Code":"0000","Item":{"CustomerOrderNumber":"label-0002","WayBillNumber":"YT1"}}""")]
    [InlineData("""{"Code":"0000","Item":{"CustomerOrderNumber":"label-0001"}}""")]
    [InlineData("""{"Code":"0000","Item":null}""")]
    public async Task A_look_up_that_says_neither_yes_nor_no_proves_nothing(string answer)
    {
        Platform.Instead = answer;

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((IBuyLabels)Carrier).FindAsync(A.Handle("label-0001")));
    }

    [Fact]
    public async Task A_label_from_a_host_that_is_not_known_is_not_fetched()
    {
        var label = HandleOf(await BoughtAsync());
        Platform.LabelHost = "https://labels.example.com";

        Assert.Equal("shipping.label-not-ready", (await ((IFetchLabels)Carrier).FetchAsync(label, DocumentFormat.Pdf)).Refusal?.Code);
        Assert.Equal(("shipping.carrier-refused", "No data"), (await ((IFetchLabels)Carrier).FetchAsync(label with { CarrierReference = "YT9" }, DocumentFormat.Pdf)).Refusal is { } no ? (no.Code, no.Arguments["reason"]?.ToString()) : default);
    }

    [Fact]
    public async Task A_way_that_comes_as_a_failure_is_not_an_empty_way()
    {
        var label = HandleOf(await BoughtAsync());
        Platform.Instead = """{"Code":"9999","Message":"System error"}""";

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((ITrackParcels)Carrier).TrackAsync([label]));
    }

    [Theory]
    [InlineData("FIRST_MILE_ARRIVE", TrackingStatus.HandedOver)]
    [InlineData("MAIN_LINE_ARRIVE", TrackingStatus.InTransit)]
    [InlineData("CUSTOMS_PROCESSING", TrackingStatus.ImportCustoms)]
    [InlineData("CUSTOMS_COMPLETE", TrackingStatus.ImportCustoms)]
    [InlineData("DELIVERY_ATTEMPT", TrackingStatus.OutForDelivery)]
    [InlineData("DELIVERED", TrackingStatus.Delivered)]
    [InlineData("", TrackingStatus.InTransit)]
    public void Codes_have_our_words(string code, TrackingStatus status) => Assert.Equal(status, YunExpressOmsMapping.Status(code));

    [Fact]
    public void The_key_is_sent_over_an_encrypted_connection_unless_the_operator_writes_otherwise()
    {
        var settings = new YunExpressOmsSettings();

        Assert.Equal(("https", "https"), (settings.Live.Scheme, settings.Test.Scheme));
    }

    private Task<Outcome<BoughtLabel>> Buy(LabelRequest order) => ((IBuyLabels)Carrier).BuyAsync(order);
}
