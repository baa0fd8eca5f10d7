using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>Looks at a transfer to a merchant's account of which the provider tells. What was taken back of it at the provider's own desk, and not by us, is a difference that a person
/// has to explain: whose money that is nobody can conclude from it.</summary>
public sealed class FollowTransfer(IDbContextFactory<MarketDb> contexts, PayoutProviders providers, ProviderAbilities abilities, TimeProvider clock, ILogger<FollowTransfer> log)
{
    /// <exception cref="ProviderOutcomeUnknownException">No answer; the message about it is handled again.</exception>
    public async Task RunAsync(string provider, string reference, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await (from s in db.PayoutShares.AsNoTracking() where s.Transfer == reference join p in db.Payouts on s.Payout equals p.Id where p.Provider == provider select s).FirstOrDefaultAsync(cancel) is not { } share) return;
        if (providers.Transfer(provider) is not { } transfers || await transfers.LookUpTransferAsync(reference, cancel) is not { } told) return;
        // Ours alone, which is the usual news: what was taken back because the payout did not go through is not counted in the share.
        var back = (await transfers.FindReversalAsync(reference, share.BackKey, cancel))?.Amount ?? Money.Zero(share.Amount.Currency);
        // One of ours without an answer may have been made or not: only those that were are counted, so that what was done at the desk at the same moment is looked at.
        var made = await db.Reversals.Where(r => r.Payout == share.Payout && r.Share == share.Number && r.Status == ReversalStatus.Made).SumAsync(r => r.Amount.Minor, cancel);
        if (told.Reversed.Currency == share.Amount.Currency && told.Reversed.Minor <= made + back.Minor) return;
        if (abilities.Lists(provider) is not { } lists)
        {
            PayoutLog.TakenBackElsewhere(log, share.Payout.Value);
            return;
        }

        var (_, found) = await db.CompareReversalsAsync(lists, share, reference, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var isNew = await db.AtomicallyAsync<bool>(async () =>
        {
            var any = false;
            foreach (var one in found) any |= await db.DifferAsync(null, provider, one.Kind, ProviderObjectKind.Reversal, one.Reference, null, one.Ours, one.Theirs, now, cancel);
            return any;
        }, cancel);
        if (isNew is { Succeeded: true, Value: true }) PayoutLog.TakenBackElsewhere(log, share.Payout.Value);
    }
}
