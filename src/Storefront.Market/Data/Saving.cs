using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Storefront.Data;

public static class Saving
{
    /// <summary>Somebody else kept changing the same thing; the person sees the new state and may try again.</summary>
    public static readonly Refusal ChangedMeanwhile = new("data.changed-meanwhile");

    private const int Tries = 6;

    /// <summary>Runs reads, checks and changes as one transaction and saves at its end. When another writer was faster (a version that moved,
    /// a key that is there already, a deadlock), everything is undone and the work runs again from fresh reads, so that it judges the new state.
    /// A refusal undoes everything too.</summary>
    /// <param name="work">Reads what it needs itself, and calls nobody outside: it may run several times.</param>
    public static async Task<Outcome<T>> AtomicallyAsync<T>(this MarketDb db, Func<Task<Outcome<T>>> work, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            try
            {
                var outcome = await work();
                if (!outcome.Succeeded)
                {
                    db.ChangeTracker.Clear();
                    return outcome;
                }

                await db.SaveChangesAsync(cancel);
                await transaction.CommitAsync(cancel);
                return outcome;
            }
            catch (Exception e) when (attempt < Tries && IsConflict(e, attempt))
            {
                db.ChangeTracker.Clear();
                // Many writers of one row part by chance; the first try again is at once.
                if (attempt > 1) await Task.Delay(Random.Shared.Next(1, 10 * attempt), cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                db.ChangeTracker.Clear();
                return ChangedMeanwhile;
            }
        }
    }

    /// <summary>Saves one change, or says that the state has changed meanwhile.</summary>
    public static async Task<Outcome<Done>> SaveOrStaleAsync(this MarketDb db, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return default(Done);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return ChangedMeanwhile;
        }
    }

    /// <summary>Another writer's doing: a save that found other rows, a deadlock or lock (which some providers wrap), or, once, a state that
    /// cannot be, since two reads may lie on either side of another's commit. Seen again it is our bug and is thrown.</summary>
    private static bool IsConflict(Exception e, int attempt) =>
        e is DbUpdateException or DbException { IsTransient: true } or InvalidOperationException { InnerException: DbException }
        || (e is InvalidOperationException && attempt == 1);
}
