using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Accounts;

/// <summary>Whether a mail address and a password go together. An unknown address costs the same time and gets the same answer as a wrong
/// password, and so does an account that rests after too many wrong ones.</summary>
public sealed class CheckSignIn(MarketDb db, IPasswordHasher<User> hasher, TimeProvider clock)
{
    private static string? hashOfNobody;

    /// <param name="known">Who has signed in with this browser before; they are not kept out while their account rests.</param>
    public async Task<Outcome<User>> RunAsync(string? email, string? password, IReadOnlyCollection<UserId> known, CancellationToken cancel)
    {
        var key = EmailAddress.TryTidy(email, out var tidy) ? EmailAddress.Key(tidy) : "";
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == key && u.ErasedAtUtc == null, cancel);
        var now = clock.GetUtcNow();
        var hash = user?.PasswordHash ?? HashOfNobody();
        // No longer password was ever set; longer ones are not worth their hashing.
        var verified = password is { Length: <= PasswordRules.Longest } ? hasher.VerifyHashedPassword(user ?? new User(), hash, password) : PasswordVerificationResult.Failed;
        var isKnown = user is not null && known.Contains(user.UserId);
        var rests = user?.LockoutEnd > now && !isKnown;
        if (user?.PasswordHash is null || rests || verified == PasswordVerificationResult.Failed)
        {
            await db.CountFailureAsync(user is null || rests || isKnown ? Guid.Empty : user.Id, now, cancel);
            return AccountRefusals.SignInFailed;
        }

        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            var better = hasher.HashPassword(user, password!);
            await db.Users.Where(u => u.Id == user.Id && u.PasswordHash == hash).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, better), cancel);
        }

        // What others tried meanwhile still counts when the owner comes in from a known browser.
        if (user.AccessFailedCount > 0 && !isKnown)
            await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.AccessFailedCount, 0), cancel);
        return user.EmailConfirmed ? user : AccountRefusals.EmailNotConfirmed;
    }

    private string HashOfNobody() => hashOfNobody ??= hasher.HashPassword(new User(), Guid.NewGuid().ToString());
}
