using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Storefront.Data.Tests.Holds;
using Storefront.Accounts;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Payouts;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;
using Storefront.Reconciliation;

namespace Storefront.Data.Tests.Provider;

public sealed class ReconciliationTests
{
    [Theory, Databases]
    public async Task F63_A_refund_made_at_the_providers_desk_is_taken_into_the_books_and_the_merchants_share_comes_back(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var (tea, linen) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));
        var (pot, cloth) = (await market.ListingAsync(tea), await market.ListingAsync(linen, "42.00", 5, "LN-1", "630251"));
        var order = await market.PaidOrderAsync("EUR", (pot, 2), (cloth, 1));
        var sold = order.Consignments.Single(c => c.Merchant == linen.Id);
        await market.SendAsync(sold, linen.Member);
        await market.DoAsync<ConfirmReceipt>(async c => Assert.True((await c.ByBuyerAsync(order.Number, sold.Id, new OrderAccess(null, order.AccessKey), default)).Succeeded));
        await market.PassReserveAsync();
        var earned = await bank.BalanceAsync(AccountKind.MerchantPayable, linen.Id.Value.ToString("N"));
        var given = new Money(order.Total.Minor / 3, order.Total.Currency);
        var reference = await bank.ByHandAsync(order, given);

        var run = await CompareAsync(market);
        var again = await CompareAsync(market);

        var refunds = await market.ReadAsync(db => db.Refunds.AsNoTracking().Where(r => r.Reference == reference).ToListAsync());
        Assert.Equal((1, 0, 0, 0), (run.Adopted, run.Differences, again.Adopted, again.Differences));
        Assert.Equal((2, given), (refunds.Count, refunds.Sum(r => r.Amount, given.Currency)));
        var shares = given.Split([.. order.Consignments.OrderBy(c => c.Id.Value).Select(c => c.Total.Minor)]);
        Assert.Equal(shares, order.Consignments.OrderBy(c => c.Id.Value).Select(c => refunds.Single(r => r.Consignment == c.Id).Amount));
        Assert.True(await bank.BalanceAsync(AccountKind.MerchantPayable, linen.Id.Value.ToString("N")) > earned, "The merchant's share came back.");
        Assert.Equal(given.Minor, await bank.BackWithBuyerAsync(order));
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "refunded")));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F88_What_fits_nowhere_is_listed_once_waits_for_an_explanation_and_nothing_is_deleted(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var order = await bank.OrderAsync();
        var pot = await market.ReadAsync(db => db.Variants.Select(v => v.Id).SingleAsync());
        var (missing, wrong) = (await bank.BuyAsync(pot), await bank.BuyAsync(pot));
        var (gone, changed) = (await bank.PaymentAsync(missing), await bank.PaymentAsync(wrong));
        await market.DoAsync<MarketDb>(async db =>
        {
            await db.ConnectorRecords.Where(r => r.Key == gone).ExecuteDeleteAsync();
            var known = await db.ConnectorRecords.AsNoTracking().SingleAsync(r => r.Key == changed);
            var payment = SandboxPayment.From(known.Json);
            await db.ConnectorRecords.Where(r => r.Key == changed).ExecuteUpdateAsync(set => set.SetProperty(r => r.Json, (payment with { Amount = new Money(payment.Amount.Minor + 1, payment.Amount.Currency) }).ToJson()));
        });
        await market.DoAsync<SandboxGateway>(g => g.OpenAsync(new PaymentToOpen($"pay-{Guid.CreateVersion7():N}", Id.New<PaymentId>(), "NOBODYSORDER", order.Total, "x@example.test", "en", "/", market.Clock.NowUtc.AddHours(1)), default));

        var run = await CompareAsync(market);
        var rows = (await market.DoAsync<ReconciliationDesk, Outcome<Page<DifferenceRow>>>(d => d.ListAsync(admin, new DifferenceQuery(Run: run.Id), default))).Value.Items;
        var again = await CompareAsync(market);
        var stranger = await market.DoAsync<ResolveDifference, Outcome<Done>>(r => r.RunAsync(rows[0].Id, bank.Shop.Member, "Mine.", default));
        var silent = await market.DoAsync<ResolveDifference, Outcome<Done>>(r => r.RunAsync(rows[0].Id, admin, " ", default));
        foreach (var row in rows) Assert.True((await market.DoAsync<ResolveDifference, Outcome<Done>>(r => r.RunAsync(row.Id, admin, "=A test of the gateway.", default))).Succeeded);
        var csv = (await market.DoAsync<ReconciliationDesk, Outcome<IReadOnlyList<string>>>(d => d.ExportAsync(admin, new DifferenceQuery(Open: false), default))).Value;

        Assert.Equal(
            [(DifferenceKind.AmountDiffers, wrong.Number), (DifferenceKind.MissingThere, missing.Number), (DifferenceKind.UnknownHere, null)],
            rows.Select(r => (r.Kind, r.OrderNumber)).OrderBy(r => r.Kind.ToString(), StringComparer.Ordinal));
        Assert.Equal((3, 0), (run.Differences, again.Differences));
        Assert.Equal((AccountRefusals.AdminsOnly, ReconciliationRefusals.NoteMissing), (stranger.Refusal, silent.Refusal));
        Assert.Equal((0, 3), ((await market.DoAsync<ReconciliationDesk, Outcome<int>>(d => d.CountAsync(admin, default))).Value, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(ResolveDifference)))));
        Assert.Equal(4, csv.Count);
        Assert.All(csv.Skip(1), l => Assert.Contains("'=A test", l, StringComparison.Ordinal));
        Assert.Equal(3, await market.ReadAsync(db => db.Payments.CountAsync()));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task A_payment_a_chargeback_and_a_failed_refund_that_nobody_told_of_are_brought_to_their_true_state(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        var pot = await market.ReadAsync(db => db.Variants.Select(v => v.Id).SingleAsync());
        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 1))))).Value;
        var unpaid = await bank.PaymentAsync(await market.OrderAsync(placed.Number));
        await market.DoAsync<SandboxGateway>(g => g.PayByCardAsync(unpaid, "4242424242424242", default));
        await bank.ChargeBackAsync(order, order.Total);
        var cancelled = await bank.BuyAsync(pot);
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(cancelled.Number, cancelled.Consignments[0].Id, new OrderAccess(null, cancelled.AccessKey), default))).Succeeded);
        await market.RunOutboxAsync();
        var (payment, refund) = (await bank.PaymentAsync(cancelled), await market.ReadAsync(db => db.Refunds.Select(r => r.Reference!).SingleAsync()));
        await market.DoAsync<SandboxGateway>(g => g.ReturnRefundAsync(payment, refund, default));

        var run = await CompareAsync(market);

        Assert.Equal((2, 0), (run.Adopted, run.Differences));
        Assert.Equal(OrderStatus.Paid, (await market.OrderAsync(placed.Number)).Status);
        Assert.Equal(order.Total.Minor, await bank.BalanceAsync(AccountKind.Disputed));
        Assert.Equal(RefundStatus.Failed, await market.ReadAsync(db => db.Refunds.Select(r => r.Status).SingleAsync()));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task What_the_provider_keeps_of_payments_comes_into_the_books_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database, new Dictionary<string, string?> { ["PaymentFeePartsPerMillion"] = "29000" });
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        var pot = await market.ReadAsync(db => db.Variants.Select(v => v.Id).SingleAsync());
        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 1))))).Value;
        var before = await bank.BalanceAsync(AccountKind.ProcessorBalance);

        var run = await CompareAsync(market);
        var again = await CompareAsync(market);

        var fee = (long)Math.Round(order.Total.Minor * 0.029m, MidpointRounding.AwayFromZero);
        Assert.True(fee > 0);
        Assert.Equal(OrderStatus.AwaitingPayment, (await market.OrderAsync(placed.Number)).Status);
        Assert.Equal((0, 0, 1), (run.Differences, again.Differences, await market.EntriesAsync("provider-fee:")));
        Assert.Equal((fee, before - fee), (await bank.BalanceAsync(AccountKind.PaymentFees, SandboxPaymentProvider.ProviderKey), await bank.BalanceAsync(AccountKind.ProcessorBalance)));
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F85_The_days_before_are_compared_by_one_node_each_and_a_provider_that_does_not_answer_is_tried_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        await bank.OrderAsync();
        market.Clock.Move(TimeSpan.FromDays(1) + CompareWithProvider.Margin);

        var finished = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => market.DoAsync<CompareWithProvider, int>(c => c.RunAsync(default)))));
        var runs = await market.ReadAsync(db => db.ReconciliationRuns.AsNoTracking().ToListAsync());

        Assert.Equal((CompareWithProvider.DaysBack, CompareWithProvider.DaysBack), (finished.Sum(), runs.Count));
        Assert.All(runs, r => Assert.NotNull(r.FinishedAtUtc));
        Assert.Equal(0, await market.ReadAsync(db => db.Differences.CountAsync()));
        await bank.AssertAsync();
    }

    [Theory]
    [InlineData("sqlite"), InlineData("postgres")]
    public async Task F87_After_a_copy_one_hour_old_is_put_back_the_missing_hour_is_rebuilt_and_nothing_is_paid_twice(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var shop = await PayingShop.OnAsync(market);
        var pot = await market.ReadAsync(db => db.Variants.Select(v => v.Id).SingleAsync());
        var (cancelled, byHand, quiet) = (await bank.BuyAsync(pot), await bank.BuyAsync(pot), await bank.BuyAsync(pot));
        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 1))))).Value;
        var earned = await shop.OwedAsync();
        var copy = await CopyAsync(market);

        // The hour that will be lost: a payment, a cancellation, a refund at the desk, a chargeback, a payout, and an order of which nothing remains.
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242424242424242"));
        await CancelAsync(market, cancelled);
        await bank.ByHandAsync(byHand, new Money(10_00, byHand.Total.Currency));
        await bank.ChargeBackAsync(quiet, quiet.Total);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        await bank.HearAsync();
        var lost = await bank.BuyAsync(pot);
        var provider = await ProviderAsync(market);
        var (held, owed) = (await bank.BalanceAsync(AccountKind.BuyerFundsHeld), await shop.OwedAsync());

        await PutBackAsync(market, copy, provider);
        var before = await CancelAsync(market, cancelled);
        var run = await CompareAsync(market);
        await market.RunOutboxAsync();
        await CancelAsync(market, cancelled);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        var again = await CompareAsync(market);

        Assert.True(before);
        Assert.Equal(OrderStatus.Paid, (await market.OrderAsync(placed.Number)).Status);
        Assert.Equal(OrderStatus.Cancelled, (await market.OrderAsync(cancelled.Number)).Status);
        Assert.Equal((cancelled.Total.Minor, 10_00), (await bank.BackWithBuyerAsync(cancelled), await bank.BackWithBuyerAsync(byHand)));
        Assert.Equal((10_00, 1), (await market.ReadAsync(db => db.Payments.Where(p => p.Order == byHand.Id).Select(p => p.RefundedMinor).SingleAsync()), await market.ReadAsync(db => db.Chargebacks.CountAsync())));
        Assert.Equal((owed, 1), (await shop.OwedAsync(), await shop.AtProviderAsync()));
        Assert.Equal(held + lost.Total.Minor, await bank.BalanceAsync(AccountKind.BuyerFundsHeld));
        Assert.Equal((1, 0), (run.Differences, again.Differences));
        var rest = Assert.Single((await market.DoAsync<ReconciliationDesk, Outcome<Page<DifferenceRow>>>(d => d.ListAsync(admin, new DifferenceQuery(), default))).Value.Items);
        Assert.Equal(DifferenceKind.UnknownHere, rest.Kind);
        Assert.Contains(lost.Number, rest.Theirs, StringComparison.Ordinal);
        await bank.AssertAsync(DifferenceKind.UnknownHere);
        await shop.AssertNothingLostAsync(earned, DifferenceKind.UnknownHere);
    }

    /// <summary>The books are restored; the provider, which lives elsewhere, forgets nothing.</summary>
    private static async Task PutBackAsync(TestMarket market, string copy, IReadOnlyList<ConnectorRecord> provider)
    {
        SqliteConnection.ClearAllPools();
        if (IsPostgres(market))
        {
            var name = new NpgsqlConnectionStringBuilder(market.Connection).Database;
            await AsServerAsync(market, $"DROP DATABASE {name} WITH (FORCE)", $"CREATE DATABASE {name} TEMPLATE {copy}");
        }
        else
        {
            var file = new SqliteConnectionStringBuilder(market.Connection).DataSource;
            foreach (var more in new[] { "-wal", "-shm" }) File.Delete(file + more);
            File.Copy(copy, file, overwrite: true);
        }

        await market.DoAsync<MarketDb>(db => db.ConnectorRecords.ExecuteDeleteAsync());
        foreach (var record in provider) Assert.True(await market.Services.GetRequiredService<IConnectorRecords>().AddAsync(record.Connector, record.Key, record.Json));
    }

    /// <returns>The file, or the name of the database.</returns>
    private static async Task<string> CopyAsync(TestMarket market)
    {
        if (IsPostgres(market))
        {
            var name = new NpgsqlConnectionStringBuilder(market.Connection).Database!;
            await AsServerAsync(market, $"CREATE DATABASE {name}_copy TEMPLATE {name}");
            return $"{name}_copy";
        }

        var copy = new SqliteConnectionStringBuilder(market.Connection).DataSource + ".copy";
        await using var connection = new SqliteConnection(market.Connection);
        await connection.OpenAsync();
        await using var command = new SqliteCommand($"VACUUM INTO '{copy}'", connection);
        await command.ExecuteNonQueryAsync();
        return copy;
    }

    private static bool IsPostgres(TestMarket market) => market.Connection.StartsWith("Host=", StringComparison.Ordinal);

    /// <summary>With nobody connected to the market's own database, which the server would not copy otherwise.</summary>
    private static async Task AsServerAsync(TestMarket market, params string[] commands)
    {
        await market.DoAsync<MarketDb>(db =>
        {
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
            return Task.CompletedTask;
        });
        await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(market.Connection) { Database = "postgres", Pooling = false }.ConnectionString);
        await server.OpenAsync();
        await using var command = server.CreateCommand();
        var name = new NpgsqlConnectionStringBuilder(market.Connection).Database;
        // What the pool has let go may not have ended at the server yet.
        foreach (var text in commands.Prepend($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"))
        {
            command.CommandText = text;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static Task<List<ConnectorRecord>> ProviderAsync(TestMarket market) =>
        market.ReadAsync(db => db.ConnectorRecords.AsNoTracking().Where(r => r.Connector.StartsWith("sandbox-") && r.Connector != "sandbox-carrier").Select(r => new ConnectorRecord(r.Connector, r.Key, r.Json, r.Version)).ToListAsync());

    private static async Task<bool> CancelAsync(TestMarket market, Order order) =>
        (await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default))).Succeeded;

    /// <summary>An admin has the days around now compared.</summary>
    internal static async Task<ReconciliationRun> CompareAsync(TestMarket market)
    {
        var (admin, today) = (await market.AdminAsync(), DateOnly.FromDateTime(market.Clock.NowUtc));
        await market.DoAsync<CompareWithProvider>(async c => Assert.True((await c.AskAsync(admin, today.AddDays(-10), today, default)).Succeeded));
        await market.DoAsync<CompareWithProvider>(c => c.RunAsync(default));
        return await market.ReadAsync(db => db.ReconciliationRuns.AsNoTracking().Where(r => r.AskedBy != null).OrderByDescending(r => r.StartedAtUtc).ThenByDescending(r => r.Key).FirstAsync());
    }
}
