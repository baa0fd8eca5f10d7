using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Chargebacks;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Provider;

/// <summary>A refund that the provider has and a chargeback that is lost: the money goes twice, and the books and the office say so.</summary>
public sealed class PaidBesidesTests
{
    [Theory, Databases]
    public async Task F66_A_refund_that_the_provider_has_taken_is_not_covered_by_a_lost_chargeback_and_the_overlap_is_the_markets_loss(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        market.Services.GetRequiredService<SandboxPaymentScript>().Next(SandboxPaymentCall.Refund, SandboxPaymentFault.RefundLater);
        await CancelAsync(market, order);
        await market.RunOutboxAsync();
        var begun = await RefundAsync(market);
        var reference = await LoseAsync(bank, order);

        var lost = await RefundAsync(market);
        await bank.AssertAsync(DifferenceKind.AmountDiffers);
        market.Clock.Move(TimeSpan.FromDays(3));
        await market.DoAsync<SweepPayments>(s => s.RunAsync(default));

        var made = await RefundAsync(market);
        Assert.Equal((RefundStatus.Pending, SandboxRefund.ReferenceOf(begun.Key)), (begun.Status, begun.Reference));
        Assert.Equal((RefundStatus.Pending, begun.Reference), (lost.Status, lost.Reference));
        Assert.Equal((RefundStatus.Succeeded, begun.Reference), (made.Status, made.Reference));
        await AssertLostAsync(market, bank, order, reference, begun.Reference!);
    }

    [Theory, Databases]
    public async Task F66_A_refund_of_which_no_answer_came_is_looked_up_by_its_key_before_a_lost_chargeback_covers_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        await CancelAsync(market, order);
        var written = await RefundAsync(market);
        var payment = await bank.PaymentAsync(order);
        await market.DoAsync<SandboxGateway>(g => g.RefundAsync(new RefundToMake(written.ProviderKey, payment, written.Amount), market.Clock.NowUtc.AddDays(2), default));
        var reference = await LoseAsync(bank, order);

        var lost = await RefundAsync(market);
        market.Clock.Move(TimeSpan.FromDays(3));
        await market.DoAsync<SweepPayments>(s => s.RunAsync(default));

        var made = await RefundAsync(market);
        Assert.Equal(RefundStatus.Pending, lost.Status);
        Assert.Equal((RefundStatus.Succeeded, SandboxRefund.ReferenceOf(written.Key)), (made.Status, made.Reference));
        await AssertLostAsync(market, bank, order, reference, made.Reference!);
    }

    [Theory, Databases]
    public async Task F66_A_refund_that_the_provider_finishes_after_the_bank_gave_its_money_is_listed(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        market.Services.GetRequiredService<SandboxPaymentScript>().Next(SandboxPaymentCall.Refund, SandboxPaymentFault.RefundLater);
        await CancelAsync(market, order);
        await market.RunOutboxAsync();
        var reference = await LoseAsync(bank, order);
        // As a version before, which did not look it up, had covered it.
        await market.DoAsync<MarketDb>(db => db.Refunds.ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, RefundStatus.Succeeded).SetProperty(r => r.Reference, reference).SetProperty(r => r.Version, r => r.Version + 1)));
        market.Clock.Move(TimeSpan.FromDays(3));

        await bank.AssertAsync(DifferenceKind.AmountDiffers, DifferenceKind.StateDiffers);
        await bank.AssertAsync(DifferenceKind.AmountDiffers, DifferenceKind.StateDiffers);

        var listed = await market.ReadAsync(db => db.Differences.AsNoTracking().SingleAsync(d => d.Kind == DifferenceKind.StateDiffers));
        Assert.Equal((ProviderObjectKind.Refund, SandboxRefund.ReferenceOf((await RefundAsync(market)).Key), order.Id), (listed.Object, listed.Reference, listed.Order));
        Assert.Contains(reference, listed.Ours, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task F66_A_refund_that_a_bank_covers_while_the_provider_makes_it_is_listed(string database)
    {
        var meanwhile = new Meanwhile();
        await using var market = await TestMarket.OnAsync(database, disturbs: meanwhile);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        await CancelAsync(market, order);
        meanwhile.Happens = () => market.DoAsync<MarketDb>(db => db.Refunds.ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, RefundStatus.Succeeded).SetProperty(r => r.Reference, "sbxc_kept").SetProperty(r => r.Version, r => r.Version + 1)));

        await market.RunOutboxAsync();

        var refund = await RefundAsync(market);
        var listed = await market.ReadAsync(db => db.Differences.AsNoTracking().SingleAsync());
        Assert.Equal("sbxc_kept", refund.Reference);
        Assert.Equal((DifferenceKind.StateDiffers, ProviderObjectKind.Refund, SandboxRefund.ReferenceOf(refund.Key), order.Id), (listed.Kind, listed.Object, listed.Reference, listed.Order));
    }

    private static async Task CancelAsync(TestMarket market, Order order) =>
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default))).Succeeded);

    private static Task<Refund> RefundAsync(TestMarket market) => market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync());

    private static async Task<string> LoseAsync(Bank bank, Order order)
    {
        var reference = await bank.ChargeBackAsync(order, order.Total);
        await bank.FollowAsync(reference);
        await bank.DecideAsync(reference, "lost");
        await bank.FollowAsync(reference);
        return reference;
    }

    /// <summary>The buyer has it twice, of which the market bears the one, and somebody is told.</summary>
    private static async Task AssertLostAsync(TestMarket market, Bank bank, Order order, string chargeback, string refund)
    {
        Assert.Equal(2 * order.Total.Minor, await bank.BackWithBuyerAsync(order));
        Assert.Equal((order.Total.Minor, 0), (await bank.BalanceAsync(AccountKind.PlatformLosses), await bank.BalanceAsync(AccountKind.OwedToBuyers)));
        var listed = await market.ReadAsync(db => db.Differences.AsNoTracking().SingleAsync());
        Assert.Equal((DifferenceKind.AmountDiffers, ProviderObjectKind.Chargeback, chargeback), (listed.Kind, listed.Object, listed.Reference));
        Assert.Contains(refund, listed.Theirs, StringComparison.Ordinal);
        await bank.AssertAsync(DifferenceKind.AmountDiffers);
    }

    /// <summary>Once, when an answer about a refund is about to be written down, something else happens first.</summary>
    private sealed class Meanwhile : SaveChangesInterceptor
    {
        public Func<Task>? Happens { get; set; }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (Happens is { } happens && eventData.Context!.ChangeTracker.Entries<Refund>().Any(e => e.State == EntityState.Modified))
            {
                Happens = null;
                await happens();
            }

            return result;
        }
    }
}
