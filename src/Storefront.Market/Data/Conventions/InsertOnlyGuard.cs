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
        // Only rows that must not change are looked at for changes; the save itself looks at all of them once more.
        var tracker = db.ChangeTracker;
        var detects = tracker.AutoDetectChangesEnabled;
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var entry in tracker.Entries<IInsertOnly>())
            {
                if (entry.State == EntityState.Unchanged) entry.DetectChanges();
                if (entry.State is EntityState.Modified or EntityState.Deleted) throw new InvalidOperationException($"{entry.Metadata.ShortName()} is insert-only: a correction is a new row.");
            }
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = detects;
        }
    }
}
