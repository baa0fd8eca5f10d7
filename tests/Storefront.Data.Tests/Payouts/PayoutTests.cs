using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Tests.Disputes;
using Storefront.Disputes;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests.Payouts;

public sealed class PayoutTests
{
    [Theory, Databases]
    public async Task A_merchant_is_paid_on_Monday_and_the_statement_shows_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        await market.DoAsync<PlanPayouts>(p => p.ChangeAsync(shop.Id, shop.Member, PayoutSchedule.Weekly, default));
        Assert.Equal(0, await shop.TimerAsync());
        var (before, earned) = (await shop.SheetAsync(), await shop.OwedAsync());

        market.Clock.Move(before.DueAtUtc!.Value - market.Clock.NowUtc);
        await shop.TimerAsync();
        await market.RunOutboxAsync();
        var sent = await shop.PayoutAsync();
        market.Clock.Move(TimeSpan.FromHours(25));
        await shop.SweepAsync();
        var paid = await shop.PayoutAsync();

        Assert.Equal((DayOfWeek.Monday, null), (before.DueAtUtc!.Value.DayOfWeek, before.Hurdle));
        Assert.Equal((PayoutStatus.Sent, earned, "6789"), (sent.Status, sent.Amount, sent.BankEnding));
        Assert.Equal(PayoutStatus.Paid, paid.Status);
        var line = (await market.DoAsync<MerchantStatement, Outcome<Page<StatementLine>>>(q => q.ListAsync(shop.Id, shop.Member, null, default))).Value.Items[0];
        Assert.Equal((StatementKind.Payout, -earned, Money.Zero(earned.Currency)), (line.Kind, line.Amount, line.Balance));
        Assert.Equal(PayoutBlock.NothingOwed, (await shop.SheetAsync()).Hurdle!.Block);
        Assert.True((await shop.SheetAsync()).DueAtUtc > market.Clock.NowUtc);
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task Who_has_no_account_is_not_paid_and_is_paid_once_it_has_one_and_the_cool_down_is_over(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await PayingShop.OnAsync(market, hasAccount: false), await market.AdminAsync());
        var earned = await shop.OwedAsync();

        Assert.Equal(0, await shop.WriteAsync());
        var blocked = (await market.DoAsync<PayoutRegister, Outcome<Page<BlockedMerchant>>>(q => q.BlockedAsync(admin, null, default))).Value;
        await shop.SetBankAsync(PayingShop.Good);
        Assert.Equal(0, await shop.TimerAsync());
        var cooling = await shop.SheetAsync();
        market.Clock.Move(cooling.Hurdle!.EndsAtUtc!.Value - market.Clock.NowUtc);
        Assert.Equal(1, await shop.TimerAsync());

