using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Discounts;
using Storefront.Merchants;
using Storefront.Notices;
using Storefront.Orders;

namespace Storefront.App.Tests.Selling;

/// <summary>A discount code from the basket to the refund, as a person without scripts sees it.</summary>
[Collection(Stall.Collection)]
public sealed class DiscountPageTests(Stall stall)
{
    private const string CodeForm = "form[action$='/basket/code']";
    private const string RemoveForm = "form[action$='/basket/code/remove']";

    [Fact]
    public async Task A_code_lowers_basket_checkout_and_order_and_a_refund_gives_back_what_was_paid()
    {
        await MakeAsync(stall.Tea, new DiscountDraft("Quarter-Off", PartsPerMillion.FromPercent(25), null));
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot, 2);
        var before = await person.AddAsync(stall.Shirt);

        var basket = await person.SubmitAsync(before, CodeForm, null, ("code", " quarter-off "));
        Assert.Contains("The code QUARTER-OFF is in your basket.", basket.Of(".notice-good"));
        Assert.Contains("QUARTER-OFF", basket.Of(".code-kept"));
        Assert.Equal("Discount QUARTER-OFF", Row(basket, ".figures").Head);
        Assert.Contains("discount", basket.Of(".landed .sum > summary"));
        Assert.NotEqual(before.Of(".landed-total bdi"), basket.Of(".landed-total bdi"));

