using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Trust;

namespace Storefront.Discounts;

/// <summary>A merchant takes a code out of use. It is kept with its uses; orders that were placed with it stay as they are.</summary>
public sealed class StopDiscountCode(MarketDb db, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(DiscountCodeId id, Actor actor, CancellationToken cancel) => db.AtomicallyAsync<Done>(
        async () =>
        {
            var code = await db.DiscountCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel);
            if (code is null || !await actor.WorksForAsync(code.Merchant, db, cancel)) return DiscountRefusals.NotFound;
            var now = clock.GetUtcNow().UtcDateTime;
            // Stopped twice, it was stopped the first time.
            if (await db.DiscountCodes.Where(c => c.Id == id && c.StoppedAtUtc == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.StoppedAtUtc, now), cancel) > 0)
                db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(StopDiscountCode), $"discount code {code.Code} of merchant {code.Merchant.Value:N}", $"after {code.Uses} uses", now));
            return default(Done);
        },
        cancel);
}
