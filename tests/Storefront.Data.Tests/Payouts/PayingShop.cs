using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests.Payouts;

/// <summary>A merchant that has earned money, and what is done about it.</summary>
internal sealed class PayingShop(TestMarket market, MerchantId id, Actor member)
{
    public const string Password = "a teapot of blue clay";

    public const string Good = "000123456789";

    public MerchantId Id { get; } = id;

    public Actor Member { get; } = member;

    /// <summary>Has sold, and its bank account is older than the cool-down.</summary>
    public static async Task<PayingShop> OnAsync(TestMarket market, string name = "Longjing House", string bank = Good, bool hasAccount = true)
    {
        var (id, member) = await market.MerchantAsync(name);
        var shop = new PayingShop(market, id, member);
        await shop.SignUpAsync();
        var pot = await market.ListingAsync((id, member), stock: 100, sku: $"TP-{id.Value:N}"[..12]);
        var order = await market.PaidOrderAsync("EUR", (pot, 4));
        await market.SendAsync(order.Consignments[0], member);
        await market.DoAsync<ConfirmReceipt>(async c => Assert.True((await c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default)).Succeeded));
        market.Clock.Move(TimeSpan.FromDays(new HoldOptions().NewMerchantReserveDays));
        Assert.Equal(1, await market.DoAsync<EndReserves, int>(e => e.RunAsync(default)));
        if (hasAccount)
        {
            await shop.SetBankAsync(bank);
            market.Clock.Move(TimeSpan.FromHours(73));
        }

