using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Accounts;

/// <summary>A new password for who knows the old one. Every session ends; the page signs its own person in again.</summary>
public sealed class ChangePassword(MarketDb db, IPasswordHasher<User> hasher, OwnPassword own, PasswordRules rules, Sessions sessions, TimeProvider clock)
{
    public async Task<Outcome<User>> RunAsync(Actor actor, string? oldPassword, string? newPassword, CancellationToken cancel)
    {
        var email = await db.Users.Where(u => u.Id == actor.User.Value).Select(u => u.Email!).SingleAsync(cancel);
        if (rules.Judge(newPassword, email) is { } unfit) return unfit;
        if (await own.CheckAsync(actor.User, oldPassword, cancel) is { } refusal) return refusal;
        var hash = hasher.HashPassword(new User(), newPassword!);
        return await db.AtomicallyAsync<User>(
            async () =>
            {
                var user = await db.Users.SingleAsync(u => u.Id == actor.User.Value, cancel);
                user.SetPassword(hash);
                await sessions.EndAllAsync(user, cancel);
                var now = clock.GetUtcNow().UtcDateTime;
                db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(ChangePassword), $"user {user.Id}", null, now));
                db.WriteTo(user.Email!, user.Language, "password-changed", now, "/account/forgot-password");
                return user;
            },
            cancel);
    }
}
