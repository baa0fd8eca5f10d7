using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Returns;

/// <summary>What is done at the merchant's side of a return: by those who work for the merchant and by admins, and never while a bank decides.</summary>
internal static class ReturnDesk
{
    public static Task<Outcome<Done>> ActAsync(
        MarketDb db, TimeProvider clock, ReturnId id, Actor actor, Func<ReturnCase, string, DateTime, Task<Refusal?>> act, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        var it = await ReturnCase.LoadAsync(db, id, cancel);
        if (it is null) return ReturnRefusals.NotFound;
        var isOwn = await actor.WorksForAsync(it.Return.Merchant, db, cancel);
        if (!isOwn && !await actor.IsAdminAsync(db, cancel)) return ReturnRefusals.NotFound;
        if (it.Return.FrozenAtUtc is not null) return ReturnRefusals.Frozen;
        return await act(it, isOwn ? "merchant" : "admin", clock.GetUtcNow().UtcDateTime) is { } refusal ? refusal : default(Done);
    }, cancel);
}