        await market.RunOutboxAsync();
        return shop;
    }

    /// <summary>Two shops that sold and sent in one order, and whose bank accounts are older than the cool-down.</summary>
    public static async Task<(PayingShop First, PayingShop Second)> TwoOfOneOrderAsync(TestMarket market)
    {
        var shops = new List<PayingShop>();
        var goods = new List<(Storefront.Catalog.VariantId, int)>();
        foreach (var name in new[] { "Longjing House", "Doi Craft" })
        {
            var (id, member) = await market.MerchantAsync(name);
            var shop = new PayingShop(market, id, member);
            await shop.SignUpAsync();
            goods.Add((await market.ListingAsync((id, member), stock: 50, sku: $"TP-{id.Value:N}"[..12]), 4));
            shops.Add(shop);
        }

        var order = await market.PaidOrderAsync("EUR", [.. goods]);
        foreach (var consignment in order.Consignments)
        {
            await market.SendAsync(consignment, shops.Single(s => s.Id == consignment.Merchant).Member);
            await market.DoAsync<ConfirmReceipt>(async c => Assert.True((await c.ByBuyerAsync(order.Number, consignment.Id, new OrderAccess(null, order.AccessKey), default)).Succeeded));
        }

        market.Clock.Move(TimeSpan.FromDays(new HoldOptions().NewMerchantReserveDays));
        Assert.Equal(2, await market.DoAsync<EndReserves, int>(e => e.RunAsync(default)));
        foreach (var shop in shops) await shop.SetBankAsync(Good);
        market.Clock.Move(TimeSpan.FromHours(73));
        await market.RunOutboxAsync();
        return (shops[0], shops[1]);
    }

    /// <summary>Its member gets an account with a password, which a bank account is changed with.</summary>
    public Task SignUpAsync() => market.DoAsync<MarketDb>(async db =>
    {
        var user = new User { Id = Member.User.Value, UserName = $"{Id.Value:N}@example.test", CreatedAtUtc = market.Clock.NowUtc };
        user.PasswordHash = new PasswordHasher<User>().HashPassword(user, Password);
        db.Users.Add(user);
        await db.SaveChangesAsync();
    });

    /// <summary>Goes to the provider's page, types the account and comes back.</summary>
    public async Task SetBankAsync(string bank)
    {
        var page = await market.DoAsync<SetPayoutAccount, Outcome<OnboardingPage>>(s => s.RunAsync(Id, Member, Password, default));
        Assert.True(page.Succeeded, page.Refusal?.Code);
        Assert.True(await market.DoAsync<SandboxBank, bool>(async b => await b.SetBankAsync(await PayeeAsync(), "Longjing House", bank, default)));
        await market.DoAsync<FollowPayoutAccount>(async f => Assert.True((await f.RunAsync(Id, Member, default)).Succeeded));
    }

    public async Task<string> PayeeAsync() => (await AccountAsync()).Payee!;

    public Task<PayoutAccount> AccountAsync() => market.ReadAsync(db => db.PayoutAccounts.AsNoTracking().SingleAsync(a => a.Merchant == Id));

    public Task<List<Payout>> PayoutsAsync() => market.ReadAsync(db => db.Payouts.AsNoTracking().Where(p => p.Merchant == Id).OrderBy(p => p.CreatedAtUtc).ThenBy(p => p.Key).ToListAsync());

    public async Task<Payout> PayoutAsync() => Assert.Single(await PayoutsAsync());

    /// <summary>Of all its payouts, in the order in which they are moved.</summary>
    public Task<List<PayoutShare>> SharesAsync() => market.ReadAsync(db =>
        db.PayoutShares.AsNoTracking().Join(db.Payouts.Where(p => p.Merchant == Id), s => s.Payout, p => p.Id, (s, p) => new { Share = s, p.CreatedAtUtc }).OrderBy(s => s.CreatedAtUtc).ThenBy(s => s.Share.Number).Select(s => s.Share).ToListAsync());

    /// <summary>The only one.</summary>
    public async Task<PayoutShare> ShareAsync() => Assert.Single(await SharesAsync());

    /// <summary>Is paid when it asks, and not because the timer runs for somebody else.</summary>
    public Task PlanByHandAsync() => market.DoAsync<PlanPayouts>(async p => Assert.True((await p.ChangeAsync(Id, Member, PayoutSchedule.ByHand, default)).Succeeded));

    /// <summary>Asks to be paid, and the timer writes.</summary>
    public async Task<int> WriteAsync()
    {
        await market.DoAsync<PlanPayouts>(async p => Assert.True((await p.AskAsync(Id, Member, default)).Succeeded));
        return await TimerAsync();
    }

    public Task<int> TimerAsync() => market.DoAsync<WritePayouts, int>(w => w.RunAsync(default));

    public Task<int> SweepAsync() => market.DoAsync<SweepPayouts, int>(s => s.RunAsync(default));

    public Task<PayoutSheet> SheetAsync() => market.DoAsync<MerchantPayouts, PayoutSheet>(async q => (await q.OpenAsync(Id, Member, default)).Value);

    public async Task<Money> OwedAsync() => (await SheetAsync()).Owed;

    /// <summary>What the sandbox's bank was asked to pay, by key.</summary>
    public Task<int> AtProviderAsync() => market.ReadAsync(db => db.ConnectorRecords.CountAsync(r => r.Connector == SandboxBank.Payouts));

    public Task<long> BalanceAsync(AccountKind account, string owner) =>
        market.ReadAsync(db => db.Postings.Where(p => p.Account == account && p.Owner == owner && p.Amount.Currency == new Currency("CNY")).SumAsync(p => p.Amount.Minor));

    /// <summary>Whatever happened, what was earned is owed, on its way, or paid, and nowhere twice.</summary>
    /// <param name="differs">What the provider and our books do not agree on.</param>
    public async Task AssertNothingLostAsync(Money earned, params DifferenceKind[] differs)
    {
        var paid = (await PayoutsAsync()).Where(p => p.Status == PayoutStatus.Paid).Sum(p => p.Amount, earned.Currency);
        var open = (await PayoutsAsync()).Where(p => p.Status is PayoutStatus.Pending or PayoutStatus.Sent).Sum(p => p.Amount, earned.Currency);
        Assert.Equal(earned, paid + open + await OwedAsync());
        Assert.Equal(-open.Minor, await BalanceAsync(AccountKind.PayoutsOnTheWay, Id.Value.ToString("N")));
        Assert.Equal(-paid.Minor, await BalanceAsync(AccountKind.ProcessorBalance, SandboxPaymentProvider.ProviderKey));
        await market.AssertBooksBalanceAsync(differs);
    }

    public void Meet(SandboxPaymentFault fault, SandboxPaymentCall call = SandboxPaymentCall.PayOut) => market.Services.GetRequiredService<SandboxPaymentScript>().Next(call, fault);
}
