using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Storefront.App.Tests.Selling;

[Collection(Stall.Collection)]
public sealed class BasketTests(Stall stall)
{
    [Fact]
    public async Task What_is_added_stands_in_the_basket_grouped_by_merchant_with_a_total_to_the_door()
    {
        using var person = stall.Person();

        await person.AddAsync(stall.Teapot, 2);
        var basket = await person.AddAsync(stall.Shirt);

        Assert.Equal("/en/basket", person.At);
        Assert.Contains("In your basket: Linen shirt", basket.Of(".notice-good"));
        Assert.Equal(["From Longjing House, China", "From Atelier Garance, France"], basket.Document.QuerySelectorAll(".parcel-head h2").Select(h => h.TextContent));
        Assert.Contains("€", basket.Of(".landed-total"));
        Assert.Contains("Nothing to pay at the door", basket.Of(".landed"));
        Assert.Equal("/en/checkout", basket.Document.QuerySelector(".buying-act a")!.GetAttribute("href"));
        Assert.Equal("3", (await person.GetAsync("/en/basket/count")).Text);
    }

    [Fact]
    public async Task More_of_something_than_the_country_lets_in_at_once_is_told_in_the_basket_with_the_limit()
    {
        var honey = await stall.ListAsync(stall.Tea, "Acacia honey", "60.00", 50, hs: "040900");
        using var person = stall.Person();

        Assert.True((await person.AddAsync(honey, 5)).Has(".landed-total"));
        var basket = await person.AddAsync(honey);

        Assert.Contains("Acacia honey: France lets in at most 2 kg of such goods with a parcel, and here are 2.4 kg with packing.", basket.Text);
        Assert.False(basket.Has(".landed-total"));
    }

    [Fact]
    public async Task Goods_that_the_country_does_not_admit_are_refused_with_the_reason_and_with_links_to_what_is_sent_there()
    {
        var wine = await stall.ListAsync(stall.Tea, "Osmanthus wine", "80.00", 50, hs: "220600");
        var spirit = await stall.ListAsync(stall.Tea, "Sorghum spirit", "90.00", 50, hs: "220890");
        using var person = stall.Person();

        await person.AddAsync(stall.Teapot);
        var basket = await person.AddAsync(wine);

        var line = basket.Document.QuerySelectorAll(".line").Single(l => l.TextContent.Contains("Osmanthus wine", StringComparison.Ordinal));
        Assert.Contains("France", line.QuerySelector(".line-note")!.TextContent, StringComparison.Ordinal);
        var offered = line.QuerySelectorAll(".line-instead ul a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.InRange(offered.Count, 1, 3);
        var closed = await stall.ReadAsync(db => db.Listings.Where(l => db.Variants.Any(v => v.Listing == l.Id && (v.Id == wine || v.Id == spirit))).Select(l => l.Slug).ToListAsync());
        Assert.All(offered, href => Assert.DoesNotContain(href.Split("/p/")[1], closed));
        Assert.Contains("€", line.QuerySelector(".line-instead ul")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("/en/c/teaware?from=FR", line.QuerySelectorAll(".line-instead a").Select(a => a.GetAttribute("href")));
        Assert.Empty(basket.Document.QuerySelectorAll(".line").Single(l => l.TextContent.Contains("Celadon teapot", StringComparison.Ordinal)).QuerySelectorAll(".line-instead"));
        // The first of them can be put in and bought without the script of the page.
        Assert.True((await person.GetAsync(offered[0])).Has("form#buy button:not([disabled])"));
    }

    [Theory]
    [InlineData("en", "Sent to")]
    [InlineData("fr", "À la place")]
    [InlineData("zh-Hans", "可送到")]
    [InlineData("ar", "بدلاً منه")]
    public async Task What_is_sent_instead_is_told_in_the_readers_language(string language, string words)
    {
        var wine = await stall.ListAsync(stall.Tea, "Plum wine", "80.00", 50, hs: "220600");
        using var person = stall.Person();
        await person.AddAsync(wine);

        var basket = await person.GetAsync($"/{language}/basket");

        Assert.Contains(words, basket.Of(".line-instead"));
    }

    [Fact]
    public async Task What_is_sent_instead_says_what_is_due_at_the_door()
    {
        var wine = await stall.ListAsync(stall.Tea, "Pear wine", "80.00", 50, hs: "220600");
        using var person = stall.Person("en-US");

        var basket = await person.AddAsync(wine);

        var offered = basket.Document.QuerySelectorAll(".line-instead ul li").Select(l => l.TextContent).ToList();
        Assert.InRange(offered.Count, 1, 3);
        Assert.All(offered, text => Assert.Matches("and about US?\\$[0-9.,]+ at the door|Import charges may come on top", text));
    }

    [Fact]
    public async Task The_total_of_the_basket_is_the_sum_of_its_parcels_and_follows_the_chosen_country_and_currency()
    {
        using var person = stall.Person("en-JP");
        await person.AddAsync(stall.Teapot, 2);
        var basket = await person.AddAsync(stall.Shirt);

        decimal Yen(string text) => decimal.Parse(new string([.. text.Where(char.IsAsciiDigit)]));
        var parcels = basket.Document.QuerySelectorAll(".figures tfoot td").Select(t => Yen(t.TextContent)).ToList();

        Assert.Equal(2, parcels.Count);
        Assert.Contains("JP¥", basket.Of(".landed-total"));
        Assert.Equal(parcels.Sum(), Yen(basket.Of(".landed-total bdi")));
    }

    [Fact]
    public async Task No_cookie_is_set_before_something_is_added_and_then_scripts_cannot_read_it()
    {
        using var person = stall.Person();

        await person.GetAsync("/en/basket");
        var before = person.Answer.Headers.Contains("Set-Cookie");
        using var add = new HttpRequestMessage(HttpMethod.Post, "/en/basket/lines") { Content = new FormUrlEncodedContent([new("variant", stall.Teapot.Value.ToString()), new("quantity", "1")]) };
        using var plain = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = stall.Address };
        var cookie = (await plain.SendAsync(add)).Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("basket=", StringComparison.Ordinal));

        Assert.False(before);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1000000000000000000000000000000")]
    [InlineData("100")]
    [InlineData("")]
    [InlineData("two")]
    [InlineData("٣")]
    public async Task A_number_that_is_none_is_refused_with_a_sentence_and_changes_nothing(string quantity)
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot, 2);

