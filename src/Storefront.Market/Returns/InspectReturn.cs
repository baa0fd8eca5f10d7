using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Returns;

/// <summary>What was found of one line.</summary>
/// <param name="Line">Of the return.</param>
/// <param name="Accepted">From none to the units that were to come back.</param>
/// <param name="Deduction">In the charge currency, for use beyond trying the goods; at most what the accepted units cost, and nothing unless the buyer changed its mind.</param>
public sealed record InspectedLine(Guid Line, int Accepted, ReturnCondition Condition, bool BackToStock, Money Deduction, string? DeductionReason);

/// <summary>What the merchant says to postage that the buyer asks for.</summary>
/// <param name="Granted">In the charge currency, from nothing to what was asked for.</param>
/// <param name="Answer">Why it is less, for the buyer to read; needed where it is.</param>
public sealed record PostageVerdict(Money Granted, string? Answer);

/// <summary>The merchant has looked at the goods: what it accepts is paid back at once by the rules of <see cref="ReturnRefund"/>.</summary>
/// <remarks>A deduction: Directive 2011/83/EU, article 14(2), checked 2026-11-30.</remarks>
public sealed class InspectReturn(MarketDb db, ReleaseFunds release, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(ReturnId id, Actor actor, IReadOnlyList<InspectedLine> found, CancellationToken cancel) => RunAsync(id, actor, found, null, cancel);

    /// <param name="postage">Needed where the buyer asked for it.</param>
    public Task<Outcome<Done>> RunAsync(ReturnId id, Actor actor, IReadOnlyList<InspectedLine> found, PostageVerdict? postage, CancellationToken cancel) => ReturnDesk.ActAsync(db, clock, id, actor, async (it, by, now) =>
    {
        if (Judge(it, found, postage, await ReturnCase.ReturnedBeforeAsync(db, it.Consignment.Id, cancel)) is { } refusal) return refusal;
        await it.InspectedAsync(db, release, by, now, cancel);
        return null;
    }, cancel);

    /// <summary>Writes what was found onto the return; null, or why it cannot be so.</summary>
    internal static Refusal? Judge(ReturnCase it, IReadOnlyList<InspectedLine> found, PostageVerdict? postage, IReadOnlyDictionary<Guid, int> before)
    {
        if (it.Return.Status != ReturnStatus.Received) return ReturnRefusals.NotNow;
        if (found.Count != it.Return.Lines.Count) return ReturnRefusals.InspectionIncomplete;
        foreach (var line in it.Return.Lines)
        {
            if (found.SingleOrDefault(f => f.Line == line.Id) is not { } judged || judged.Accepted < 0 || judged.Accepted > line.Units) return ReturnRefusals.InspectionIncomplete;
            var bought = it.Consignment.Lines.Single(l => l.Id == line.OrderLine);
            if (WhatIsWrong(it.Return, judged, ReturnRefund.Goods(bought, before.GetValueOrDefault(bought.Id), judged.Accepted)) is { } refusal) return refusal;
            line.Inspected(judged.Accepted, judged.Condition, judged.BackToStock && judged.Accepted > 0, judged.Deduction, judged.Deduction.IsZero ? null : judged.DeductionReason!.Trim());
        }

        return Judge(it.Return, postage);
    }

    private static Refusal? Judge(Return it, PostageVerdict? postage)
    {
        if (it.PostageAskedMinor is not { } asked) return null;
        if (postage is null) return ReturnRefusals.InspectionIncomplete;
        var most = new Money(asked, it.GivenBack.Currency);
        if (postage.Granted.Currency != most.Currency || postage.Granted.IsNegative || postage.Granted > most) return ReturnRefusals.PostageOutOfRange(most);
        var isLess = postage.Granted < most;
        if (isLess && (string.IsNullOrWhiteSpace(postage.Answer) || postage.Answer.Length > Return.LongestReason)) return ReturnRefusals.PostageAnswerMissing;
        it.PostageJudged(postage.Granted, isLess ? postage.Answer!.Trim() : null);
        return null;
    }

    private static Refusal? WhatIsWrong(Return it, InspectedLine judged, Money goods)
    {
        if (!judged.Deduction.IsZero && it.Reason != ReturnReason.ChangedMind) return ReturnRefusals.NoDeduction;
        if (judged.Deduction.Currency != goods.Currency || judged.Deduction.IsNegative || judged.Deduction > goods) return ReturnRefusals.DeductionOutOfRange;
        if (judged.Deduction.IsZero) return null;
        return string.IsNullOrWhiteSpace(judged.DeductionReason) || judged.DeductionReason.Length > Return.LongestReason ? ReturnRefusals.DeductionReasonMissing : null;
    }
}
