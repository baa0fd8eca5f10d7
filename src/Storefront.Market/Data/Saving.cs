using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Storefront.Data;

public static class Saving
{
    /// <summary>Somebody else kept changing the same thing; the person sees the new state and may try again.</summary>
    public static readonly Refusal ChangedMeanwhile = new("data.changed-meanwhile");

    /// <summary>How often a unit of work is done before it is given up.</summary>
    internal const int Tries = 6;

    private const int BeginTries = 3;

    /// <summary>Somebody waits for the answer: what has waited so long for its turn already is not tried again.</summary>
    private static readonly TimeSpan BeginPatience = TimeSpan.FromSeconds(5);

    /// <summary>Runs reads, checks and changes as one transaction and saves at its end. When another writer was faster (a version that moved,
    /// a key that is there already, a deadlock), everything is undone and the work runs again from fresh reads, so that it judges the new state.
    /// A refusal undoes everything too.</summary>
    /// <param name="work">Reads what it needs itself, and calls nobody outside: it may run several times.</param>
    public static async Task<Outcome<T>> AtomicallyAsync<T>(this MarketDb db, Func<Task<Outcome<T>>> work, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var transaction = await db.BeginAsync(cancel);
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
                await PauseAsync(attempt, cancel);
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

    /// <summary>Begins a transaction. What cannot begin, because another writer has the database to itself for longer than the connection waits, has done nothing yet and is begun again.</summary>
    internal static async Task<IDbContextTransaction> BeginAsync(this MarketDb db, CancellationToken cancel)
    {
        var since = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.Database.BeginTransactionAsync(cancel);
            }
            catch (Exception e) when ((e is DbException || IsGivenUp(e)) && attempt < BeginTries && Stopwatch.GetElapsedTime(since) < BeginPatience)
            {
                await Task.Delay(Random.Shared.Next(10, 50), cancel);
            }
        }
    }

    /// <summary>The database gave the work up, for another's or because the connection was lost: a deadlock, a serialization failure, a server that stops. Done again from fresh reads it may succeed. Some
    /// providers wrap what they hold to be of that kind.</summary>
    internal static bool IsGivenUp(Exception e) => e switch
    {
        DbException own => own.IsTransient,
        InvalidOperationException { InnerException: DbException or DbUpdateException } => true,
        DbUpdateException { InnerException: DbException { IsTransient: true } } => true,
        _ => false,
    };

    /// <summary>Many writers of one row part by chance; the first try again is at once.</summary>
    internal static Task PauseAsync(int attempt, CancellationToken cancel) => attempt > 1 ? Task.Delay(Random.Shared.Next(1, 10 * attempt), cancel) : Task.CompletedTask;

    /// <summary>Another writer's doing: a save that found other rows, work that the database gave up, or, once, a state that
    /// cannot be, since two reads may lie on either side of another's commit. Seen again it is our bug and is thrown.</summary>
    private static bool IsConflict(Exception e, int attempt) => e is DbUpdateException || IsGivenUp(e) || (e is InvalidOperationException && attempt == 1);
}
