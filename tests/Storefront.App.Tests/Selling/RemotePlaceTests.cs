using Microsoft.EntityFrameworkCore;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.App.Tests.Selling;

/// <summary>Places far from the main routes, at addresses without a street number: the surcharge is named before payment, charged as named, and met by the label.</summary>
[Collection(Stall.Collection)]
public sealed class RemotePlaceTests(Stall stall)
{
    [Theory]
    [InlineData("en-JP", "JPY", "字川平", "石垣市", "907-0453", "沖縄県", "東京都", "100-0001")]
    [InlineData("en-NO", "NOK", "Fjordveien", "Båtsfjord", "9990", "", "", "0154")]
    [InlineData("en-CN", "CNY", "尼西乡汤堆村三组", "香格里拉市", "674406", "云南省", "云南省", "650032")]
    public async Task The_surcharge_is_named_with_its_reason_before_payment_and_charged_as_named(string browser, string currency, string street, string city, string postcode, string region, string townRegion, string townPostcode)
    {
        using var person = stall.Person(browser);
        await person.AddAsync(stall.Teapot);
        var town = Parcel((await QuoteAsync(await ByParcelAsync(person, street, city, townPostcode, townRegion))).Quote);
        var review = await ByParcelAsync(person, street, city, postcode, region);
        var attempt = await QuoteAsync(review);
        var (method, consignment) = (Parcel(attempt.Quote), attempt.Quote.Consignments[0]);

        // Named: the amount, the reason, and a price that is the town's and the surcharge together.
        Assert.Null(town.RemoteSurcharge);
        Assert.True(method.RemoteSurcharge!.Value.IsPositive);
        Assert.InRange(method.Price.Minor, (town.Price + method.RemoteSurcharge.Value).Minor - 1, (town.Price + method.RemoteSurcharge.Value).Minor + 1);
        var said = stall.Words("en");
        Assert.Equal(Plain($"Your place is off the main routes: {said.Format.Money(method.RemoteSurcharge.Value)} of this price is the surcharge for it."), Plain(ChosenMethod(review).QuerySelector("small.remote")!.TextContent));
        Assert.Equal(Plain(said.Format.Money(method.Price)), Plain(ChosenMethod(review).QuerySelector(".num bdi")!.TextContent));
        Assert.Equal(method.Price, consignment.Delivery);
        Assert.Equal(currency, attempt.Quote.Currency.Code);
        Assert.Equal(attempt.Quote.Total, consignment.Goods + consignment.Delivery + consignment.Duty + consignment.Tax + consignment.Fees);
        Assert.Equal(Plain(said.Format.Money(attempt.Quote.Total)), review.Of(".landed-total bdi"));

        // Charged: what was named, to the minor unit.
        var shown = review.Document.QuerySelector("input[name=shown]")!.GetAttribute("value");
        await person.PayAsync(await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton));
        var order = await stall.OrderAsync(person.OrderShown());
        var charged = await stall.ReadAsync(db => db.Payments.Where(p => p.Order == order.Id).Select(p => p.Amount).SingleAsync());
        Assert.Equal((shown, attempt.Quote.Total), (charged.ToString(), order.Total));
        Assert.Equal((street, postcode, method.Price), (order.ShipTo.Street, order.ShipTo.Postcode, order.Consignments[0].Delivery));

        // Met: the label was quoted for this very place, surcharge and all.
        var offers = (await stall.DoAsync<QuoteLabels, Outcome<LabelOffers>>(quote => quote.RunAsync(order.Consignments[0].Id, stall.Owner, null, null, default))).Value;
        var rate = offers.Rates.Single(r => r.ServiceKey == "parcel");
        Assert.Equal("rural", Assert.Single(rate.Surcharges).Key);
        var parcel = (await stall.DoAsync<BuyLabel, Outcome<ParcelId>>(buy => buy.RunAsync(new LabelOrder(order.Consignments[0].Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size), stall.Owner, default))).Value;
        Assert.Equal(rate.Price, await stall.ReadAsync(db => db.Parcels.Where(p => p.Id == parcel).Select(p => p.Cost).SingleAsync()));
    }

    [Fact]
    public async Task Where_nothing_is_added_nothing_is_said()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);

        Assert.False((await person.ReviewAsync()).Has("small.remote"));
    }

    private static async Task<Page> ByParcelAsync(Person person, string street, string city, string postcode, string region)
    {
        var review = await person.ReviewAsync(("name", "Ada"), ("street", street), ("city", city), ("postcode", postcode), ("region", region), ("email", "ada@example.test"));
        var field = review.Document.QuerySelector("input[type=radio]")?.GetAttribute("name") ?? throw new InvalidOperationException(review.Text);
        return await person.SubmitAsync(review, Purchases.PayForm, "button[formaction$=delivery]", (field, "parcel"));
    }

    private Task<Storefront.Checkout.CheckoutAttempt> QuoteAsync(Page review)
    {
        var attempt = Guid.Parse(review.Document.QuerySelector(Purchases.PayForm)!.GetAttribute("action")!.Split('/')[3]);
        return stall.ReadAsync(db => db.CheckoutAttempts.AsNoTracking().SingleAsync(a => a.Id == attempt));
    }

    private static Storefront.Checkout.QuotedMethod Parcel(Storefront.Checkout.AcceptedQuote quote) => quote.Consignments[0].Methods.Single(m => m.Key == "parcel");

    private static AngleSharp.Dom.IElement ChosenMethod(Page review) => review.Document.QuerySelector("label.method:has(input[checked])")!;

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ').Trim();
}
