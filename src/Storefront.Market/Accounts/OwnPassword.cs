using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Accounts;

/// <summary>Asks somebody who is signed in for the password again, before something weighty. Outside any transaction, for the hash is slow.</summary>
public sealed class OwnPassword(MarketDb db, IPasswordHasher<User> hasher, TimeProvider clock)
{
    /// <summary>Null when the password is right. Wrong ones count like failed sign-ins, so that a borrowed session cannot try them all.</summary>
    public async Task<Refusal?> CheckAsync(UserId id, string? password, CancellationToken cancel)
    {
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == id.Value, cancel);
        var now = clock.GetUtcNow();
        if (user.LockoutEnd > now) return AccountRefusals.PasswordWrong;
        if (user.PasswordHash is { } hash && password is { Length: <= PasswordRules.Longest }
            && hasher.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed) return null;
        await db.CountFailureAsync(id.Value, now, cancel);
        return AccountRefusals.PasswordWrong;
    }
}
