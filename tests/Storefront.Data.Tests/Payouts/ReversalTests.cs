using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Chargebacks;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Holds;
using Storefront.Data.Tests.Provider;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests.Payouts;

/// <summary>Money that a merchant was paid and that a buyer, or its bank, has back.</summary>
public sealed class ReversalTests
{
    [Theory, Databases]
    public async Task F78_A_lost_chargeback_after_the_payout_takes_back_what_still_lies_there_once_and_the_rest_is_netted_from_what_comes_next(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await PaidShop.OnAsync(market);
        await it.LeaveAsync(10_00);
        var reference = await it.Bank.ChargeBackAsync(it.Order, it.Order.Total);
        await it.Bank.HearAsync();
        var whileOpen = (await it.Shop.OwedAsync(), await it.ReversalsAsync());
        await it.AssertAsync();

        await it.Bank.DecideAsync(reference, "lost");
        await it.Bank.HearAsync();
        for (var i = 0; i < 3; i++)
        {
            await it.Bank.FollowAsync(reference);
            await it.TakeAsync();
            await it.Bank.HearAsync();
        }

        var reversal = Assert.Single(await it.ReversalsAsync());
        Assert.Equal((0, 0), (whileOpen.Item1.Minor, whileOpen.Item2.Count));
        Assert.Equal((ReversalStatus.Made, 10_00L), (reversal.Status, reversal.Amount.Minor));
        Assert.Equal(10_00, (await it.AtProviderAsync()).Reversed.Minor);
        var debt = await it.Shop.OwedAsync();
        Assert.Equal(10_00 - await it.TookAsync() - await it.FeesAsync(), debt.Minor);
        Assert.True(debt.IsNegative, "What was not there is the merchant's debt.");
        Assert.Equal(1, await market.EntriesAsync("reversal:"));
        var line = (await market.DoAsync<MerchantStatement, Outcome<Page<StatementLine>>>(q => q.ListAsync(it.Shop.Id, it.Shop.Member, null, default))).Value.Items[0];
        Assert.Equal((StatementKind.TransferReversed, 10_00L, debt), (line.Kind, line.Amount.Minor, line.Balance));
        await it.AssertAsync();

        // The next releases settle the debt, and no payout is ever less than nothing.
        for (var i = 0; i < 12 && (await it.Shop.SheetAsync()).Next.IsZero; i++)
        {
            await market.ReceivedAsync((it.Shop.Id, it.Shop.Member), [it.Pot]);
            market.Clock.Move(TimeSpan.FromDays(31));
            await market.ReserveTimerAsync();
        }

        var owed = await it.Shop.OwedAsync();
        Assert.Equal(1, await it.Shop.WriteAsync());
        Assert.Equal(owed, (await it.Shop.PayoutsAsync())[^1].Amount);
        await it.AssertAsync();
    }

    [Theory, Databases]
    public async Task F78_Of_a_merchant_whose_account_is_empty_or_refuses_nothing_is_taken_and_all_is_its_debt(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await PaidShop.OnAsync(market);
        var some = new Money(20_00, it.Order.Total.Currency);
        var (first, second) = (await it.Bank.ChargeBackAsync(it.Order, some), await it.Bank.ChargeBackAsync(it.Order, some));
        await it.Bank.DecideAsync(first, "lost");
        await it.Bank.HearAsync();
        Assert.Empty(await it.ReversalsAsync());
        var debt = await it.Shop.OwedAsync();
        await it.AssertAsync();

        await it.LeaveAsync(500_00);
        it.Meet(SandboxPaymentFault.RefuseReversal);
        await it.Bank.DecideAsync(second, "lost");
        await it.Bank.HearAsync();
        await it.Bank.FollowAsync(second);
        await it.Bank.HearAsync();
        await it.Shop.SweepAsync();

        var refused = Assert.Single(await it.ReversalsAsync());
        Assert.Equal((ReversalStatus.Refused, "balance_insufficient"), (refused.Status, refused.FailureCode));
        Assert.Equal((0, 0), ((await it.Shop.PayoutAsync()).ReversedMinor, (await it.AtProviderAsync()).Reversed.Minor));
        Assert.Equal(-await it.TookAsync() - await it.FeesAsync(), (await it.Shop.OwedAsync()).Minor);
        Assert.True(await it.Shop.OwedAsync() < debt);
        await it.AssertAsync();
    }

