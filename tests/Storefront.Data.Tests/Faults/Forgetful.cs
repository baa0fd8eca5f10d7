using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Data.Tests.Faults;

/// <summary>So many savings do not get to write a new value of one property: somebody else is always faster.</summary>
internal sealed class Forgetful<T>(string property) : SaveChangesInterceptor
    where T : class
{
    public int Saves { get; set; }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        Saves > 0 && eventData.Context!.ChangeTracker.Entries<T>().Any(e => e.State == EntityState.Modified && e.Property(property).IsModified) && Saves-- > 0
            ? throw new DbUpdateConcurrencyException($"Somebody else changed {typeof(T).Name}.") : ValueTask.FromResult(result);
}
