using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;
using static Storefront.App.Tests.Account.AccountStall;

namespace Storefront.App.Tests.Account;

/// <summary>From no account to one that is signed in, over plain forms.</summary>
public sealed class RegisterTests(AccountStall stall) : IClassFixture<AccountStall>
{
    [Fact]
    public async Task An_account_opens_with_the_mailed_link_and_the_password()
    {
        using var person = stall.Market.Person();
        var email = NewAddress();

        var asked = await stall.RegisterAsync(person, email);
        var before = await SignInAsync(person, email);
        var welcome = await stall.ConfirmAsync(person, email);

        Assert.Contains("We have written to the address that you gave.", asked.Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, before.Status);
        Assert.Contains("Your address is confirmed. Welcome.", welcome.Document.Body!.TextContent);
        Assert.True(await IsInAsync(person));
    }

    [Fact]
    public async Task The_link_alone_opens_nothing()
    {
        using var person = stall.Market.Person();
        var email = NewAddress();
        await stall.RegisterAsync(person, email);

        var page = await stall.ConfirmAsync(person, email, "another password altogether");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.False(await IsInAsync(person));
        Assert.False(await stall.Market.ReadAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.EmailConfirmed).SingleAsync()));
    }

    [Fact]
    public async Task A_link_works_once_and_only_the_newest()
    {
        using var person = stall.Market.Person();
        var email = NewAddress();
        await stall.RegisterAsync(person, email);
        var first = await stall.LinkInMailAsync(email, "confirm-email");
        await stall.RegisterAsync(person, email);
        var second = await stall.LinkInMailAsync(email, "confirm-email");

        var replaced = await person.GetAsync(first);
        await stall.ConfirmAsync(person, email);
        var used = await person.GetAsync(second);
        var forged = await person.GetAsync(second.Replace("token=", "token=0", StringComparison.Ordinal));

        Assert.NotEqual(first, second);
        Assert.Contains("This link does not work any more", replaced.Text);
        Assert.Equal(replaced.Text, used.Text);
        Assert.Equal(replaced.Text, forged.Text);
    }

    [Fact]
    public async Task Nobody_learns_from_the_form_whether_an_address_has_an_account()
    {
        using var person = stall.Market.Person();
        var fresh = NewAddress();

        var toNew = await stall.RegisterAsync(person, fresh);
        var toKnown = await stall.RegisterAsync(person, Stall.Email);

        Assert.Equal(toNew.Text, toKnown.Text);
        Assert.Equal(toNew.Status, toKnown.Status);
        Assert.NotEmpty(await stall.LinkInMailAsync(Stall.Email, "already-registered"));
        Assert.False(await stall.Market.ReadAsync(db => db.Notices.AnyAsync(n => n.To == Stall.Email && n.Template == "confirm-email")));
    }

    [Theory]
    [InlineData("short1", "At least 10")]
    [InlineData("password123", "")]
    [InlineData("aaaaaaaaaaaaaa", "")]
    public async Task A_password_that_is_easily_guessed_is_refused_and_stores_nothing(string password, string said)
    {
        using var person = stall.Market.Person();
        var email = NewAddress();

        var page = await stall.RegisterAsync(person, email, password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(said, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.True(page.Has("#new-password[aria-invalid=true]"), page.Document.QuerySelector(Form)!.OuterHtml);
        Assert.Equal(email, page.Document.QuerySelector("#email")!.GetAttribute("value"));
        Assert.False(await stall.Market.ReadAsync(db => db.Users.AnyAsync(u => u.Email == email)));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b@c.test")]
    [InlineData("x@example.test\r\nBcc: y@example.test")]
    [InlineData("")]
    public async Task What_is_no_mail_address_is_refused(string email)
    {
        using var person = stall.Market.Person();

        var page = await stall.RegisterAsync(person, email);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("e-mail", page.Text);
    }

    [Fact]
    public async Task A_form_that_this_site_did_not_give_is_refused()
    {
        using var person = stall.Market.Person();
        var email = NewAddress();

        var page = await person.PostAsync("/en/account/register", ("_handler", "register"), ("email", email), ("new-password", Password));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.False(await stall.Market.ReadAsync(db => db.Users.AnyAsync(u => u.Email == email)));
    }

    [Fact]
    public async Task An_address_is_not_flooded_with_letters()
    {
        using var person = stall.Market.Person();
        var email = NewAddress();
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.OK, (await stall.RegisterAsync(person, email)).Status);

        var page = await stall.RegisterAsync(person, email);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("60", page.Text);
        Assert.Equal(5, await stall.Market.ReadAsync(db => db.Notices.CountAsync(n => n.To == email)));
    }

    [Fact]
    public async Task After_signing_in_nobody_is_sent_to_another_site()
    {
        using var person = stall.Market.Person();
        var page = await person.GetAsync("/en/account/sign-in?returnUrl=" + Uri.EscapeDataString("//elsewhere.example/x"));

        await person.SubmitAsync(page, Form, null, ("email", Stall.Email), ("password", Stall.Password), ("returnUrl", "https://elsewhere.example/"));

        Assert.Equal("/en/account", person.At);
    }
}
