using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Disputes;
using Storefront.Orders;
using Storefront.Web.Demo;

namespace Storefront.App.Tests.Selling;

/// <summary>The buyer's page of a case that was decided. A market of its own, because its time moves on by weeks.</summary>
public sealed class AppealPageTests(Stall stall) : IClassFixture<Stall>
{
    private const string Form = "#appeal form";

    /// <summary>The smallest real PNG: one black point.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_rejected_claim_is_appealed_with_words_and_a_photo_and_once()
    {
        using var buyer = stall.Person();
        var (dispute, path) = await DecidedAsync(buyer, euros: "0");
        var page = await buyer.GetAsync(path);

        var empty = await buyer.UploadAsync(page, Form, [], ("text", " "));
        var sent = await buyer.UploadAsync(empty, Form, [("inside.png", Png)], ("text", "The crack goes through to the inside."));
        var photo = sent.Document.QuerySelector(".entry-photos a")!.GetAttribute("href")!;

        Assert.Contains("Closed: not refunded", page.Text);
        Assert.Matches("You do not agree\\?.*Until ", page.Of("#appeal"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Please say what happened."), (empty.Status, empty.Of("#text-fault")));
        Assert.Equal(path, buyer.At);
        Assert.Contains("Another admin than the first reads both sides and decides.", sent.Text);
        Assert.Contains("The crack goes through to the inside.", sent.Of(".entries"));
        Assert.Contains("asked that the decision be looked at again", sent.Of(".entries"));
        Assert.Equal(HttpStatusCode.OK, (await buyer.GetAsync(photo)).Status);
        Assert.False(sent.Has("#appeal"));
        Assert.Equal(DisputeSide.Buyer, (await stall.ReadAsync(db => db.Disputes.SingleAsync(d => d.Id == dispute))).AppealedBy);
        Assert.Contains("The decision is looked at again", (await buyer.GetAsync($"/en/orders/{await NumberAsync(dispute)}")).Text);

        var second = await AdminAsync();
        var total = (await stall.ReadAsync(db => db.Disputes.SingleAsync(d => d.Id == dispute))).Ask;
        await stall.DoAsync<DecideAppeal>(async d => Assert.True((await d.RunAsync(dispute, second, total, "The new photo shows the fault.", default)).Succeeded));
        var after = await buyer.GetAsync(path);
        Assert.Contains("Closed: refunded in part", after.Text);
        Assert.Contains("On appeal: decided again", after.Text);
        Assert.Contains("The new photo shows the fault.", after.Text);
        Assert.False(after.Has("#appeal"));
    }

    [Fact]
    public async Task An_appeal_is_taken_back_and_the_first_decision_stands()
    {
        using var buyer = stall.Person();
        var (dispute, path) = await DecidedAsync(buyer, euros: "2.00");
        var sent = await buyer.UploadAsync(await buyer.GetAsync(path), Form, [], ("text", "It was worth more."));

        var back = await buyer.SubmitAsync(sent, "form[action$=withdraw]");

        Assert.Equal("Take the appeal back", sent.Of("form[action$=withdraw] button"));
        Assert.Contains("Closed: refunded in part", back.Text);
        Assert.Contains("On appeal: the decision stands", back.Text);
        Assert.Equal((AppealOutcome.Withdrawn, 200L), await stall.ReadAsync(db => db.Disputes.SingleAsync(d => d.Id == dispute)) is var d ? (d.AppealOutcome, d.DecidedMinor) : default);
    }

    [Fact]
    public async Task Who_got_all_or_came_too_late_or_is_somebody_else_finds_no_form_and_a_forged_one_is_refused()
    {
        using var buyer = stall.Person();
        var (_, won) = await DecidedAsync(buyer, euros: "5.00");
        Assert.False((await buyer.GetAsync(won)).Has("#appeal"));
        var (dispute, path) = await DecidedAsync(buyer, euros: "0");
        var page = await buyer.GetAsync(path);
        using var stranger = stall.Person();
        stall.Clock.Move(TimeSpan.FromDays(31));

        var late = await buyer.UploadAsync(page, Form, [], ("text", "Now I have found it."));

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("The 30 days for an appeal are over.", late.Of("[role=alert]"));
        Assert.False((await buyer.GetAsync(path)).Has("#appeal"));
        Assert.Null((await stall.ReadAsync(db => db.Disputes.SingleAsync(d => d.Id == dispute))).AppealedBy);
    }

    [Theory]
    [InlineData("fr", "Vous n’êtes pas d’accord ?")]
    [InlineData("zh-Hans", "不同意裁定？")]
    [InlineData("ar", "لا توافق على القرار؟")]
    public async Task The_link_of_the_mail_opens_the_case_for_a_guest_in_its_language(string language, string title)
    {
        using var buyer = stall.Person();
        var (dispute, path) = await DecidedAsync(buyer, euros: "0");
        var order = await stall.OrderAsync(await NumberAsync(dispute));
        var link = await stall.ReadAsync(db => db.Notices.Where(n => n.Template == "dispute-decided" && n.Key.EndsWith(dispute.Value.ToString("N"))).SingleAsync()) is var notice ? notice.Values["link"] : "";
        using var guest = stall.Person();

        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync(path)).Status);
        var opened = await guest.GetAsync(link);
        var page = await guest.GetAsync(path.Replace("/en/", $"/{language}/", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, opened.Status);
        Assert.DoesNotContain(order.AccessKey, guest.At, StringComparison.Ordinal);
        Assert.Contains(title, page.Of("#appeal"));
    }

    /// <summary>A case about five euros that an admin has decided.</summary>
    private async Task<(DisputeId Id, string Path)> DecidedAsync(Person buyer, string euros)
    {
        var number = await buyer.BuyAsync((stall.Shirt, 1));
        await stall.SendAsync((await stall.OrderAsync(number)).Consignments[0]);
        await stall.DeliverAllAsync(days: 12);
        var order = await buyer.GetAsync($"/en/orders/{number}");
        var form = await buyer.GetAsync(order.Document.QuerySelector("a[href*='/dispute/']")!.GetAttribute("href")!);
        await buyer.UploadAsync(form, "form.form", [], ("reason", "Damaged"), ("amount", "5.00"), ("text", "Something is wrong with it."));
        var dispute = new DisputeId(Guid.Parse(buyer.At.Split('/')[^1]));
        Assert.True(Money.TryParse(euros, Currency.Eur, out var refund));
        var admin = await AdminAsync();
        await stall.DoAsync<DecideDispute>(async d => Assert.True((await d.RunAsync(dispute, admin, refund, "Both sides were heard.", default)).Succeeded));
        return (dispute, buyer.At);
    }

    private Task<string> NumberAsync(DisputeId dispute) => stall.ReadAsync(db => db.Disputes.Where(d => d.Id == dispute).Join(db.Orders, d => d.Order, o => o.Id, (_, o) => o.Number).SingleAsync());

    private Task<Actor> AdminAsync() => stall.ReadAsync(async db =>
    {
        var role = await db.Roles.SingleOrDefaultAsync(r => r.Name == Roles.Admin);
        if (role is null) db.Roles.Add(role = new() { Id = Guid.CreateVersion7(), Name = Roles.Admin, NormalizedName = Roles.Admin.ToUpperInvariant() });
        var admin = DemoPeople.Add(db, $"{Guid.NewGuid():N}@example.test", canSignIn: true, stall.Clock.GetUtcNow().UtcDateTime);
        db.UserRoles.Add(new() { RoleId = role.Id, UserId = admin.Id });
        await db.SaveChangesAsync();
        return new Actor(admin.UserId);
    });
}
