using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Customs;
using Storefront.Customs.Classification;
using Storefront.Pricing;
using Storefront.Shipping.Lanes;

namespace Storefront.Data.Tests.Customs;

public sealed class ClearanceFeeTests
{
    private static readonly ClearanceFee Post = new(
        new Country("DE"), null, FeeBy.Handler, null, AtDoor: true, 7.50m, PartsPerMillion.Zero, FeeOf.Charges, null, null, null, Currency.Eur, new DateOnly(2026, 11, 25), null, "the post's price list", new DateOnly(2026, 11, 20), Confidence.High);

    [Theory, Databases]
    public async Task A_fee_is_set_and_asked_from_its_day_on_on_every_node_and_the_log_says_by_whom(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (admin, stranger) = (await market.AdminAsync(), new Actor(Id.New<UserId>()));
        var elsewhere = new CurrentClearanceFees(ClearanceFees.BuiltIn);
        using var other = new FollowClearanceFees(market.Services.GetRequiredService<IDbContextFactory<MarketDb>>(), elsewhere, market.Services.GetRequiredService<LandedCostTables>());
        await other.RunAsync(default);
        Assert.Same(ClearanceFees.BuiltIn, elsewhere.Now);

        Assert.Equal(AccountRefusals.AdminsOnly, (await SetAsync(Post, stranger)).Refusal);
        Assert.Equal(ClearanceRefusals.FromMissing, (await SetAsync(Post with { ValidFrom = null }, admin)).Refusal);
        Assert.Equal(ClearanceRefusals.BoundsWrong, (await SetAsync(Post with { Least = 3, Most = 2 }, admin)).Refusal);
        Assert.Equal(ClearanceRefusals.AmountOutside, (await SetAsync(Post with { Amount = -1 }, admin)).Refusal);
        Assert.Equal(ClearanceRefusals.HandlerWrong, (await SetAsync(Post with { By = FeeBy.Customs, Handler = "post" }, admin)).Refusal);
        Assert.Equal(ClearanceRefusals.HandlerWrong, (await SetAsync(Post with { Handler = "no-such-carrier" }, admin)).Refusal);
        Assert.Equal(PricingRefusals.NoRate(new Currency("KES")).Code, (await SetAsync(Post with { Currency = new Currency("KES") }, admin)).Refusal?.Code);
        Assert.Equal(TariffRefusals.SourceMissing, (await SetAsync(Post with { Source = " " }, admin)).Refusal);
        Assert.Equal(TariffRefusals.DayAhead, (await SetAsync(Post with { CheckedOn = new DateOnly(2036, 1, 1) }, admin)).Refusal);
        Assert.Equal(0, await market.ReadAsync(db => db.ClearanceFees.CountAsync()));

        Assert.True((await SetAsync(Post, admin)).Succeeded);
        Assert.Equal(ClearanceRefusals.SetAlready, (await SetAsync(Post with { Amount = 9 }, admin)).Refusal);
        Assert.True((await SetAsync(Post with { ValidFrom = new DateOnly(2026, 11, 28), Amount = 8.25m }, admin)).Succeeded);
        await other.RunAsync(default);

        Assert.Equal(["0.00 EUR", "7.50 EUR", "8.25 EUR"], new[] { 24, 25, 28 }.Select(day => Door(Landed(market), day)));
        var node = new LandedCost(LandedCostTables.BuiltIn, new CurrentRates(ExchangeRates.BuiltIn), new CurrentLanes(), new CurrentDuties(DutyRates.BuiltIn), elsewhere);
        Assert.Equal(["0.00 EUR", "7.50 EUR", "8.25 EUR"], new[] { 24, 25, 28 }.Select(day => Door(node, day)));
        var entry = (await market.ReadAsync(db => db.AuditLog.AsNoTracking().Where(a => a.Act == nameof(SetClearanceFee)).ToListAsync())).Single(a => a.Detail!.Contains("8.25", StringComparison.Ordinal));
        Assert.Equal((admin.User, "clearance fee of carriers at the door, everywhere to DE"), (entry.User, entry.Subject));

        Task<Outcome<Done>> SetAsync(ClearanceFee fee, Actor actor) => market.DoAsync<SetClearanceFee, Outcome<Done>>(s => s.AddAsync(fee, actor, default));
    }

