using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Orders;
using Storefront.Returns;

namespace Storefront.App.Tests.Selling;

/// <summary>A market of its own, because its time moves on by weeks.</summary>
public sealed class ReturnTests(Stall stall) : IClassFixture<Stall>
{
    [Fact]
    public async Task Goods_are_sent_back_with_plain_forms_and_the_page_says_at_each_step_what_comes_next()
    {
        using var buyer = stall.Person();
        var form = await FormAsync(buyer);

        var asked = await buyer.SubmitAsync(form, "form.form", null, ("reason", "Faulty"), ("note", "The lid leaks."));
        var at = buyer.At;
        Assert.Matches("^/en/returns/[0-9a-f-]{36}$", at);
        Assert.Contains("The seller’s turn", asked.Of(".state"));
        Assert.Contains("The lid leaks.", asked.Text);
        Assert.Equal(HttpStatusCode.NotFound, await StrangersAsync(at));

        var id = new ReturnId(Guid.Parse(at[^36..]));
        await stall.DoAsync<JudgeReturn, Outcome<Done>>(j => j.ApproveAsync(id, stall.Owner, default));
        var approved = await buyer.GetAsync(at);
        Assert.Contains("Your turn: send the goods", approved.Of(".state"));
        Assert.Contains("The seller pays for the way back", approved.Text);
        Assert.True(approved.Has("address"));
        var nothing = await buyer.SubmitAsync(approved, "form.form", null, ("carrier", " "), ("tracking", "6A1"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Please name the carrier."), (nothing.Status, nothing.Of("#carrier-fault")));

        var sent = await buyer.SubmitAsync(nothing, "form.form", null, ("carrier", "La Poste"), ("tracking", "6A12345678901"));
        Assert.Contains("On its way to the seller", sent.Of(".state"));
        Assert.Contains("6A12345678901", sent.Text);
    }

    [Fact]
    public async Task Without_reason_goods_or_words_it_is_refused_with_a_sentence_and_what_was_typed_is_kept()
    {
        using var buyer = stall.Person();
        var form = await FormAsync(buyer);

        var page = await buyer.SubmitAsync(form, "form.form", null, ("reason", "WrongItem"), ("note", ""));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Please say what is wrong."), (page.Status, page.Of("#note-fault")));
        Assert.True(page.Has("input[value=WrongItem][checked]"));
        var number = form.Document.QuerySelector("form .acts a")!.GetAttribute("href")!;
        Assert.DoesNotContain("See the return", (await buyer.GetAsync(number)).Text);
    }

    [Fact]
    public async Task A_buyer_keeps_the_goods_after_all_and_the_order_still_leads_to_the_return()
    {
        using var buyer = stall.Person();
        var asked = await buyer.SubmitAsync(await FormAsync(buyer), "form.form", null, ("reason", "ChangedMind"));
        var at = buyer.At;

        var kept = await buyer.SubmitAsync(asked, "form[action$='/keep']");
        var order = await buyer.GetAsync(kept.Document.QuerySelector(".order-head a")!.GetAttribute("href")!);

        Assert.Contains("Closed", kept.Of(".state"));
        Assert.Equal(at, order.Document.QuerySelectorAll(".acts a").Single(a => a.TextContent.Trim() == "See the return").GetAttribute("href"));
    }

    [Theory]
    [InlineData("fr", "Renvoyer un article"), InlineData("zh-Hans", "退回商品"), InlineData("ar", "إرجاع شيء")]
    public async Task The_form_speaks_the_readers_language(string language, string title)
    {
        using var buyer = stall.Person();
        var form = await FormAsync(buyer);

        var page = await buyer.GetAsync($"/{language}" + buyer.At[3..]);

        Assert.Equal(title, page.Of("h1"));
        Assert.Equal(5, page.Document.QuerySelectorAll("#reason input").Length);
        Assert.True(form.Has("#reason"));
    }

    private async Task<Page> FormAsync(Person buyer)
    {
        var number = await buyer.BuyAsync((stall.Teapot, 1));
        var order = await stall.OrderAsync(number);
        foreach (var consignment in order.Consignments) await stall.SendAsync(consignment);
        // The sandbox's way takes as long as its reference says; the time for changing one's mind runs from the delivery.
        for (var day = 0; day < 40 && await stall.ReadAsync(db => db.Consignments.AnyAsync(c => c.Order == order.Id && c.Status == ConsignmentStatus.HandedOver)); day++) await stall.DeliverAllAsync(days: 1);
        var page = await buyer.GetAsync($"/en/orders/{number}");
        return await buyer.GetAsync(page.Document.QuerySelector("a[href*='/return/']")!.GetAttribute("href")!);
    }

    private async Task<HttpStatusCode> StrangersAsync(string path)
    {
        using var stranger = stall.Person();
        return (await stranger.GetAsync(path)).Status;
    }
}
