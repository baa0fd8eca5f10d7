using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Returns;

/// <summary>The goods are back at the merchant, or an admin finds that they will not come.</summary>
public sealed class ReceiveReturn(MarketDb db, ReleaseFunds release, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(ReturnId id, Actor actor, CancellationToken cancel) => ReturnDesk.ActAsync(db, clock, id, actor, (it, by, now) =>
    {
        if (!it.Return.Status.MayBecome(ReturnStatus.Received)) return Task.FromResult<Refusal?>(ReturnRefusals.NotNow);
        it.Received(db, by, now);
        return Task.FromResult<Refusal?>(null);
    }, cancel);

    /// <summary>No parcel came: an admin ends the return, with the reason that the buyer reads.</summary>
    public Task<Outcome<Done>> NeverCameAsync(ReturnId id, Actor actor, string answer, CancellationToken cancel) => ReturnDesk.ActAsync(db, clock, id, actor, async (it, by, now) =>
    {
        if (by != "admin" && !await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (it.Return.Status != ReturnStatus.OnTheWay) return ReturnRefusals.NotNow;
        if (string.IsNullOrWhiteSpace(answer) || answer.Length > Return.LongestReason) return ReturnRefusals.AnswerMissing;
        await it.CloseAsync(db, release, answer.Trim(), "admin", now, cancel);
        return null;
    }, cancel);
}
