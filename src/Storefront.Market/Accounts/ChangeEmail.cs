using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Accounts;

/// <summary>Moves an account to another mail address: asked for with the password, done by the link that is mailed to the new address; the old
/// one is told of both.</summary>
public sealed class ChangeEmail(MarketDb db, OwnPassword own, MailedLinks links, Sessions sessions, TimeProvider clock)
{
    /// <summary>The answer is the same when the new address has an account already; its owner is told by mail.</summary>
    public async Task<Outcome<Done>> AskAsync(Actor actor, string? password, string? email, CancellationToken cancel)
    {
        if (!EmailAddress.TryTidy(email, out var tidy)) return AccountRefusals.EmailUnreadable;
        if (await own.CheckAsync(actor.User, password, cancel) is { } refusal) return refusal;
        var key = EmailAddress.Key(tidy);
        return await db.AtomicallyAsync<Done>(
            async () =>
            {
                var user = await db.Users.SingleAsync(u => u.Id == actor.User.Value, cancel);
                if (tidy == user.Email) return AccountRefusals.EmailIsTheSame;
                var now = clock.GetUtcNow().UtcDateTime;
                var other = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == key && u.Id != user.Id, cancel);
                if (other is { EmailConfirmed: true }) db.WriteTo(other.Email!, other.Language, "already-registered", now, "/account/forgot-password");
                else db.WriteTo(tidy, user.Language, "change-email", now, await links.IssueAsync(user, LinkPurpose.ChangeEmail, tidy, null, cancel));
                db.WriteTo(user.Email!, user.Language, "email-change-asked", now, "/account/security");
                return default(Done);
            },
            cancel);
    }

    /// <summary>The address that the link would move the account to; null when it does not work.</summary>
    public async Task<string?> TargetAsync(Guid user, string? token, CancellationToken cancel) => (await links.FindAsync(LinkPurpose.ChangeEmail, user, token, cancel))?.Carries;

    public Task<Outcome<User>> RunAsync(Guid user, string? token, CancellationToken cancel) => db.AtomicallyAsync<User>(
        async () =>
        {
            if (await links.FindAsync(LinkPurpose.ChangeEmail, user, token, cancel) is not { } link) return AccountRefusals.LinkExpired;
            var key = EmailAddress.Key(link.Carries);
            var other = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == key && u.Id != user, cancel);
            if (other is { EmailConfirmed: true }) return AccountRefusals.LinkExpired;
            if (other is not null)
            {
                // Somebody registered the address and never confirmed it; here is who reads its mail. Saved first, for the name is unique.
                db.Users.Remove(other);
                await db.SaveChangesAsync(cancel);
            }

            var now = clock.GetUtcNow().UtcDateTime;
            links.Use(link);
            db.WriteTo(link.Owner.Email!, link.Owner.Language, "email-changed", now);
            link.Owner.MoveTo(link.Carries);
            link.Owner.EmailConfirmed = true;
            await sessions.EndAllAsync(link.Owner, cancel);
            db.AuditLog.Add(AuditEntry.Of(link.Owner.UserId, nameof(ChangeEmail), $"user {user}", null, now));
            return link.Owner;
        },
        cancel);
}
