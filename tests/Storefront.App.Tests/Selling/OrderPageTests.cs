using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Orders;

namespace Storefront.App.Tests.Selling;

/// <summary>A market of its own, because its time moves on by weeks.</summary>
public sealed class OrderPageTests(Stall stall) : IClassFixture<Stall>
{
    /// <summary>Written by a newer version that runs beside this one.</summary>
    [Fact]
    public async Task F86_An_order_in_a_state_of_tomorrow_is_shown_without_what_is_not_known()
    {
        using var person = stall.Person();
        var number = await person.BuyAsync((stall.Shirt, 1));
        var order = await stall.OrderAsync(number);
        var (consignment, line) = (order.Consignments[0].Id.Value, order.Consignments[0].Lines[0].Id);
        await stall.ReadAsync(async db =>
        {
            await db.Database.ExecuteSqlAsync($"""UPDATE "Consignments" SET "Status" = 'HandedToNeighbour' WHERE "Id" = {consignment}""");
            await db.Database.ExecuteSqlAsync($"""UPDATE "OrderLines" SET "Hold" = 'Insured' WHERE "Id" = {line}""");
            return await db.Database.ExecuteSqlAsync($"""INSERT INTO "OrderEvents" ("Id", "Order", "Consignment", "Kind", "Cause", "Detail", "AtUtc") SELECT {Guid.NewGuid()}, "Order", "Consignment", 'GiftWrapped', "Cause", "Detail", "AtUtc" FROM "OrderEvents" WHERE "Order" = {order.Id.Value} AND "Kind" = 'Paid'""");
        });

        var page = await person.GetAsync($"/en/orders/{number}");

        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
        Assert.Contains("Known to a newer version only", page.Text);
        Assert.Contains("Linen shirt", page.Text);

        // The newer version takes it up again.
        await stall.ReadAsync(async db =>
        {
            await db.Database.ExecuteSqlAsync($"""UPDATE "Consignments" SET "Status" = 'ToPack' WHERE "Id" = {consignment}""");
            return await db.Database.ExecuteSqlAsync($"""UPDATE "OrderLines" SET "Hold" = 'Held' WHERE "Id" = {line}""");
        });
        await stall.AssertBooksAsync();
    }

