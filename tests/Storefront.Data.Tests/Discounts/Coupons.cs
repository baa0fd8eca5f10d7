using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Discounts;
using Storefront.Merchants;

namespace Storefront.Data.Tests.Discounts;

/// <summary>What the tests of codes do again and again.</summary>
internal static class Coupons
{
    public static DiscountDraft Tenth(string code = "TENTH") => new(code, PartsPerMillion.FromPercent(10), null);

    public static async Task<DiscountCodeId> CodeAsync(this TestMarket market, (MerchantId Id, Actor Member) shop, DiscountDraft draft)
    {
        var made = await market.DoAsync<MakeDiscountCode, Outcome<DiscountCodeId>>(m => m.RunAsync(shop.Id, draft, shop.Member, default));
        Assert.True(made.Succeeded, made.Refusal?.Code);
        return made.Value;
    }

    public static Task<Outcome<string>> EnterAsync(this TestMarket market, BasketId basket, string? code, UserId? user = null) => market.DoAsync<EnterDiscountCode, Outcome<string>>(e => e.RunAsync(basket, user, code, default));

    public static async Task<BasketId> BasketWithAsync(this TestMarket market, string code, params (VariantId Variant, int Units)[] goods)
    {
        var basket = await market.BasketAsync(goods);
        var entered = await market.EnterAsync(basket, code);
        Assert.True(entered.Succeeded, entered.Refusal?.Code);
        return basket;
    }

    public static Task<int> UsesAsync(this TestMarket market, DiscountCodeId code) => market.ReadAsync(db => db.DiscountCodes.Where(c => c.Id == code).Select(c => c.Uses).SingleAsync());

    public static Task<AcceptedQuote> QuoteAsync(this TestMarket market, OrderRequest request) => market.ReadAsync(db => db.CheckoutAttempts.Where(a => a.Id == request.Attempt).Select(a => a.Quote).SingleAsync());
}
