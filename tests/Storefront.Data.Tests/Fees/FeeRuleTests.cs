using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Tests.Holds;
using Storefront.Fees;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;

namespace Storefront.Data.Tests.Fees;

/// <summary>Commission rules: who may set them, when they hold, and what an order keeps of them.</summary>
public sealed class FeeRuleTests
{
    private static readonly Dictionary<string, string?> InFrance = new() { ["Fees:Country"] = "FR" };

    [Theory, Databases]
    public async Task An_order_keeps_the_rate_of_its_day_and_the_next_one_takes_the_new(string database)
    {
        await using var market = await TestMarket.OnAsync(database, InFrance);
        var shop = await market.MerchantAsync("Garance", "FR", "EUR");
        var goods = await market.GoodsAsync(shop, 2);
        var before = await market.DeliveredAsync(shop, [goods[0]]);
        await SetAsync(market, new FeeRuleDraft(null, "teaware", PartsPerMillion.FromPercent(12.5m), Today(market)));
        var after = await market.DeliveredAsync(shop, [goods[1]]);

        Assert.Equal(FeeSchedule.Standard, before.Consignments[0].Lines[0].Fee);
        Assert.Equal(PartsPerMillion.FromPercent(12.5m), after.Consignments[0].Lines[0].Fee);
        await market.ReceiveAsync(before);
        await market.ReceiveAsync(after);

        var (expected, tax) = (0L, 0L);
        foreach (var line in new[] { before, after }.SelectMany(o => o.Consignments[0].Lines))
        {
            var gross = (line.MerchantUnitPrice.Minor * line.Quantity) + line.MerchantDelivery.Minor;
            var fee = (long)Math.Round(gross * line.Fee.Value / 1_000_000m, MidpointRounding.AwayFromZero);
            expected += fee;
            tax += (long)Math.Round(fee * 0.2m, MidpointRounding.AwayFromZero);
        }

        Assert.Equal((expected, tax), (await BalanceAsync(market, AccountKind.PlatformFees, ""), await BalanceAsync(market, AccountKind.FeeTaxCollected, "FR")));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_refund_after_release_takes_commission_and_its_tax_back_to_the_cent(string database)
    {
        await using var market = await TestMarket.OnAsync(database, InFrance);
        var shop = await market.MerchantAsync("Garance", "FR", "EUR");
        var order = await market.ReceivedAsync(shop, await market.GoodsAsync(shop, 3));
        var admin = await market.AdminAsync();
        Assert.True(await BalanceAsync(market, AccountKind.FeeTaxCollected, "FR") > 0);

        foreach (var share in new[] { 3, 2, 1 })
        {
            var now = await market.OrderAsync(order.Number);
            var left = now.Consignments[0].Refundable;
            var lines = now.Consignments[0].Lines.Where(l => l.Refundable.IsPositive).ToList();
            Assert.True(left.IsPositive);
            Assert.True((await market.GiveBackAsync(now, admin, [.. lines.Select(l => (l, new Money(l.Refundable.Minor / share, l.Refundable.Currency)))])).Succeeded);
            await market.AssertBooksBalanceAsync();
        }

        Assert.Equal((0L, 0L), (await BalanceAsync(market, AccountKind.PlatformFees, ""), await BalanceAsync(market, AccountKind.FeeTaxCollected, "FR")));
    }

    [Theory, Databases]
    public async Task A_merchant_elsewhere_pays_no_tax_on_the_commission(string database)
    {
        await using var market = await TestMarket.OnAsync(database, InFrance);
        var tea = await market.MerchantAsync();
        var order = await market.ReceivedAsync(tea, await market.GoodsAsync(tea, 1));

        Assert.Equal((PartsPerMillion.Zero, (Country?)null), (order.Consignments[0].FeeTax, order.Consignments[0].FeeTaxCountry));
        Assert.False(await market.ReadAsync(db => db.Postings.AnyAsync(p => p.Account == AccountKind.FeeTaxCollected)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Bad_rules_are_refused_and_change_nothing(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var admin = await market.AdminAsync();
        var good = new FeeRuleDraft(tea.Id, "teaware", PartsPerMillion.FromPercent(5), Today(market));
        async Task<string?> CodeAsync(FeeRuleDraft draft, Actor actor) => (await market.DoAsync<SetFeeRule, Outcome<Done>>(s => s.AddAsync(draft, actor, default))).Refusal?.Code;

        Assert.Equal(AccountRefusals.AdminsOnly.Code, await CodeAsync(good, tea.Member));
        Assert.Equal(FeeRefusals.RateOutside.Code, await CodeAsync(good with { Rate = new PartsPerMillion(-1) }, admin));
        Assert.Equal(FeeRefusals.RateOutside.Code, await CodeAsync(good with { Rate = new PartsPerMillion(500_001) }, admin));
        Assert.Equal(FeeRefusals.DayBehind.Code, await CodeAsync(good with { From = Today(market).AddDays(-1) }, admin));
        Assert.Equal(FeeRefusals.CategoryUnknown.Code, await CodeAsync(good with { Category = "no-such-shelf" }, admin));
        Assert.Equal(MerchantRefusals.NotFound.Code, await CodeAsync(good with { Merchant = Id.New<MerchantId>() }, admin));
        Assert.Equal(0, await market.ReadAsync(db => db.FeeRules.CountAsync()));

        Assert.Null(await CodeAsync(good, admin));
        Assert.Equal(FeeRefusals.SameDay.Code, await CodeAsync(good, admin));
        Assert.Null(await CodeAsync(good with { Merchant = null }, admin));
        Assert.Equal(2, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(SetFeeRule))));
    }

    [Theory, Databases]
    public async Task A_rule_ends_with_its_last_day_and_one_to_come_is_taken_away(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (today, admin) = (Today(market), await market.AdminAsync());
        await SetAsync(market, new FeeRuleDraft(null, null, PartsPerMillion.FromPercent(5), today));
        await SetAsync(market, new FeeRuleDraft(null, null, PartsPerMillion.FromPercent(6), today.AddDays(7)));
        var rows = (await ListAsync(market, admin, false)).Items;
        Assert.Equal([FeeRuleStanding.Coming, FeeRuleStanding.Holds], rows.Select(r => r.Standing).Order());
        var (coming, holds) = (rows.Single(r => r.Standing == FeeRuleStanding.Coming), rows.Single(r => r.Standing == FeeRuleStanding.Holds));
        Task<Outcome<Done>> EndAsync(FeeRuleRow row, DateOnly last, Actor actor) => market.DoAsync<SetFeeRule, Outcome<Done>>(s => s.EndAsync(row.Id, last, actor, default));

        Assert.Equal(FeeRefusals.DayBehind.Code, (await EndAsync(holds, today.AddDays(-1), admin)).Refusal?.Code);
        Assert.Equal(AccountRefusals.AdminsOnly.Code, (await EndAsync(holds, today, (await market.MerchantAsync()).Member)).Refusal?.Code);
        Assert.True((await EndAsync(holds, today, admin)).Succeeded);
        Assert.True((await EndAsync(coming, coming.From.AddDays(-1), admin)).Succeeded);

        market.Clock.Move(TimeSpan.FromDays(8));
        Assert.Empty((await ListAsync(market, admin, false)).Items);
        Assert.Equal(2, (await ListAsync(market, admin, true)).Items.Count);
        Assert.Equal(FeeRefusals.Ended.Code, (await EndAsync(holds, Today(market), admin)).Refusal?.Code);
        var schedule = await market.DoAsync<CurrentFees, FeeSchedule>(c => Task.FromResult(c.Now));
        Assert.Equal(FeeSchedule.Standard, schedule.RateFor(Id.New<MerchantId>(), "teaware", Today(market)));
    }

    [Theory, Databases]
    public async Task A_long_list_is_read_page_by_page_and_a_merchant_sees_its_own_and_the_general_ones(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, silk, admin) = (await market.MerchantAsync(), await market.MerchantAsync("Silk"), await market.AdminAsync());
        for (var i = 0; i < PageKey.Size + 3; i++) await SetAsync(market, new FeeRuleDraft(i % 2 == 0 ? tea.Id : null, null, new PartsPerMillion(10_000 + i), Today(market).AddDays(i)), admin);
        await SetAsync(market, new FeeRuleDraft(silk.Id, "teaware", PartsPerMillion.FromPercent(1), Today(market)), admin);

        var first = await ListAsync(market, admin, false);
        var second = await ListAsync(market, admin, false, first.Next);
        Assert.Equal((PageKey.Size, 4, (string?)null), (first.Items.Count, second.Items.Count, second.Next));
        Assert.Equal(PageKey.Size + 4, first.Items.Concat(second.Items).Select(r => r.Id).Distinct().Count());

        var own = (await market.DoAsync<ReadFees, Outcome<Storefront.Fees.MerchantFees>>(r => r.ForMerchantAsync(silk.Id, silk.Member, default))).Value;
        Assert.Equal("Teaware", own.Rows[0].Category?.NameIn("en"));
        Assert.Equal((PageKey.Size + 3) / 2, own.Rows.Count(r => r.Merchant is null));
        Assert.DoesNotContain(own.Rows, r => r.Merchant == tea.Id);
        Assert.False((await market.DoAsync<ReadFees, Outcome<Storefront.Fees.MerchantFees>>(r => r.ForMerchantAsync(silk.Id, tea.Member, default))).Succeeded);
    }

    [Theory, Databases]
    public async Task Another_node_follows_what_an_admin_changed_here(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var other = new CurrentFees();
        using var follow = new FollowFees(await market.DoAsync<IDbContextFactory<MarketDb>, IDbContextFactory<MarketDb>>(Task.FromResult), other);
        await follow.RunAsync(default);
        var anyone = Id.New<MerchantId>();
        Assert.Equal(FeeSchedule.Standard, other.Now.RateFor(anyone, "teaware", Today(market)));

        await SetAsync(market, new FeeRuleDraft(null, "teaware", PartsPerMillion.FromPercent(3), Today(market)));
        await follow.RunAsync(default);
        Assert.Equal(PartsPerMillion.FromPercent(3), other.Now.RateFor(anyone, "teaware", Today(market)));
    }

    private static DateOnly Today(TestMarket market) => DateOnly.FromDateTime(market.Clock.GetUtcNow().UtcDateTime);

    private static async Task SetAsync(TestMarket market, FeeRuleDraft draft, Actor? by = null)
    {
        var admin = by ?? await market.AdminAsync();
        Assert.True((await market.DoAsync<SetFeeRule, Outcome<Done>>(s => s.AddAsync(draft, admin, default))).Succeeded);
    }

    private static async Task<Page<FeeRuleRow>> ListAsync(TestMarket market, Actor admin, bool isOver, string? after = null) =>
        (await market.DoAsync<ReadFees, Outcome<Page<FeeRuleRow>>>(r => r.ListAsync(admin, isOver, after, default))).Value;

    private static async Task<long> BalanceAsync(TestMarket market, AccountKind account, string owner) => -(await market.ReadAsync(db => db.BalanceAsync(account, owner, Currency.Eur, null, default))).Minor;
}
