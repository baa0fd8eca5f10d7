using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Accounts;

/// <summary>Whether a mail address and a password go together. An unknown address costs the same time and gets the same answer as a wrong
/// password, and so does an account that rests after too many wrong ones.</summary>
public sealed class CheckSignIn(MarketDb db, IPasswordHasher<User> hasher, TimeProvider clock)
{
    public const int MostFailures = 10;

    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    private static string? hashOfNobody;

    public async Task<Outcome<User>> RunAsync(string? email, string? password, CancellationToken cancel)
    {
        var key = EmailAddress.TryTidy(email, out var tidy) ? EmailAddress.Key(tidy) : "";
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == key && u.ErasedAtUtc == null, cancel);
        var now = clock.GetUtcNow();
        var hash = user?.PasswordHash ?? HashOfNobody();
        var verified = hasher.VerifyHashedPassword(user ?? new User(), hash, password ?? "");
        var rests = user?.LockoutEnd > now;
        if (user?.PasswordHash is null || rests || verified == PasswordVerificationResult.Failed)
        {
            await CountFailureAsync(user is null || rests ? Guid.Empty : user.Id, now, cancel);
            return AccountRefusals.SignInFailed;
        }

        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            var better = hasher.HashPassword(user, password!);
            await db.Users.Where(u => u.Id == user.Id && u.PasswordHash == hash).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, better), cancel);
        }

        if (user.AccessFailedCount > 0)
            await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), cancel);
        return user.EmailConfirmed ? user : AccountRefusals.EmailNotConfirmed;
    }

    /// <summary>Counted in one statement, so that attempts side by side all count; for nobody it runs too and finds no row.</summary>
    private async Task CountFailureAsync(Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        DateTimeOffset? until = now + Rest;
        await db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(
            set => set
                .SetProperty(u => u.LockoutEnd, u => u.AccessFailedCount + 1 >= MostFailures ? until : u.LockoutEnd)
                .SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1 >= MostFailures ? 0 : u.AccessFailedCount + 1),
            cancel);
    }

    private string HashOfNobody() => hashOfNobody ??= hasher.HashPassword(new User(), Guid.NewGuid().ToString());
}
