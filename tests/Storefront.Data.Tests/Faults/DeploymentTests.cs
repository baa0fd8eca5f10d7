using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Outbox;
using Storefront.Data.Postgres;
using Storefront.Data.Sqlite;
using Storefront.Data.SqlServer;
using Storefront.Data.Tests.Holds;
using Storefront.Disputes;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Faults;

/// <summary>A version that is being rolled out, and the one before it, on one database.</summary>
public sealed class DeploymentTests
{
    /// <summary>Went before the first release, when no other version ran.</summary>
    private static readonly string[] BeforeTheFirstRelease = ["Consignments.Fee goes", "Merchants.Fee goes"];

    /// <summary>An older program reads and writes rows as it knows them: what a newer schema adds must be allowed to be missing, and nothing that it uses may
    /// go or change its name.</summary>
    [Theory, InlineData("sqlite"), InlineData("postgres"), InlineData("sqlserver")]
    public void F86_A_newer_schema_lets_an_older_program_go_on(string database)
    {
        var options = new DbContextOptionsBuilder<MarketDb>();
        if (database == "sqlite") options.UseSqliteMarket("Data Source=:memory:");
        else if (database == "postgres") options.UsePostgresMarket("Host=nowhere");
        else options.UseSqlServerMarket("Server=nowhere");
        using var db = new MarketDb(options.Options);
        var assembly = db.GetService<IMigrationsAssembly>();
        var later = assembly.Migrations.OrderBy(m => m.Key, StringComparer.Ordinal).Skip(1).ToList();

        Assert.True(later.Count > 5);
        Assert.Equal([], later.SelectMany(m => assembly.CreateMigration(m.Value, db.Database.ProviderName!).UpOperations.Select(Hindrance).OfType<string>().Except(BeforeTheFirstRelease).Select(why => $"{m.Key}: {why}")));
    }

    /// <summary>That the rule finds what it is there to find.</summary>
    [Fact]
    public void F86_A_schema_that_would_stop_an_older_program_is_found()
    {
        MigrationOperation[] bad =
        [
            new AddColumnOperation { Table = "Orders", Name = "New", IsNullable = false }, new DropColumnOperation { Table = "Orders", Name = "Email" }, new RenameColumnOperation { Table = "Orders", Name = "Email", NewName = "Mail" },
            new DropTableOperation { Name = "Orders" }, new RenameTableOperation { Name = "Orders", NewName = "Purchases" }, new AlterColumnOperation { Table = "Orders", Name = "User", IsNullable = false, OldColumn = new AddColumnOperation { IsNullable = true } },
        ];
        MigrationOperation[] good =
        [
            new AddColumnOperation { Table = "Orders", Name = "New", IsNullable = true }, new AddColumnOperation { Table = "Orders", Name = "New", DefaultValue = 0 }, new CreateTableOperation { Name = "Gifts" }, new CreateIndexOperation { Table = "Orders", Name = "IX" },
        ];

        Assert.All(bad, o => Assert.NotNull(Hindrance(o)));
        Assert.All(good, o => Assert.Null(Hindrance(o)));
    }

