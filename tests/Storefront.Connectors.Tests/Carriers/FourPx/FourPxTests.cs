using Storefront.Connectors.Carriers.FourPx;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.FourPx;

public sealed class FourPxTests : WiredCarrierContract
{
    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new FourPxDouble(server);

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock)
    {
        var gateway = new Uri(server, "router/api/service");
        return new FourPxConnector(new FourPxSettings { Live = gateway, Test = gateway, LabelHosts = { "127.0.0.1" } }, wire, clock);
    }

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
    public void The_signature_is_that_of_the_known_answer() =>
        Assert.Equal("9a24e84dc2e73d33729d8f8882dc0702", FourPxSignature.Of("sample-key", "ds.xms.order.get", "1700000000000", "1.1.0", """{"request_no":"TEST0001"}""", "sample-secret"));

    [Fact]
    public async Task A_parcel_is_declared_in_grams_centimetres_and_both_languages()
    {
        var order = await OrderAsync();
        var line = A.TeapotLine with { Quantity = 3, LocalDescription = "青瓷茶壶", Sku = "TP-1", Battery = BatteryContent.IonInEquipment };

        await ((IBuyLabels)Carrier).BuyAsync(order with { Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [line], Incoterm.Dap).Value });

        var sent = Server.Requests.Last(r => r.QueryFields["method"] == "ds.xms.order.create");
        Assert.Contains("青瓷茶壶", sent.Text, StringComparison.Ordinal);
        Assert.Equal(("U", "BDS", order.Reference), (sent.Json.GetProperty("duty_type").GetString(), sent.Json.GetProperty("business_type").GetString(), sent.Json.GetProperty("ref_no").GetString()));
        var parcel = sent.Json.GetProperty("parcel_list")[0];
        Assert.Equal((910, 22, 18, 15), (parcel.GetProperty("weight").GetInt32(), parcel.GetProperty("length").GetInt32(), parcel.GetProperty("width").GetInt32(), parcel.GetProperty("height").GetInt32()));
        Assert.Equal(("Y", "967"), (parcel.GetProperty("include_battery").GetString(), parcel.GetProperty("battery_type").GetString()));
        var declared = parcel.GetProperty("declare_product_info")[0];
        Assert.Equal(("8.00", 3, "691200"), (declared.GetProperty("declare_unit_price_export").GetString(), declared.GetProperty("declare_product_code_qty").GetInt32(), declared.GetProperty("hscode_import").GetString()));
    }

    [Fact]
    public async Task An_address_in_other_letters_is_refused_before_the_wire()
    {
        var order = await OrderAsync();
        var asked = Server.Requests.Count;

        var refused = await ((IBuyLabels)Carrier).BuyAsync(order with { Recipient = order.Recipient with { Street = "ул. Ленина 5" } });

        var unpriced = await ((IQuoteRates)Carrier).QuoteRatesAsync(Parcel with { To = order.Recipient with { Name = "山田 花子" } });

        Assert.Equal("shipping.address-refused", refused.Refusal?.Code);
        Assert.Equal("shipping.address-refused", unpriced.Refusal?.Code);
        Assert.Equal(asked, Server.Requests.Count);
    }

    [Fact]
    public async Task A_prefecture_that_was_chosen_in_its_own_script_is_told_in_latin_letters()
    {
        var osaka = new PostalAddress { Country = new Country("JP"), Name = "Hanako Yamada", Street = "Umeda 3-1-1", City = "Kita-ku, Osaka", Region = "大阪府", Postcode = "530-0001", Phone = "+81660000000" };

        var bought = await ((IBuyLabels)Carrier).BuyAsync(await OrderAsync() with { Recipient = osaka });

        Assert.True(bought.Succeeded, bought.Refusal?.Code);
        Assert.Equal("Osaka", Server.Requests.Last(r => r.QueryFields["method"] == "ds.xms.order.create").Json.GetProperty("recipient_info").GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_label_is_downloaded_from_their_hosts_alone()
    {
        var label = await BoughtAsync();
        ((FourPxDouble)Double).LabelHost = "http://localhost:1";

        Assert.Equal("shipping.label-not-ready", (await ((IFetchLabels)Carrier).FetchAsync(HandleOf(label), DocumentFormat.Pdf)).Refusal?.Code);
        Assert.DoesNotContain(Server.Requests, r => r.Path.StartsWith("/labels/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("FPX_L_RPIF", TrackingStatus.LabelMade)]
    [InlineData("FPX_C_SPLS", TrackingStatus.HandedOver)]
    [InlineData("FPX_S_OK", TrackingStatus.Delivered)]
    [InlineData("FPX_R_BACK", TrackingStatus.Returned)]
    [InlineData("", TrackingStatus.InTransit)]
    public void Codes_have_our_words(string code, TrackingStatus status) => Assert.Equal(status, FourPxMapping.Status(code));
}
