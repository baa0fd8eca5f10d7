using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;
using Storefront.Orders;
using static Storefront.App.Tests.Account.AccountStall;

namespace Storefront.App.Tests.Account;

/// <summary>Addresses, the export of one's own data, and leaving.</summary>
public sealed class OwnDataTests(AccountStall stall) : IClassFixture<AccountStall>
{
    private static readonly (string Name, string Value)[] Lyon = [("name", "Camille Roux"), ("street", "12 rue Mercière"), ("city", "Lyon"), ("postcode", "69002")];

    [Fact]
    public async Task Addresses_are_kept_changed_proposed_at_checkout_and_deleted()
    {
        var (person, _) = await stall.MemberAsync();
        using var browser = person;
        await KeepAsync(person, Lyon);
        await KeepAsync(person, [("name", "Camille Roux"), ("street", "3 place Bellecour"), ("city", "Lyon"), ("postcode", "69002")]);
        var both = await person.GetAsync("/en/account/addresses");

        var proposed = await person.SubmitAsync(both, "form[action$=propose]");
        await person.AddAsync(stall.Market.Shirt);
        var checkout = await person.GetAsync("/en/checkout");
        var gone = await person.SubmitAsync(await person.GetAsync("/en/account/addresses"), "form[action$=remove]");

        Assert.Equal(2, both.Document.QuerySelectorAll(".address-card").Length);
        Assert.Contains("Checkout will propose this address from now on.", proposed.Document.Body!.TextContent);
        Assert.Equal("3 place Bellecour", checkout.Document.QuerySelector("#street")!.GetAttribute("value"));
        Assert.Single(gone.Document.QuerySelectorAll(".address-card"));
    }

    [Fact]
    public async Task Somebody_elses_address_is_not_found()
    {
        var (person, _) = await stall.MemberAsync();
        using var browser = person;
        await KeepAsync(person, Lyon);
        var link = (await person.GetAsync("/en/account/addresses")).Document.QuerySelector(".address-card .acts a")!.GetAttribute("href")!;
        using var other = stall.Market.Person();
        await SignInAsync(other, Stall.Email, Stall.Password);

        var seen = await other.GetAsync(link);
        await other.SendAsync(new HttpRequestMessage(HttpMethod.Post, link + "/remove") { Headers = { { "Sec-Fetch-Site", "same-origin" } } });

        Assert.Equal(HttpStatusCode.NotFound, seen.Status);
        Assert.Single((await person.GetAsync("/en/account/addresses")).Document.QuerySelectorAll(".address-card"));
    }

    [Fact]
    public async Task The_export_holds_what_is_known_and_no_secret()
    {
        var (person, email) = await stall.MemberAsync();
        using var browser = person;
        await KeepAsync(person, Lyon);
        var number = await person.BuyAsync((stall.Market.Shirt, 1));

        await person.SubmitAsync(await person.GetAsync("/en/account/privacy"), "form[action$=export]");
        var text = await person.Answer.Content.ReadAsStringAsync();
        using var data = JsonDocument.Parse(text);

        Assert.Equal("attachment", person.Answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains(email, text);
        Assert.Contains(number, text);
        Assert.Contains("12 rue Merci", text);
        var user = await stall.Market.ReadAsync(db => db.Users.AsNoTracking().SingleAsync(u => u.Email == email));
        Assert.DoesNotContain(user.PasswordHash!, text);
        Assert.DoesNotContain(user.SecurityStamp!, text);
        Assert.DoesNotContain(Stall.Email, text);
    }

    [Fact]
    public async Task F90_An_account_with_an_order_under_way_is_deleted_and_the_order_arrives_as_a_guests_does()
    {
        var (person, email) = await stall.MemberAsync();
        using var browser = person;
        var number = await person.BuyAsync((stall.Market.Shirt, 1));

        var page = await person.GetAsync("/en/account/delete");
        await person.SubmitAsync(page, Form, null, ("password", Password));

        var order = await stall.Market.OrderAsync(number);
        Assert.Contains("An order that is not finished yet keeps your name", page.Text, StringComparison.Ordinal);
        Assert.Equal("/en/account/deleted", person.At);
        Assert.False(await stall.Market.ReadAsync(db => db.Users.AnyAsync(u => u.Email == email)));
        Assert.Equal((null, Purchases.Lyon.Single(f => f.Name == "email").Value), (order.User, order.Email));
        using var elsewhere = stall.Market.Person();
        Assert.Contains("Linen shirt", (await elsewhere.GetAsync($"/en/orders/{number}?key={order.AccessKey}")).Text, StringComparison.Ordinal);
        await stall.Market.SendAsync(order.Consignments[0]);
        await stall.Market.AssertBooksAsync();
    }

    [Fact]
    public async Task A_deleted_account_leaves_the_books_without_a_name()
    {
        var (person, email) = await stall.MemberAsync();
        using var browser = person;
        await KeepAsync(person, Lyon);
        var number = await person.BuyAsync((stall.Market.Shirt, 1));
        var consignment = (await stall.Market.OrderAsync(number)).Consignments[0];
        await stall.Market.SendAsync(consignment);
        await stall.Market.DeliverAllAsync();
        await stall.Market.DoAsync<ConfirmReceipt>(async confirm => await confirm.ByTimeAsync(default));
        var before = await stall.Market.OrderAsync(number);
        var user = before.User!.Value;

        var wrong = await person.SubmitAsync(await person.GetAsync("/en/account/delete"), Form, null, ("password", "not the password"));
        await person.SubmitAsync(wrong, Form, null, ("password", Password));

        var after = await stall.Market.OrderAsync(number);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("/en/account/deleted", person.At);
        Assert.False(await IsInAsync(person));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignInAsync(person, email)).Status);
        Assert.Equal((before.Total, "FR", OrderPersonalData.StandIn), (after.Total, after.ShipTo.Country.Code, after.ShipTo.Name));
        Assert.DoesNotContain(email, after.Email);
        Assert.False(await stall.Market.ReadAsync(db => db.SavedAddresses.AnyAsync(a => a.User == user)));
        Assert.False(await stall.Market.ReadAsync(db => db.Notices.AnyAsync(n => n.To == email)));
    }

    private static async Task KeepAsync(Person person, (string Name, string Value)[] address)
    {
        var form = await person.GetAsync("/en/account/addresses/new");
        await person.SubmitAsync(form, Form, null, [("country", "FR"), .. address]);
        Assert.Equal("/en/account/addresses", person.At);
    }
}
