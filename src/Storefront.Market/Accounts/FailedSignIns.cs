using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Accounts;

/// <summary>After many wrong passwords or codes in a row an account rests: even the right ones are refused, except from a browser that its owner
/// has signed in with before, so that nobody can lock somebody else out.</summary>
public static class FailedSignIns
{
    public const int Most = 10;

    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    /// <summary>Counted in one statement, so that attempts side by side all count; for nobody (an empty id) it runs too and finds no row.</summary>
    internal static Task<int> CountFailureAsync(this MarketDb db, Guid user, DateTimeOffset now, CancellationToken cancel)
    {
        DateTimeOffset? until = now + Rest;
        return db.Users.Where(u => u.Id == user).ExecuteUpdateAsync(
            set => set
                .SetProperty(u => u.LockoutEnd, u => u.AccessFailedCount + 1 >= Most ? until : u.LockoutEnd)
                .SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1 >= Most ? 0 : u.AccessFailedCount + 1),
            cancel);
    }
}
