using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Data.Conventions;

/// <summary>Refuses to save a change to an insert-only row. A trigger in each database refuses what goes past EF Core.</summary>
public sealed class InsertOnlyGuard : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    private static void Check(DbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.Entity is IInsertOnly && entry.State is EntityState.Modified or EntityState.Deleted && entry.Entity is IInsertOnly)
                throw new InvalidOperationException($"{entry.Metadata.ShortName()} is insert-only: a correction is a new row.");
        }
    }
}