        Assert.Equal((PayoutBlock.NoAccount, earned), (Assert.Single(blocked.Items).Block, blocked.Items[0].Owed));
        Assert.Equal(PayoutBlock.BankChanged, cooling.Hurdle.Block);
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task F73_A_new_bank_account_waits_three_days_and_the_old_contact_is_told(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        await shop.WriteAsync();
        await market.DoAsync<MarketDb>(async db =>
        {
            var merchant = await db.Merchants.SingleAsync(m => m.Id == shop.Id);
            merchant.Change(merchant.Profile with { Email = "thief@example.test" });
            await db.SaveChangesAsync();
        });

        // Between writing and sending.
        await shop.SetBankAsync("000987654321");
        await market.RunOutboxAsync();
        var withheld = await shop.PayoutAsync();
        market.Clock.Move(TimeSpan.FromHours(71));
        Assert.Equal(0, await shop.TimerAsync());
        var told = await market.ReadAsync(db => db.Notices.Where(n => n.Template == "payout-account-changed").OrderBy(n => n.CreatedAtUtc).Select(n => n.To).ToListAsync());
        market.Clock.Move(TimeSpan.FromHours(1));
        Assert.Equal(1, await shop.TimerAsync());

        Assert.Equal((PayoutStatus.Failed, PayoutBlock.BankChanged), (withheld.Status, withheld.WithheldBecause));
        Assert.Equal(["shop@example.test", "shop@example.test", "thief@example.test"], told.Order(StringComparer.Ordinal));
        Assert.Equal(("4321", 0), ((await shop.PayoutsAsync())[1].BankEnding, await shop.AtProviderAsync()));
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task F73_What_was_approved_for_one_bank_account_never_goes_to_another(string database)
    {
        await using var market = await TestMarket.OnAsync(database, new Dictionary<string, string?> { ["Payouts:ApprovalAboveEuro"] = "20" });
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        await shop.WriteAsync();
        var id = (await shop.PayoutAsync()).Id;

        await shop.SetBankAsync("000987654321");
        market.Clock.Move(TimeSpan.FromHours(80));
        foreach (var admin in new[] { await market.AdminAsync(), await market.AdminAsync() })
            await market.DoAsync<ApprovePayout>(async a => Assert.True((await a.RunAsync(id, admin, default)).Succeeded));
        await market.RunOutboxAsync();
        var withheld = await shop.PayoutAsync();
        market.Clock.Move(TimeSpan.FromHours(1));
        Assert.Equal(1, await shop.TimerAsync());

        Assert.Equal((PayoutStatus.Failed, PayoutBlock.BankChanged, 0), (withheld.Status, withheld.WithheldBecause, await shop.AtProviderAsync()));
        Assert.Equal((PayoutStatus.Pending, 2, "4321"), ((await shop.PayoutsAsync())[1].Status, (await shop.PayoutsAsync())[1].ApprovalsMissing, (await shop.PayoutsAsync())[1].BankEnding));
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task Only_a_member_with_the_right_password_sets_the_account_and_only_members_see_payouts(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, other) = (await PayingShop.OnAsync(market, hasAccount: false), await market.MerchantAsync("Kumo Bungu", "JP", "JPY"));

        var wrong = await market.DoAsync<SetPayoutAccount, Outcome<OnboardingPage>>(s => s.RunAsync(shop.Id, shop.Member, "a teapot of red clay", default));
        var stranger = await market.DoAsync<SetPayoutAccount, Outcome<OnboardingPage>>(s => s.RunAsync(shop.Id, other.Member, PayingShop.Password, default));

        Assert.Equal(AccountRefusals.PasswordWrong, wrong.Refusal);
        Assert.Equal(MerchantRefusals.NotFound, stranger.Refusal);
        Assert.Equal(MerchantRefusals.NotFound, (await market.DoAsync<MerchantPayouts, Outcome<PayoutSheet>>(q => q.OpenAsync(shop.Id, other.Member, default))).Refusal);
        Assert.Equal(MerchantRefusals.NotFound, (await market.DoAsync<MerchantPayouts, Outcome<Page<PayoutRow>>>(q => q.ListAsync(shop.Id, other.Member, null, default))).Refusal);
        Assert.Equal(MerchantRefusals.NotFound, (await market.DoAsync<PlanPayouts, Outcome<Done>>(q => q.AskAsync(shop.Id, other.Member, default))).Refusal);
        Assert.Equal(MerchantRefusals.NotFound, (await market.DoAsync<FollowPayoutAccount, Outcome<Done>>(q => q.RunAsync(shop.Id, other.Member, default))).Refusal);
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<PayoutRegister, Outcome<Page<PayoutRow>>>(q => q.ListAsync(shop.Member, PayoutDrawer.Sent, null, default))).Refusal);
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<PayoutRegister, Outcome<Page<BlockedMerchant>>>(q => q.BlockedAsync(shop.Member, null, default))).Refusal);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_large_payout_waits_for_two_different_admins_who_do_not_work_there(string database)
    {
        await using var market = await TestMarket.OnAsync(database, new Dictionary<string, string?> { ["Payouts:ApprovalAboveEuro"] = "20" });
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        var (first, second, insider) = (await market.AdminAsync(), await market.AdminAsync(), await market.AdminAsync());
        await market.DoAsync<MarketDb>(async db =>
        {
            db.MerchantMembers.Add(MerchantMember.Of(shop.Id, insider.User, isOwner: false));
            await db.SaveChangesAsync();
        });
        await shop.WriteAsync();
        var id = (await shop.PayoutAsync()).Id;
        Task<Outcome<Done>> ApproveAsync(Actor who) => market.DoAsync<ApprovePayout, Outcome<Done>>(a => a.RunAsync(id, who, default));

        market.Clock.Move(TimeSpan.FromHours(2));
        await market.RunOutboxAsync();
        await shop.SweepAsync();
        Assert.Equal(0, await shop.WriteAsync());
        var waiting = (await market.DoAsync<PayoutRegister, Outcome<Page<PayoutRow>>>(q => q.ListAsync(first, PayoutDrawer.ToApprove, null, default))).Value;
        var refusals = new[] { (await ApproveAsync(insider)).Refusal, (await ApproveAsync(shop.Member)).Refusal, (await ApproveAsync(first)).Refusal, (await ApproveAsync(first)).Refusal };
        await market.RunOutboxAsync();
        Assert.Equal(0, await shop.AtProviderAsync());
        Assert.True((await ApproveAsync(second)).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal(2, Assert.Single(waiting.Items).ApprovalsMissing);
        Assert.Equal([PayoutRefusals.OwnShop.Code, AccountRefusals.AdminsOnly.Code, "none", PayoutRefusals.ApprovedByYou.Code], refusals.Select(r => r?.Code ?? "none"));
        Assert.Equal(PayoutRefusals.NotToApprove, (await ApproveAsync(await market.AdminAsync())).Refusal);
        Assert.Equal((PayoutStatus.Sent, 1), ((await shop.PayoutAsync()).Status, await shop.AtProviderAsync()));
        Assert.Equal(2, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(ApprovePayout))));
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task A_payout_that_waits_for_its_second_person_is_judged_against_cases_once_more_before_it_is_sent(string database)
    {
        await using var market = await TestMarket.OnAsync(database, new Dictionary<string, string?> { ["Payouts:ApprovalAboveEuro"] = "20" });
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        await shop.WriteAsync();
        var order = await market.OrderAsync(await market.ReadAsync(db => db.Orders.Select(o => o.Number).SingleAsync()));

        var dispute = (await DisputeTests.OpenAsync(market, order, DisputeReason.Counterfeit, order.Total)).Value;
        await ApproveAsync(market, (await shop.PayoutAsync()).Id);
        var withheld = await shop.PayoutAsync();
        market.Clock.Move(TimeSpan.FromHours(1));
        Assert.Equal(0, await shop.TimerAsync());
        Assert.True((await market.DoAsync<FollowDispute, Outcome<Done>>(f => f.WithdrawAsync(dispute, DisputeTests.Key(order), default))).Succeeded);
        market.Clock.Move(TimeSpan.FromHours(1));
        Assert.Equal(1, await shop.TimerAsync());
        await ApproveAsync(market, (await shop.PayoutsAsync())[1].Id);

        Assert.Equal((PayoutStatus.Failed, PayoutBlock.KeptByCases), (withheld.Status, withheld.WithheldBecause));
        Assert.Equal((PayoutStatus.Sent, earned, 1), ((await shop.PayoutsAsync())[1].Status, (await shop.PayoutsAsync())[1].Amount, await shop.AtProviderAsync()));
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task A_label_bought_on_credit_meanwhile_holds_no_payout_up(string database)
    {
        await using var market = await TestMarket.OnAsync(database, new Dictionary<string, string?> { ["Payouts:ApprovalAboveEuro"] = "20" });
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        await shop.WriteAsync();
        var pot = await market.ReadAsync(db => db.Variants.Where(v => v.Merchant == shop.Id).Select(v => v.Id).SingleAsync());

        await market.SendAsync((await market.PaidOrderAsync("EUR", (pot, 1))).Consignments[0], shop.Member);
        Assert.True((await shop.OwedAsync()).IsNegative);
        await ApproveAsync(market, (await shop.PayoutAsync()).Id);

        Assert.Equal((PayoutStatus.Sent, earned), ((await shop.PayoutAsync()).Status, (await shop.PayoutAsync()).Amount));
    }

    private static async Task ApproveAsync(TestMarket market, PayoutId id)
    {
        foreach (var admin in new[] { await market.AdminAsync(), await market.AdminAsync() })
            await market.DoAsync<ApprovePayout>(async a => Assert.True((await a.RunAsync(id, admin, default)).Succeeded));
        await market.RunOutboxAsync();
    }

    [Theory, Databases]
    public async Task A_declined_payout_is_owed_again_and_nothing_goes_out_until_an_admin_lets_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database, new Dictionary<string, string?> { ["Payouts:ApprovalAboveEuro"] = "20" });
        var (shop, admin) = (await PayingShop.OnAsync(market), await market.AdminAsync());
        var earned = await shop.OwedAsync();
        await shop.WriteAsync();
        var id = (await shop.PayoutAsync()).Id;

        Assert.True((await market.DoAsync<ApprovePayout, Outcome<Done>>(a => a.DeclineAsync(id, admin, default))).Succeeded);
        Assert.Equal(0, await shop.WriteAsync());

        Assert.Equal(("declined", PayoutBlock.LastPayoutFailed), ((await shop.PayoutAsync()).FailureCode, (await shop.SheetAsync()).Hurdle!.Block));
        Assert.Equal(earned, await shop.OwedAsync());
        Assert.True((await market.DoAsync<RetryPayout, Outcome<Done>>(r => r.RunAsync(id, admin, default))).Succeeded);
        Assert.Equal(1, await shop.TimerAsync());
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task A_debt_nets_with_what_comes_next_and_nothing_or_less_is_never_paid(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        var pot = await market.ReadAsync(db => db.Variants.Where(v => v.Merchant == shop.Id).Select(v => v.Id).SingleAsync());
        await shop.WriteAsync();
        await market.RunOutboxAsync();

        // A label is bought on credit: the shop owes, and the next release pays it first.
        var order = await market.PaidOrderAsync("EUR", (pot, 1));
        await market.SendAsync(order.Consignments[0], shop.Member);
        Assert.Equal(0, await shop.WriteAsync());
        var owing = await shop.SheetAsync();
        await market.DoAsync<ConfirmReceipt>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default));
        market.Clock.Move(TimeSpan.FromDays(new HoldOptions().NewMerchantReserveDays));
        Assert.Equal(1, await market.DoAsync<EndReserves, int>(e => e.RunAsync(default)));
        var after = await shop.OwedAsync();
        Assert.Equal(1, await shop.WriteAsync());

        Assert.True(owing.Owed.IsNegative);
        Assert.Equal((PayoutBlock.NothingOwed, Money.Zero(owing.Owed.Currency)), (owing.Hurdle!.Block, owing.Next));
        Assert.Equal([earned, after], (await shop.PayoutsAsync()).Select(p => p.Amount));
        await shop.AssertNothingLostAsync(earned + after);
    }
}
