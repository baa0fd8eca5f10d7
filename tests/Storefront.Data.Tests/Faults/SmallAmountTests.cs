using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Languages;
using Storefront.Pricing;

namespace Storefront.Data.Tests.Faults;

/// <summary>Amounts that a provider would not charge, through the checkout.</summary>
public sealed class SmallAmountTests
{
    [Theory, Databases]
    public async Task F42_An_amount_below_the_least_of_the_currency_in_which_it_settles_is_refused_before_anything_and_the_least_is_named(string database)
    {
        // Nobody is asked: the address leads nowhere.
        await using var market = await TestMarket.OnAsync(database, new Dictionary<string, string?>
        {
            ["Payments:Stripe:SecretKey"] = "sk_test_1", ["Payments:Stripe:WebhookSecret"] = "whsec_1", ["Payments:Stripe:SettlesIn"] = "HUF",
            ["Payments:Stripe:ApiBase"] = "http://127.0.0.1:9", ["Payments:Stripe:FilesBase"] = "http://127.0.0.1:9", ["Payments:Stripe:Retries"] = "0",
        });
        var pot = await market.ListingAsync(await market.MerchantAsync());
        // Two forint to the euro: the least, 175 forint, is 87.50 euro, and a twentieth more.
        var rates = market.Services.GetRequiredService<CurrentRates>();
        rates.Replace(new ExchangeRates(rates.Now.Rows.Select(r => r.Currency == new Currency("HUF") ? r with { UnitsPerEuro = 2m } : r)));
        var (one, three) = (await market.CheckoutAsync(await market.BasketAsync((pot, 1))), await market.CheckoutAsync(await market.BasketAsync((pot, 3))));
        var least = new Money(91_88, Currency.Eur);

        var refused = await market.PlaceAsync(one);
        var nothing = (await market.ReadAsync(db => db.Orders.CountAsync()), await market.ReadAsync(db => db.Stock.SumAsync(s => s.Reserved)));
        var taken = await market.PlaceAsync(three);

        Assert.True(one.Shown < least && three.Shown >= least, $"{one.Shown} {three.Shown}");
        Assert.Equal(("checkout.amount-too-small", one.Shown, least), (refused.Refusal!.Code, (Money)refused.Refusal.Arguments["amount"], (Money)refused.Refusal.Arguments["least"]));
        Assert.Equal((0, 0), nothing);
        Assert.True(taken.Succeeded, taken.Refusal?.Code);
        foreach (var code in new[] { "en", "fr", "zh-Hans", "ar" })
        {
            var words = market.Services.GetRequiredService<Messages>().In(Language.TryFind(code, out var language) ? language : throw new ArgumentException(code));
            var text = words.Text(refused.Refusal!);
            Assert.Contains(words.Format.Money(least), text, StringComparison.Ordinal);
            Assert.Contains(words.Format.Money(one.Shown), text, StringComparison.Ordinal);
        }

        // No comparison: there is no provider to be asked.
        await market.DoAsync<MarketDb>(Books.AssertAsync);
    }
}
