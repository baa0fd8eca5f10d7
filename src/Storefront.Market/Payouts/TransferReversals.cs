using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <param name="Reference">The provider's name of the reversal.</param>
internal sealed record ReversalDifference(DifferenceKind Kind, string Reference, string? Ours, string? Theirs);

/// <summary>What was taken out of one transfer at the provider, compared with what we took. Each reversal is judged by itself, so that a second one is not hidden by the first.</summary>
internal static class TransferReversals
{
    /// <param name="share">Whose transfer it is: what we took back of it because the payout did not go through is ours.</param>
    /// <exception cref="ProviderOutcomeUnknownException">No answer: ask again.</exception>
    public static async Task<(int Compared, IReadOnlyList<ReversalDifference> Found)> CompareReversalsAsync(
        this MarketDb db, IListProviderObjects lists, PayoutShare share, string transfer, CancellationToken cancel)
    {
        var told = new List<ProviderObject>();
        string? after = null;
        do
        {
            var page = await lists.ListAsync(ProviderObjectKind.Reversal, DateTime.UnixEpoch, transfer, after, cancel);
            told.AddRange(page.Objects);
            after = page.Next;
        }
        while (after is not null);
        var ours = await db.Reversals.AsNoTracking().Where(r => r.Payout == share.Payout && r.Share == share.Number).Select(r => new { r.Key, r.Reference, r.Amount, r.Status }).ToListAsync(cancel);
        var found = new List<ReversalDifference>();
        foreach (var one in told.Where(o => o.MadeUnder != share.BackKey))
        {
            var own = ours.Find(r => r.Reference == one.Reference || r.Key == one.MadeUnder);
            if (own is not null && own.Amount == one.Amount && own.Status != ReversalStatus.Refused) continue;
            var kind = own is null ? DifferenceKind.UnknownHere : own.Amount != one.Amount ? DifferenceKind.AmountDiffers : DifferenceKind.StateDiffers;
            found.Add(new ReversalDifference(kind, one.Reference, own is null ? null : $"{own.Amount} {own.Status}", $"{one.Amount} {one.Told}"));
        }

        foreach (var own in ours.Where(r => r.Status == ReversalStatus.Made && !told.Exists(o => o.Reference == r.Reference)))
            found.Add(new ReversalDifference(DifferenceKind.MissingThere, own.Reference!, $"{own.Amount} {own.Status}", null));
        return (told.Count, found);
    }
}
