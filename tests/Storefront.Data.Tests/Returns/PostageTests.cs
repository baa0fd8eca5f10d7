using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Holds;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Returns;

namespace Storefront.Data.Tests.Returns;

/// <summary>Postage that a buyer bore for goods that were not what was bought: asked for with a receipt, granted in whole or part, charged once to the merchant, paid once to the buyer.</summary>
public sealed class PostageTests
{
    private const string Receipt = "receipt.webp";

    [Theory]
    [InlineData("sqlite", "EUR"), InlineData("sqlite", "JPY"), InlineData("sqlite", "CNY"), InlineData("postgres", "EUR")]
    public async Task It_is_paid_with_the_goods_out_of_the_merchants_balance_at_the_rate_that_the_order_froze(string database, string currency)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1, currency: currency);
        var (id, consignment) = (await ReturnTests.ComeBackAsync(market, shop, order, ReturnReason.Faulty, (order.Lines()[0], 1)), order.Consignments[0]);
        var asked = consignment.Goods.Part(7);
        Assert.True((await ClaimAsync(market, order, id, asked)).Succeeded);
        var owed = await market.StandsAsync(AccountKind.MerchantPayable, shop.Id);
        var own = new Money((long)Math.Round((decimal)asked.Minor * consignment.MerchantGoods.Minor / consignment.Goods.Minor, MidpointRounding.AwayFromZero), consignment.MerchantGoods.Currency);
        var shown = (await PreviewAsync(market, shop.Member, id, new PostageVerdict(asked, null))).Value;
        Assert.Equal((order.Total, asked), (shown.Goods, shown.Postage));
        Assert.All(shown.Postings.GroupBy(p => p.Amount.Currency), c => Assert.Equal(0, c.Sum(p => p.Amount.Minor)));
        Assert.Equal(ReturnStatus.Received, (await ReturnTests.StateAsync(market, id)).Status);

        Assert.Equal(ReturnRefusals.InspectionIncomplete, (await ReturnTests.InspectAsync(market, shop.Member, id)).Refusal);
        Assert.True((await InspectAsync(market, shop.Member, id, new PostageVerdict(asked, null))).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal(owed - own.Minor, await market.StandsAsync(AccountKind.MerchantPayable, shop.Id));
        Assert.Equal((ReturnStatus.Refunded, order.Total), await ReturnTests.StateAsync(market, id));
        // What was shown is what was posted.
        var posted = await market.ReadAsync(db => db.JournalEntries.AsNoTracking().Include(e => e.Postings).Where(e => e.Key.StartsWith("return-postage:") || e.Key.StartsWith("refunded:")).ToListAsync());
        Assert.Equal(shown.Postings.Select(p => (p.Account, p.Owner, p.Amount)).OrderBy(p => p.ToString()), posted.SelectMany(e => e.Postings).Select(p => (p.Account, p.Owner, p.Amount)).OrderBy(p => p.ToString()));
        await market.AssertBooksBalanceAsync();

        var lines = (await market.DoAsync<MerchantStatement, Outcome<Page<StatementLine>>>(s => s.ListAsync(shop.Id, shop.Member, null, default))).Value.Items;
        Assert.Equal(-own, Assert.Single(lines, l => l.Kind == StatementKind.ReturnPostage).Amount);
        var file = (await market.DoAsync<MerchantStatement, Outcome<IReadOnlyList<string>>>(s => s.ExportAsync(shop.Id, shop.Member, default))).Value;
        Assert.Contains($",ReturnPostage,{order.Number},-{own.ToPlain()},", Assert.Single(file, l => l.Contains("return-postage:", StringComparison.Ordinal)), StringComparison.Ordinal);
        var balance = (await market.DoAsync<MerchantStatement, Outcome<MerchantBalance>>(s => s.BalanceAsync(shop.Id, shop.Member, default))).Value;
        Assert.Equal(-own, balance.ByKind[StatementKind.ReturnPostage]);

        var admin = await market.AdminAsync();
        Assert.Equal(asked, Assert.Single((await market.DoAsync<PayPostage, Outcome<ToDo<OwedPostage>>>(p => p.ListAsync(admin, default))).Value.First).Amount);
        Assert.Equal(AccountRefusals.AdminsOnly, (await PaidAsync(market, shop.Member, id, "T-1")).Refusal);
        Assert.Equal(ReturnRefusals.ReferenceMissing, (await PaidAsync(market, admin, id, " ")).Refusal);
        var paid = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => PaidAsync(market, admin, id, "T-2026-1"))));
        Assert.Contains(paid, p => p.Succeeded);
        Assert.Equal(1, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key.StartsWith("postage-paid:"))));
        Assert.Equal(0, (await market.DoAsync<PayPostage, Outcome<ToDo<OwedPostage>>>(p => p.ListAsync(admin, default))).Value.Count);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task The_merchant_grants_a_part_or_nothing_with_a_reason_and_never_more_than_was_asked(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 2);
        var first = await ReturnTests.ComeBackAsync(market, shop, order, ReturnReason.WrongItem, (order.Lines()[0], 1));
        var second = await ReturnTests.ComeBackAsync(market, shop, order, ReturnReason.WrongItem, (order.Lines()[1], 1));
        var asked = order.Lines()[0].LineTotal;
        Assert.True((await ClaimAsync(market, order, first, asked)).Succeeded);
        Assert.True((await ClaimAsync(market, order, second, order.Lines()[1].LineTotal.Part(50))).Succeeded);

        Assert.Equal("returns.postage-out-of-range", (await InspectAsync(market, shop.Member, first, new PostageVerdict(asked + new Money(1, asked.Currency), null))).Refusal?.Code);
        Assert.Equal("returns.postage-out-of-range", (await InspectAsync(market, shop.Member, first, new PostageVerdict(new Money(-1, asked.Currency), "No."))).Refusal?.Code);
        Assert.Equal(ReturnRefusals.PostageAnswerMissing, (await InspectAsync(market, shop.Member, first, new PostageVerdict(asked.Part(20), " "))).Refusal);
        Assert.True((await InspectAsync(market, shop.Member, first, new PostageVerdict(asked.Part(20), "The receipt says less."))).Succeeded);
        Assert.True((await InspectAsync(market, shop.Member, second, new PostageVerdict(Money.Zero(asked.Currency), "This is the receipt of another parcel."))).Succeeded);

        var told = await market.ReadAsync(db => db.Notices.AsNoTracking().Where(n => n.Template == "return-postage").OrderBy(n => n.CreatedAtUtc).ToListAsync());
        Assert.Equal(["No", "Yes"], told.Select(n => n.Values["granted"]).Order(StringComparer.Ordinal));
        Assert.Equal(1, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key.StartsWith("return-postage:"))));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Silence_grants_all_of_it_and_goods_that_are_not_accepted_grant_none(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 2);
        var first = await ReturnTests.ComeBackAsync(market, shop, order, ReturnReason.Faulty, (order.Lines()[0], 1));
        var (one, other) = (order.Lines()[0].LineTotal.Part(30), order.Lines()[1].LineTotal.Part(30));
        Assert.True((await ClaimAsync(market, order, first, one)).Succeeded);
        await ReturnTests.SilenceAsync(market, Return.InspectDays);
        var second = await ReturnTests.ComeBackAsync(market, shop, order, ReturnReason.Faulty, (order.Lines()[1], 1));
        Assert.True((await ClaimAsync(market, order, second, other)).Succeeded);
        Assert.True((await InspectAsync(market, shop.Member, second, new PostageVerdict(other, null), accepted: 0)).Succeeded);

        var granted = await market.ReadAsync(db => db.Returns.AsNoTracking().OrderBy(r => r.RequestedAtUtc).Select(r => new { r.PostageGrantedMinor, Owed = r.PostageOwedSinceUtc != null }).ToListAsync());
        Assert.Equal([(one.Minor, true), (0L, false)], granted.Select(g => (g.PostageGrantedMinor!.Value, g.Owed)));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task It_is_asked_for_by_who_bore_it_up_to_what_the_goods_cost_and_with_a_receipt()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 2);
        var mind = await ReturnTests.ComeBackAsync(market, shop, order, ReturnReason.ChangedMind, (order.Lines()[0], 1));
        var fault = await ReturnTests.ComeBackAsync(market, shop, order, ReturnReason.Faulty, (order.Lines()[1], 1));
        var price = order.Lines()[1].LineTotal;

        Assert.Equal(ReturnRefusals.NoPostage, (await ClaimAsync(market, order, mind, price)).Refusal);
        Assert.Equal(ReturnRefusals.PostageOutOfRange(price).Code, (await ClaimAsync(market, order, fault, price + new Money(1, price.Currency))).Refusal?.Code);
        Assert.Equal(ReturnRefusals.PostageOutOfRange(price).Code, (await ClaimAsync(market, order, fault, Money.Zero(price.Currency))).Refusal?.Code);
        Assert.Equal(ReturnRefusals.PostageOutOfRange(price).Code, (await ClaimAsync(market, order, fault, new Money(5_00, new Currency("HUF")))).Refusal?.Code);
        Assert.Equal(ReturnRefusals.ReceiptMissing, (await ClaimAsync(market, order, fault, price, receipt: null)).Refusal);
        Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<ClaimPostage, Outcome<Done>>(c => c.RunAsync(fault, new OrderAccess(null, new string('0', 32)), price, Receipt, default))).Refusal);
        Assert.True((await ClaimAsync(market, order, fault, price)).Succeeded);
        // Said again while nobody has judged it; the merchant is written once.
        Assert.True((await ClaimAsync(market, order, fault, price.Part(40))).Succeeded);
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "return-postage-asked")));
        Assert.True((await InspectAsync(market, shop.Member, fault, new PostageVerdict(price.Part(40), null))).Succeeded);
        Assert.Equal(ReturnRefusals.NoPostage, (await ClaimAsync(market, order, fault, price)).Refusal);
        await market.AssertBooksBalanceAsync();
    }

    private static Task<Outcome<Done>> ClaimAsync(TestMarket market, Order order, ReturnId id, Money amount, string? receipt = Receipt) =>
        market.DoAsync<ClaimPostage, Outcome<Done>>(c => c.RunAsync(id, DisputeTests.Key(order), amount, receipt, default));

    private static Task<Outcome<Done>> PaidAsync(TestMarket market, Actor actor, ReturnId id, string reference) => market.DoAsync<PayPostage, Outcome<Done>>(p => p.PaidAsync(id, actor, reference, default));

    private static async Task<Outcome<Done>> InspectAsync(TestMarket market, Actor actor, ReturnId id, PostageVerdict postage, int? accepted = null)
    {
        var found = await FoundAsync(market, id, accepted);
        return await market.DoAsync<InspectReturn, Outcome<Done>>(i => i.RunAsync(id, actor, found, postage, default));
    }

    private static async Task<Outcome<ReturnPreview>> PreviewAsync(TestMarket market, Actor actor, ReturnId id, PostageVerdict postage)
    {
        var found = await FoundAsync(market, id, null);
        return await market.DoAsync<PreviewReturn, Outcome<ReturnPreview>>(p => p.RunAsync(id, actor, found, postage, default));
    }

    private static async Task<IReadOnlyList<InspectedLine>> FoundAsync(TestMarket market, ReturnId id, int? accepted)
    {
        var it = await market.ReadAsync(db => db.Returns.AsNoTracking().Include(r => r.Lines).SingleAsync(r => r.Id == id));
        return [.. it.Lines.Select(l => new InspectedLine(l.Id, accepted ?? l.Units, ReturnCondition.Opened, BackToStock: false, Money.Zero(it.GivenBack.Currency), null))];
    }
}