    [Fact]
    public async Task A_guests_link_opens_the_order_once_and_the_secret_leaves_the_address()
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Teapot, 1));
        var key = (await stall.OrderAsync(number)).AccessKey;
        using var elsewhere = stall.Person();

        var opened = await elsewhere.GetAsync($"/en/orders/{number}?key={key}");
        var way = elsewhere.Way;
        var again = await elsewhere.GetAsync($"/en/orders/{number}");

        Assert.Equal(HttpStatusCode.OK, opened.Status);
        Assert.Equal([$"/en/orders/{number}?key={key}", $"/en/orders/{number}"], way);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.DoesNotContain(key, again.Document.DocumentElement.OuterHtml);
    }

    [Fact]
    public async Task Somebody_elses_order_and_one_that_does_not_exist_look_the_same()
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Teapot, 1));
        var part = (await stall.OrderAsync(number)).Consignments[0].Id.Value;
        using var stranger = stall.Person();
        using var member = stall.Person();
        await member.SignInAsync();

        foreach (var person in new[] { stranger, member })
        {
            var foreign = await person.GetAsync($"/en/orders/{number}");
            var wrongKey = await person.GetAsync($"/en/orders/{number}?key={new string('a', 32)}");
            var none = await person.GetAsync("/en/orders/ZZZZZZZZZZZZ");
            var odd = await person.GetAsync("/en/orders/%27%20OR%201=1");

            Assert.All([foreign, wrongKey, none, odd], page => Assert.Equal(HttpStatusCode.NotFound, page.Status));
            Assert.Equal(none.Text, foreign.Text);
            Assert.Equal(none.Text, wrongKey.Text);
            foreach (var act in new[] { "cancel", "receive", "dispute", "return" })
                Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync($"/en/orders/{number}/{act}/{part}")).Status);
        }
    }

    [Fact]
    public async Task A_parcel_is_cancelled_after_asking_once_and_the_money_goes_back()
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Teapot, 1), (stall.Shirt, 1));
        var order = await buyer.GetAsync($"/en/orders/{number}");

        var asks = await buyer.GetAsync(order.Document.QuerySelector("a[href*='/cancel/']")!.GetAttribute("href")!);
        var still = (await stall.OrderAsync(number)).Consignments.Count(c => c.Status == ConsignmentStatus.Cancelled);
        var done = await buyer.SubmitAsync(asks, "form.acts");

        Assert.Contains("You get back €", asks.Text);
        Assert.Equal(0, still);
        Assert.Contains("The parcel is cancelled.", done.Of(".notice-good"));
        Assert.Equal([ConsignmentStatus.Cancelled, ConsignmentStatus.ToPack], (await stall.OrderAsync(number)).Consignments.Select(c => c.Status).Order().Reverse());
    }

    [Fact]
    public async Task After_a_parcel_is_cancelled_the_order_says_what_came_back_what_was_paid_and_what_happened()
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Teapot, 1), (stall.Shirt, 1));
        var order = await buyer.GetAsync($"/en/orders/{number}");
        var asks = await buyer.GetAsync(order.Document.QuerySelector("a[href*='/cancel/']")!.GetAttribute("href")!);

        var done = await buyer.SubmitAsync(asks, "form.acts");
        var later = await buyer.GetAsync($"/en/orders/{number}");

        var placed = await stall.OrderAsync(number);
        var back = await stall.ReadAsync(db => db.Refunds.Where(r => r.Order == placed.Id).Select(r => r.Amount).SingleAsync());
        Assert.Contains("Thank you. Your order is placed.", order.Text);
        Assert.Equal("The parcel is cancelled. €" + back.ToPlain() + " goes back to you.", done.Of(".notes"));
        Assert.Equal("", later.Of(".notes"));
        Assert.Equal($"Refunded−€{back.ToPlain()}", later.Of(".buying-side > .figures tbody"));
        Assert.Equal($"You paid in the end€{(placed.Total - back).ToPlain()}", later.Of(".buying-side > .figures tfoot"));
        var gone = placed.Consignments.Single(c => c.Status == ConsignmentStatus.Cancelled);
        Assert.Contains(later.Document.QuerySelectorAll(".buying-side .timeline li"), li => li.TextContent.StartsWith($"CancelledParcel from {gone.MerchantName}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_on_its_way_cannot_be_cancelled_and_says_so()
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Teapot, 1));
        var part = (await stall.OrderAsync(number)).Consignments[0];
        var asks = await buyer.GetAsync($"/en/orders/{number}/cancel/{part.Id.Value}");
        await stall.SendAsync(part);

        var page = await buyer.SubmitAsync(asks, "form.acts");

        Assert.Contains("The parcel is on its way and cannot be cancelled.", page.Of("[role=alert]"));
        Assert.False(page.Has("a[href*='/cancel/']"));
    }

    [Fact]
    public async Task A_sent_parcel_shows_its_number_its_way_and_each_scan_then_receipt_is_confirmed_and_reviewed()
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Teapot, 1));
        await stall.SendAsync((await stall.OrderAsync(number)).Consignments[0]);
        await stall.DeliverAllAsync();

        var order = await buyer.GetAsync($"/en/orders/{number}");
        var received = await buyer.SubmitAsync(await buyer.GetAsync(order.Document.QuerySelector("a[href*='/receive/']")!.GetAttribute("href")!), "form.acts");
        var ask = await buyer.GetAsync(received.Document.QuerySelector("a[href*='/review/']")!.GetAttribute("href")!);
        var starless = await buyer.SubmitAsync(ask, "form.form", null, ("text", "Pours without a drip."));
        var reviewed = await buyer.SubmitAsync(starless, "form.form", null, ("stars", "5"));

        Assert.Contains("Tracking number", order.Text);
        Assert.Equal(7, order.Document.QuerySelectorAll(".route-long > li.done").Length);
        Assert.Contains("At import customs", order.Of("section.parcel .timeline"));
        Assert.Contains("Delivered", order.Of(".state"));
        Assert.Contains("Thank you. Longjing House is paid now.", received.Of(".notice-good"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, starless.Status);
        Assert.Contains("Please choose from one to five stars.", starless.Text);
        Assert.Equal("Pours without a drip.", starless.Of("textarea"));
        Assert.Contains("Thank you for your review.", reviewed.Of(".notice-good"));
        Assert.False(reviewed.Has("a[href*='/review/']"));
        Assert.Equal(ConsignmentStatus.Received, (await stall.OrderAsync(number)).Consignments[0].Status);
        Assert.Equal(5, await stall.ReadAsync(db => db.Reviews.Select(r => r.Stars).SingleAsync()));
    }

    [Fact]
    public async Task Receipt_of_what_was_not_sent_is_refused()
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Shirt, 1));
        var part = (await stall.OrderAsync(number)).Consignments[0].Id.Value;

        var page = await buyer.SubmitAsync(await buyer.GetAsync($"/en/orders/{number}/receive/{part}"), "form.acts");

        Assert.Contains("The parcel has not been sent yet.", page.Of("[role=alert]"));
    }

    [Fact]
    public async Task Buying_again_puts_the_same_goods_into_the_basket()
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Teapot, 2));

        var basket = await buyer.SubmitAsync(await buyer.GetAsync($"/en/orders/{number}"), "form[action$=again]");

        Assert.Equal("/en/basket", buyer.At);
        Assert.Equal("2", basket.Document.QuerySelector("input[name=quantity]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Whoever_is_signed_in_finds_the_order_in_the_list_and_needs_no_key()
    {
        using var buyer = stall.Person();
        await buyer.SignInAsync();
        var number = await buyer.BuyAsync((stall.Teapot, 1), (stall.Shirt, 1));
        using var elsewhere = stall.Person();
        await elsewhere.SignInAsync();

        var list = await elsewhere.GetAsync("/en/orders");
        var order = await elsewhere.GetAsync(list.Document.QuerySelector($".orders a[href$='{number}']")!.GetAttribute("href")!);

        // Which of two merchants stands first is by their ids, which two made in one millisecond have by chance.
        Assert.Matches("(Celadon teapot|Linen shirt) and 1 more", list.Text);
        Assert.Contains("Longjing House: Being packed", list.Text);
        Assert.Contains(number, order.Of("h1"));
    }

    [Fact]
    public async Task A_guest_is_offered_to_sign_in_and_sees_no_orders()
    {
        using var guest = stall.Person();

        var page = await guest.GetAsync("/en/orders");

        Assert.Contains("Sign in to see your orders.", page.Text);
        Assert.False(page.Has(".orders"));
    }

    [Fact]
    public async Task An_address_can_be_kept_while_buying_and_is_offered_next_time()
    {
        using var buyer = stall.Person();
        await buyer.SignInAsync();
        await buyer.AddAsync(stall.Shirt);
        await buyer.ReviewAsync([.. Purchases.Lyon, ("keep", "yes")]);

        var form = await buyer.GetAsync("/en/checkout");
        var other = await buyer.GetAsync("/en/checkout?address=new");

        Assert.Equal("12 rue Mercière", form.Document.QuerySelector("#street")!.GetAttribute("value"));
        Assert.Contains("Camille Roux, 12 rue Mercière, Lyon", form.Of(".saved"));
        Assert.Equal("", other.Document.QuerySelector("#street")!.GetAttribute("value") ?? "");
        Assert.Equal(Stall.Email, other.Document.QuerySelector("#email")!.GetAttribute("value"));
    }
}
