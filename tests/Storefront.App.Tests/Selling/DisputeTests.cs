using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Disputes;
using Storefront.Orders;

namespace Storefront.App.Tests.Selling;

/// <summary>A market of its own, because its time moves on by weeks.</summary>
public sealed class DisputeTests(Stall stall) : IClassFixture<Stall>
{
    private const string Form = "form.form";

    /// <summary>The smallest real PNG: one black point.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_case_is_opened_with_a_photo_that_only_the_two_sides_see()
    {
        using var buyer = stall.Person();
        var form = await ClaimFormAsync(buyer);

        var opened = await buyer.UploadAsync(form, Form, [("crack.png", Png)], ("reason", "Damaged"), ("amount", "5,00"), ("text", "A crack from rim to foot."));
        var photo = opened.Document.QuerySelector(".entry-photos a")!.GetAttribute("href")!;
        await buyer.GetAsync(photo);
        var (type, sniff) = (buyer.Answer.Content.Headers.ContentType!.MediaType, buyer.Answer.Headers.GetValues("X-Content-Type-Options").Single());
        using var owner = stall.Person();
        await owner.SignInAsync("owner@example.test");
        var seenByMerchant = (await owner.GetAsync(photo)).Status;
        using var stranger = stall.Person();
        using var member = stall.Person();
        await member.SignInAsync();

        Assert.StartsWith("/en/disputes/", photo, StringComparison.Ordinal);
        Assert.Contains("The seller’s turn", opened.Text);
        Assert.Contains("A crack from rim to foot.", opened.Of(".entries"));
        Assert.Contains("€5.00", opened.Of(".entries"));
        Assert.Matches("Answer by .* in [45] days", opened.Text);
        Assert.Equal(("image/webp", "nosniff"), (type, sniff));
        Assert.Equal(HttpStatusCode.OK, seenByMerchant);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(photo)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(photo)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(photo[..photo.IndexOf("/photos", StringComparison.Ordinal)])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await buyer.GetAsync(photo[..(photo.LastIndexOf('/') + 1)] + new string('a', 64) + ".webp")).Status);
    }

    [Fact]
    public async Task A_text_file_named_jpg_is_refused_with_a_sentence_and_what_was_typed_is_kept()
    {
        using var buyer = stall.Person();
        var form = await ClaimFormAsync(buyer);

        var page = await buyer.UploadAsync(form, Form, [("photo.jpg", "I am no picture."u8.ToArray())], ("reason", "Damaged"), ("amount", "5.00"), ("text", "It broke."));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal("This is not a picture that we can read. JPEG, PNG or WebP, please.", page.Of("#photos-fault"));
        Assert.Equal("It broke.", page.Of("textarea"));
        Assert.True(page.Has("input[value=Damaged][checked]"));
        await AssertNoCaseAsync(form);
    }

    [Fact]
    public async Task A_photo_that_came_with_a_refused_claim_is_asked_for_again_beside_its_field()
    {
        using var buyer = stall.Person();
        var form = await ClaimFormAsync(buyer);

        var page = await buyer.UploadAsync(form, Form, [("1.png", Png), ("2.png", Png)], ("reason", "Damaged"), ("amount", "5000,00"), ("text", "It broke."));

        Assert.False(form.Has("#photos-again"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal("Choose your 2 photos again: a form that comes back cannot keep files.", page.Of("#photos-again"));
        Assert.Contains("photos-again", page.Document.QuerySelector("#photos")!.GetAttribute("aria-describedby"));
        Assert.Equal("5000.00", page.Document.QuerySelector("#amount")!.GetAttribute("value"));
        Assert.Contains(page.Document.QuerySelector("#amount")!.GetAttribute("max")!, page.Of("#amount-hint"));
        await AssertNoCaseAsync(form);
    }

    [Fact]
    public async Task An_upload_of_60_MB_gets_a_sentence_and_not_a_broken_connection()
    {
        using var buyer = stall.Person();
        var form = await ClaimFormAsync(buyer);

        var page = await buyer.UploadAsync(form, Form, [("huge.jpg", new byte[60 * 1024 * 1024])], ("reason", "Damaged"), ("amount", "5.00"), ("text", "It broke."));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("This picture is larger than 10 MB", page.Of("[role=alert]"));
        await AssertNoCaseAsync(form);
    }

    [Fact]
    public async Task A_photo_of_11_MB_and_a_sixth_photo_are_refused()
    {
        using var buyer = stall.Person();
        var form = await ClaimFormAsync(buyer);

        var large = await buyer.UploadAsync(form, Form, [("large.jpg", new byte[11 * 1024 * 1024])], ("reason", "Damaged"), ("amount", "5.00"), ("text", "It broke."));
        var many = await buyer.UploadAsync(form, Form, [.. Enumerable.Range(1, 6).Select(i => ($"{i}.png", Png))], ("reason", "Damaged"), ("amount", "5.00"), ("text", "It broke."));

        Assert.Contains("This picture is larger than 10 MB", large.Of("#photos-fault"));
        Assert.Equal("At most 5 files.", many.Of("#photos-fault"));
        await AssertNoCaseAsync(form);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999")]
    [InlineData("1,234.50")]
    [InlineData("all of it")]
    public async Task An_amount_that_is_nothing_or_more_than_was_paid_is_refused(string amount)
    {
        using var buyer = stall.Person();
        var form = await ClaimFormAsync(buyer);

        var page = await buyer.UploadAsync(form, Form, [], ("reason", "Damaged"), ("amount", amount), ("text", "It broke."));

        Assert.Equal("The amount must be more than nothing and no more than what was paid.", page.Of("#amount-fault"));
        Assert.Equal(amount, page.Document.QuerySelector("#amount")!.GetAttribute("value"));
        await AssertNoCaseAsync(form);
    }

    [Fact]
    public async Task A_claim_about_one_of_two_lines_keeps_that_line_alone_and_asks_no_more_than_was_paid_for_it()
    {
        using var buyer = stall.Person();
        var napkin = await stall.ListAsync(stall.Linen, "Linen napkin", "9.00", 50);
        var number = await buyer.BuyAsync((stall.Shirt, 1), (napkin, 1));
        await stall.SendAsync((await stall.OrderAsync(number)).Consignments[0]);
        await stall.DeliverAllAsync(days: 12);
        var order = await buyer.GetAsync($"/en/orders/{number}");
        var lines = (await stall.OrderAsync(number)).Consignments[0].Lines;
        var line = lines.Single(l => l.Variant == napkin);
        var form = await buyer.GetAsync(order.Document.QuerySelector("a[href*='/dispute/']")!.GetAttribute("href")!);

        var over = await buyer.UploadAsync(form, Form, [], ("line", line.Id.ToString()), ("reason", "Damaged"), ("amount", (line.Paid.Total + new Money(1, line.Paid.Total.Currency)).ToPlain()), ("text", "A hole in it."));
        await buyer.UploadAsync(over, Form, [], ("line", line.Id.ToString()), ("reason", "Damaged"), ("amount", line.Paid.Total.ToPlain()), ("text", "A hole in it."));
        var dispute = new DisputeId(Guid.Parse(buyer.At.Split('/')[^1]));
        var after = await buyer.GetAsync($"/en/orders/{number}");
        var second = await buyer.GetAsync(after.Document.QuerySelector("a[href*='/dispute/']")!.GetAttribute("href")!);

        Assert.Equal(2, form.Document.QuerySelectorAll("input[type=checkbox][name=line]").Length);
        Assert.Contains("with its share of delivery, duty and tax", form.Of("#lines"));
        Assert.Equal("The amount must be more than nothing and no more than what was paid.", over.Of("#amount-fault"));
        Assert.True(over.Has($"input[name=line][value='{line.Id}'][checked]"));
        Assert.Equal([line.Id], (await stall.ReadAsync(db => db.Disputes.SingleAsync(d => d.Id == dispute))).Lines);
        Assert.Contains("Held while your case or return is open", after.Text);
        Assert.Contains("Held until you confirm receipt", after.Text);
        Assert.True(after.Has("a[href*='/receive/']"));
        Assert.Equal(0, second.Document.QuerySelectorAll("input[name=line]").Length);
        Assert.Equal([HoldState.Held, HoldState.Disputed], (await stall.OrderAsync(number)).Consignments[0].Lines.Select(l => l.Hold).Order());

        await stall.DoAsync<AnswerDispute>(async a => Assert.True((await a.AcceptAsync(dispute, stall.Owner, default)).Succeeded));
        Assert.Contains("Refunded in full", (await buyer.GetAsync($"/en/orders/{number}")).Text);
    }

    [Fact]
    public async Task A_reason_outside_of_its_time_cannot_be_chosen_and_is_refused_if_forged()
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Shirt, 1));
        var part = (await stall.OrderAsync(number)).Consignments[0].Id.Value;
        var form = await buyer.GetAsync($"/en/orders/{number}/dispute/{part}");

        var page = await buyer.UploadAsync(form, Form, [], ("reason", "Damaged"), ("amount", "5.00"), ("text", "It broke."));

        Assert.All(form.Document.QuerySelectorAll("input[name=reason]"), r => Assert.True(r.HasAttribute("disabled")));
        Assert.Contains("Once the parcel has come", form.Text);
        Assert.Equal("For this reason it is too early or too late.", page.Of("#reason-fault"));
    }

    [Fact]
    public async Task An_offer_is_answered_by_asking_again_then_taken()
    {
        using var buyer = stall.Person();
        var (dispute, path) = await OpenAsync(buyer, "NotAsDescribed");
        await OfferAsync(dispute, "2.00");

        var offered = await buyer.GetAsync(path);
        var again = await buyer.UploadAsync(offered, "details form.form", [("second.png", Png)], ("amount", "4.00"), ("text", "Half of it, then."));
        await OfferAsync(dispute, "3.00");
        var taken = await buyer.SubmitAsync(await buyer.GetAsync(buyer.At), "form[action$=take-offer]");

        Assert.Equal("Take €2.00", offered.Of("form[action$=take-offer] button"));
        Assert.Contains("Half of it, then.", again.Of(".entries"));
        Assert.Contains("Closed: refunded in part", taken.Text);
        Assert.Equal(300, (await stall.ReadAsync(db => db.Disputes.SingleAsync(d => d.Id == dispute))).DecidedMinor);
    }

    [Fact]
    public async Task What_is_unsafe_goes_to_an_admin_at_once_and_what_is_withdrawn_is_closed()
    {
        using var buyer = stall.Person();
        var (dispute, path) = await OpenAsync(buyer, "Unsafe");

        var escalated = await buyer.SubmitAsync(await buyer.GetAsync(path), "form[action$=escalate]");
        var withdrawn = await buyer.SubmitAsync(escalated, "form[action$=withdraw]");

        Assert.Contains("An admin decides", escalated.Text);
        Assert.Contains("Closed: you withdrew it", withdrawn.Text);
        Assert.Equal(DisputeStatus.Closed, (await stall.ReadAsync(db => db.Disputes.SingleAsync(d => d.Id == dispute))).Status);
    }

    [Fact]
    public async Task What_cannot_be_done_at_this_stage_says_so()
    {
        using var buyer = stall.Person();
        var (_, path) = await OpenAsync(buyer, "Damaged");
        var page = await buyer.GetAsync(path);
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var after = await buyer.PostAsync(path + "/escalate", ("__RequestVerificationToken", token));

        Assert.Contains("This cannot be done at this stage of the case.", after.Of("[role=alert]"));
    }

    private async Task<Page> ClaimFormAsync(Person buyer)
    {
        var number = await buyer.BuyAsync((stall.Shirt, 1));
        await stall.SendAsync((await stall.OrderAsync(number)).Consignments[0]);
        await stall.DeliverAllAsync(days: 12);
        var order = await buyer.GetAsync($"/en/orders/{number}");
        return await buyer.GetAsync(order.Document.QuerySelector("a[href*='/dispute/']")!.GetAttribute("href")!);
    }

    private async Task<(DisputeId Id, string Path)> OpenAsync(Person buyer, string reason)
    {
        await buyer.UploadAsync(await ClaimFormAsync(buyer), Form, [], ("reason", reason), ("amount", "5.00"), ("text", "Something is wrong with it."));
        Assert.StartsWith("/en/disputes/", buyer.At, StringComparison.Ordinal);
        return (new DisputeId(Guid.Parse(buyer.At.Split('/')[^1])), buyer.At);
    }

    private Task OfferAsync(DisputeId dispute, string euros)
    {
        Assert.True(Money.TryParse(euros, Currency.Eur, out var money));
        return stall.DoAsync<AnswerDispute>(async answer => Assert.True((await answer.OfferAsync(dispute, stall.Owner, money, "We can do this.", [], default)).Succeeded));
    }

    private async Task AssertNoCaseAsync(Page form)
    {
        var part = new ConsignmentId(Guid.Parse(form.Document.QuerySelector("input[name=back]")!.GetAttribute("value")!.Split('/')[^1]));
        Assert.False(await stall.ReadAsync(db => db.Disputes.AnyAsync(d => d.Consignment == part)));
    }
}
