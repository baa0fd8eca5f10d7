using System.Xml.Linq;
using Storefront.Connectors.Carriers.ChinaPost;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.ChinaPost;

public sealed class ChinaPostTests : WiredCarrierContract
{
    private static readonly CurrentRates Rates = new(new ExchangeRates([new ExchangeRate(Currency.Usd, 1.1050m, new DateOnly(2026, 11, 24), "test")]));

    protected override string Service => ChinaPostConnector.EPacket;

    protected override bool CanLookUp => false;

    private ChinaPostDouble Platform => (ChinaPostDouble)Double;

    private protected override CarrierDouble MakeDouble(Func<Uri> server) => new ChinaPostDouble(server);

    private protected override ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) => Made(wire, clock, new ChinaPostSettings { Live = server, Test = server });

    [Fact]
    public async Task An_order_says_dollars_and_kilograms_of_a_whole_line_and_escapes_every_text()
    {
        var order = await OrderAsync("label-00112233445566778899aabbccddeeff");
        var line = A.TeapotLine with { Quantity = 3, LocalDescription = "青瓷<茶壶>&\u0001", Sku = "TP-1" };

        await Buy(order with
        {
            Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [line], Incoterm.Ddp).Value,
            Recipient = order.Recipient with { Name = "Camille O'Neil & Cie", Street2 = "<b>" },
        });

        var request = Server.Requests[^1];
        Assert.Equal(("POST", "/partner/api/public/p/order/", "text/xml; charset=UTF-8"), (request.Method, request.Path, request.Headers["Content-Type"]));
        Assert.Contains("青瓷", request.Text, StringComparison.Ordinal);
        Assert.StartsWith("""<?xml version="1.0" encoding="UTF-8"?><orders xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">""", request.Text, StringComparison.Ordinal);
        var sent = XElement.Parse(request.Text).Element("order")!;
        string Told(string path) => path.Split('/').Aggregate(sent, (at, name) => at.Element(name)!).Value;
        Assert.Equal(("00112233445566778899aabbccddeeff", "longquan_eub", "00000000000001"), (Told("orderid"), Told("customercode"), Told("vipcode")));
        Assert.Equal(("0", "0", "0", "false", "Returned", "03"), (Told("operationtype"), Told("producttype"), Told("clcttype"), Told("pod"), Told("untread"), Told("printcode")));
        Assert.Equal(("CN", "330000", "331100", "331181"), (Told("sender/country"), Told("sender/province"), Told("sender/city"), Told("sender/county")));
        Assert.Equal(("Camille O'Neil & Cie", "FRANCE", ".", "Lyon", "14 rue des Capucins, <b>"), (Told("receiver/name"), Told("receiver/country"), Told("receiver/province"), Told("receiver/city"), Told("receiver/street")));
        Assert.Equal(("青瓷<茶壶>&", "3", "0.620", "26.52", "CN"), (Told("items/item/cnname"), Told("items/item/count"), Told("items/item/weight"), Told("items/item/delcarevalue"), Told("items/item/origin")));
        Assert.Equal(Told("sender/street"), Told("collect/street"));
    }

    [Fact]
    public async Task The_United_States_have_the_name_that_they_want_and_a_courier_comes_where_the_account_says_so()
    {
        var order = await OrderAsync();
        var carrier = (IBuyLabels)Connector.Open(ChinaPostDouble.For("320113", ChinaPostConnector.Collected));

        await carrier.BuyAsync(order with { Recipient = order.Recipient with { Country = new Country("US"), City = null } });

        var sent = XElement.Parse(Server.Requests[^1].Text).Element("order")!;
        Assert.Equal(("UNITED STATES OF AMERICA", ".", "1"), (sent.Element("receiver")!.Element("country")!.Value, sent.Element("receiver")!.Element("city")!.Value, sent.Element("clcttype")!.Value));
    }

    [Theory]
    [InlineData("label-00112233445566778899aabbccddeeff", "00112233445566778899aabbccddeeff")]
    [InlineData("label-0001", "label-0001")]
    [InlineData("label-00112233445566778899AABBCCDDEEFF", "label-00112233445566778899AABBCCDDEEFF")]
    [InlineData("other-00112233445566778899aabbccddeeff", "other-00112233445566778899aabbccddeeff")]
    public void Our_references_are_told_by_their_digits_alone(string ours, string theirs) => Assert.Equal(theirs, ChinaPostMapping.Reference(ours));

    [Theory]
    [InlineData("sender", "shipping.carrier-refused"), InlineData("heavy", "shipping.too-heavy"), InlineData("long", "shipping.too-large"), InlineData("sum", "shipping.too-large"), InlineData("service", "shipping.service-unavailable")]
    [InlineData("customs", "shipping.customs-missing"), InlineData("currency", "shipping.carrier-refused")]
    public async Task What_it_does_not_take_is_refused_before_the_wire(string fault, string code)
    {
        var order = await OrderAsync();
        Assert.True(Currency.TryParse("JPY", out var yen));
        var refused = await Buy(fault switch
        {
            "sender" => order with { Sender = A.Lyon },
            "heavy" => order with { Weight = new Weight(2_001) },
            "long" => order with { Size = new Dimensions(601, 10, 10) },
            "sum" => order with { Size = new Dimensions(400, 300, 201) },
            "service" => order with { Rate = order.Rate with { ServiceKey = "ems" } },
            "customs" => order with { Customs = null },
            _ => order with { Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [A.TeapotLine with { Value = new Money(3_000, yen) }], Incoterm.Ddp).Value },
        });

        Assert.Equal(code, refused.Refusal?.Code);
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("33118"), InlineData("Zhejiang"), InlineData("33118x")]
    public async Task A_division_that_is_none_is_refused_before_the_wire(string division)
    {
        var refused = await ((IBuyLabels)Connector.Open(ChinaPostDouble.For(division))).BuyAsync(await OrderAsync());

        Assert.Equal("shipping.carrier-refused", refused.Refusal?.Code);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task An_account_for_tests_is_never_sent_to_the_real_system()
    {
        using var http = CarrierWire.Client();
        var wire = new CarrierWire(http, new CarrierWireSettings(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CarrierWire>.Instance);
        var connector = Made(wire, Clock, new ChinaPostSettings { Live = Server.Base });

        var refused = await ((IBuyLabels)connector.Open(Double.Good)).BuyAsync(await OrderAsync());
        var bought = await ((IBuyLabels)connector.Open(ChinaPostDouble.For("331181", isTest: false))).BuyAsync(await OrderAsync());

        Assert.Equal("shipping.carrier-refused", refused.Refusal?.Code);
        Assert.True(bought.Succeeded);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_refusal_is_in_its_words_and_the_token_is_asked_about()
    {
        Platform.Instead.Enqueue("<response><status>error</status><description>邮编格式不正确</description></response>");

        var refused = await Buy(await OrderAsync());

        Assert.Equal(("shipping.carrier-refused", "邮编格式不正确"), (refused.Refusal?.Code, refused.Refusal?.Arguments["reason"]));
        Assert.EndsWith("/area/cn/province/list", Server.Requests[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blank_before_the_markup_does_no_harm()
    {
        Platform.Instead.Enqueue("\uFEFF\r\n <?xml version=\"1.0\" encoding=\"UTF-8\"?><response><mailnum>LK123456785CN</mailnum></response>");

        Assert.Equal("LK123456785CN", (await Buy(await OrderAsync())).Value.TrackingNumber);
    }

    [Fact]
    public async Task A_refusal_stays_one_when_the_token_cannot_be_asked_about()
    {
        Platform.Instead.Enqueue("<response><status>error</status><description>邮编格式不正确</description></response>");
        Server.Next(r => r.Path.EndsWith("/list", StringComparison.Ordinal), Fault.Failed, times: 3);

        Assert.Equal("shipping.carrier-refused", (await Buy(await OrderAsync())).Refusal?.Code);
    }

    [Theory]
    [InlineData("<response/>")]
    [InlineData("<response><status>success</status></response>")]
    [InlineData("<response><mailnum> </mailnum></response>")]
    [InlineData("null")]
    [InlineData("<!DOCTYPE r [<!ENTITY n 'LK123456785CN'>]><response><mailnum>&n;</mailnum></response>")]
    public async Task A_purchase_whose_answer_has_no_number_is_unknown(string answer)
    {
        Platform.Instead.Enqueue(answer);

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(async () => await Buy(await OrderAsync()));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task The_word_null_about_a_way_is_asked_once_more_and_no_more()
    {
        var label = await BoughtAsync();
        Double.Labels.Values.Single().IsMoving = true;
        Platform.Instead.Enqueue("null");

        Assert.Equal(3, (await ((ITrackParcels)Carrier).TrackAsync([HandleOf(label)]))[label.Reference].Count);

        Platform.Instead.Enqueue("null");
        Platform.Instead.Enqueue("null");
        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => ((ITrackParcels)Carrier).TrackAsync([HandleOf(label)]));
    }

    [Theory]
    [InlineData("http://localhost:1")]
    [InlineData("http://labels.ems.com.cn.example.test")]
    [InlineData("ftp://labels.ems.com.cn")]
    public async Task A_label_is_downloaded_from_their_hosts_alone(string host)
    {
        var label = await BoughtAsync();
        Platform.LabelHost = host;

        Assert.Equal("shipping.label-not-ready", (await ((IFetchLabels)Carrier).FetchAsync(HandleOf(label), DocumentFormat.Pdf)).Refusal?.Code);
    }

    [Fact]
    public async Task Words_in_the_place_of_a_label_are_no_label()
    {
        var label = await BoughtAsync();
        Platform.LabelHost = Server.Base + "partner/api/public/p/area/cn/province/list?";

        Assert.Equal("shipping.label-not-ready", (await ((IFetchLabels)Carrier).FetchAsync(HandleOf(label), DocumentFormat.Pdf)).Refusal?.Code);
    }

    [Theory]
    [InlineData("Posting/Collection", TrackingStatus.HandedOver)]
    [InlineData("Departure from outward office of exchange", TrackingStatus.DepartedOrigin)]
    [InlineData("Arrival at inward office of exchange", TrackingStatus.ArrivedDestination)]
    [InlineData("Held by import Customs", TrackingStatus.ImportCustoms)]
    [InlineData("Handed to export customs", TrackingStatus.ExportCustoms)]
    [InlineData("Out for delivery", TrackingStatus.OutForDelivery)]
    [InlineData("Unsuccessful item delivery attempt", TrackingStatus.DeliveryFailed)]
    [InlineData("Returned to sender", TrackingStatus.Returned)]
    [InlineData("Delivered", TrackingStatus.Delivered)]
    [InlineData("Final delivery", TrackingStatus.Delivered)]
    [InlineData("Not delivered yet", TrackingStatus.InTransit)]
    [InlineData("", TrackingStatus.InTransit)]
    public void Sentences_have_our_words(string remark, TrackingStatus status) => Assert.Equal(status, ChinaPostMapping.Status(remark));

    [Fact]
    public void A_sentence_is_kept_short_and_plain_and_two_stay_two()
    {
        var (one, other) = (ScanCode.Of("到达上海邮件处理中心"), ScanCode.Of("离开上海邮件处理中心"));
        var sentence = ScanCode.Of("Departure from outward office of exchange, Hangzhou International");

        Assert.NotEqual(one, other);
        Assert.All([one, other, sentence], code => Assert.True(code.Length is > 0 and <= ScanCode.Longest && code.All(char.IsAscii)));
        Assert.StartsWith("Departure from outward office", sentence, StringComparison.Ordinal);
        Assert.Equal(("FPX_S_OK", ""), (ScanCode.Of(" FPX_S_OK "), ScanCode.Of(null)));
    }

    private static ChinaPostConnector Made(CarrierWire wire, TimeProvider clock, ChinaPostSettings settings)
    {
        settings.Pause = TimeSpan.Zero;
        settings.LabelHosts.Add("127.0.0.1");
        return new ChinaPostConnector(settings, wire, clock, Rates);
    }

    private Task<Outcome<BoughtLabel>> Buy(LabelRequest order) => ((IBuyLabels)Carrier).BuyAsync(order);
}
