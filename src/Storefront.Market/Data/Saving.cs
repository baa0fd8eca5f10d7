using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Storefront.Data;

public static class Saving
{
    /// <summary>Somebody else changed the same thing meanwhile; the person sees the new state and may try again.</summary>
    public static readonly Refusal ChangedMeanwhile = new("data.changed-meanwhile");

    /// <summary>Saves and commits, or gives up everything and says that the state has changed.</summary>
    public static async Task<Outcome<Done>> SaveOrStaleAsync(this MarketDb db, IDbContextTransaction? transaction, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            if (transaction is not null) await transaction.CommitAsync(cancel);
            return default(Done);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return ChangedMeanwhile;
        }
    }

    /// <inheritdoc cref="SaveOrStaleAsync(MarketDb, IDbContextTransaction?, CancellationToken)"/>
    public static Task<Outcome<Done>> SaveOrStaleAsync(this MarketDb db, CancellationToken cancel) => db.SaveOrStaleAsync(null, cancel);
}
