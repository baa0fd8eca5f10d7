using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.App.Tests.Selling;

/// <summary>Choosing a pickup point without scripts, from the review to the paid order.</summary>
[Collection(Stall.Collection)]
public sealed class PickupPointPageTests(Stall stall)
{
    private const string PointForm = "form.points-form";

    [Fact]
    public async Task A_point_is_chosen_shown_everywhere_and_paid_like_the_delivery_itself()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        await person.AddAsync(stall.Shirt);
        var review = await person.ReviewAsync([.. Purchases.Lyon, ("phone", "+33478000000")]);
        var links = review.Document.QuerySelectorAll("button.to-points").Select(PathOf).ToList();
        Assert.Equal(2, links.Count);
        var path = links.Single(l => l.Contains(stall.Tea.Value.ToString("D"), StringComparison.Ordinal));

        var page = await person.GetAsync(path);
        Assert.Equal("Pickup points for the parcel from Longjing House", page.Of("h1"));
        Assert.Equal("4 pickup points near 69002", page.Of("h2"));
        Assert.Equal("69002", page.Document.QuerySelector("#near")!.GetAttribute("value"));
        var first = page.Document.QuerySelector("li.point")!;
        Assert.Equal("Sandbox Corner Shop", first.QuerySelector("h3")!.TextContent.Trim());
        Assert.Contains("0.3 km away", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("Market Square 3", first.QuerySelector("address")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Monday 08:00–20:00", first.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Sunday", first.TextContent, StringComparison.Ordinal);

        var chosen = await person.SubmitAsync(page, PointForm, "button[value='sandbox:FR-69002-1']");
        Assert.StartsWith("/en/checkout/", person.At, StringComparison.Ordinal);
        Assert.Contains("The parcel from Longjing House goes to the pickup point Sandbox Corner Shop.", chosen.Text);
        Assert.Contains("Sandbox Corner Shop", Assert.Single(chosen.Document.QuerySelectorAll(".pickup-place")).TextContent, StringComparison.Ordinal);
        Assert.Equal(review.Of(".landed-total bdi"), chosen.Of(".landed-total bdi"));
        Assert.Contains("12 rue Mercière", chosen.Of(".block address"));

        var order = await person.PayAsync(await person.SubmitAsync(chosen, Purchases.PayForm, Purchases.PayButton));
        Assert.Contains("Market Square 3", Assert.Single(order.Document.QuerySelectorAll(".pickup-place")).TextContent, StringComparison.Ordinal);
        Assert.Contains("12 rue Mercière", order.Text);
        var placed = await stall.OrderAsync(person.OrderShown());
        var (tea, linen) = (placed.Consignments.Single(c => c.Merchant == stall.Tea), placed.Consignments.Single(c => c.Merchant == stall.Linen));
        Assert.Equal(("sandbox", "FR-69002-1", (PickupPoint?)null), (tea.Point!.Carrier, tea.Point.Id, linen.Point));
        var mail = await stall.ReadAsync(db => db.Notices.SingleAsync(n => n.Template == "order-paid" && n.Key.EndsWith(placed.Number)));
        Assert.Contains("Sandbox Corner Shop, Market Square 3", (await stall.DoAsync<Storefront.Notices.ComposeMail, string>(m => Task.FromResult(m.From(mail).Body))), StringComparison.Ordinal);
        var offers = (await stall.DoAsync<QuoteLabels, Outcome<LabelOffers>>(quote => quote.RunAsync(tea.Id, stall.Owner, null, null, default))).Value;
        Assert.DoesNotContain(offers.Rates, r => r.ServiceKey == "post-tracked");
    }

    [Fact]
    public async Task What_was_typed_before_the_way_to_the_points_is_there_again_afterwards()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        await person.AddAsync(stall.Shirt);
        var review = await person.ReviewAsync();
        var (way, method) = ($"button.to-points[formaction$='{stall.Tea.Value:D}']", $"method-{stall.Linen.Value:N}");