        var added = await person.PostAsync("/en/basket/lines", ("variant", stall.Teapot.Value.ToString()), ("quantity", quantity));
        var set = await person.PostAsync("/en/basket/quantity", ("variant", stall.Teapot.Value.ToString()), ("quantity", quantity));

        Assert.Contains("Please enter a whole number from 1 to 99.", added.Of("[role=alert]"));
        Assert.Contains("Please enter a whole number from 1 to 99.", set.Of("[role=alert]"));
        Assert.Equal("2", set.Document.QuerySelector("input[name=quantity]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("not-a-variant")]
    [InlineData("8f14e45f-ceea-467f-9575-2a3b1c2d3e4f")]
    [InlineData("' OR 1=1 --")]
    public async Task A_variant_that_nobody_sells_is_refused(string variant)
    {
        using var person = stall.Person();

        var page = await person.PostAsync("/en/basket/lines", ("variant", variant), ("quantity", "1"));

        Assert.Contains("This item is not sold any more.", page.Of("[role=alert]"));
        Assert.Null(person.Cookie("basket"));
    }

    [Fact]
    public async Task A_forged_price_currency_or_merchant_is_not_even_read()
    {
        using var person = stall.Person();

        var honest = await person.AddAsync(stall.Teapot);
        await person.PostAsync("/en/basket/remove", ("variant", stall.Teapot.Value.ToString()));
        var forged = await person.PostAsync(
            "/en/basket/lines", ("variant", stall.Teapot.Value.ToString()), ("quantity", "1"), ("price", "0.01"), ("unitPrice", "1"), ("currency", "IDR"), ("merchant", stall.Linen.Value.ToString()));

        Assert.Equal(honest.Of(".landed-total"), forged.Of(".landed-total"));
        Assert.Contains("Longjing House", forged.Of(".parcel-head"));
    }

    [Fact]
    public async Task A_post_from_another_site_is_refused()
    {
        using var person = stall.Person();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/basket/lines")
        {
            Content = new FormUrlEncodedContent([new("variant", stall.Teapot.Value.ToString()), new("quantity", "1")]), Headers = { { "Sec-Fetch-Site", "cross-site" } },
        };

        var page = await person.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(person.Cookie("basket"));
    }

    [Fact]
    public async Task A_line_can_be_changed_taken_out_and_put_back()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);

        var five = await person.SubmitAsync(await person.GetAsync("/en/basket"), ".line-quantity", null, ("quantity", "5"));
        var none = await person.SubmitAsync(five, ".line-acts form[action$=remove]");
        var back = await person.SubmitAsync(none, ".notes form");

        Assert.Equal("5", five.Document.QuerySelector("input[name=quantity]")!.GetAttribute("value"));
        Assert.Contains("Taken out: Celadon teapot", none.Text);
        Assert.Contains("Your basket is empty", none.Text);
        Assert.Equal("5", back.Document.QuerySelector("input[name=quantity]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_was_said_once_is_not_said_again()
    {
        using var person = stall.Person();
        var first = await person.AddAsync(stall.Teapot);

        var second = await person.GetAsync("/en/basket");

        Assert.True(first.Has(".notice-good"));
        Assert.False(second.Has(".notice-good"));
    }

    [Fact]
    public async Task A_script_in_a_products_name_is_words_on_every_page()
    {
        using var person = stall.Person();

        var basket = await person.AddAsync(stall.Nasty);
        var checkout = await person.GetAsync("/en/checkout");
        var review = await person.SubmitAsync(checkout, Purchases.AddressForm, null, Purchases.Lyon);
        var order = await person.PayAsync(await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton));

        Assert.All([basket, checkout, review, order], page =>
        {
            Assert.Contains(Stall.NastyTitle, page.Document.QuerySelectorAll(".line-title").Select(t => t.TextContent.Trim()));
            Assert.DoesNotContain(page.Document.QuerySelectorAll("script"), s => s.TextContent.Contains("alert", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_price_that_changed_since_it_was_put_there_is_said()
    {
        var cup = await stall.ListAsync(stall.Linen, "Blue cup", "20.00", 10);
        using var person = stall.Person();
        await person.AddAsync(cup);

        await stall.RepriceAsync(cup, "25.00");
        var basket = await person.GetAsync("/en/basket");

        Assert.Contains("The price of Blue cup changed from €20.00 to €25.00.", basket.Of(".line-note"));
        Assert.Contains("€25.00", basket.Of(".line-total"));
    }

    [Fact]
    public async Task What_is_sold_out_or_short_is_said_and_one_button_goes_on_without_it()
    {
        var gone = await stall.ListAsync(stall.Linen, "Last cup", "20.00", 5);
        var few = await stall.ListAsync(stall.Linen, "Rare cup", "30.00", 5);
        using var person = stall.Person();
        await person.AddAsync(gone, 1);
        await person.AddAsync(few, 4);
        await person.AddAsync(stall.Shirt);

        await stall.RestockAsync(gone, 0);
        await stall.RestockAsync(few, 2);
        var basket = await person.GetAsync("/en/basket");
        var checkout = await person.SubmitAsync(basket, ".buying-act form");

        Assert.Contains("Last cup is sold out. It is not counted in the total.", basket.Text);
        Assert.Contains("Only 2 of Rare cup are left.", basket.Text);
        Assert.Equal("/en/checkout", person.At);
        Assert.Contains("3 items", checkout.Of(".summary summary"));
        Assert.DoesNotContain("Last cup", checkout.Text);
    }

    [Fact]
    public async Task Goods_that_are_not_sold_any_more_are_named_as_gone_and_can_be_taken_out()
    {
        var cup = await stall.ListAsync(stall.Tea, "Withdrawn cup", "90.00", 5);
        using var person = stall.Person();
        await person.AddAsync(cup);

        await stall.WithdrawAsync(cup);
        var basket = await person.GetAsync("/en/basket");
        var after = await person.SubmitAsync(basket, ".notes form");

        Assert.Contains("One of your items is not sold any more.", basket.Text);
        Assert.False(basket.Has(".buying-act a"));
        Assert.Contains("Your basket is empty", after.Text);
    }

    [Fact]
    public async Task A_basket_from_yesterday_is_still_there_at_todays_price()
    {
        var cup = await stall.ListAsync(stall.Linen, "Patient cup", "20.00", 10);
        using var person = stall.Person();
        await person.AddAsync(cup, 3);

        stall.Clock.Move(TimeSpan.FromDays(1));
        await stall.RepriceAsync(cup, "22.00");
        var basket = await person.GetAsync("/en/basket");

        Assert.Equal("3", basket.Document.QuerySelector("input[name=quantity]")!.GetAttribute("value"));
        Assert.Contains("€66.00", basket.Of(".line-total"));
    }

    [Fact]
    public async Task Where_nothing_is_delivered_the_basket_says_so_and_offers_no_checkout()
    {
        using var person = stall.Person();
        person.Cookies.Add(stall.Address, new Cookie("prefs", "en.KP.USD."));

        var basket = await person.AddAsync(stall.Teapot);

        Assert.Contains("There is no delivery to North Korea.", basket.Text);
        Assert.False(basket.Has(".buying-act a, .buying-act form"));
    }

    [Fact]
    public async Task A_made_up_basket_id_opens_nobodys_basket()
    {
        using var owner = stall.Person();
        await owner.AddAsync(stall.Teapot);
        using var stranger = stall.Person();
        stranger.Cookies.Add(stall.Address, new Cookie("basket", Guid.NewGuid().ToString("N")));

        var basket = await stranger.GetAsync("/en/basket");

        Assert.Contains("Your basket is empty", basket.Text);
        Assert.Equal(1, await stall.ReadAsync(db => db.BasketLines.CountAsync(l => l.Basket == new Storefront.Checkout.BasketId(Guid.ParseExact(owner.Cookie("basket")!, "N")))));
    }

    [Theory]
    [InlineData("fr", "Panier")]
    [InlineData("ar", "السلة")]
    [InlineData("zh-Hans", "购物篮")]
    public async Task The_basket_speaks_the_readers_language(string language, string title)
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);

        var basket = await person.GetAsync($"/{language}/basket");

        Assert.StartsWith(title, basket.Of("h1"), StringComparison.Ordinal);
        Assert.Equal(language, basket.Document.DocumentElement.GetAttribute("lang"));
    }
}