    [Theory, Databases]
    public async Task A_fee_ends_on_a_day_and_a_slip_is_taken_away_on_all_days(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        Assert.True((await market.DoAsync<SetClearanceFee, Outcome<Done>>(s => s.AddAsync(Post with { ValidFrom = new DateOnly(2026, 11, 1) }, admin, default))).Succeeded);
        var row = Assert.Single((await market.DoAsync<SetClearanceFee, Outcome<Page<ClearanceFeeRow>>>(s => s.ListAsync(null, admin, default))).Value.Items);
        var today = DateOnly.FromDateTime(market.Clock.NowUtc);

        Assert.Equal(ClearanceRefusals.DayPast, (await EndAsync(today.AddDays(-2))).Refusal);
        Assert.Equal(ClearanceRefusals.PeriodWrong, (await EndAsync(new DateOnly(2026, 10, 1))).Refusal);
        Assert.True((await EndAsync(today)).Succeeded);
        Assert.Equal(["7.50 EUR", "0.00 EUR"], new[] { today.Day, today.Day + 1 }.Select(day => Door(Landed(market), day)));
        Assert.Equal(today, (await market.DoAsync<SetClearanceFee, Outcome<Page<ClearanceFeeRow>>>(s => s.ListAsync(null, admin, default))).Value.Items[0].Fee.ValidTo);

        Assert.True((await market.DoAsync<SetClearanceFee, Outcome<Done>>(s => s.TakeAwayAsync(row.Id, admin, default))).Succeeded);
        Assert.Equal("0.00 EUR", Door(Landed(market), today.Day));
        Assert.Equal(ClearanceRefusals.NotFound, (await EndAsync(today)).Refusal);
        Assert.Empty((await market.DoAsync<SetClearanceFee, Outcome<Page<ClearanceFeeRow>>>(s => s.ListAsync(null, admin, default))).Value.Items);
        Assert.Equal(3, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(SetClearanceFee) && a.User == admin.User)));

        Task<Outcome<Done>> EndAsync(DateOnly day) => market.DoAsync<SetClearanceFee, Outcome<Done>>(s => s.EndAsync(row.Id, day, admin, default));
    }

    [Theory, Databases]
    public async Task One_that_a_later_one_takes_the_place_of_is_shown_as_ending_the_day_before(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        foreach (var fee in new[] { Post, Post with { ValidFrom = new DateOnly(2026, 12, 10) }, Post with { Handler = "post" }, Post with { Destination = new Country("AT"), ValidTo = new DateOnly(2026, 12, 1) }, Post with { Destination = new Country("AT"), ValidFrom = new DateOnly(2026, 12, 10) } })
            Assert.True((await market.DoAsync<SetClearanceFee, Outcome<Done>>(s => s.AddAsync(fee, admin, default))).Succeeded);

        var rows = (await market.DoAsync<SetClearanceFee, Outcome<Page<ClearanceFeeRow>>>(s => s.ListAsync(null, admin, default))).Value.Items;

        var first = rows.Single(r => r.Fee.Destination == Post.Destination && r.Fee.Handler is null && r.Fee.ValidFrom == Post.ValidFrom);
        Assert.Equal((true, new DateOnly(2026, 12, 9)), (first.IsReplaced, first.Fee.ValidTo));
        Assert.All(rows.Where(r => r.Id != first.Id), r => Assert.False(r.IsReplaced));
        Assert.Equal(ClearanceRefusals.Replaced, (await market.DoAsync<SetClearanceFee, Outcome<Done>>(s => s.EndAsync(first.Id, new DateOnly(2026, 12, 5), admin, default))).Refusal);
        Assert.Equal(new DateOnly(2026, 12, 1), rows.Single(r => r.Fee.Destination == new Country("AT") && r.Fee.ValidFrom == Post.ValidFrom).Fee.ValidTo);
    }

    [Theory, Databases]
    public async Task A_file_is_looked_at_and_then_taken_in_without_its_bad_rows(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (admin, stranger) = (await market.AdminAsync(), new Actor(Id.New<UserId>()));
        Assert.True((await market.DoAsync<SetClearanceFee, Outcome<Done>>(s => s.AddAsync(Post, admin, default))).Succeeded);
        ReadOnlyMemory<byte> file = Encoding.UTF8.GetBytes(
            "destination,by,when,amount,currency,valid_from,source,checked_on\nDE,handler,door,9,EUR,2026-11-25,a list,2026-11-20\nDE,handler,door,9,EUR,2026-11-27,a list,2026-11-20\nDE,handler,door,x,EUR,2026-11-29,a list,2026-11-20\nDE,handler,door,9,KES,2026-11-30,a list,2026-11-20\n");
        ReadOnlyMemory<byte> named = "destination,by,handler,when,amount,currency,valid_from,source,checked_on\nDE,handler,no-such-carrier,door,9,EUR,2026-11-29,a list,2026-11-20\n"u8.ToArray();

        var looked = (await market.DoAsync<SetClearanceFee, Outcome<ClearanceFile>>(s => s.LookAsync(file, admin, default))).Value;
        Assert.Equal([(2, "valid_from", "clearance.set-already"), (4, "amount", "clearance.cell-wrong"), (5, "currency", PricingRefusals.NoRate(new Currency("KES")).Code)], looked.Faults.Select(f => (f.Line, f.Column, f.Reason.Code)));
        var unknown = Assert.Single((await market.DoAsync<SetClearanceFee, Outcome<ClearanceFile>>(s => s.LookAsync(named, admin, default))).Value.Faults);
        Assert.Equal((2, "handler", ClearanceRefusals.HandlerWrong), (unknown.Line, unknown.Column, unknown.Reason));
        Assert.Equal(1, await market.ReadAsync(db => db.ClearanceFees.CountAsync()));
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<SetClearanceFee, Outcome<ClearanceFile>>(s => s.TakeInAsync(file, stranger, default))).Refusal);
        Assert.True((await market.DoAsync<SetClearanceFee, Outcome<ClearanceFile>>(s => s.TakeInAsync(file, admin, default))).Succeeded);

        Assert.Equal(["7.50 EUR", "9.00 EUR"], new[] { 26, 27 }.Select(day => Door(Landed(market), day)));
        Assert.Equal(TariffRefusals.NothingGood, (await market.DoAsync<SetClearanceFee, Outcome<ClearanceFile>>(s => s.TakeInAsync(file, admin, default))).Refusal);
    }

    private static LandedCost Landed(TestMarket market) => market.Services.GetRequiredService<LandedCost>();

    /// <summary>What the carrier asks at the door for a watch of 300.00 with 8.00 delivery that is paid already.</summary>
    private static string Door(LandedCost landed, int november) => landed.Quote(
        new LandedRequest
        {
            ShipsFrom = new Country("CN"), Destination = new Country("DE"), ChargeCurrency = Currency.Eur, AtUtc = new DateTime(2026, 11, november, 12, 0, 0, DateTimeKind.Utc),
            Items = [new LandedItem(new HsCode("910211"), new Country("CN"), 1, Money.Exactly(300m, Currency.Eur), new Weight(300), new Dimensions(100, 100, 50), false)],
        },
        ExchangeRates.BuiltIn, Money.Exactly(8m, Currency.Eur)).Value.AtDoor!.Fees.ToString();
}
