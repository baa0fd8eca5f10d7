using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Trust;

namespace Storefront.Data.Tests.Office;

public sealed class DemoClockTests
{
    private static readonly DemoClockSettings On = new(IsOn: true);

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Time_moved_on_at_one_node_is_kept_followed_by_the_others_and_written_down(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        var (here, there) = (new MarketClock(), new MarketClock());

        await market.DoAsync<MarketDb>(async db => Assert.True((await new DemoClock(db, here, On).MoveAsync(TimeSpan.FromDays(7), admin, default)).Succeeded));
        await market.DoAsync<MarketDb>(async db => Assert.True((await new DemoClock(db, here, On).MoveAsync(TimeSpan.FromHours(6), admin, default)).Succeeded));
        await market.DoAsync<MarketDb>(db => new DemoClock(db, there, On).FollowAsync(default));

        Assert.Equal(new TimeSpan(7, 6, 0, 0), here.Offset);
        Assert.Equal(here.Offset, there.Offset);
        Assert.Equal(2, await market.ReadAsync(db => db.AuditLog.CountAsync(e => e.Act == "MoveDemoClock" && e.User == admin.User)));
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Only_an_admin_moves_the_time_and_only_where_the_demo_is_on(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (admin, tea) = (await market.AdminAsync(), await market.MerchantAsync());
        var clock = new MarketClock();

        await market.DoAsync<MarketDb>(async db => Assert.Equal(AccountRefusals.AdminsOnly, (await new DemoClock(db, clock, On).MoveAsync(TimeSpan.FromDays(1), tea.Member, default)).Refusal));
        await market.DoAsync<MarketDb>(async db => Assert.Equal(DemoClock.Off, (await new DemoClock(db, clock, new DemoClockSettings(IsOn: false)).MoveAsync(TimeSpan.FromDays(1), admin, default)).Refusal));

        Assert.Equal(TimeSpan.Zero, clock.Offset);
    }
}
