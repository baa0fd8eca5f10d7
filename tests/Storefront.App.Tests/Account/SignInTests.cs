using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.App.Tests.Selling;
using static Storefront.App.Tests.Account.AccountStall;

namespace Storefront.App.Tests.Account;

/// <summary>Signing in and out, wrong passwords, forgotten ones, and how long a session lives.</summary>
public sealed class SignInTests(AccountStall stall) : IClassFixture<AccountStall>
{
    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_get_the_same_answer()
    {
        using var person = stall.Market.Person();

        var wrong = await SignInAsync(person, Stall.Email, "not the password");
        var unknown = await SignInAsync(person, NewAddress(), "not the password");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal((wrong.Status, wrong.Text), (unknown.Status, unknown.Text));
        Assert.False(await IsInAsync(person));
    }

    [Fact]
    public async Task Ten_wrong_passwords_give_the_account_a_rest_that_does_not_keep_its_owner_out()
    {
        var (owner, email) = await stall.MemberAsync();
        using var ownersBrowser = owner;
        await owner.SubmitAsync(await owner.GetAsync("/en/account"), "form[action$=sign-out]");
        using var stranger = stall.Market.Person();
        for (var i = 0; i < FailedSignIns.Most; i++) await SignInAsync(stranger, email, $"guess number {i}");

        var rightButResting = await SignInAsync(stranger, email);
        await SignInAsync(owner, email);
        var ownerIsIn = await IsInAsync(owner);
        stall.Market.Clock.Move(FailedSignIns.Rest + TimeSpan.FromSeconds(1));
        await SignInAsync(stranger, email);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, rightButResting.Status);
        Assert.True(ownerIsIn);
        Assert.True(await IsInAsync(stranger));
    }

    [Fact]
    public async Task Guessing_is_slowed_down_for_every_address_alike()
    {
        using var person = stall.Market.Person();
        var nobody = NewAddress();
        for (var i = 0; i < 20; i++) await SignInAsync(person, nobody, "a guess");

        var page = await SignInAsync(person, nobody, "a guess");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("15", page.Text);
    }

    [Fact]
    public async Task Signing_out_ends_a_copied_cookie_too()
    {
        var (person, _) = await stall.MemberAsync();
        using var browser = person;
        using var thief = stall.Market.Person();
        foreach (Cookie cookie in person.Cookies.GetAllCookies()) thief.Cookies.Add(new Cookie(cookie.Name, cookie.Value, cookie.Path, cookie.Domain));
        Assert.True(await IsInAsync(thief));

        await person.SubmitAsync(await person.GetAsync("/en/account"), "form[action$=sign-out]");
        stall.Market.Clock.Move(TimeSpan.FromMinutes(2));

        Assert.Equal("/en/account/signed-out", person.At);
        Assert.False(await IsInAsync(person));
        Assert.False(await IsInAsync(thief));
    }

    [Fact]
    public async Task A_new_password_by_mail_ends_every_session_and_the_old_password()
    {
        var (person, email) = await stall.MemberAsync();
        using var browser = person;
        using var forgetful = stall.Market.Person();
        var asked = await forgetful.SubmitAsync(await forgetful.GetAsync("/en/account/forgot-password"), Form, null, ("email", email));
        var link = await stall.LinkInMailAsync(email, "reset-password");

        await forgetful.SubmitAsync(await forgetful.GetAsync(link), Form, null, ("new-password", "seven quiet harbour bells"));
        var again = await forgetful.GetAsync(link);
        stall.Market.Clock.Move(TimeSpan.FromMinutes(2));

        Assert.Contains("We have written to the address that you gave.", asked.Text);
        Assert.Contains("This link does not work any more", again.Text);
        Assert.False(await IsInAsync(person));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignInAsync(person, email)).Status);
        await SignInAsync(person, email, "seven quiet harbour bells");
        Assert.True(await IsInAsync(person));
        Assert.NotEmpty(await stall.LinkInMailAsync(email, "password-changed"));
    }

    [Fact]
    public async Task Asking_for_a_new_password_tells_nobody_who_has_an_account()
    {
        using var person = stall.Market.Person();
        var nobody = NewAddress();

        var unknown = await person.SubmitAsync(await person.GetAsync("/en/account/forgot-password"), Form, null, ("email", nobody));
        var known = await person.SubmitAsync(await person.GetAsync("/en/account/forgot-password"), Form, null, ("email", "owner@example.test"));

        Assert.Equal((unknown.Status, unknown.Text), (known.Status, known.Text));
        Assert.NotEmpty(await stall.LinkInMailAsync(nobody, "no-account"));
        Assert.NotEmpty(await stall.LinkInMailAsync("owner@example.test", "reset-password"));
    }

    [Fact]
    public async Task A_link_to_a_new_password_works_for_an_hour()
    {
        var (person, email) = await stall.MemberAsync();
        using var browser = person;
        using var late = stall.Market.Person();
        await late.SubmitAsync(await late.GetAsync("/en/account/forgot-password"), Form, null, ("email", email));
        var link = await stall.LinkInMailAsync(email, "reset-password");
        var form = await late.GetAsync(link);

        stall.Market.Clock.Move(TimeSpan.FromMinutes(61));
        var page = await late.SubmitAsync(form, Form, null, ("new-password", "seven quiet harbour bells"));

        Assert.Contains("This link does not work any more", page.Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignInAsync(late, email, "seven quiet harbour bells")).Status);
    }

    [Fact]
    public async Task Changing_the_password_keeps_this_device_and_signs_out_the_others()
    {
        var (person, email) = await stall.MemberAsync();
        using var browser = person;
        using var other = stall.Market.Person();
        await SignInAsync(other, email);

        var wrong = await person.SubmitAsync(await person.GetAsync("/en/account/password"), Form, null, ("password", "not mine at all"), ("new-password", "seven quiet harbour bells"));
        await person.SubmitAsync(await person.GetAsync("/en/account/password"), Form, null, ("password", Password), ("new-password", "seven quiet harbour bells"));
        stall.Market.Clock.Move(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.True(await IsInAsync(person));
        Assert.False(await IsInAsync(other));
    }

    [Fact]
    public async Task Other_devices_are_signed_out_at_a_press()
    {
        var (person, email) = await stall.MemberAsync();
        using var browser = person;
        using var other = stall.Market.Person();
        await SignInAsync(other, email);
        var page = await person.GetAsync("/en/account/security");
        Assert.Contains("On 2 devices", page.Text);

        await person.SubmitAsync(page, "dd form");
        stall.Market.Clock.Move(TimeSpan.FromMinutes(2));

        Assert.True(await IsInAsync(person));
        Assert.False(await IsInAsync(other));
    }

    [Fact]
    public async Task A_new_mail_address_counts_once_its_own_mail_was_read()
    {
        var (person, email) = await stall.MemberAsync();
        using var browser = person;
        var next = NewAddress();

        await person.SubmitAsync(await person.GetAsync("/en/account/email"), Form, null, ("email", next), ("password", Password));
        using var elsewhere = stall.Market.Person();
        var tooEarly = await SignInAsync(elsewhere, next);
        await person.SubmitAsync(await person.GetAsync(await stall.LinkInMailAsync(next, "change-email")), Form);
        await SignInAsync(elsewhere, next);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooEarly.Status);
        Assert.True(await IsInAsync(elsewhere));
        Assert.True(await IsInAsync(person));
        Assert.True(await stall.Market.ReadAsync(db => db.Notices.AnyAsync(n => n.To == email && n.Template == "email-changed")));
        using var late = stall.Market.Person();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignInAsync(late, email)).Status);
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/account/addresses")]
    [InlineData("/account/addresses/new")]
    [InlineData("/account/security")]
    [InlineData("/account/password")]
    [InlineData("/account/email")]
    [InlineData("/account/second-factor")]
    [InlineData("/account/privacy")]
    [InlineData("/account/delete")]
    public async Task Pages_of_an_account_ask_to_sign_in_and_are_never_stored(string path)
    {
        using var person = stall.Market.Person();

        await person.GetAsync("/en" + path);
        var asked = person.At;
        await SignInAsync(person, Stall.Email, Stall.Password);
        var page = await person.GetAsync("/en" + path);

        Assert.StartsWith("/en/account/sign-in?returnUrl=", asked, StringComparison.Ordinal);
        Assert.Equal("/en" + path, person.At);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.True(person.Answer.Headers.CacheControl!.NoStore);
    }
}