    [Theory]
    [InlineData("sqlite", SandboxPaymentFault.TimeOutBefore), InlineData("sqlite", SandboxPaymentFault.TimeOutAfter)]
    [InlineData("postgres", SandboxPaymentFault.TimeOutBefore), InlineData("postgres", SandboxPaymentFault.TimeOutAfter)]
    public async Task F78_A_reversal_without_an_answer_is_asked_for_again_with_its_key_and_made_once(string database, SandboxPaymentFault fault)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await PaidShop.OnAsync(market);
        await it.LeaveAsync(10_00);
        var reference = await it.Bank.ChargeBackAsync(it.Order, it.Order.Total);
        await it.Bank.DecideAsync(reference, "lost");
        await it.Bank.FollowAsync(reference);
        it.Meet(fault);

        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(it.TakeAsync);
        var unknown = Assert.Single(await it.ReversalsAsync());
        var owed = await it.Shop.OwedAsync();
        await it.AssertAsync();
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await it.Shop.SweepAsync();
        await market.RunOutboxAsync();

        var made = Assert.Single(await it.ReversalsAsync());
        Assert.Equal((ReversalStatus.Pending, ReversalStatus.Made, unknown.Key), (unknown.Status, made.Status, made.Key));
        Assert.Equal((10_00L, 10_00L), ((await it.AtProviderAsync()).Reversed.Minor, (await it.Shop.OwedAsync() - owed).Minor));
        await it.AssertAsync();
    }

    [Theory, Databases]
    public async Task F79_A_chargeback_that_is_won_after_the_payout_takes_nothing_from_the_merchant(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await PaidShop.OnAsync(market);
        await it.LeaveAsync(500_00);
        var reference = await it.Bank.ChargeBackAsync(it.Order, it.Order.Total);
        await it.Bank.HearAsync();
        var kept = (await it.Shop.SheetAsync()).Hurdle!.Block;

        await it.Bank.DecideAsync(reference, "won");
        for (var i = 0; i < 3; i++) await it.Bank.HearAsync();

        Assert.Equal((PayoutBlock.NothingOwed, 0), (kept, (await it.ReversalsAsync()).Count));
        Assert.Equal((0, 0), ((await it.Shop.OwedAsync()).Minor, (await it.AtProviderAsync()).Reversed.Minor));
        Assert.Equal(1, await market.EntriesAsync("chargeback-won:"));
        await it.AssertAsync();
    }

    [Theory, Databases]
    public async Task F64_A_refund_after_the_payout_takes_back_no_more_than_its_own_part_and_than_the_merchant_owes(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await PaidShop.OnAsync(market);
        var admin = await market.AdminAsync();
        await it.LeaveAsync(5_000_00);
        var line = await market.LineAsync(it.Order.Lines()[0]);

        Assert.True((await market.GiveBackAsync(it.Order, admin, (line, line.Refundable.Part(40)))).Succeeded);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(it.TakeAsync)));
        await market.RunOutboxAsync();
        var (took, first) = (await it.TookAsync(), Assert.Single(await it.ReversalsAsync()));
        await it.AssertAsync();
        line = await market.LineAsync(line);
        Assert.True((await market.GiveBackAsync(it.Order, admin, (line, line.Refundable))).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal((ReversalStatus.Made, took), (first.Status, first.Amount.Minor));
        var both = await it.ReversalsAsync();
        Assert.Equal(2, both.Count);
        // The label had been paid out of the same balance: the transfer was less than what the refunds took, and no more than it comes back (F58).
        Assert.Equal((await it.Shop.PayoutAsync()).Amount, both.Sum(r => r.Amount, first.Amount.Currency));
        Assert.Equal((await it.Shop.PayoutAsync()).Amount, (await it.AtProviderAsync()).Reversed);
        Assert.Equal((await it.Shop.PayoutAsync()).Amount.Minor - await it.TookAsync(), (await it.Shop.OwedAsync()).Minor);
        await it.AssertAsync();
    }

    [Theory, Databases]
    public async Task F74_A_payout_that_comes_back_after_a_part_of_it_was_taken_back_is_owed_again_without_that_part(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await PaidShop.OnAsync(market, SandboxPaymentFault.FailPayoutAfterPaid);
        var admin = await market.AdminAsync();
        await it.LeaveAsync(10_00);
        var line = await market.LineAsync(it.Order.Lines()[0]);
        Assert.True((await market.GiveBackAsync(it.Order, admin, (line, line.Refundable))).Succeeded);
        await market.RunOutboxAsync();
        var owed = await it.Shop.OwedAsync();

        for (var day = 0; day < 5; day++)
        {
            market.Clock.Move(TimeSpan.FromDays(1));
            await it.Shop.SweepAsync();
        }

        var payout = await it.Shop.PayoutAsync();
        Assert.Equal((PayoutStatus.Failed, 10_00L), (payout.Status, payout.ReversedMinor));
        Assert.Equal(owed + payout.Amount - payout.Reversed, await it.Shop.OwedAsync());
        Assert.Equal(payout.Amount, (await it.AtProviderAsync()).Reversed);
        Assert.Equal(0, await it.Shop.BalanceAsync(AccountKind.ProcessorBalance, SandboxPaymentProvider.ProviderKey));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F88_Transfers_and_reversals_that_are_known_to_one_side_alone_are_listed_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await PaidShop.OnAsync(market);
        var (admin, transfer) = (await market.AdminAsync(), (await it.AtProviderAsync()).Reference);
        await it.LeaveAsync(50_00);
        var line = await market.LineAsync(it.Order.Lines()[0]);
        Assert.True((await market.GiveBackAsync(it.Order, admin, (line, line.Refundable.Part(10)))).Succeeded);
        await market.RunOutboxAsync();
        var own = Assert.Single(await it.ReversalsAsync());
        var clean = await ReconciliationTests.CompareAsync(market);

        // By hand at the provider: a transfer, and a reversal of ours; and of our reversal nothing is left there.
        var payee = await it.Shop.PayeeAsync();
        var cny = new Currency("CNY");
        var strange = await market.DoAsync<ITransferFunds, ProviderTransfer>(t => t.TransferAsync(new TransferToMake("payout-by-hand", payee, new Money(3_00, cny), "x", null, market.Clock.NowUtc), default));
        Assert.True((await market.DoAsync<ITransferFunds, ProviderReversal>(t => t.ReverseAsync(new ReversalToMake("by-hand", transfer, new Money(1_00, cny), market.Clock.NowUtc), default))).Succeeded);
        await market.DoAsync<IConnectorRecords>(async records =>
        {
            var record = (await records.FindAsync(SandboxBank.Payees, payee))!;
            var known = SandboxPayee.From(record.Json);
            Assert.True(await records.ReplaceAsync(record, (known with { Moves = [.. known.Moves.Where(m => m.Reference != own.Reference)] }).ToJson()));
        });
        var run = await ReconciliationTests.CompareAsync(market);
        var again = await ReconciliationTests.CompareAsync(market);

        var found = await market.ReadAsync(db => db.Differences.AsNoTracking().Where(d => d.Run == run.Id).ToListAsync());
        Assert.Equal((0, 3, 0), (clean.Differences, run.Differences, again.Differences));
        Assert.Equal(
            [(DifferenceKind.MissingThere, ProviderObjectKind.Reversal, own.Reference!), (DifferenceKind.UnknownHere, ProviderObjectKind.Reversal, "sbxv_by-hand"), (DifferenceKind.UnknownHere, ProviderObjectKind.Transfer, strange.Reference)],
            found.Select(d => (d.Kind, d.Object, d.Reference)).OrderBy(d => d.Kind.ToString(), StringComparer.Ordinal).ThenBy(d => d.Object.ToString(), StringComparer.Ordinal));
        await market.AssertBooksBalanceAsync(DifferenceKind.UnknownHere, DifferenceKind.UnknownHere, DifferenceKind.MissingThere);
    }

    [Theory, Databases]
    public async Task F88_A_transfer_that_the_provider_does_not_know_is_listed(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var it = await PaidShop.OnAsync(market);
        var transfer = (await it.AtProviderAsync()).Reference;
        await market.DoAsync<MarketDb>(db => db.ConnectorRecords.Where(r => r.Connector == SandboxBank.Transfers).ExecuteDeleteAsync());

        var run = await ReconciliationTests.CompareAsync(market);

        var found = Assert.Single(await market.ReadAsync(db => db.Differences.AsNoTracking().Where(d => d.Run == run.Id).ToListAsync()));
        Assert.Equal((DifferenceKind.MissingThere, ProviderObjectKind.Transfer, transfer), (found.Kind, found.Object, found.Reference));
        await market.AssertBooksBalanceAsync(DifferenceKind.MissingThere);
    }

    /// <summary>A shop that sold one order and was paid for it.</summary>
    private sealed record PaidShop(TestMarket Market, PayingShop Shop, Bank Bank, Order Order, Storefront.Catalog.VariantId Pot)
    {
        public static async Task<PaidShop> OnAsync(TestMarket market, SandboxPaymentFault? meets = null)
        {
            var shop = await PayingShop.OnAsync(market);
            var order = await market.OrderAsync(await market.ReadAsync(db => db.Orders.Select(o => o.Number).SingleAsync()));
            var pot = await market.ReadAsync(db => db.Variants.Where(v => v.Merchant == shop.Id).Select(v => v.Id).SingleAsync());
            if (meets is { } fault) shop.Meet(fault);
            await shop.WriteAsync();
            await market.RunOutboxAsync();
            market.Clock.Move(TimeSpan.FromHours(25));
            await shop.SweepAsync();
            Assert.Equal(PayoutStatus.Paid, (await shop.PayoutAsync()).Status);
            return new PaidShop(market, shop, new Bank(market), order, pot);
        }

        /// <summary>Lies in its account at the provider and was not sent on.</summary>
        public async Task LeaveAsync(long minor)
        {
            var payee = await Shop.PayeeAsync();
            await Market.DoAsync<SandboxBank>(b => b.LeaveAsync(payee, $"left-{minor}", new Money(minor, new Currency("CNY")), default));
        }

        public void Meet(SandboxPaymentFault fault) => Market.Services.GetRequiredService<SandboxPaymentScript>().Next(SandboxPaymentCall.Reverse, fault);

        public Task<List<Reversal>> ReversalsAsync() => Market.ReadAsync(db => db.Reversals.AsNoTracking().OrderBy(r => r.CreatedAtUtc).ThenBy(r => r.Key).ToListAsync());

        public async Task<ProviderTransfer> AtProviderAsync()
        {
            var transfer = (await Shop.SharesAsync())[0].Transfer!;
            return (await Market.DoAsync<ITransferFunds, ProviderTransfer?>(t => t.LookUpTransferAsync(transfer, default)))!;
        }

        /// <summary>As the message about each refund has it done.</summary>
        public async Task TakeAsync()
        {
            foreach (var refund in await Market.ReadAsync(db => db.Refunds.OrderBy(r => r.CreatedAtUtc).ThenBy(r => r.Id).Select(r => r.Id).ToListAsync()))
                await Market.DoAsync<TakeTransferBack>(t => t.RunAsync(refund, Shop.Id, default));
        }

        /// <summary>What refunds and lost chargebacks took out of the merchant's balance, in its currency.</summary>
        public Task<long> TookAsync() => SumAsync("refunded:");

        /// <summary>What it bears of the fees of lost chargebacks.</summary>
        public Task<long> FeesAsync() => SumAsync("dispute-fee:");

        private Task<long> SumAsync(string cause)
        {
            var owner = Shop.Id.Value.ToString("N");
            return Market.ReadAsync(db => db.Postings.Where(p => p.Account == AccountKind.MerchantPayable && p.Owner == owner && db.JournalEntries.Any(e => e.Id == p.Entry && e.Key.StartsWith(cause))).SumAsync(p => p.Amount.Minor));
        }

        /// <summary>The books; and each reversal is at the provider once, and none of it that is not ours (I5, I8).</summary>
        public async Task AssertAsync()
        {
            await Bank.AssertAsync();
            var made = (await ReversalsAsync()).Where(r => r.Status == ReversalStatus.Made).ToList();
            var at = await AtProviderAsync();
            foreach (var reversal in made) Assert.Equal(reversal.Amount, (await Market.DoAsync<ITransferFunds, ProviderReversal?>(t => t.FindReversalAsync(at.Reference, reversal.Key, default)))!.Amount);
            if ((await ReversalsAsync()).TrueForAll(r => r.Status != ReversalStatus.Pending)) Assert.Equal(made.Sum(r => r.Amount.Minor), at.Reversed.Minor);
        }
    }
}
