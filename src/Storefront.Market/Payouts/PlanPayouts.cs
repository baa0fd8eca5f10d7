using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Payouts;

/// <summary>A merchant chooses how often it is paid, or asks to be paid now.</summary>
public sealed class PlanPayouts(MarketDb db, PayoutProviders providers, TimeProvider clock)
{
    public Task<Outcome<Done>> ChangeAsync(MerchantId merchant, Actor actor, PayoutSchedule schedule, CancellationToken cancel) =>
        RunAsync(merchant, actor, (account, now) => account.Change(schedule, now), cancel);

    /// <summary>What stands in the way stays in the way: the timer that pays judges as always.</summary>
    public Task<Outcome<Done>> AskAsync(MerchantId merchant, Actor actor, CancellationToken cancel) => RunAsync(merchant, actor, (account, now) => account.Ask(now), cancel);

    private Task<Outcome<Done>> RunAsync(MerchantId merchant, Actor actor, Action<PayoutAccount, DateTime> change, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return MerchantRefusals.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        var account = await db.PayoutAccounts.SingleOrDefaultAsync(a => a.Merchant == merchant, cancel);
        if (account is null) db.PayoutAccounts.Add(account = PayoutAccount.For(merchant, providers.Default, now));
        change(account, now);
        return default(Done);
    }, cancel);
}