        var review = await person.ReviewAsync();
        var total = review.Of(".landed-total bdi");
        var (_, off) = Row(review, ".figures");
        Assert.Equal(off, Row(review, ".sum-table").Amount);
        var order = await person.PayAsync(await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton));

        Assert.Equal(total, order.Of(".landed-total bdi"));
        Assert.Equal(("Discount QUARTER-OFF", off), Row(order, ".figures"));
        var placed = await stall.OrderAsync(person.OrderShown());
        Assert.DoesNotContain("QUARTER-OFF", (await person.AddAsync(stall.Teapot)).Text);
        var tea = placed.Consignments.Single(c => c.Merchant == stall.Tea);
        Assert.Equal((OrderStatus.Paid, "QUARTER-OFF"), (placed.Status, tea.DiscountCode));
        var paid = await stall.ReadAsync(db => db.Notices.AsNoTracking().Where(n => n.Key == $"order-paid:{placed.Number}").SingleAsync());
        Assert.Contains("Discount with QUARTER-OFF: €", (await stall.DoAsync<ComposeMail, string>(m => Task.FromResult(m.From(paid).Body))), StringComparison.Ordinal);
        var line = tea.Lines.Single();
        await stall.DoAsync<GiveMoneyBack>(async g => Assert.True((await g.ByMerchantAsync(tea.Id, stall.Owner, new RefundOrder(Guid.NewGuid(), [new LineAmount(line.Id, line.Refundable)], "A crack."), default)).Succeeded));
        var refunded = (await stall.OrderAsync(placed.Number)).Consignments.Single(c => c.Merchant == stall.Tea).Lines.Single();
        Assert.Equal((line.LineTotal.Minor, line.UnitPrice.Minor * 2), (refunded.RefundedGoodsMinor, refunded.RefundedGoodsMinor + refunded.DiscountMinor));
        await stall.AssertBooksAsync();
    }

    [Theory]
    [InlineData("en", "NO-SUCH-CODE", "No shop in your basket knows this discount code.")]
    [InlineData("en", "<script>alert(1)</script>", "No shop in your basket knows this discount code.")]
    [InlineData("en", "ONLY-LINEN", "This discount code is for another shop than those in your basket.")]
    [InlineData("en", "BIG-SPEND", "This discount code counts from")]
    [InlineData("fr", "LAPSED", "Ce code de réduction a expiré.")]
    [InlineData("zh-Hans", "LAPSED", "这个折扣码已过期。")]
    [InlineData("ar", "LAPSED", "انتهت صلاحية رمز الخصم هذا.")]
    public async Task A_code_that_does_not_count_is_answered_in_words_and_changes_nothing(string language, string code, string answer)
    {
        var today = DateOnly.FromDateTime(stall.Clock.GetUtcNow().UtcDateTime);
        await MakeAsync(stall.Linen, new DiscountDraft("ONLY-LINEN", PartsPerMillion.FromPercent(10), null));
        await MakeAsync(stall.Tea, new DiscountDraft("BIG-SPEND", PartsPerMillion.FromPercent(10), null, Least: Money.Exactly(100_000, new Currency("CNY"))));
        await MakeAsync(stall.Tea, new DiscountDraft("LAPSED", PartsPerMillion.FromPercent(10), null, To: today));
        using var person = stall.Person();
        await person.AddAsync(stall.Teapot);
        if (code == "LAPSED") stall.Clock.Move(TimeSpan.FromDays(1));
        var before = await person.GetAsync($"/{language}/basket");

        var basket = await person.SubmitAsync(before, CodeForm, null, ("code", code));

        Assert.Contains(answer, basket.Of("[role=alert]"));
        Assert.Equal((false, before.Of(".landed-total bdi")), (basket.Has(".code-kept"), basket.Of(".landed-total bdi")));
        Assert.Equal(language == "ar", basket.Document.DocumentElement.GetAttribute("dir") == "rtl");
    }

    [Fact]
    public async Task A_code_can_be_taken_out_again_and_a_post_from_elsewhere_or_with_nonsense_does_nothing()
    {
        await MakeAsync(stall.Tea, new DiscountDraft("TAKE-OUT", PartsPerMillion.FromPercent(10), null));
        using var person = stall.Person();
        var full = await person.AddAsync(stall.Teapot);
        var with = await person.SubmitAsync(full, CodeForm, null, ("code", "TAKE-OUT"));

        await person.PostAsync("/en/basket/code/remove", ("code", "nonsense"));
        await person.PostAsync("/en/basket/code/remove", ("code", Guid.NewGuid().ToString()));
        var still = await person.GetAsync("/en/basket");
        var without = await person.SubmitAsync(still, RemoveForm);
        using var nobody = stall.Person();
        var empty = await nobody.PostAsync("/en/basket/code", ("code", "TAKE-OUT"));

        Assert.Equal(with.Of(".landed-total bdi"), still.Of(".landed-total bdi"));
        Assert.Equal((full.Of(".landed-total bdi"), false), (without.Of(".landed-total bdi"), without.Has(".code-kept")));
        Assert.Contains("Your basket is empty", empty.Text);
        Assert.Equal(HttpStatusCode.OK, empty.Status);
    }

    [Fact]
    public async Task A_code_that_is_stopped_while_its_buyer_looks_at_the_total_is_left_out_and_the_new_total_is_asked_for()
    {
        var code = await MakeAsync(stall.Tea, new DiscountDraft("GOING", PartsPerMillion.FromPercent(50), null));
        using var person = stall.Person();
        await person.SubmitAsync(await person.AddAsync(stall.Teapot), CodeForm, null, ("code", "GOING"));
        var review = await person.ReviewAsync();
        await stall.DoAsync<StopDiscountCode>(s => s.RunAsync(code, stall.Owner, default));

        var again = await person.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton);

        Assert.StartsWith("/en/checkout/", person.At, StringComparison.Ordinal);
        Assert.Contains("The discount code GOING does not count for this order any more.", again.Text);
        Assert.NotEqual(review.Of(".landed-total bdi"), again.Of(".landed-total bdi"));
        Assert.DoesNotContain(again.Document.QuerySelectorAll(".figures th"), h => h.TextContent.Contains("Discount", StringComparison.Ordinal));
        var total = again.Of(".landed-total bdi");
        Assert.Equal(total, (await person.PayAsync(await person.SubmitAsync(again, Purchases.PayForm, Purchases.PayButton))).Of(".landed-total bdi"));
    }

    [Fact]
    public async Task Who_did_not_pay_and_buys_again_has_the_code_back()
    {
        var code = await MakeAsync(stall.Tea, new DiscountDraft("ONE-TIME", PartsPerMillion.FromPercent(10), null, MostUses: 1));
        using var person = stall.Person();
        await person.SubmitAsync(await person.AddAsync(stall.Teapot), CodeForm, null, ("code", "ONE-TIME"));
        await person.SubmitAsync(await person.ReviewAsync(), Purchases.PayForm, Purchases.PayButton);
        var attempt = Guid.Parse(person.Way[0].Split('/')[3]);
        var number = await stall.ReadAsync(db => db.Orders.Where(o => o.Attempt == attempt).Select(o => o.Number).SingleAsync());
        var held = await UsesAsync();
        stall.Clock.Move(TimeSpan.FromMinutes(31));
        await stall.DoAsync<SweepPayments>(s => s.RunAsync(default));

        var again = await person.SubmitAsync(await person.GetAsync($"/en/orders/{number}"), "form[action$='/again']");

        Assert.Equal((1, 0), (held, await UsesAsync()));
        Assert.Contains("ONE-TIME", again.Of(".code-kept"));
        Assert.Equal("Discount ONE-TIME", Row(again, ".figures").Head);
        await stall.AssertBooksAsync();

        Task<int> UsesAsync() => stall.ReadAsync(db => db.DiscountCodes.Where(c => c.Id == code).Select(c => c.Uses).SingleAsync());
    }

    private static (string Head, string Amount) Row(Page page, string table)
    {
        var row = page.Document.QuerySelectorAll($"{table} tr").First(r => r.QuerySelector("th")!.TextContent.StartsWith("Discount", StringComparison.Ordinal));
        return (row.QuerySelector("th")!.FirstChild!.TextContent.Trim() + " " + row.QuerySelector("small")!.TextContent.Trim(), row.QuerySelector("td")!.TextContent.Trim());
    }

    /// <summary>The market is shared by the tests: a code that is there already is as good.</summary>
    private async Task<DiscountCodeId> MakeAsync(MerchantId shop, DiscountDraft draft)
    {
        var made = await stall.DoAsync<MakeDiscountCode, Outcome<DiscountCodeId>>(m => m.RunAsync(shop, draft, stall.Owner, default));
        Assert.True(made.Succeeded || made.Refusal == DiscountRefusals.CodeTaken, made.Refusal?.Code);
        return made.Succeeded ? made.Value : default;
    }
}
