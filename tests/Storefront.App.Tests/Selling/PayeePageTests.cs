using System.Net;
using Storefront.Payments;

namespace Storefront.App.Tests.Selling;

/// <summary>The sandbox's page on which a merchant types its bank account.</summary>
[Collection(Stall.Collection)]
public sealed class PayeePageTests(Stall stall)
{
    [Fact]
    public async Task The_account_is_typed_on_the_providers_page_and_the_market_learns_only_its_ending()
    {
        using var person = stall.Person();
        var (payee, url) = await OpenAsync();

        var page = await person.GetAsync(url);
        var wrong = await person.SubmitAsync(page, "form", null, ("holder", "Longjing House"), ("account", "12345678"));
        var back = await person.SubmitAsync(wrong, "form", null, ("holder", "Longjing House"), ("account", "000123456789"));
        var told = await stall.DoAsync<IOnboardPayees, PayeeState?>(o => o.ReadPayeeAsync(payee, default));

        Assert.Contains("Sandbox", page.Text, StringComparison.Ordinal);
        Assert.Contains("no test number", wrong.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "/en/basket"), (back.Status, person.At));
        Assert.Equal((true, "6789"), (told!.MayBePaidOut, told.BankEnding));
        Assert.DoesNotContain("0001234", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_was_used_or_not_asked_for_is_not_there()
    {
        using var person = stall.Person();
        var (_, url) = await OpenAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync(url.Split('?')[0])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await person.PostAsync(url.Split('?')[0] + "?visit=guessed", ("holder", "Thief"), ("account", "000987654321"))).Status);
        await person.SubmitAsync(await person.GetAsync(url), "form", null, ("holder", "Longjing House"), ("account", "000123456789"));
        Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync(url)).Status);
    }

    [Theory, InlineData("/office/payouts"), InlineData("/office/admin/payouts")]
    public async Task The_desks_are_for_people_who_signed_in(string path)
    {
        using var person = stall.Person();

        await person.GetAsync(path);

        Assert.Contains("sign-in", person.At, StringComparison.Ordinal);
    }

    private async Task<(string Payee, string Url)> OpenAsync()
    {
        var payee = await stall.DoAsync<IOnboardPayees, string>(o => o.CreatePayeeAsync(new PayeeToCreate($"payee-{Guid.NewGuid():N}", "merchant", new Country("CN"), "shop@example.test"), default));
        var page = await stall.DoAsync<IOnboardPayees, OnboardingPage>(o => o.OnboardAsync(new PageToOnboard($"visit-{Guid.NewGuid():N}", payee, "/en/basket", "/en/basket"), default));
        return (payee, page.Url);
    }
}
