using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Payments;

namespace Storefront.Reconciliation;

/// <summary>What the provider kept for its service comes into the books here, each charge once: it is told afterwards, and nothing waits for it. In the currency in which the provider keeps our money.</summary>
internal sealed class CompareFees(IDbContextFactory<MarketDb> contexts, TimeProvider clock) : ICompareObjects
{
    public ProviderObjectKind Kind => ProviderObjectKind.Fee;

    public async Task CompareAsync(Comparison it, IReadOnlyList<ProviderObject> page, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (keys, now) = (page.Select(f => KeyOf(it.Provider, f.Reference)).ToList(), clock.GetUtcNow().UtcDateTime);
        var known = await db.JournalEntries.AsNoTracking().Where(e => keys.Contains(e.Key)).Select(e => e.Key).ToListAsync(cancel);
        foreach (var fee in page)
        {
            var key = KeyOf(it.Provider, fee.Reference);
            if (known.Contains(key) || fee.Amount is { IsZero: true }) continue;
            if (fee.Amount is { } amount)
                db.JournalEntries.Add(JournalEntry.Of(key, null, null, now).Debit(AccountKind.PaymentFees, it.Provider, amount).Credit(AccountKind.ProcessorBalance, it.Provider, amount).Balanced());
            else
                await it.DifferAsync(db, DifferenceKind.UnknownHere, Kind, fee.Reference, null, null, fee.Told, now, cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>We believe in none that the provider does not tell of.</summary>
    public Task FindMissingAsync(Comparison it, CancellationToken cancel) => Task.CompletedTask;

    private static string KeyOf(string provider, string reference) => $"provider-fee:{provider}:{reference}";
}
