using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Accounts;

/// <summary>A new password for who forgot the old one and reads the account's mail. The second factor stays as it is.</summary>
public sealed class ResetPassword(MarketDb db, IPasswordHasher<User> hasher, PasswordRules rules, MailedLinks links, Sessions sessions, TimeProvider clock)
{
    /// <summary>Writes to the address in either case: with the link, or that it has no account here. The answer tells neither.</summary>
    public async Task<Outcome<Done>> AskAsync(string? email, string language, CancellationToken cancel)
    {
        if (!EmailAddress.TryTidy(email, out var tidy)) return AccountRefusals.EmailUnreadable;
        var key = EmailAddress.Key(tidy);
        return await db.AtomicallyAsync<Done>(
            async () =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var user = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == key && u.ErasedAtUtc == null, cancel);
                if (user is null) db.WriteTo(tidy, language, "no-account", now, "/account/register");
                else db.WriteTo(user.Email!, user.Language, "reset-password", now, await links.IssueAsync(user, LinkPurpose.ResetPassword, null, null, cancel));
                return default(Done);
            },
            cancel);
    }

    public async Task<bool> WorksAsync(Guid user, string? token, CancellationToken cancel) => await links.FindAsync(LinkPurpose.ResetPassword, user, token, cancel) is not null;

    /// <summary>Sets the password, ends every session, and confirms the address, whose mail was read.</summary>
    public async Task<Outcome<Done>> RunAsync(Guid user, string? token, string? password, CancellationToken cancel)
    {
        if (await links.FindAsync(LinkPurpose.ResetPassword, user, token, cancel) is not { } found) return AccountRefusals.LinkExpired;
        if (rules.Judge(password, found.Owner.Email!) is { } refusal) return refusal;
        var hash = hasher.HashPassword(found.Owner, password!);
        db.ChangeTracker.Clear();
        return await db.AtomicallyAsync<Done>(
            async () =>
            {
                if (await links.FindAsync(LinkPurpose.ResetPassword, user, token, cancel) is not { Owner: var owner } link) return AccountRefusals.LinkExpired;
                links.Use(link);
                owner.SetPassword(hash);
                owner.EmailConfirmed = true;
                await sessions.EndAllAsync(owner, cancel);
                var now = clock.GetUtcNow().UtcDateTime;
                db.AuditLog.Add(AuditEntry.Of(owner.UserId, nameof(ResetPassword), $"user {user}", null, now));
                db.WriteTo(owner.Email!, owner.Language, "password-changed", now, "/account/forgot-password");
                return default(Done);
            },
            cancel);
    }
}
