using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.App.Tests.Selling;

[Collection(Stall.Collection)]
public sealed class CheckoutTests(Stall stall)
{
    [Fact]
    public async Task A_guest_buys_from_two_shops_and_is_shown_the_order()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot, 2);
        await person.AddAsync(stall.Shirt);

        var review = await person.ReviewAsync();
        var total = review.Of(".landed-total bdi");
        var payment = await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton);
        var order = await person.PayAsync(payment);

        Assert.Contains(total, payment.Document.Body!.TextContent.Replace('\u00A0', ' '));
        Assert.Equal(total, order.Of(".landed-total bdi"));
        var placed = await stall.OrderAsync(person.OrderShown());
        Assert.Equal(OrderStatus.Paid, placed.Status);
        Assert.Equal(2, placed.Consignments.Count);
        Assert.Contains("Thank you. Your order is placed.", order.Text);
        Assert.Contains("Your basket is empty", (await person.GetAsync("/en/basket")).Text);
    }

    [Fact]
    public async Task F09_A_shopper_who_pays_while_the_provider_is_away_is_told_keeps_the_goods_and_pays_when_it_is_back()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Shirt);
        var review = await person.ReviewAsync();
        await stall.DoAsync<SandboxPaymentScript>(script =>
        {
            script.Next(SandboxPaymentCall.Open, SandboxPaymentFault.TimeOutBefore).Next(SandboxPaymentCall.Open, SandboxPaymentFault.TimeOutBefore);
            return Task.CompletedTask;
        });

        var placed = await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton);
        var number = person.OrderShown();
        var kept = await stall.ReadAsync(db => db.Stock.Where(s => s.Variant == stall.Shirt).Select(s => s.Reserved).SingleAsync());
        var again = await person.SubmitAsync(placed, "form[action$='/pay']");
        var payment = await person.SubmitAsync(again, "form[action$='/pay']");
        var paid = await person.PayAsync(payment);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (placed.Status, again.Status));
        Assert.Contains("The payment page does not answer just now. Nothing was charged; your order is placed and its goods are kept for you.", placed.Text);
        Assert.Contains("The payment page does not answer. Nothing was charged.", again.Of("[role=alert]"));
        Assert.True(kept >= 1);
        Assert.Contains("Thank you. Your order is placed.", paid.Text);
        Assert.Equal((number, OrderStatus.Paid), (person.OrderShown(), (await stall.OrderAsync(number)).Status));
        Assert.Equal(1, await stall.ReadAsync(db => db.Payments.CountAsync(p => db.Orders.Any(o => o.Number == number && o.Id == p.Order))));
        Assert.DoesNotContain("does not answer", paid.Text);
        await stall.AssertBooksAsync();
    }

    [Theory]
    [InlineData("en-JP", "JP", "JPY")]
    [InlineData("ar-KW", "KW", "KWD")]
    [InlineData("en-HU", "HU", "HUF")]
    [InlineData("en-IS", "IS", "ISK")]
    public async Task What_is_shown_is_charged_to_the_minor_unit_in_any_currency(string browser, string country, string currency)
    {
        using var person = stall.Person(browser);
        await person.AddAsync(stall.Teapot);
        var review = await person.ReviewAsync(
            ("name", "Ada"), ("street", "Main Street 1"), ("city", "Harbour"), ("postcode", country switch { "JP" => "100-0001", "HU" => "1051", "IS" => "101", _ => "13001" }),
            ("region", country == "JP" ? "東京都" : ""), ("email", "ada@example.test"));

        var shown = review.Document.QuerySelector("input[name=shown]")!.GetAttribute("value");
        await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton);
        var attempt = Guid.Parse(person.Way[0].Split('/')[3]);
        var charged = await stall.ReadAsync(db => db.Orders.Where(o => o.Attempt == attempt).Join(db.Payments, o => o.Id, p => p.Order, (o, p) => p.Amount).SingleAsync());

        Assert.EndsWith(currency, shown, StringComparison.Ordinal);
        Assert.Equal(shown, charged.ToString());
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_its_field_and_what_was_typed_is_kept()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);

        var page = await person.ReviewAsync(("name", "Camille"), ("email", "nobody"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal("Camille", page.Document.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Equal("Please fill in this field.", page.Of("#street-fault"));
        Assert.StartsWith("Please enter your e-mail address", page.Of("#email-fault"), StringComparison.Ordinal);
        Assert.Contains("Street and number: Please fill in this field.", page.Of(".fault-list"));
        Assert.Equal("true", page.Document.QuerySelector("#city")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task An_unusual_postcode_is_asked_about_once_and_then_taken()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        (string, string)[] odd = [.. Purchases.Lyon.Where(f => f.Name != "postcode"), ("postcode", "LYON 2")];

        var asked = await person.ReviewAsync(odd);
        var again = await person.SubmitAsync(asked, Purchases.AddressForm);

        Assert.Contains("You can go on all the same.", asked.Of("#postcode-fault"));
        Assert.Contains("LYON 2", again.Of("address"));
    }

    [Fact]
    public async Task Another_country_brings_its_own_form_and_keeps_what_fits()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);

        var brazil = await person.SubmitAsync(await person.GetAsync("/en/checkout"), Purchases.AddressForm, "button[value=country]", ("country", "BR"), ("name", "Ana"));
        var unasked = await person.SubmitAsync(brazil, Purchases.AddressForm, null, ("country", "JP"), ("city", "Somewhere"));

        Assert.Equal("CEP", brazil.Of("label[for=postcode]"));
        Assert.True(brazil.Has("select[name=region]") && brazil.Has("#taxId[required]"));
        Assert.Equal("Ana", brazil.Document.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Contains("This is the address form of Japan.", unasked.Of("[role=status]"));
        Assert.Equal("/en/checkout", person.At);
    }

    [Fact]
    public async Task Another_delivery_is_quoted_anew_before_it_is_paid()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        var review = await person.ReviewAsync();
        var field = review.Document.QuerySelector("input[type=radio]")!.GetAttribute("name")!;

        var express = await person.SubmitAsync(review, Purchases.PayForm, "button[formaction$=delivery]", (field, "express"));
        var sneaked = await person.SubmitAsync(express, Purchases.PayForm, Purchases.PayButton, (field, "post"));
        var payment = await person.SubmitAsync(sneaked, Purchases.PayForm, Purchases.PayButton);

        Assert.Equal("express", express.Document.QuerySelector("input[type=radio][checked]")!.GetAttribute("value"));
        Assert.NotEqual(review.Of(".landed-total bdi"), express.Of(".landed-total bdi"));
        Assert.Contains($"It was {express.Of(".landed-total bdi")} and is now {review.Of(".landed-total bdi")}.", sneaked.Of(".notice-attention"));
        Assert.Contains(review.Of(".landed-total bdi"), payment.Document.Body!.TextContent.Replace('\u00A0', ' '));
    }

    [Fact]
    public async Task The_word_of_a_gift_survives_another_delivery_is_kept_with_the_order_and_may_not_be_longer_than_its_sheet()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        var review = await person.ReviewAsync();
        var field = review.Document.QuerySelector("input[type=radio]")!.GetAttribute("name")!;
        (string, string)[] gift = [("gift", "yes"), ("gift-message", "For\u0007 you,\n\n Zoë 花")];

        var express = await person.SubmitAsync(review, Purchases.PayForm, "button[formaction$=delivery]", [(field, "express"), .. gift]);
        Assert.Equal("For you, Zoë 花", express.Document.QuerySelector("#gift-message")!.TextContent);
        Assert.True(express.Document.QuerySelector("input[name=gift]")!.HasAttribute("checked"));
        var refused = await person.SubmitAsync(express, Purchases.PayForm, Purchases.PayButton, ("gift", "yes"), ("gift-message", new string('x', GiftWish.Longest + 1)));
        Assert.Contains("200", refused.Of("[role=alert]"));
        Assert.Null(await PlacedAsync(person.At));

        await person.PayAsync(await person.SubmitAsync(refused, Purchases.PayForm, Purchases.PayButton, gift));
        var order = await stall.OrderAsync(person.OrderShown());
        Assert.Equal("For you, Zoë 花", order.Gift);
        Assert.Contains("For you, Zoë 花", (await person.GetAsync($"/en/orders/{order.Number}")).Text);
        // What is none is not said to be one.
        using var other = stall.Person();
        Assert.Null((await stall.OrderAsync(await other.BuyAsync((stall.Teapot, 1)))).Gift);
    }

    [Theory]
    [InlineData("shown", "0.01 EUR")]
    [InlineData("shown", "1 IDR")]
    [InlineData("shown", "-5 EUR")]
    [InlineData("shown", "nothing")]
    public async Task A_forged_total_buys_nothing_and_shows_the_true_one(string field, string value)
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        var review = await person.ReviewAsync();

        var page = await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton, (field, value));

        Assert.StartsWith("/en/checkout/", person.At, StringComparison.Ordinal);
        Assert.Equal(review.Of(".landed-total"), page.Of(".landed-total"));
        Assert.True(page.Has(".notice"));
        Assert.Null(await PlacedAsync(person.At));
    }

    [Fact]
    public async Task A_delivery_method_that_is_none_and_a_merchant_that_is_not_in_it_change_nothing()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        var review = await person.ReviewAsync();
        var field = review.Document.QuerySelector("input[type=radio]")!.GetAttribute("name")!;

        var page = await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton, (field, "teleport"), ($"method-{stall.Linen.Value:N}", "post"));

        Assert.Contains("This way of delivery is not offered", page.Of("[role=alert]"));
        Assert.Null(await PlacedAsync(person.At));
    }

    [Fact]
    public async Task A_price_that_rises_meanwhile_is_shown_and_must_be_confirmed()
    {
        var cup = await stall.ListAsync(stall.Linen, "Rising cup", "20.00", 10);
        using var person = stall.Person();
        await person.AddAsync(cup);
        var review = await person.ReviewAsync();

        await stall.RepriceAsync(cup, "30.00");
        var changed = await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton);
        var payment = await person.SubmitAsync(changed, Purchases.PayForm, Purchases.PayButton);

        Assert.Contains($"It was {review.Of(".landed-total bdi")} and is now {changed.Of(".landed-total bdi")}.", changed.Text);
        Assert.NotEqual(review.Of(".landed-total bdi"), changed.Of(".landed-total bdi"));
        Assert.Contains(changed.Of(".landed-total bdi"), payment.Document.Body!.TextContent.Replace('\u00A0', ' '));
    }

    [Fact]
    public async Task A_quote_that_expired_is_made_anew_and_an_unchanged_one_is_charged_without_asking_again()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Shirt);
        var review = await person.ReviewAsync();

        stall.Clock.Move(TimeSpan.FromMinutes(45));
        var order = await person.PayAsync(await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton));

        Assert.Equal(review.Of(".landed-total bdi"), order.Of(".landed-total bdi"));
    }

    [Fact]
    public async Task Whoever_returns_to_an_expired_quote_sees_what_it_costs_now()
    {
        var cup = await stall.ListAsync(stall.Linen, "Ageing cup", "20.00", 10);
        using var person = stall.Person();
        await person.AddAsync(cup);
        var review = await person.ReviewAsync();

        stall.Clock.Move(TimeSpan.FromMinutes(45));
        await stall.RepriceAsync(cup, "24.00");
        var later = await person.GetAsync(person.At);

        Assert.Contains($"It was {review.Of(".landed-total bdi")} and is now {later.Of(".landed-total bdi")}.", later.Text);
    }

    [Fact]
    public async Task What_ran_out_is_named_with_what_is_left_and_nothing_is_bought()
    {
        var cup = await stall.ListAsync(stall.Linen, "Wanted cup", "20.00", 5);
        using var person = stall.Person();
        await person.AddAsync(cup, 4);
        var review = await person.ReviewAsync();

        await stall.RestockAsync(cup, 3);
        var page = await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton);

        Assert.Contains("Only 3 of Wanted cup are left.", page.Of("[role=alert]"));
        Assert.True(page.Has($"{Purchases.PayButton}[disabled]"));
        Assert.Null(await PlacedAsync(person.At));
    }

    [Fact]
    public async Task A_double_click_the_back_button_and_a_second_tab_give_one_order()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        var form = await person.GetAsync("/en/checkout");
        var review = await person.SubmitAsync(form, Purchases.AddressForm, null, Purchases.Lyon);
        var checkout = person.At;

        using var clicks = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = person.Cookies }) { BaseAddress = stall.Address };
        Task<HttpResponseMessage> Click() => clicks.PostAsync(checkout + "/pay", new FormUrlEncodedContent(
            review.Document.QuerySelectorAll("form.buying input").Where(i => i.GetAttribute("type") != "radio" || i.HasAttribute("checked")).Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!))));
        var answers = await Task.WhenAll(Click(), Click(), Click());
        var back = await person.SubmitAsync(form, Purchases.AddressForm, null, Purchases.Lyon);

        Assert.Single(answers.Select(a => a.Headers.Location!.ToString()).Distinct());
        Assert.StartsWith("/en/orders/", person.At, StringComparison.Ordinal);
        Assert.Contains("Pay by", back.Text);
        var attempt = Guid.Parse(checkout.Split('/')[3]);
        Assert.Equal(1, await stall.ReadAsync(db => db.Orders.CountAsync(o => o.Attempt == attempt)));
    }

    [Fact]
    public async Task A_declined_card_leaves_the_payment_page_open_and_another_card_pays()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Shirt);
        var payment = await person.SubmitAsync(await person.ReviewAsync(), Purchases.PayForm, Purchases.PayButton);

        var declined = await person.PayAsync(payment, "4000000000000002");
        var paid = await person.PayAsync(declined);

        Assert.Contains("declined", declined.Document.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(OrderStatus.Paid, (await stall.OrderAsync(person.OrderShown())).Status);
        Assert.Contains("Being packed", paid.Text);
    }

    [Fact]
    public async Task Whoever_leaves_the_payment_page_finds_the_order_and_can_go_back_to_it()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Shirt);
        await person.SubmitAsync(await person.ReviewAsync(), Purchases.PayForm, Purchases.PayButton);
        var page = person.At;
        var number = await stall.ReadAsync(db => db.Orders.OrderByDescending(o => o.PlacedAtUtc).Select(o => o.Number).FirstAsync());

        var order = await person.GetAsync("/en/orders/" + number);
        await person.SubmitAsync(order, "form[action$=pay]");

        Assert.Contains("Awaiting payment", order.Text);
        Assert.False(order.Has(".stamp, [data-print], .assure"));
        Assert.Equal(page, person.At);
    }

    [Fact]
    public async Task Whoever_goes_back_without_paying_reads_that_and_not_of_a_declined_card_and_puts_it_back_into_the_basket()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Shirt);
        var payment = await person.SubmitAsync(await person.ReviewAsync(), Purchases.PayForm, Purchases.PayButton);

        var order = await person.SubmitAsync(payment, "form:last-of-type");
        var basket = await person.SubmitAsync(order, ".notice form");

        Assert.Contains("You came back without paying. Nothing was charged, and the order is closed.", order.Of(".notice-attention"));
        Assert.Equal("Put it back into the basket", order.Of(".notice .button-main"));
        Assert.DoesNotContain("declined", order.Text, StringComparison.Ordinal);
        Assert.False(order.Has(".stamp, [data-print], .assure"));
        Assert.Contains("Linen shirt", basket.Text);
    }

    [Fact]
    public async Task The_empty_basket_names_the_visitors_own_order_that_waits_for_payment_and_nobody_elses()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Shirt);
        var payment = await person.SubmitAsync(await person.ReviewAsync(), Purchases.PayForm, Purchases.PayButton);
        var number = await stall.ReadAsync(db => db.Orders.OrderByDescending(o => o.PlacedAtUtc).Select(o => o.Number).FirstAsync());
        using var stranger = stall.Person();
        using var forger = stall.Person();
        forger.Cookies.Add(stall.Address, new Cookie("order-" + number, new string('a', 32)));

        var basket = await person.GetAsync("/en/basket");

        Assert.Contains($"Order {number} waits for payment until ", basket.Of(".empty"));
        Assert.True(basket.Has($".empty a[href='/en/orders/{number}']"));
        Assert.DoesNotContain(number, (await stranger.GetAsync("/en/basket")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(number, (await forger.GetAsync("/en/basket")).Text, StringComparison.Ordinal);
        // Few unpaid orders stand at an address at a time: none is left to the tests beside.
        await person.SubmitAsync(payment, "form:last-of-type");
    }

    [Fact]
    public async Task A_payment_without_a_number_says_that_one_is_missing()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Shirt);
        var payment = await person.SubmitAsync(await person.ReviewAsync(), Purchases.PayForm, Purchases.PayButton);

        var again = await person.PayAsync(payment, "");

        Assert.Equal("Please enter a number. Nothing was charged.", again.Of(".fault"));
        await person.SubmitAsync(again, "form:last-of-type");
    }

    [Fact]
    public async Task An_order_that_nobody_paid_in_time_says_that_its_time_ran_out()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Shirt);
        var page = await person.SubmitAsync(await person.ReviewAsync(), Purchases.PayForm, Purchases.PayButton);
        var number = await stall.ReadAsync(db => db.Orders.OrderByDescending(o => o.PlacedAtUtc).Select(o => o.Number).FirstAsync());
        var placed = await stall.OrderAsync(number);
        var payment = await stall.ReadAsync(db => db.Payments.Where(p => p.Order == placed.Id).Select(p => p.Id).SingleAsync());
        // As a provider tells that a page was closed: by its own time, which only the payment's own end is compared with.
        await stall.ReadAsync(db => db.Payments.Where(p => p.Id == payment).ExecuteUpdateAsync(p => p.SetProperty(x => x.ExpiresAtUtc, x => x.CreatedAtUtc)));
        await person.SubmitAsync(page, "form:last-of-type");

        var order = await person.GetAsync("/en/orders/" + number);

        Assert.Contains("The time to pay ran out.", order.Of(".notice-attention"));
    }

    [Fact]
    public async Task A_delayed_method_shows_that_the_bank_will_tell_later()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Shirt);
        var payment = await person.SubmitAsync(await person.ReviewAsync(), Purchases.PayForm, Purchases.PayButton);

        var order = await person.SubmitAsync(payment, "form", null, ("method", "debit"), ("account", "000123456789"));

        Assert.Contains("Your bank will tell us in a few days", order.Text);
        Assert.Equal(OrderStatus.PaymentProcessing, (await stall.OrderAsync(person.OrderShown())).Status);
    }

    [Fact]
    public async Task Somebody_elses_checkout_is_unknown()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        await person.ReviewAsync();
        var checkout = person.At;
        using var stranger = stall.Person();
        await stranger.AddAsync(stall.Shirt);

        var seen = await stranger.GetAsync(checkout);
        var prefilled = await stranger.GetAsync("/en/checkout?attempt=" + checkout.Split('/')[3]);

        Assert.Contains("This checkout is too old.", seen.Text);
        Assert.DoesNotContain("Camille", prefilled.Document.DocumentElement.InnerHtml);
    }

    [Fact]
    public async Task The_address_can_be_changed_and_the_same_checkout_goes_on()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        await person.ReviewAsync();
        var checkout = person.At;

        var form = await person.GetAsync("/en/checkout?attempt=" + checkout.Split('/')[3]);
        var review = await person.SubmitAsync(form, Purchases.AddressForm, null, ("city", "Villeurbanne"));

        Assert.Equal("12 rue Mercière", form.Document.QuerySelector("#street")!.GetAttribute("value"));
        Assert.Equal(checkout, person.At);
        Assert.Contains("VILLEURBANNE", review.Of("address"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/en/checkout")]
    [InlineData("/en/checkout/8f14e45f-ceea-467f-9575-2a3b1c2d3e4f")]
    public async Task Without_a_basket_checkout_leads_to_the_basket(string path)
    {
        using var person = stall.Person();

        var page = await person.GetAsync(path);

        Assert.Equal("/en/basket", person.At);
        Assert.Contains("Your basket is empty", page.Text);
    }

    [Fact]
    public async Task Posts_without_the_pages_token_are_refused()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        var review = await person.ReviewAsync();
        var checkout = person.At;

        var pay = await person.PostAsync(checkout + "/pay", ("shown", review.Document.QuerySelector("input[name=shown]")!.GetAttribute("value")!));
        var deliver = await person.PostAsync(checkout + "/delivery");
        var address = await person.PostAsync("/en/checkout", ("_handler", "address"), ("name", "Mallory"));

        Assert.All([pay, deliver, address], page => Assert.Equal(HttpStatusCode.BadRequest, page.Status));
        Assert.Contains("That did not reach us whole", pay.Text);
        Assert.Null(await PlacedAsync(checkout));
    }

    [Fact]
    public async Task F32_The_way_back_of_anothers_payment_or_of_a_made_up_one_shows_and_settles_nothing()
    {
        using var buyer = stall.Person();
        await buyer.AddAsync(stall.Teapot);
        var unpaid = await buyer.SubmitAsync(await buyer.ReviewAsync(), Purchases.PayForm, Purchases.PayButton);
        var payment = await stall.ReadAsync(db => db.Payments.OrderByDescending(p => p.CreatedAtUtc).FirstAsync());
        var number = await stall.ReadAsync(db => db.Orders.Where(o => o.Id == payment.Order).Select(o => o.Number).SingleAsync());
        using var stranger = stall.Person();

        foreach (var id in new[] { payment.Id.Value, new Guid("8f14e45f-ceea-467f-9575-2a3b1c2d3e4f") })
        {
            var page = await stranger.GetAsync($"/en/checkout/return/{id}");

            Assert.Equal((HttpStatusCode.Forbidden, "/en/checkout/elsewhere"), (page.Status, stranger.At));
            Assert.Contains("If you have just paid, your payment is safe", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(number, page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/en/orders/{number}")).Status);
        var untouched = await stall.ReadAsync(db => db.Payments.SingleAsync(p => p.Id == payment.Id));
        Assert.Equal((payment.Status, payment.Version), (untouched.Status, untouched.Version));
        // Others buy to the same address, which may have few unpaid orders.
        await buyer.PayAsync(unpaid);
        await stall.AssertBooksAsync();
    }

    [Fact]
    public async Task Selling_pages_are_never_stored_and_hold_no_framework_script()
    {
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);

        foreach (var path in new[] { "/en/basket", "/en/checkout" })
        {
            var page = await person.GetAsync(path);

            Assert.True(person.Answer.Headers.CacheControl!.NoStore);
            Assert.All(page.Document.QuerySelectorAll("script"), s => Assert.StartsWith("/js/shop.", s.GetAttribute("src"), StringComparison.Ordinal));
            Assert.Empty(page.Document.QuerySelectorAll("[style], style"));
            Assert.All(page.Document.QuerySelectorAll("input:not([type=hidden]), select, textarea"), i => Assert.True(i.HasAttribute("aria-label") || page.Has($"label[for='{i.Id}']") || i.ParentElement!.TagName == "LABEL", i.OuterHtml));
        }
    }

    private async Task<OrderId?> PlacedAsync(string checkout)
    {
        var attempt = Guid.Parse(checkout.Split('/')[3].Split('?')[0]);
        return await stall.ReadAsync(db => db.CheckoutAttempts.Where(a => a.Id == attempt).Select(a => a.Order).SingleAsync());
    }
}
