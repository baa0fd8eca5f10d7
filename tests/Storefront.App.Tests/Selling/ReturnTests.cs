using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Returns;

namespace Storefront.App.Tests.Selling;

/// <summary>A market of its own, because its time moves on by weeks.</summary>
public sealed class ReturnTests(Stall stall) : IClassFixture<Stall>
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

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
    public async Task The_label_comes_by_mail_opens_by_its_link_and_for_nobody_else()
    {
        await stall.DoAsync<ChangeMerchant, Outcome<Done>>(async c => await c.RunAsync(stall.Tea, stall.Owner, (await stall.ReadAsync(db => db.Merchants.AsNoTracking().SingleAsync(m => m.Id == stall.Tea))).Profile with { ReturnPostage = ReturnPostage.AllGoods }, default));
        using var buyer = stall.Person();
        var form = await FormAsync(buyer);
        Assert.Equal(5, form.Document.QuerySelectorAll("#reason small").Count(s => s.TextContent == "The seller pays for the way back."));
        await buyer.SubmitAsync(form, "form.form", null, ("reason", "ChangedMind"));
        var at = buyer.At;
        var id = new ReturnId(Guid.Parse(at[^36..]));
        await stall.DoAsync<JudgeReturn, Outcome<Done>>(j => j.ApproveAsync(id, stall.Owner, default));
        for (var i = 0; i < 200 && !await stall.ReadAsync(db => db.Notices.AnyAsync(n => n.Template == "return-label")); i++) await Task.Delay(50);

        // The mail's link opens it anywhere; without it there is nothing.
        var link = (await stall.ReadAsync(db => db.Notices.AsNoTracking().SingleAsync(n => n.Template == "return-label"))).Values["link"];
        using var stranger = stall.Person();
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), ((await stranger.GetAsync(at)).Status, (await stranger.GetAsync(at + "/label")).Status));
        var page = await stranger.GetAsync(link);
        Assert.EndsWith(at[3..], stranger.At, StringComparison.Ordinal);
        Assert.True(page.Has("#label"));
        Assert.False(page.Has("#carrier"));

        await buyer.GetAsync(at + "/label");
        var label = buyer.Answer;
        Assert.Equal(("application/pdf", "%PDF-", true), (label.Content.Headers.ContentType?.MediaType, System.Text.Encoding.ASCII.GetString(await label.Content.ReadAsByteArrayAsync(), 0, 5), label.Headers.CacheControl?.NoStore));
        var sent = await buyer.SubmitAsync(await buyer.GetAsync(at), "form[action$='/handed-over']");
        Assert.Contains("On its way to the seller", sent.Of(".state"));
        await stall.DoAsync<ChangeMerchant, Outcome<Done>>(async c => await c.RunAsync(stall.Tea, stall.Owner, (await stall.ReadAsync(db => db.Merchants.AsNoTracking().SingleAsync(m => m.Id == stall.Tea))).Profile with { ReturnPostage = ReturnPostage.Buyer }, default));
    }

    [Fact]
    public async Task The_slip_is_printed_the_postage_asked_for_with_its_receipt_and_the_papers_for_customs_taken_home()
    {
        using var buyer = stall.Person();
        await buyer.SubmitAsync(await FormAsync(buyer), "form.form", null, ("reason", "Faulty"), ("note", "The lid leaks."));
        var at = buyer.At;
        var id = new ReturnId(Guid.Parse(at[^36..]));
        await stall.DoAsync<JudgeReturn, Outcome<Done>>(j => j.ApproveAsync(id, stall.Owner, default));
        var approved = await buyer.GetAsync(at);
        Assert.True(approved.Has("#slip"));
        Assert.False(approved.Has("#postage"));
        await buyer.GetAsync(at + "/slip");
        Assert.Equal("application/pdf", buyer.Answer.Content.Headers.ContentType?.MediaType);
        var sent = await buyer.SubmitAsync(approved, "form.form", null, ("carrier", "La Poste"), ("tracking", "6A12345678901"));

        var toomuch = await buyer.UploadAsync(sent, "form[enctype]", [("receipt.png", Png)], ("amount", "99999"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, toomuch.Status);
        Assert.Contains("at most", toomuch.Of("#amount-fault"));
        var asked = await buyer.UploadAsync(toomuch, "form[enctype]", [("receipt.png", Png)], ("amount", "4,50"));
        Assert.Contains("Postage asked for", asked.Text);
        await buyer.GetAsync(at + "/receipt");
        Assert.Equal("image/webp", buyer.Answer.Content.Headers.ContentType?.MediaType);
        using var stranger = stall.Person();
        foreach (var file in new[] { "/slip", "/receipt", "/label", "/reclaim.pdf", "/reclaim.csv" }) Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(at + file)).Status);

        await stall.DoAsync<ReceiveReturn, Outcome<Done>>(r => r.RunAsync(id, stall.Owner, default));
        var received = await buyer.GetAsync(at);
        Assert.True(received.Has("#reclaim"));
        await buyer.GetAsync(at + "/reclaim.pdf");
        Assert.Equal("application/pdf", buyer.Answer.Content.Headers.ContentType?.MediaType);
        await buyer.GetAsync(at + "/reclaim.csv");
        Assert.StartsWith("Return,Order,", await buyer.Answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "costs you nothing"), InlineData("fr", "ne vous coûte rien"), InlineData("zh-Hans", "无需您承担"), InlineData("ar", "لا يكلفك الإرجاع شيئاً")]
    public async Task The_page_about_returns_tells_the_way_that_there_is_with_the_markets_own_days(string language, string nothing)
    {
        using var reader = stall.Person();
        var page = await reader.GetAsync($"/{language}/help/returns");

        Assert.Contains(nothing, page.Text);
        foreach (var days in new[] { ReturnTerms.FaultDaysAfterDelivery, Return.SendDays }) Assert.Contains(days.ToString(System.Globalization.CultureInfo.InvariantCulture), page.Text);
        Assert.Equal(4, page.Document.QuerySelectorAll("article h2").Length);
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
