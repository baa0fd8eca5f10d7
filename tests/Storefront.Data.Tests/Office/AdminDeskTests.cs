using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Outbox;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Pricing;
using Storefront.Shipping;
using Storefront.Trust;

namespace Storefront.Data.Tests.Office;

public sealed class AdminDeskTests
{
    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Nobody_but_an_admin_gets_an_answer_at_the_market_desks(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        var entry = await market.ReadAsync(db => db.JournalEntries.Select(e => e.Id).FirstAsync());

        foreach (var other in new[] { new Actor(Id.New<UserId>()), tea.Member })
        {
            await RefusedAsync<MerchantRegister, Page<MerchantRow>>(market, q => q.ListAsync(other, new MerchantQuery(MerchantStatus.Approved), default));
            await RefusedAsync<MerchantRegister, IReadOnlyDictionary<MerchantStatus, int>>(market, q => q.CountAsync(other, default));
            await RefusedAsync<MerchantRegister, MerchantFile>(market, q => q.OpenAsync(tea.Id, other, default));
            await RefusedAsync<OrderRegister, Page<OrderRow>>(market, q => q.ListAsync(other, new OrderQuery(), default));
            await RefusedAsync<OrderRegister, OrderFile>(market, q => q.OpenAsync(order.Number, other, default));
            await RefusedAsync<FailedRefunds, ToDo<FailedRefund>>(market, q => q.ListAsync(other, default));
            await RefusedAsync<DisputeDesk, Page<DisputeRow>>(market, q => q.ListAsync(other, new DisputeQuery(), default));
            await RefusedAsync<DisputeDesk, IReadOnlyDictionary<DisputeStatus, int>>(market, q => q.CountAsync(other, default));
            await RefusedAsync<DecisionPreview, IReadOnlyList<PreviewPosting>>(market, q => q.OfAsync(Id.New<DisputeId>(), other, order.Total, default));
            await RefusedAsync<Journal, Page<JournalRow>>(market, q => q.ListAsync(other, new JournalQuery(), default));
            await RefusedAsync<Journal, JournalEntryFile>(market, q => q.OpenAsync(entry, other, default));
            await RefusedAsync<Journal, IReadOnlyList<TrialBalanceRow>>(market, q => q.TrialBalanceAsync(other, null, default));
            await RefusedAsync<Journal, BooksCheck>(market, q => q.CheckAsync(other, default));
            await RefusedAsync<ReadFxPosition, FxPositionSheet>(market, q => q.RunAsync(other, default));
            await RefusedAsync<ReadRates, RateSheet>(market, q => q.SheetAsync(other, default));
            await RefusedAsync<ReadRates, RateWarning>(market, q => q.WarningAsync(other, default));
            await RefusedAsync<ReadRates, IReadOnlyList<RateOnDay>>(market, q => q.HistoryAsync(other, Currency.Usd, default));
            await RefusedAsync<ImportRates, RateProposal>(market, q => q.LookAsync(other, default));
            await RefusedAsync<ImportRates, RateProposal>(market, q => q.LookAsync(other, new byte[1], default));
            await RefusedAsync<ImportRates, RateComparison>(market, q => q.TakeInAsync(other, new ReferenceRates("bank", [], []), new HashSet<Currency>(), default));
            await RefusedAsync<AuditTrail, Page<AuditRow>>(market, q => q.ListAsync(other, new AuditQuery(), default));
            await RefusedAsync<AuditTrail, IReadOnlyList<string>>(market, q => q.ActsAsync(other, default));
            await RefusedAsync<UserRegister, Page<UserRow>>(market, q => q.ListAsync(other, null, false, null, default));
            await RefusedAsync<ChangeAdmin, Done>(market, q => q.GrantAsync(other.User, other, default));
            await RefusedAsync<ChangeAdmin, Done>(market, q => q.RevokeAsync(other.User, other, default));
            await RefusedAsync<DeadLetters, Page<DeadLetter>>(market, q => q.ListAsync(other, null, default));
            await RefusedAsync<DeadLetters, OutboxState>(market, q => q.StateAsync(other, default));
            await RefusedAsync<RetryMessage, Done>(market, q => q.RunAsync(Guid.NewGuid(), other, default));
        }
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task An_order_is_found_and_opened_with_its_money_and_the_ledger_checks_out(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        await market.SendAsync(order.Consignments[0], tea.Member);
        var tracking = await market.ReadAsync(db => db.Parcels.Select(p => p.TrackingNumber).SingleAsync());

        foreach (var text in new[] { order.Number[..4].ToLowerInvariant(), "Camille@example.test", tracking })
            Assert.Equal(order.Number, Assert.Single((await AskAsync<OrderRegister, Page<OrderRow>>(market, q => q.ListAsync(admin, new OrderQuery(text), default))).Items).Number);
        var file = await AskAsync<OrderRegister, OrderFile>(market, q => q.OpenAsync(order.Number, admin, default));
        var check = await AskAsync<Journal, BooksCheck>(market, q => q.CheckAsync(admin, default));
        var trial = await AskAsync<Journal, IReadOnlyList<TrialBalanceRow>>(market, q => q.TrialBalanceAsync(admin, null, default));
        var entries = await AskAsync<Journal, Page<JournalRow>>(market, q => q.ListAsync(admin, new JournalQuery(AccountKind.CarrierPayable, order.Number), default));
        var label = await AskAsync<Journal, JournalEntryFile>(market, q => q.OpenAsync(Assert.Single(entries.Items).Id, admin, default));

        Assert.Equal((1, 1, 2), (file.Payments.Count, file.Consignments[0].Parcels.Count, file.Journal.Count));
        Assert.Equal(order.Total, file.Payments[0].Amount);
        Assert.True(check.IsGood);
        Assert.Equal(2, check.Entries);
        Assert.All(trial.GroupBy(t => t.Currency), c => Assert.Equal(0, c.Sum(t => t.Balance.Minor)));
        Assert.Contains(label.Lines, l => l.OwnerName == "Longjing House");
        await market.AssertBooksBalanceAsync();
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task An_application_waits_first_come_first_served_and_is_opened_with_its_members(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        var applicant = new Actor(Id.New<UserId>());
        foreach (var name in new[] { "Zellige House", "Anvil and Oak" })
        {
            var profile = new MerchantProfile
            {
                Name = name, Registration = "RC 1", Email = "shop@example.test", Currency = new Currency("MAD"), HandlingDays = 2,
                Address = new PostalAddress { Country = new Country("MA"), Name = name, Street = "1 Rue", City = "Fes" },
            };
            Assert.True((await market.DoAsync<ApplyAsMerchant, Outcome<MerchantId>>(a => a.RunAsync(name[0] == 'Z' ? applicant : new Actor(Id.New<UserId>()), profile, default))).Succeeded);
            market.Clock.Move(TimeSpan.FromMinutes(1));
        }

        var waiting = await AskAsync<MerchantRegister, Page<MerchantRow>>(market, q => q.ListAsync(admin, new MerchantQuery(MerchantStatus.Applied), default));
        var found = await AskAsync<MerchantRegister, Page<MerchantRow>>(market, q => q.ListAsync(admin, new MerchantQuery(MerchantStatus.Applied, "ANVIL"), default));
        var file = await AskAsync<MerchantRegister, MerchantFile>(market, q => q.OpenAsync(waiting.Items[0].Id, admin, default));

        Assert.Equal(["Zellige House", "Anvil and Oak"], waiting.Items.Select(m => m.Name));
        Assert.Equal("Anvil and Oak", Assert.Single(found.Items).Name);
        Assert.Equal(applicant.User, Assert.Single(file.Members).User);
        Assert.True(file.Owed.IsZero);
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task The_preview_of_a_decision_is_what_the_decision_posts(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        await market.SendAsync(order.Consignments[0], tea.Member);
        var consignment = order.Consignments[0];
        market.Clock.Move(consignment.PromisedByUtc.AddDays(1) - market.Clock.NowUtc);
        var access = new OrderAccess(null, order.AccessKey);
        var dispute = (await market.DoAsync<OpenDispute, Outcome<DisputeId>>(o => o.RunAsync(order.Number, consignment.Id, access, new DisputeClaim(DisputeReason.NotReceived, consignment.Goods, "Nothing came.", []), default))).Value;
        var half = new Money(consignment.Goods.Minor / 2, consignment.Goods.Currency);

        var preview = await AskAsync<DecisionPreview, IReadOnlyList<PreviewPosting>>(market, q => q.OfAsync(dispute, admin, half, default));
        var before = await AskAsync<DisputeFile, DisputeSheet>(market, q => q.OpenAsync(dispute, admin, default));
        Assert.True((await market.DoAsync<DecideDispute, Outcome<Done>>(d => d.RunAsync(dispute, admin, half, "The parcel was lost on its way.", default))).Succeeded);
        var posted = await market.ReadAsync(db => db.JournalEntries.Include(e => e.Postings).Where(e => e.Key.StartsWith("refunded:")).SingleAsync());
        var closed = await AskAsync<DisputeDesk, Page<DisputeRow>>(market, q => q.ListAsync(admin, new DisputeQuery(DisputeStatus.Closed), default));
        var audit = await AskAsync<AuditTrail, Page<AuditRow>>(market, q => q.ListAsync(admin, new AuditQuery("DecideDispute"), default));

        Assert.Equal(posted.Postings.Select(p => (p.Account, p.Owner, p.Amount)), preview.Select(p => (p.Account, p.Owner, p.Amount)));
        Assert.Equal((DisputeStatus.AwaitingMerchant, 1, consignment.Total), (before.Status, before.Steps.Count, before.Refundable));
        Assert.Equal(half, Assert.Single(closed.Items).Decided);
        Assert.Single(audit.Items);
        Assert.Equal(DisputeRefusals.NotFound, (await market.DoAsync<DisputeFile, Outcome<DisputeSheet>>(q => q.OpenAsync(dispute, new Actor(Id.New<UserId>()), default))).Refusal);
        Assert.True((await market.DoAsync<DisputeFile, Outcome<DisputeSheet>>(q => q.OpenAsync(dispute, tea.Member, default))).Succeeded);
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task An_admin_makes_another_and_the_last_one_stays(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        var person = new User { UserName = "new@example.test", Email = "new@example.test", NormalizedEmail = "NEW@EXAMPLE.TEST", EmailConfirmed = true, CreatedAtUtc = market.Clock.NowUtc };
        await market.DoAsync<MarketDb>(async db =>
        {
            db.Users.Add(person);
            await db.SaveChangesAsync();
        });

        Assert.Equal(AccountRefusals.LastAdmin, (await market.DoAsync<ChangeAdmin, Outcome<Done>>(c => c.RevokeAsync(admin.User, admin, default))).Refusal);
        Assert.True((await market.DoAsync<ChangeAdmin, Outcome<Done>>(c => c.GrantAsync(person.UserId, admin, default))).Succeeded);
        var found = await AskAsync<UserRegister, Page<UserRow>>(market, q => q.ListAsync(admin, "new@", true, null, default));
        Assert.True((await market.DoAsync<ChangeAdmin, Outcome<Done>>(c => c.RevokeAsync(admin.User, new Actor(person.UserId), default))).Succeeded);
        var acts = await market.ReadAsync(db => db.AuditLog.OrderBy(e => e.Act).Select(e => e.Act).ToListAsync());

        Assert.True(Assert.Single(found.Items).IsAdmin);
        Assert.Equal(["GrantAdmin", "RevokeAdmin"], acts);
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<ChangeAdmin, Outcome<Done>>(c => c.GrantAsync(admin.User, admin, default))).Refusal);
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Two_admins_who_take_the_role_from_each_other_at_once_leave_one(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        for (var round = 0; round < 5; round++)
        {
            var (one, other) = (await market.AdminAsync(), await market.AdminAsync());
            var before = await market.ReadAsync(db => db.UserRoles.Select(r => r.UserId).Where(u => u != one.User.Value && u != other.User.Value).ToListAsync());
            foreach (var left in before) Assert.True((await market.DoAsync<ChangeAdmin, Outcome<Done>>(c => c.RevokeAsync(new UserId(left), one, default))).Succeeded);

            await Task.WhenAll(
                Task.Run(() => market.DoAsync<ChangeAdmin, Outcome<Done>>(c => c.RevokeAsync(other.User, one, default))),
                Task.Run(() => market.DoAsync<ChangeAdmin, Outcome<Done>>(c => c.RevokeAsync(one.User, other, default))));

            Assert.Equal(1, await market.ReadAsync(db => db.UserRoles.CountAsync()));
        }
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task A_dead_letter_is_shown_and_tried_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        await market.DoAsync<MarketDb>(async db =>
        {
            db.Tell(new RefundWritten(Guid.NewGuid()), market.Clock.NowUtc);
            await db.SaveChangesAsync();
            var now = market.Clock.NowUtc;
            await db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.DeadAtUtc, now).SetProperty(m => m.Attempts, OutboxMessage.MostAttempts));
        });

        var dead = Assert.Single((await AskAsync<DeadLetters, Page<DeadLetter>>(market, q => q.ListAsync(admin, null, default))).Items);
        Assert.True((await market.DoAsync<RetryMessage, Outcome<Done>>(r => r.RunAsync(dead.Id, admin, default))).Succeeded);
        var state = await AskAsync<DeadLetters, OutboxState>(market, q => q.StateAsync(admin, default));

        Assert.Equal((1, 0, 0), (state.Waiting, state.Failing, state.Dead));
        Assert.Equal(AccountRefusals.NotFound, (await market.DoAsync<RetryMessage, Outcome<Done>>(r => r.RunAsync(dead.Id, admin, default))).Refusal);
        Assert.Single((await AskAsync<AuditTrail, Page<AuditRow>>(market, q => q.ListAsync(admin, new AuditQuery(null, dead.Id.ToString()), default))).Items);
    }

    private static async Task<TResult> AskAsync<TQuery, TResult>(TestMarket market, Func<TQuery, Task<Outcome<TResult>>> ask)
        where TQuery : notnull => (await market.DoAsync(ask)).Value;

    private static async Task RefusedAsync<TQuery, TResult>(TestMarket market, Func<TQuery, Task<Outcome<TResult>>> ask)
        where TQuery : notnull => Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync(ask)).Refusal);
}
