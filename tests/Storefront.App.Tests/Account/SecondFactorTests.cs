using System.Net;
using System.Text.RegularExpressions;
using Storefront.Accounts;
using Storefront.App.Tests.Selling;
using static Storefront.App.Tests.Account.AccountStall;

namespace Storefront.App.Tests.Account;

/// <summary>The authenticator app as the second step of signing in.</summary>
public sealed class SecondFactorTests(AccountStall stall) : IClassFixture<AccountStall>
{
    [Theory]
    // RFC 6238, appendix B, SHA-1, the last six digits; the key is "12345678901234567890" in base 32.
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long second, string code) =>
        Assert.Equal(code, Totp.CodeAt("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", second / Totp.StepSeconds));

    [Fact]
    public async Task Signing_in_takes_the_password_and_a_code_that_is_good_once()
    {
        var (person, email) = await stall.MemberAsync();
        using var browser = person;
        var (key, _) = await TurnOnAsync(person);
        using var other = stall.Market.Person();

        await SignInAsync(other, email);
        var between = await IsInAsync(other);
        stall.Market.Clock.Move(TimeSpan.FromSeconds(60));
        await SignInAsync(other, email);
        var wrong = await other.SubmitAsync(await other.GetAsync("/en/account/sign-in/code"), Form, null, ("code", "000000"));
        var code = CodeNow(key);
        await other.SubmitAsync(wrong, Form, null, ("code", code));
        var isIn = await IsInAsync(other);
        using var third = stall.Market.Person();
        await SignInAsync(third, email);
        var used = await third.SubmitAsync(await third.GetAsync("/en/account/sign-in/code"), Form, null, ("code", code));

        Assert.False(between);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.True(isIn);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, used.Status);
        Assert.False(await IsInAsync(third));
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_the_phone_once()
    {
        var (person, email) = await stall.MemberAsync();
        using var browser = person;
        var (_, codes) = await TurnOnAsync(person);

        using var first = stall.Market.Person();
        await SignInAsync(first, email);
        await first.SubmitAsync(await first.GetAsync("/en/account/sign-in/code?with=recovery"), Form, null, ("code", codes[3].ToUpperInvariant()));
        using var second = stall.Market.Person();
        await SignInAsync(second, email);
        var again = await second.SubmitAsync(await second.GetAsync("/en/account/sign-in/code?with=recovery"), Form, null, ("code", codes[3]));

        Assert.Equal(SecondFactor.RecoveryCodes, codes.Count);
        Assert.True(await IsInAsync(first));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("9 recovery codes are left", (await first.GetAsync("/en/account/second-factor")).Text);
    }

    [Fact]
    public async Task Turning_it_on_needs_the_app_and_the_password()
    {
        var (person, email) = await stall.MemberAsync();
        using var browser = person;
        var page = await person.GetAsync("/en/account/second-factor");
        var key = KeyOn(page);

        var wrongCode = await person.SubmitAsync(page, Form, null, ("code", "123456"), ("password", Password));
        var wrongPassword = await person.SubmitAsync(page, Form, null, ("code", CodeNow(key)), ("password", "not the password"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrongCode.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrongPassword.Status);
        using var other = stall.Market.Person();
        await SignInAsync(other, email);
        Assert.True(await IsInAsync(other));
    }

    [Fact]
    public async Task Turned_off_the_password_alone_is_enough()
    {
        var (person, email) = await stall.MemberAsync();
        using var browser = person;
        await TurnOnAsync(person);

        var wrong = await person.SubmitAsync(await person.GetAsync("/en/account/second-factor"), Form, "button[value=off]", ("password", "not the password"));
        await person.SubmitAsync(await person.GetAsync("/en/account/second-factor"), Form, "button[value=off]", ("password", Password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        using var other = stall.Market.Person();
        await SignInAsync(other, email);
        Assert.True(await IsInAsync(other));
    }

    [Fact]
    public async Task A_form_that_the_page_no_longer_has_gets_a_page_that_says_so()
    {
        var (person, _) = await stall.MemberAsync();
        using var browser = person;
        var old = await person.GetAsync("/en/account/second-factor");
        await TurnOnAsync(person);

        var page = await person.SubmitAsync(old, Form, null, ("code", "123456"), ("password", Password));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("go back", page.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_second_step_does_not_open_without_the_first()
    {
        using var person = stall.Market.Person();

        await person.GetAsync("/en/account/sign-in/code");

        Assert.Equal("/en/account/sign-in", person.At);
    }

    private async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(Person person)
    {
        var page = await person.GetAsync("/en/account/second-factor");
        var key = KeyOn(page);
        var done = await person.SubmitAsync(page, Form, null, ("code", CodeNow(key)), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, done.Status);
        return (key, [.. done.Document.QuerySelectorAll(".codes code").Select(c => c.TextContent)]);
    }

    private string CodeNow(string key) => Totp.CodeAt(key, Totp.StepAt(stall.Market.Clock.GetUtcNow()));

    private static string KeyOn(Page page) => Regex.Replace(page.Of(".key code"), "\\s", "");
}
