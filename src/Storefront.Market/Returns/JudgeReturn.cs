using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Returns;

/// <summary>The merchant, or an admin in its place, answers a buyer who wants to send goods back.</summary>
public sealed class JudgeReturn(MarketDb db, ReleaseFunds release, TimeProvider clock)
{
    public Task<Outcome<Done>> ApproveAsync(ReturnId id, Actor actor, CancellationToken cancel) => ReturnDesk.ActAsync(db, clock, id, actor, async (it, by, now) =>
    {
        if (it.Return.Status != ReturnStatus.Requested) return ReturnRefusals.NotNow;
        await it.ApproveAsync(db, by, now, cancel);
        return null;
    }, cancel);

    /// <param name="answer">Why, for the buyer, who may open a case about it.</param>
    public Task<Outcome<Done>> RefuseAsync(ReturnId id, Actor actor, string answer, CancellationToken cancel) => ReturnDesk.ActAsync(db, clock, id, actor, async (it, by, now) =>
    {
        if (it.Return.Status != ReturnStatus.Requested) return ReturnRefusals.NotNow;
        if (string.IsNullOrWhiteSpace(answer) || answer.Length > Return.LongestReason) return ReturnRefusals.AnswerMissing;
        await it.RefuseAsync(db, release, answer.Trim(), by, now, cancel);
        return null;
    }, cancel);
}