        var page = await person.SubmitAsync(review, Purchases.PayForm, way, (method, "express"), ("gift", "yes"), ("gift-message", "For you, Zoë 花"));
        Assert.Equal("Pickup points for the parcel from Longjing House", page.Of("h1"));
        var back = await person.GetAsync(page.Document.QuerySelector($"{PointForm} a")!.GetAttribute("href")!);
        AssertKept(back);
        AssertKept(await person.SubmitAsync(page, PointForm, "button[value='sandbox:FR-69002-1']"));
        // The way to the address form keeps it too.
        var address = await person.SubmitAsync(back, Purchases.PayForm, "button.to-address");
        Assert.NotNull(address.Document.QuerySelector("#street"));
        AssertKept(await person.GetAsync(person.At[..person.At.IndexOf('?', StringComparison.Ordinal)] + "/" + person.At[(person.At.IndexOf('=', StringComparison.Ordinal) + 1)..]));

        // Who takes the tick away means it, whatever word still stands there.
        ((IHtmlInputElement)back.Document.QuerySelector("input[name=gift]")!).IsChecked = false;
        await person.SubmitAsync(back, Purchases.PayForm, way);
        Assert.False((await person.GetAsync(person.At[..person.At.IndexOf("/point/", StringComparison.Ordinal)])).Document.QuerySelector("input[name=gift]")!.HasAttribute("checked"));