    [Theory, Databases]
    public async Task F86_A_message_of_tomorrow_waits_and_one_with_a_member_more_is_handled(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var placed = await market.PlacedAsync(pot);
        var payment = await market.PaymentAsync(placed.Number);
        await market.DoAsync<SandboxGateway>(g => g.PayAsync(payment.Reference!, SandboxInstrument.Card("4242424242424242"), default));
        await market.DoAsync<MarketDb>(async db =>
        {
            // A newer node tells of a thing that this one has never heard of, and says more than this one knows of another.
            db.Outbox.Add(OutboxMessage.Of("GiftWrapped", """{"Order":"x"}""", market.Clock.NowUtc, market.Clock.NowUtc));
            db.Outbox.Add(OutboxMessage.Of(nameof(PaymentNews), $$"""{"provider":"sandbox","reference":"{{payment.Reference}}","about":0,"channel":"tomorrow"}""", market.Clock.NowUtc, market.Clock.NowUtc));
            // An older one knows fewer members.
            db.Outbox.Add(OutboxMessage.Of(nameof(PaymentNews), $$"""{"provider":"sandbox","reference":"{{payment.Reference}}"}""", market.Clock.NowUtc, market.Clock.NowUtc));
            await db.SaveChangesAsync();
        });

        var dispatcher = market.Services.GetRequiredService<OutboxDispatcher>();
        for (var minute = 0; minute < 5; minute++)
        {
            await dispatcher.RunOnceAsync(default);
            market.Clock.Move(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(OrderStatus.Paid, (await market.OrderAsync(placed.Number)).Status);
        var waiting = await market.ReadAsync(db => db.Outbox.AsNoTracking().SingleAsync(m => m.DoneAtUtc == null));
        Assert.Equal(("GiftWrapped", true, true), (waiting.Kind, waiting.DeadAtUtc is null, waiting.DueAtUtc > waiting.CreatedAtUtc));
        Assert.Contains("Nobody handles GiftWrapped", waiting.LastError);
        Assert.InRange(waiting.Attempts, 2, OutboxMessage.MostAttempts - 1);
        Assert.Equal(1, await market.ReadAsync(db => db.JournalEntries.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>A newer version has moved one of two orders into states that this one has never heard of: lists show both, the other goes on, and the one stays as the newer left it.</summary>
    [Theory, Databases]
    public async Task F86_A_state_of_tomorrow_is_read_left_alone_and_keeps_its_name_while_everything_else_goes_on(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var goods = await market.GoodsAsync(shop, 2);
        var (tomorrows, todays) = (await market.DeliveredAsync(shop, [goods[0]]), await market.DeliveredAsync(shop, [goods[1]]));
        var (consignment, line) = (tomorrows.Consignments[0].Id, tomorrows.Lines()[0].Id);
        var claimed = (await market.ClaimAsync(todays, todays.Total)).Value;
        await market.DoAsync<MarketDb>(async db =>
        {
            await db.Database.ExecuteSqlAsync($"""UPDATE "Consignments" SET "Status" = 'HandedToNeighbour' WHERE "Id" = {consignment.Value}""");
            await db.Database.ExecuteSqlAsync($"""UPDATE "OrderLines" SET "Hold" = 'Insured' WHERE "Id" = {line}""");
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "OrderEvents" ("Id", "Order", "Consignment", "Kind", "Cause", "Detail", "AtUtc") SELECT {Guid.NewGuid()}, "Order", "Consignment", 'LeftWithNeighbour', "Cause", "Detail", "AtUtc" FROM "OrderEvents" WHERE "Order" = {tomorrows.Id.Value} AND "Kind" = 'Delivered'""");
        });

        var listed = (await market.DoAsync<OrderRegister, Outcome<Page<OrderRow>>>(q => q.ListAsync(admin, new OrderQuery(), default))).Value.Items;
        var file = await market.DoAsync<OrderRegister, Outcome<OrderFile>>(q => q.OpenAsync(tomorrows.Number, admin, default));
        var opened = await market.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(q => q.OpenAsync(consignment, shop.Member, default));
        // Timers, a case and a refund go on beside it; whatever would need to know its state does not touch it.
        market.Clock.Move(TimeSpan.FromDays(20));
        await market.DoAsync<EnforceDeadlines>(e => e.RunAsync(default));
        await market.DoAsync<FollowParcels>(f => f.RunAsync(default));
        Assert.Equal(0, await market.ReceiptTimerAsync());
        Assert.False((await market.ReceiveAsync(tomorrows)).Succeeded);
        market.Clock.Move(TimeSpan.FromDays(80));
        Assert.Equal(0, await market.ReserveTimerAsync());
        await market.RunOutboxAsync();
        // The row is changed elsewhere, by a program that does not know the state.
        await market.DoAsync<MarketDb>(async db =>
        {
            var row = await db.Consignments.Include(c => c.Lines).SingleAsync(c => c.Id == consignment);
            row.CaseClosed([]);
            await db.SaveChangesAsync();
        });

        Assert.Equal(2, listed.Count);
        Assert.True(opened.Succeeded && file.Succeeded);
        Assert.False(opened.Value.Status.IsKnown());
        Assert.Equal(DisputeOutcome.RefundedFull, await market.ReadAsync(db => db.Disputes.Where(d => d.Id == claimed).Select(d => d.Outcome).SingleAsync()));
        Assert.Equal(todays.Total.Minor, await market.ReadAsync(db => db.Refunds.SumAsync(r => r.Amount.Minor)));
        Assert.Equal(("HandedToNeighbour", "Insured"), (
            await market.ReadAsync(db => db.Database.SqlQuery<string>($"""SELECT "Status" AS "Value" FROM "Consignments" WHERE "Id" = {consignment.Value}""").SingleAsync()),
            await market.ReadAsync(db => db.Database.SqlQuery<string>($"""SELECT "Hold" AS "Value" FROM "OrderLines" WHERE "Id" = {line}""").SingleAsync())));
        Assert.Equal(1, await market.ReadAsync(async db => (await db.OrderEvents.AsNoTracking().Where(e => e.Order == tomorrows.Id).ToListAsync()).Count(e => !e.Kind.IsKnown())));
        await Assert.ThrowsAnyAsync<Exception>(() => market.DoAsync<MarketDb>(async db =>
        {
            db.OrderEvents.Add(OrderEvent.Of(tomorrows.Id, null, (OrderEventKind)int.MinValue, "admin", market.Clock.NowUtc));
            await db.SaveChangesAsync();
        }));

        // The newer version takes its order up again.
        await market.DoAsync<MarketDb>(async db =>
        {
            await db.Database.ExecuteSqlAsync($"""UPDATE "Consignments" SET "Status" = 'Delivered' WHERE "Id" = {consignment.Value}""");
            await db.Database.ExecuteSqlAsync($"""UPDATE "OrderLines" SET "Hold" = 'Held' WHERE "Id" = {line}""");
        });
        Assert.True((await market.ReceiveAsync(tomorrows)).Succeeded);
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>What a node has claimed and not worked off when it is asked to stop is free for the others at once, not when the lease is over; what it has
    /// worked off is not worked off again.</summary>
    [Theory, Databases]
    public async Task F86_A_node_that_stops_leaves_no_message_leased(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        await market.DoAsync<MarketDb>(async db =>
        {
            for (var n = 1; n <= 4; n++) db.Outbox.Add(OutboxMessage.Of("Numbered", $$"""{"Number":{{n}}}""", market.Clock.NowUtc, market.Clock.NowUtc.AddSeconds(n - 10)));
            await db.SaveChangesAsync();
        });
        using var stopping = new CancellationTokenSource();
        var handled = new List<string>();
        var stops = true;
        OutboxRoutes routes = new([new OutboxRoute("Numbered", async (_, body, cancel) =>
        {
            if (stops && handled.Count == 2) await stopping.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            handled.Add(body);
        })]);
        var dispatcher = ActivatorUtilities.CreateInstance<OutboxDispatcher>(market.Services, routes);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dispatcher.RunOnceAsync(stopping.Token));

        Assert.Equal(2, await market.ReadAsync(db => db.Outbox.CountAsync(m => m.DoneAtUtc != null)));
        Assert.Equal([0, 0], await market.ReadAsync(db => db.Outbox.Where(m => m.DoneAtUtc == null).Select(m => m.Attempts).ToListAsync()));
        stops = false;
        Assert.Equal(2, await dispatcher.RunOnceAsync(default));
        Assert.Equal(4, handled.Distinct().Count());
        Assert.Equal(4, handled.Count);
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>The stop comes after the claim is in the database and before the node knows what it got.</summary>
    [Theory, Databases]
    public async Task F86_A_node_that_stops_while_it_claims_leaves_no_message_leased(string database)
    {
        using var stopping = new CancellationTokenSource();
        var stops = new StopAfterClaim(stopping);
        await using var market = await TestMarket.OnAsync(database, disturbs: stops);
        await market.DoAsync<MarketDb>(async db =>
        {
            db.Outbox.Add(OutboxMessage.Of("Numbered", "{}", market.Clock.NowUtc, market.Clock.NowUtc));
            await db.SaveChangesAsync();
        });
        var handled = 0;
        OutboxRoutes routes = new([new OutboxRoute("Numbered", (_, _, _) => Task.FromResult(handled++))]);
        var dispatcher = ActivatorUtilities.CreateInstance<OutboxDispatcher>(market.Services, routes);
        stops.IsOn = true;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dispatcher.RunOnceAsync(stopping.Token));
        stops.IsOn = false;

        Assert.Equal(0, handled);
        Assert.Equal(1, await dispatcher.RunOnceAsync(default));
        Assert.Equal(1, handled);
        await market.AssertBooksBalanceAsync();
    }

    private sealed class StopAfterClaim(CancellationTokenSource stopping) : DbCommandInterceptor
    {
        public bool IsOn { get; set; }

        public override async ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (IsOn && command.CommandText.Contains("LeaseHolder", StringComparison.Ordinal)) await stopping.CancelAsync();
            return result;
        }
    }

    private static string? Hindrance(MigrationOperation operation) => operation switch
    {
        AddColumnOperation { IsNullable: false, DefaultValue: null, DefaultValueSql: null, ComputedColumnSql: null } added => $"{added.Table}.{added.Name} cannot be left out",
        DropColumnOperation dropped => $"{dropped.Table}.{dropped.Name} goes",
        RenameColumnOperation renamed => $"{renamed.Table}.{renamed.Name} changes its name",
        DropTableOperation dropped => $"{dropped.Name} goes",
        RenameTableOperation renamed => $"{renamed.Name} changes its name",
        AlterColumnOperation { IsNullable: false, OldColumn.IsNullable: true } altered => $"{altered.Table}.{altered.Name} cannot be left out any more",
        _ => null,
    };
}
