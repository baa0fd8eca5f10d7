using Storefront.Catalog;

namespace Storefront.App.Tests.Selling;

/// <summary>The steps of a purchase as a person makes them.</summary>
public static class Purchases
{
    public const string AddressForm = "form.form";
    public const string PayForm = "form.buying";
    public const string PayButton = ".buying-act button";

    public static readonly (string Name, string Value)[] Lyon = [("name", "Camille Roux"), ("street", "12 rue Mercière"), ("city", "Lyon"), ("postcode", "69002"), ("email", "camille@example.test")];

    public static Task<Page> AddAsync(this Person person, VariantId variant, int units = 1) =>
        person.PostAsync("/en/basket/lines", ("variant", variant.Value.ToString()), ("quantity", units.ToString()));

    /// <summary>From the basket to the page that shows what is charged.</summary>
    public static async Task<Page> ReviewAsync(this Person person, params (string Name, string Value)[] address) =>
        await person.SubmitAsync(await person.GetAsync("/en/checkout"), AddressForm, null, address.Length == 0 ? Lyon : address);

    /// <summary>Pays at the sandbox's page and comes back.</summary>
    public static Task<Page> PayAsync(this Person person, Page payment, string card = "4242424242424242") =>
        person.SubmitAsync(payment, "form", null, ("method", "card"), ("number", card));

    /// <summary>A whole purchase; the order's number.</summary>
    public static async Task<string> BuyAsync(this Person person, params (VariantId Variant, int Units)[] goods)
    {
        foreach (var (variant, units) in goods) await person.AddAsync(variant, units);
        var payment = await person.SubmitAsync(await person.ReviewAsync(), PayForm, PayButton);
        await person.PayAsync(payment);
        return person.OrderShown();
    }

    /// <summary>The number of the order whose page is shown.</summary>
    public static string OrderShown(this Person person)
    {
        var parts = person.At.Split('/');
        Assert.Equal("orders", parts[2]);
        return parts[3].Split('?')[0];
    }

    public static async Task SignInAsync(this Person person, string email = Stall.Email)
    {
        await person.SubmitAsync(await person.GetAsync("/en/account/sign-in"), "form.account-form", null, ("email", email), ("password", Stall.Password));
        Assert.DoesNotContain("sign-in", person.At, StringComparison.Ordinal);
    }
}