        void AssertKept(Page shown)
        {
            Assert.Equal("For you, Zoë 花", shown.Document.QuerySelector("#gift-message")!.TextContent);
            Assert.True(shown.Document.QuerySelector("input[name=gift]")!.HasAttribute("checked"));
            Assert.Equal("express", shown.Document.QuerySelector($"input[name='{method}'][checked]")!.GetAttribute("value"));
        }
    }

    [Fact]
    public async Task A_word_that_was_typed_without_a_tick_is_kept_as_a_gift_and_one_that_is_too_long_changes_nothing()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        var review = await person.ReviewAsync();

        await person.SubmitAsync(review, Purchases.PayForm, "button.to-points", ("gift-message", "Enjoy it"));
        var kept = await person.GetAsync(person.At[..person.At.IndexOf("/point/", StringComparison.Ordinal)]);
        Assert.Equal("Enjoy it", kept.Document.QuerySelector("#gift-message")!.TextContent);
        Assert.True(kept.Document.QuerySelector("input[name=gift]")!.HasAttribute("checked"));

        await person.SubmitAsync(kept, Purchases.PayForm, "button.to-points", ("gift-message", new string('x', GiftWish.Longest + 1)));
        var same = await person.GetAsync(person.At[..person.At.IndexOf("/point/", StringComparison.Ordinal)]);
        Assert.Equal("Enjoy it", same.Document.QuerySelector("#gift-message")!.TextContent);
    }

    [Theory]
    [InlineData("en"), InlineData("zh-Hans"), InlineData("fr"), InlineData("ar")]
    public async Task The_page_speaks_the_buyers_language_and_every_field_and_button_has_a_name(string language)
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        var review = await person.ReviewAsync();
        var path = PathOf(review.Document.QuerySelector("button.to-points")!).Replace("/en/", $"/{language}/", StringComparison.Ordinal);

        var page = await person.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(language == "ar" ? "rtl" : "ltr", page.Document.DocumentElement.GetAttribute("dir") ?? "ltr");
        Assert.Equal(4, page.Document.QuerySelectorAll("li.point").Length);
        Assert.True(page.Has("label[for=near]") && page.Has("form[role=search] button[type=submit]"));
        Assert.All(page.Document.QuerySelectorAll($"{PointForm} button"), b => Assert.NotEqual("", b.TextContent.Trim()));
        Assert.Equal(5, page.Document.QuerySelectorAll($"{PointForm} button").Select(b => b.TextContent.Trim()).Distinct().Count());
        Assert.DoesNotContain("checkout.point", page.Text, StringComparison.Ordinal);
        if (language != "en") Assert.DoesNotContain("Send it here", page.Text, StringComparison.Ordinal);
        Assert.False(page.Has("script[src*=blazor]"));
    }

    [Fact]
    public async Task Another_postcode_is_searched_and_a_place_without_points_is_told_with_what_may_be_done()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        var path = PathOf((await person.ReviewAsync()).Document.QuerySelector("button.to-points")!);

        var paris = await person.GetAsync($"{path}?near=75001");
        var town = await person.GetAsync($"{path}?near=Annecy");
        var none = await person.GetAsync($"{path}?near=00012");
        var nothing = await person.GetAsync($"{path}?near=%20-%20");
        var nasty = await person.GetAsync($"{path}?near={Uri.EscapeDataString("<script>alert(1)</script>")}");
        await person.SubmitAsync(paris, PointForm, "button[value='sandbox:FR-75001-2']");

        Assert.Equal("4 pickup points near 75001", paris.Of("h2"));
        Assert.Contains("ANNECY", town.Of("li.point address"));
        Assert.Contains("No pickup point is near 00012. Try another postcode or town", none.Of(".points-none"));
        Assert.False(none.Has("li.point"));
        Assert.Contains("Type a postcode or a town", nothing.Text);
        Assert.False(nasty.Has("main script"));
        Assert.Equal("FR-75001-2", await ChosenAsync(path));
        // Home again, from the page or with another town.
        var home = await person.SubmitAsync(await person.GetAsync(path), PointForm, "button[value=home]");
        Assert.Contains("The parcel from Longjing House goes to your own address.", home.Text);
        Assert.Null(await ChosenAsync(path));
    }

    [Fact]
    public async Task A_made_up_point_and_a_form_without_its_token_choose_nothing()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        var path = PathOf((await person.ReviewAsync()).Document.QuerySelector("button.to-points")!);
        var page = await person.GetAsync(path);

        foreach (var choice in new[] { "sandbox:FR-69002-9", "sandbox:FR-75001-1", "ups:FR-69002-1", "sandbox", "", "home ", "sandbox:" + new string('9', 500) })
        {
            var again = await person.SubmitAsync(page, PointForm, null, ("choice", choice));
            Assert.StartsWith(path, person.At, StringComparison.Ordinal);
            Assert.Contains("This pickup point is not offered any more.", again.Of("[role=alert]"));
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await person.PostAsync(path[..path.IndexOf("/point/", StringComparison.Ordinal)] + "/point", ("merchant", stall.Tea.Value.ToString()), ("near", "69002"), ("choice", "sandbox:FR-69002-1"))).Status);
        Assert.Null(await ChosenAsync(path));
    }

    [Fact]
    public async Task The_points_of_a_checkout_are_nobody_elses_and_end_with_the_order()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        var review = await person.ReviewAsync();
        var path = PathOf(review.Document.QuerySelector("button.to-points")!);
        using var stranger = stall.Person();
        await stranger.AddAsync(stall.Teapot);

        Assert.False((await stranger.GetAsync(path)).Has("li.point"));
        await person.PayAsync(await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton));
        await person.GetAsync(path);

        Assert.StartsWith("/en/orders/", person.At, StringComparison.Ordinal);
    }

    /// <summary>The page of the points to which a button of the review leads.</summary>
    private static string PathOf(IElement button) => button.GetAttribute("formaction")!.Replace("/to-point/", "/point/", StringComparison.Ordinal);

    private Task<string?> ChosenAsync(string path)
    {
        var attempt = Guid.Parse(path.Split('/')[3]);
        return stall.ReadAsync(async db => (await db.CheckoutAttempts.AsNoTracking().SingleAsync(a => a.Id == attempt)).Quote.Consignments[0].Point?.Id);
    }
}
