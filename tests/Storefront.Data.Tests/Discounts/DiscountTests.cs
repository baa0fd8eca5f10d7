using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Checkout;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Holds;
using Storefront.Discounts;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Discounts;

public sealed class DiscountTests
{
    [Theory]
    [InlineData("sqlite", "EUR"), InlineData("sqlite", "JPY"), InlineData("sqlite", "KWD"), InlineData("postgres", "EUR")]
    public async Task What_was_paid_is_declared_taxed_charged_with_commission_and_given_back(string database, string currency)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var (pot, cup) = (await market.ListingAsync(shop, "268.00"), await market.ListingAsync(shop, "7.77", sku: "CUP"));
        var code = await market.CodeAsync(shop, new DiscountDraft("spring-15", PartsPerMillion.FromPercent(15), null));
        var full = await market.QuoteAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 1), (cup, 3)), currency));
        var request = await market.CheckoutAsync(await market.BasketWithAsync("Spring-15", (pot, 1), (cup, 3)), currency);
        var (before, quoted) = (full.Consignments[0], (await market.QuoteAsync(request)).Consignments[0]);

        // 15 % of 291.31 yuan is 43.70, and the buyer's goods cost less in the same proportion.
        Assert.Equal((code, "SPRING-15", new Money(4_370, new Currency("CNY"))), (quoted.Discount!.Id, quoted.Discount.Code, quoted.Discount.MerchantAmount));
        Assert.Equal((before.Goods.Proportion(4_370, 29_131, Rounding.HalfUp), before.Goods, before.Delivery), (quoted.Discount.Amount, quoted.Goods + quoted.Discount.Amount, quoted.Delivery));
        Assert.True(quoted.Tax < before.Tax && quoted.Duty <= before.Duty);
        var placed = (await market.PlaceAsync(request)).Value;
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
        var order = await market.OrderAsync(placed.Number);
        var consignment = order.Consignments[0];
        Assert.Equal(("SPRING-15", quoted.Goods, quoted.Tax, 24_761L), (consignment.DiscountCode, consignment.Goods, consignment.Tax, consignment.MerchantGoods.Minor));
        var declared = PackedGoods.All(order, consignment).Declare([]).Value;
        Assert.Equal(consignment.Lines.Select(l => l.LineTotal), declared.Lines.Select(l => l.Value));
        Assert.Equal(consignment.Goods, declared.TotalValue);
        var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(consignment, shop.Member), shop.Member)).Value;
        var invoice = (await market.DoAsync<PrintInvoice, Outcome<CommercialInvoice>>(p => p.ReadAsync(parcel, shop.Member, default))).Value;
        Assert.Equal((consignment.Goods, consignment.Goods + consignment.Delivery), (invoice.Goods, invoice.Total));
        Assert.Equal(invoice.Declaration.Lines.Select(l => l.Value.Proportion(1, l.Quantity, Rounding.HalfUp)), invoice.UnitPrices);
        var drawn = await market.DoAsync<PrintInvoice, Outcome<DrawnDocument>>(p => p.RunAsync(parcel, shop.Member, default));
        Assert.Equal(1, drawn.Value.Pages);
        var packed = (await market.ReadAsync(db => PackedParcel.LoadAsync(db, parcel, shop.Member, default))).Value;
        var slip = await market.DoAsync<ShippingPapers, PackingSlip>(papers => Task.FromResult(papers.Slip(packed)));
        Assert.Equal(["Articles", "Réduction", "Livraison"], slip.Amounts.Take(3).Select(a => a.Name));
        await market.AssertBooksBalanceAsync();

        // All units of one line go back: the buyer has what was paid for it, and not its list price.
        var line = consignment.Lines.Single(l => l.Variant == cup);
        Assert.True(line.Discount.IsPositive && line.LineTotal < line.UnitPrice * 3);
        Assert.True((await market.GiveBackAsync(order, admin, (line, line.Refundable))).Succeeded);
        await market.RunOutboxAsync();
        Assert.Equal((line.LineTotal.Minor, line.Paid), ((await market.LineAsync(line)).RefundedGoodsMinor, (await market.LineAsync(line)).Refunded));
        Assert.False((await market.GiveBackAsync(order, admin, (line, new Money(1, order.Total.Currency)))).Succeeded);
        await market.AssertBooksBalanceAsync();

        // What is released to the merchant, and the commission, are of the price that was paid.
        var sheet = (await market.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(o => o.OpenAsync(consignment.Id, shop.Member, default))).Value;
        Assert.Equal((24_761L, 4_370L), (sheet.Payout.Goods.Minor, sheet.Payout.Discount.Minor));
        Assert.Equal(consignment.Lines.Sum(l => (l.MerchantGoods + l.MerchantDelivery).Share(l.Fee, Rounding.HalfUp).Minor), sheet.Payout.Fee.Minor);
        Assert.Equal((consignment.Discount, "SPRING-15"), (sheet.Paid.Discount, sheet.Paid.DiscountCode));
    }

    [Theory, Databases]
    public async Task A_fixed_amount_is_never_more_than_the_goods_and_what_would_be_free_at_a_border_is_not_sold(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, linen) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));
        var (pot, cloth) = (await market.ListingAsync(tea, "30.00"), await market.ListingAsync(linen, "42.00", sku: "LN-1", hs: "630251"));
        await market.CodeAsync(tea, new DiscountDraft("FIFTY", null, new Money(5_000, new Currency("CNY"))));
        await market.CodeAsync(linen, new DiscountDraft("GIFT", PartsPerMillion.FromPercent(100), null));

        var free = await SendAsync(await market.BasketWithAsync("FIFTY", (pot, 1)));
        var enough = await market.QuoteAsync(await market.CheckoutAsync(await market.BasketWithAsync("FIFTY", (pot, 2))));
        var inland = await market.PlaceAsync(await market.CheckoutAsync(await market.BasketWithAsync("GIFT", (cloth, 1))));

        Assert.Equal("discounts.free-at-border", free.Refusal?.Code);
        Assert.Equal(5_000, enough.Consignments[0].Discount?.MerchantAmount.Minor);
        // Within one country delivery is left to pay, and nothing is declared.
        Assert.True(inland.Succeeded, inland.Refusal?.Code);
        await market.PayAsync(inland.Value.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
        var order = await market.OrderAsync(inland.Value.Number);
        Assert.Equal((0L, 0L, true), (order.Consignments[0].Goods.Minor, order.Consignments[0].MerchantGoods.Minor, order.Total.IsPositive));
        Assert.Equal((0, 1), (await market.ReadAsync(db => db.CheckoutAttempts.CountAsync(a => a.Order == null && a.Email == "free@example.test")), await market.ReadAsync(db => db.Orders.CountAsync())));
        await market.AssertBooksBalanceAsync();

        Task<Outcome<Done>> SendAsync(BasketId basket) => market.DoAsync<PrepareCheckout, Outcome<Done>>(p => p.SendToAsync(Guid.NewGuid(), basket, null, "free@example.test", "fr", Currency.Eur, TestMarket.Lyon, default));
    }

    [Theory, Databases]
    public async Task A_basket_carries_one_code_of_each_merchant_and_says_why_another_does_not_count(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, linen, other) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"), await market.MerchantAsync("Kiln 4"));
        var (pot, cloth) = (await market.ListingAsync(tea), await market.ListingAsync(linen, "42.00", sku: "LN-1", hs: "630251"));
        var today = DateOnly.FromDateTime(market.Clock.NowUtc);
        var tenth = await market.CodeAsync(tea, Coupons.Tenth());
        var fifth = await market.CodeAsync(tea, new DiscountDraft("FIFTH", PartsPerMillion.FromPercent(20), null));
        var cloths = await market.CodeAsync(linen, Coupons.Tenth("LINEN"));
        await market.CodeAsync(tea, Coupons.Tenth("SOON") with { From = today.AddDays(3) });
        await market.CodeAsync(tea, Coupons.Tenth("OVER") with { To = today });
        await market.CodeAsync(tea, Coupons.Tenth("MUCH") with { Least = new Money(26_801, new Currency("CNY")) });
        await market.CodeAsync(other, Coupons.Tenth("KILN"));
        var gone = await market.CodeAsync(tea, Coupons.Tenth("GONE"));
        await market.DoAsync<StopDiscountCode>(s => s.RunAsync(gone, tea.Member, default));
        market.Clock.Move(TimeSpan.FromDays(1));
        var basket = await market.BasketAsync((pot, 1), (cloth, 1));

        Assert.Equal("TENTH", (await market.EnterAsync(basket, " tenth ")).Value);
        Assert.Equal("LINEN", (await market.EnterAsync(basket, "linen")).Value);
        Assert.Equal("FIFTH", (await market.EnterAsync(basket, "FIFTH")).Value);
        foreach (var (typed, why) in new[]
                 {
                     ("KILN", "discounts.wrong-shop"), ("GONE", "discounts.unknown"), ("NEVER", "discounts.unknown"), ("", "discounts.unknown"), ("<script>alert(1)</script>", "discounts.unknown"), (new string('A', 5_000), "discounts.unknown"),
                     ("SOON", "discounts.not-yet"), ("OVER", "discounts.expired"), ("MUCH", "discounts.least-not-reached"),
                 })
            Assert.Equal(why, (await market.EnterAsync(basket, typed)).Refusal?.Code);

        Assert.Equal(new[] { fifth.Value, cloths.Value }.Order(), (await market.ReadAsync(db => db.Baskets.Where(b => b.Id == basket).Select(b => b.Codes).SingleAsync()))!.Order());
        var quote = await market.QuoteAsync(await market.CheckoutAsync(basket));
        Assert.Equal(["FIFTH", "LINEN"], quote.Consignments.Select(c => c.Discount?.Code).Order());
        await market.DoAsync<EnterDiscountCode>(e => e.RemoveAsync(basket, fifth, default));
        await market.DoAsync<EnterDiscountCode>(e => e.RemoveAsync(basket, tenth, default));
        Assert.Equal([null, "LINEN"], (await market.QuoteAsync(await market.CheckoutAsync(basket))).Consignments.Select(c => c.Discount?.Code).Order());
    }

    [Theory, Databases]
    public async Task The_codes_of_a_guests_basket_go_over_to_the_accounts_and_the_last_one_given_counts(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var pot = await market.ListingAsync(shop);
        await market.CodeAsync(shop, Coupons.Tenth());
        await market.CodeAsync(shop, new DiscountDraft("FIFTH", PartsPerMillion.FromPercent(20), null));
        var user = Id.New<UserId>();
        var own = (await market.DoAsync<ChangeBasket, Outcome<BasketId>>(c => c.AddAsync(null, user, pot, 1, default))).Value;
        Assert.True((await market.EnterAsync(own, "TENTH", user)).Succeeded);
        var guest = await market.BasketWithAsync("FIFTH", (pot, 2));

        var joined = await market.DoAsync<JoinBaskets, BasketId?>(j => j.RunAsync(guest, user, default));

        Assert.Equal(own, joined);
        Assert.Equal("FIFTH", (await market.QuoteAsync(await market.CheckoutAsync(own, user: user))).Consignments[0].Discount?.Code);
    }

    [Theory, Databases]
    public async Task Codes_are_made_listed_and_stopped_by_those_who_work_for_the_shop_alone(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, linen, admin) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"), await market.AdminAsync());
        var code = await market.CodeAsync(tea, Coupons.Tenth());
        // Another shop may have the same word.
        await market.CodeAsync(linen, Coupons.Tenth());

        foreach (var stranger in new[] { linen.Member, admin, new Actor(Id.New<UserId>()) })
        {
            Assert.Equal(MerchantRefusals.NotFound, (await MakeAsync(Coupons.Tenth("THEIRS"), stranger)).Refusal);
            Assert.Equal(DiscountRefusals.NotFound, (await market.DoAsync<StopDiscountCode, Outcome<Done>>(s => s.RunAsync(code, stranger, default))).Refusal);
            Assert.Equal(MerchantRefusals.NotFound, (await market.DoAsync<MerchantDiscounts, Outcome<Page<DiscountRow>>>(q => q.ListAsync(tea.Id, stranger, false, null, default))).Refusal);
        }

        Assert.Equal(DiscountRefusals.NotFound, (await market.DoAsync<StopDiscountCode, Outcome<Done>>(s => s.RunAsync(Id.New<DiscountCodeId>(), tea.Member, default))).Refusal);
        Assert.Equal(DiscountRefusals.CodeTaken, (await MakeAsync(Coupons.Tenth("tenth"), tea.Member)).Refusal);
        Assert.Equal(2, await market.ReadAsync(db => db.DiscountCodes.CountAsync(c => c.StoppedAtUtc == null)));
        var both = await Task.WhenAll(MakeAsync(Coupons.Tenth("TWICE"), tea.Member), MakeAsync(Coupons.Tenth("twice"), tea.Member));
        Assert.Equal(DiscountRefusals.CodeTaken, Assert.Single(both, b => !b.Succeeded).Refusal);
        Assert.True((await market.DoAsync<StopDiscountCode, Outcome<Done>>(s => s.RunAsync(code, tea.Member, default))).Succeeded);
        // A stopped code keeps its name, and stopping it again is nothing new.
        Assert.True((await market.DoAsync<StopDiscountCode, Outcome<Done>>(s => s.RunAsync(code, tea.Member, default))).Succeeded);
        Assert.Equal(DiscountRefusals.CodeTaken, (await MakeAsync(Coupons.Tenth(), tea.Member)).Refusal);
        Assert.Equal((4, 1), (await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(MakeDiscountCode) || a.Act == nameof(StopDiscountCode))), await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(StopDiscountCode)))));

        Task<Outcome<DiscountCodeId>> MakeAsync(DiscountDraft draft, Actor by) => market.DoAsync<MakeDiscountCode, Outcome<DiscountCodeId>>(m => m.RunAsync(tea.Id, draft, by, default));
    }

    [Theory, Databases]
    public async Task What_is_no_code_changes_nothing_and_is_answered_in_words(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var (cny, eur, today) = (new Currency("CNY"), Currency.Eur, DateOnly.FromDateTime(market.Clock.NowUtc));
        var (tenth, five) = (Coupons.Tenth(), new DiscountDraft("FIVE", null, new Money(500, cny)));

        foreach (var (draft, why) in new[]
                 {
                     (tenth with { Code = "" }, "discounts.code-unreadable"), (tenth with { Code = "TWO WORDS" }, "discounts.code-unreadable"), (tenth with { Code = "<script>" }, "discounts.code-unreadable"), (tenth with { Code = "---" }, "discounts.code-unreadable"),
                     (tenth with { Code = "ÉTÉ" }, "discounts.code-unreadable"), (tenth with { Code = new string('A', 31) }, "discounts.code-unreadable"),
                     (tenth with { Share = PartsPerMillion.Zero }, "discounts.share-outside"), (tenth with { Share = PartsPerMillion.FromPercent(0.99m) }, "discounts.share-outside"), (tenth with { Share = PartsPerMillion.FromPercent(101) }, "discounts.share-outside"),
                     (tenth with { Share = PartsPerMillion.FromPercent(-10) }, "discounts.share-outside"), (tenth with { Share = PartsPerMillion.FromPercent(10.001m) }, "discounts.share-outside"),
                     (tenth with { Share = null }, "discounts.one-kind"), (tenth with { Amount = five.Amount }, "discounts.one-kind"),
                     (five with { Amount = new Money(0, cny) }, "discounts.amount-outside"), (five with { Amount = new Money(-500, cny) }, "discounts.amount-outside"), (five with { Amount = new Money(500, eur) }, "discounts.amount-outside"),
                     (five with { Amount = new Money(long.MaxValue, cny) }, "discounts.amount-outside"),
                     (five with { Least = new Money(0, cny) }, "discounts.least-outside"), (five with { Least = new Money(500, eur) }, "discounts.least-outside"), (five with { Least = new Money(long.MaxValue, cny) }, "discounts.least-outside"),
                     (five with { To = today.AddDays(-1) }, "discounts.days-outside"), (five with { From = today.AddDays(5), To = today.AddDays(4) }, "discounts.days-outside"),
                     (five with { MostUses = 0 }, "discounts.uses-outside"), (five with { MostUses = -1 }, "discounts.uses-outside"), (five with { MostUses = int.MaxValue }, "discounts.uses-outside"),
                 })
            Assert.Equal(why, (await market.DoAsync<MakeDiscountCode, Outcome<DiscountCodeId>>(m => m.RunAsync(tea.Id, draft, tea.Member, default))).Refusal?.Code);

        Assert.Equal((0, 0), (await market.ReadAsync(db => db.DiscountCodes.CountAsync()), await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(MakeDiscountCode)))));
    }

    [Theory, Databases]
    public async Task A_long_list_is_read_page_by_page_with_each_code_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        for (var i = 0; i < PageKey.Size + 7; i++)
        {
            await market.CodeAsync(tea, Coupons.Tenth($"CODE-{i}"));
            if (i % 3 == 0) market.Clock.Move(TimeSpan.FromSeconds(1));
        }

        var first = await ListAsync(null);
        var second = await ListAsync(first.Next);

        Assert.Equal((PageKey.Size, 7, null), (first.Items.Count, second.Items.Count, second.Next));
        Assert.Equal(PageKey.Size + 7, first.Items.Concat(second.Items).Select(c => c.Code).Distinct().Count());
        Assert.All(first.Items, c => Assert.Equal((DiscountStanding.Valid, 0), (c.Standing, c.Uses)));

        async Task<Page<DiscountRow>> ListAsync(string? after) => (await market.DoAsync<MerchantDiscounts, Outcome<Page<DiscountRow>>>(q => q.ListAsync(tea.Id, tea.Member, false, after, default))).Value;
    }

    [Theory, Databases]
    public async Task An_order_without_a_code_asks_the_database_nothing_about_codes(string database)
    {
        var heard = new HeardCommands();
        await using var market = await TestMarket.OnAsync(database, disturbs: heard);
        var shop = await market.MerchantAsync();
        var pot = await market.ListingAsync(shop, stock: 50);
        await market.CodeAsync(shop, Coupons.Tenth());

        var (without, with) = (await BuyAsync(await market.BasketAsync((pot, 1))), await BuyAsync(await market.BasketWithAsync("TENTH", (pot, 1))));

        Assert.DoesNotContain(without, AsksOfCodes);
        // The codes' rows for the quote and at placing; the use taken and its buyer asked for; the use written.
        Assert.Equal(5, with.Count(AsksOfCodes));

        async Task<IReadOnlyList<string>> BuyAsync(BasketId basket)
        {
            heard.Forget();
            var placed = await market.PlaceAsync(await market.CheckoutAsync(basket));
            await market.PayAsync(placed.Value.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
            return heard.Texts;
        }

        static bool AsksOfCodes(string text) => text.Contains("\"DiscountCodes\"", StringComparison.Ordinal) || text.Contains("\"DiscountUses\"", StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task A_buyer_is_told_which_codes_were_redeemed_and_is_forgotten_with_the_account(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var pot = await market.ListingAsync(shop);
        var code = await market.CodeAsync(shop, Coupons.Tenth());
        var user = Id.New<UserId>();
        Assert.True((await market.PlaceAsync(await market.CheckoutAsync(await market.BasketWithAsync("TENTH", (pot, 1)), email: "Ada@example.test", user: user))).Succeeded);
        Assert.True((await market.PlaceAsync(await market.CheckoutAsync(await market.BasketWithAsync("TENTH", (pot, 1)), email: "eve@example.test"))).Succeeded);
        var person = new DataSubject(user, "ada@example.test");

        var told = System.Text.Json.JsonSerializer.Serialize(await OfAsync(h => h.ExportAsync(person, default)));
        await OfAsync(async h =>
        {
            await h.EraseAsync(person, market.Clock.NowUtc, default);
            return new object();
        });

        Assert.Contains("TENTH", told);
        Assert.Contains("Longjing House", told);
        Assert.DoesNotContain("eve", told);
        Assert.Equal([null, "EVE@EXAMPLE.TEST"], (await market.ReadAsync(db => db.DiscountUses.Select(u => u.Email).ToListAsync())).Order());
        Assert.Equal(2, await market.UsesAsync(code));
        await market.AssertBooksBalanceAsync();

        Task<object> OfAsync(Func<IHoldPersonalData, Task<object>> ask) => market.DoAsync<IEnumerable<IHoldPersonalData>, object>(all => ask(all.Single(h => h.Section == "discounts")));
    }
}
