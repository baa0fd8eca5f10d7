using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>Takes a payout into our books that we made and do not remember, since they were restored from a copy: else its money would be owed, and paid, once more.</summary>
public sealed class AdoptPayout(IDbContextFactory<MarketDb> contexts, PayoutProviders providers, SettlePayout settle, TimeProvider clock)
{
    /// <summary>False when its key is none of ours, or the account nobody's.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">No answer: ask again.</exception>
    public async Task<bool> RunAsync(string provider, string payee, ProviderObject told, CancellationToken cancel)
    {
        if (Payout.IdOf(told.MadeUnder) is not { } id || told.Amount is not { IsPositive: true } amount) return false;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var adopted = await db.AtomicallyAsync<bool>(async () =>
        {
            if (await db.Payouts.AnyAsync(p => p.Id == id, cancel)) return true;
            if (await db.PayoutAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.Provider == provider && a.Payee == payee, cancel) is not { } account) return false;
            var now = clock.GetUtcNow().UtcDateTime;
            var payout = Payout.Adopted(id, account, amount, told.Reference, providers.Transfer(provider) is not null, told.CreatedAtUtc, now);
            db.Payouts.Add(payout);
            db.JournalEntries.Add(PayoutJournal.Written(payout, now));
            return true;
        }, cancel);
        if (adopted is not { Succeeded: true, Value: true }) return false;
        await settle.RunAsync(id, cancel);
        return true;
    }
}
